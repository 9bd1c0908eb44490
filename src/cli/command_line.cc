#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace vigie::cli {
namespace {

constexpr const char* kDescription =
    "Vigie, the lookout: hears what people say about you on the open social web, finds it again, and\n"
    "measures it, on your own machine.\n\n"
    "Begin with:\n"
    "  vigie serve                       the pages, at http://127.0.0.1:8080\n"
    "  vigie drill galerne               an invented week-end to try everything on\n"
    "  vigie import posts.jsonl          your own posts; then\n"
    "  vigie search 'renault OR dacia'   newest first\n\n"
    "Queries: words (all of them), OR, -not, \"a phrase\", pre*, =Exact, a NEAR/4 b, #tag, @name, lang:fr,\n"
    "mood:negative, source:, kind:, author:, site:, rating:1..2, has:link, is:reply, after:2026-01-31.";

using Chosen = std::function<int()>;

void add_data(CLI::App& app, std::string& data) {
  app.add_option("--data", data, "the data folder")->capture_default_str()->type_name("DIR");
}

void add_import(CLI::App& app, ImportCommand& command, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("import", "read posts from files, or `-`; importing again adds nothing");
  sub->add_option("FILE", command.import.files, "plain, gzip or zstd, told by their first bytes; `-` is standard input")
      ->required();
  sub->add_option("--format", command.format,
                  "jsonl, csv, jetstream, mastodon or feed (default: by the file's ending, else jsonl)");
  sub->add_option("--map", command.import.map, "for CSV: which column fills which field, as text=Review")
      ->type_name("FIELD=COLUMN")
      ->allow_extra_args(false);
  sub->add_option("--set", command.import.set, "a value for every post, as brand=Aurora")
      ->type_name("FIELD=VALUE")
      ->allow_extra_args(false);
  sub->add_option("--time-format", command.import.time_format, "how times are written, as %d/%m/%Y %H:%M");
  sub->add_flag("--dry-run", command.dry_run, "keep nothing; with --json print the posts it would keep, one a line");
  sub->add_flag("--acks", command.acks, "print `acked N` each time the first N records are durable");
  sub->add_flag("--json", command.json, "figures as one JSON object");
  add_data(*sub, command.data);
  sub->callback([&] { chosen = [&] { return run_import(command, tools); }; });
}

void add_search(CLI::App& app, SearchCommand& command, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("search", "find posts, newest first");
  sub->add_option("QUERY", command.query, "what to find; see `vigie --help` for the language")->required();
  sub->add_option("--limit", command.limit, "at most so many posts")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str()
      ->type_name("N");
  sub->add_flag("--json", command.json, "one JSON object a line: the post and our reading of it");
  add_data(*sub, command.data);
  sub->callback([&] { chosen = [&] { return run_search(command, tools); }; });
}

void add_explain(CLI::App& app, ExplainCommand& command, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("explain", "show how a query is understood");
  sub->add_option("QUERY", command.query)->required();
  sub->add_flag("--json", command.json, "the tree as one JSON object");
  sub->callback([&] { chosen = [&] { return run_explain(command, tools); }; });
}

void add_match(CLI::App& app, MatchCommand& command, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("match", "match many posts against many watches; nothing is kept");
  sub->add_option("--watches", command.watches, "a file of id<TAB>query lines")->required()->type_name("FILE");
  sub->add_option("--posts", command.posts, "posts as JSON lines, plain, gzip or zstd")->required()->type_name("FILE");
  sub->add_option("--threads", command.threads, "default: one for each core")
      ->check(CLI::Range(1, 256))
      ->type_name("N");
  sub->add_option("--out", command.out, "where `post id<TAB>watch id` lines go (default: standard output)")
      ->type_name("FILE");
  sub->add_flag("--json", command.json, "figures as one JSON object");
  sub->callback([&] { chosen = [&] { return run_match(command, tools); }; });
}

void add_eval(CLI::App& app, EvalCommand& command, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("eval", "measure our readings on labelled texts");
  sub->require_subcommand(1);
  const auto add = [&](const char* name, const char* about, int (*run_eval)(const EvalCommand&, const Tools&)) {
    auto* kind = sub->add_subcommand(name, about);
    kind->add_option("FILE", command.file, "label<TAB>text lines, no header")->required();
    kind->add_flag("--explain", command.explain, "first the words that made each reading, with their weight");
    kind->add_flag("--json", command.json, "figures as one JSON object");
    kind->callback(
        [&chosen, &command, &tools, run_eval] { chosen = [&, run_eval] { return run_eval(command, tools); }; });
  };
  add("mood", "negative, neutral or positive", run_eval_mood);
  add("language", "language codes such as fr, en, ja", run_eval_language);
}

void add_train(CLI::App& app, TrainCommand& command, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("train", "make a model from labelled texts, the same from the same seed");
  sub->require_subcommand(1);
  const auto add = [&](const char* name, int (*run_train)(const TrainCommand&, const Tools&)) {
    auto* kind =
        sub->add_subcommand(name, std::string("make a ") + name + " model; models/" + name + ".md tells from what");
    kind->add_option("--data", command.data, "the folder of labelled texts")->required()->type_name("DIR");
    kind->add_option("--out", command.out, "the model file to write")->required()->type_name("FILE");
    kind->add_option("--seed", command.seed)->check(CLI::NonNegativeNumber)->capture_default_str()->type_name("N");
    kind->callback(
        [&chosen, &command, &tools, run_train] { chosen = [&, run_train] { return run_train(command, tools); }; });
  };
  add("language", run_train_language);
  add("mood", run_train_mood);
}

void add_bench(CLI::App& app, FirehoseCommand& command, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("bench", "measure this machine");
  sub->require_subcommand(1);
  auto* firehose =
      sub->add_subcommand("firehose", "the whole way of a post, from JSON bytes to durable and searchable");
  firehose->add_option("--posts", command.posts, "posts as JSON lines, plain, gzip or zstd")
      ->required()
      ->type_name("FILE");
  firehose->add_option("--watches", command.watches, "a file of id<TAB>query lines")->type_name("FILE");
  firehose->add_option("--threads", command.threads, "workers; the writer is one more (default: one for each core)")
      ->check(CLI::Range(1, 256))
      ->type_name("N");
  firehose->add_option("--replays", command.replays, "how often the posts are said, each time anew")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str()
      ->type_name("K");
  firehose->add_option("--folder", command.folder, "a folder on a disk, not in memory")
      ->capture_default_str()
      ->type_name("DIR");
  firehose->add_flag("--json", command.json, "figures as one JSON object");
  firehose->callback([&] { chosen = [&] { return run_bench_firehose(command, tools); }; });
}

void add_drill(CLI::App& app, DrillCommand& command, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("drill", "play a rehearsal: an invented public with known truth, in a sealed copy");
  sub->add_option("SCENARIO", command.scenario, "a shipped one such as galerne, or a file")->required();
  sub->add_option("--speed", command.speed, "how many times faster than life, 1 to 10000")
      ->check(CLI::Range(1.0, 10'000.0))
      ->capture_default_str()
      ->type_name("X");
  sub->add_option("--seed", command.seed, "the same seed gives the same posts")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str()
      ->type_name("N");
  sub->add_option("--data", command.data,
                  "an empty folder, or one of an earlier rehearsal (default: vigie-data/rehearsal)")
      ->type_name("DIR");
  sub->callback([&] { chosen = [&] { return run_drill(command, tools); }; });
}

void add_watch(CLI::App& app, WatchCommand& command, const Tools& tools, const Servers& servers, Chosen& chosen) {
  auto* sub = app.add_subcommand("watch", "see matching posts arrive, live in the terminal");
  sub->add_option("QUERY", command.query)->required();
  sub->add_option("--source", command.sources, "a live network to listen to, as bluesky")
      ->type_name("NAME")
      ->allow_extra_args(false);
  sub->add_flag("--json", command.json, "one JSON object a line");
  add_data(*sub, command.data);
  sub->callback([&] { chosen = [&] { return run_watch(command, tools, servers.start_own); }; });
}

void add_serve(CLI::App& app, ServeCommand& command, const Servers& servers, Chosen& chosen) {
  auto* sub = app.add_subcommand("serve", "run the whole: sources, analysis, API, pages");
  sub->add_option("--data", command.data, "the data folder (default: vigie-data)")->type_name("DIR");
  sub->add_option("--listen", command.listen, "where the pages are (default: 127.0.0.1:8080)")->type_name("HOST:PORT");
  sub->add_option("--config", command.config, "a TOML file; doc/configuration.md lists its keys")->type_name("FILE");
  sub->callback([&] { chosen = [&] { return servers.serve(command); }; });
}

// CLI11 wants the words from last to first. A query may begin with a minus, and the only option of one
// letter is -h: such words are put behind `--`, where nothing is an option.
std::vector<std::string> words_of(int argc, const char* const* argv) {
  const std::vector<std::string> all(argv + std::min(argc, 1), argv + argc);
  const bool takes_query = !all.empty() && (all[0] == "search" || all[0] == "explain" || all[0] == "watch");
  const auto plain_from = std::find(all.begin(), all.end(), "--");
  std::vector<std::string> out;
  std::vector<std::string> plain(plain_from, all.end());
  for (auto word = all.begin(); word != plain_from; ++word) {
    const bool negates = takes_query && word->size() > 1 && (*word)[0] == '-' && (*word)[1] != '-' && *word != "-h";
    if (negates && plain.empty()) plain.emplace_back("--");
    (negates ? plain : out).push_back(*word);
  }
  out.insert(out.end(), plain.begin(), plain.end());
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace

int run(int argc, const char* const* argv, const Tools& tools, const Servers& servers, const std::string& version) {
  CLI::App app(kDescription, "vigie");
  app.set_version_flag("--version", version);
  app.require_subcommand(1);
  Chosen chosen;
  ServeCommand serve;
  WatchCommand watch;
  ImportCommand import;
  SearchCommand search;
  ExplainCommand explain;
  MatchCommand match;
  EvalCommand eval;
  TrainCommand train;
  FirehoseCommand firehose;
  DrillCommand drill;
  VerifyCommand verify;
  LimitsCommand limits;
  add_serve(app, serve, servers, chosen);
  add_watch(app, watch, tools, servers, chosen);
  add_import(app, import, tools, chosen);
  add_search(app, search, tools, chosen);
  add_explain(app, explain, tools, chosen);
  add_match(app, match, tools, chosen);
  add_drill(app, drill, tools, chosen);
  add_eval(app, eval, tools, chosen);
  add_train(app, train, tools, chosen);
  add_bench(app, firehose, tools, chosen);
  auto* verifying = app.add_subcommand("verify", "read every byte of a folder and name the first bad one");
  add_data(*verifying, verify.data);
  verifying->add_flag("--json", verify.json, "figures as one JSON object");
  verifying->callback([&] { chosen = [&] { return run_verify(verify, tools); }; });
  auto* limiting = app.add_subcommand("limits", "every limit, with its unit and value");
  limiting->add_flag("--json", limits.json, "as one JSON array");
  limiting->callback([&] { chosen = [&] { return run_limits(limits, tools); }; });
  try {
    app.parse(words_of(argc, argv));
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    app.exit(error);
    return kWrongUse;
  }
  const int code = chosen();
  // A full disk behind a redirection must not look like success.
  if (std::fflush(tools.out) != 0 || std::ferror(tools.out) != 0) return tools.fail("the output cannot be written");
  return code;
}

}  // namespace vigie::cli
