#include "cli/command_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "rehearsal/scenario.h"
#include "rehearsal/shipped.h"

namespace vigie::cli {
namespace {

constexpr const char* kQueryHelp =
    "QUERY, one word of the shell, so put it in quotes:\n"
    "  renault clio        both words               renault OR dacia    either\n"
    "  -used, NOT used     without it               ( ... )             grouping\n"
    "  \"road test\"         words in sequence        bank*               words that begin so\n"
    "  =Orange             exactly as typed         a NEAR/4 b          at most 4 words between\n"
    "  #tag  @name         hashtag, mention         a BEFORE/4 b        the same, in this order\n"
    "  lang:fr  mood:negative  kind:review  rating:1..2  source:bluesky  author:ada  site:example.org\n"
    "  has:link  has:image  is:reply  is:repost  is:corrected\n";
constexpr const char* kQueryTimesHelp = "  after:2026-01-31  before:2026-02-15T12:00Z  (UTC; not in a watch)\n";

enum class Signals { kEnd, kHear };

// The options of `command`, kept as long as its parser; what to do when it is the one that was asked for.
template <typename Command, typename Run>
std::shared_ptr<Command> on_chosen(CLI::App& command, Chosen& chosen, Signals signals, Run run) {
  auto options = std::make_shared<Command>();
  command.callback([options, &chosen, signals, run] {
    chosen.run = [options, run] { return run(*options); };
    chosen.hears_signals = signals == Signals::kHear;
  });
  return options;
}

template <typename Command>
auto with(const Tools& tools, int (*run)(const Command&, const Tools&)) {
  return [&tools, run](const Command& command) { return run(command, tools); };
}

CLI::Validator whole_number() {
  const auto check = [](std::string& text) {
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits && !text.empty() && text.size() <= 19 ? std::string() : "`" + text + "` is no whole number";
  };
  return {check, "", "whole number"};
}

void add_data(CLI::App& command, std::string& data) {
  command.add_option("--data", data, "the data folder")->capture_default_str()->type_name("DIR");
}

void add_threads(CLI::App& command, unsigned& threads, const char* meaning) {
  command.add_option("--threads", threads, meaning)->check(CLI::Range(1, 256))->type_name("N");
}

void add_seed(CLI::App& command, std::uint64_t& seed, const char* meaning) {
  command.add_option("--seed", seed, meaning)->check(whole_number())->capture_default_str()->type_name("N");
}

void add_serve(CLI::App& app, const Servers& servers, Chosen& chosen) {
  auto* sub = app.add_subcommand("serve", "run the whole: sources, analysis, API, pages");
  auto command = on_chosen<ServeCommand>(*sub, chosen, Signals::kHear, servers.serve);
  sub->add_option("--data", command->data, "the data folder (default: vigie-data)")->type_name("DIR");
  sub->add_option("--listen", command->listen, "where the pages are (default: 127.0.0.1:8080)")->type_name("HOST:PORT");
  sub->add_option("--config", command->config, "a TOML file; doc/configuration.md lists its keys")->type_name("FILE");
}

void add_watch(CLI::App& app, const Tools& tools, const Servers& servers, Chosen& chosen) {
  auto* sub = app.add_subcommand("watch", "see matching posts arrive, live in the terminal");
  const auto run = [&](const WatchCommand& command) { return run_watch(command, tools, servers.start_own); };
  auto command = on_chosen<WatchCommand>(*sub, chosen, Signals::kHear, run);
  sub->add_option("QUERY", command->query, "what to watch for; see below")->required();
  sub->add_option("--source", command->sources, "a live network to listen to: bluesky")
      ->type_name("NAME")
      ->allow_extra_args(false);
  sub->add_flag("--json", command->json, "one JSON object a line");
  add_data(*sub, command->data);
  sub->footer(
      std::string("Each line: time (UTC), mood, language, source, author, words. Ctrl-C ends with the counts.\n\n"
                  "Examples:\n"
                  "  vigie watch 'orvelle OR galerne' --source bluesky\n"
                  "  vigie watch 'mood:negative lang:fr \"service client\"'\n\n") +
      kQueryHelp);
}

void add_import(CLI::App& app, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("import", "read posts from files, or `-`; importing again adds nothing");
  auto command = on_chosen<ImportCommand>(*sub, chosen, Signals::kHear, with(tools, run_import));
  sub->add_option("FILE", command->import.files,
                  "plain, gzip or zstd, told by their first bytes; `-` is standard input")
      ->required();
  sub->add_option("--format", command->format,
                  "jsonl, csv, jetstream, mastodon or feed (default: by the file's ending, else jsonl)");
  sub->add_option("--map", command->import.map, "for CSV: which column fills which field, as text=Review")
      ->type_name("FIELD=COLUMN")
      ->allow_extra_args(false);
  sub->add_option("--set", command->import.set, "a value for every post, as brand=Aurora")
      ->type_name("FIELD=VALUE")
      ->allow_extra_args(false);
  sub->add_option("--time-format", command->import.time_format, "how times are written, as %d/%m/%Y %H:%M");
  sub->add_flag("--dry-run", command->dry_run, "keep nothing; with --json print the posts it would keep, one a line");
  sub->add_flag("--acks", command->acks, "print `acked N` each time the first N records are durable");
  sub->add_flag("--json", command->json, "figures as one JSON object");
  add_data(*sub, command->data);
}

void add_search(CLI::App& app, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("search", "find posts, newest first");
  auto command = on_chosen<SearchCommand>(*sub, chosen, Signals::kEnd, with(tools, run_search));
  sub->add_option("QUERY", command->query, "what to find; see below")->required();
  sub->add_option("--limit", command->limit, "at most so many posts")
      ->check(whole_number())
      ->capture_default_str()
      ->type_name("N");
  sub->add_flag("--json", command->json, "one JSON object a line: the post and our reading of it");
  add_data(*sub, command->data);
  sub->footer(std::string("Each line: time (UTC), mood, language, source, author, words.\n\n"
                          "Examples:\n"
                          "  vigie search 'battery lang:en after:2026-01-01' --limit 5\n"
                          "  vigie search 'mood:negative (galerne OR orvelle) -concours'\n"
                          "  vigie search '\"customer service\" rating:1..2' --limit 1000 --json > reviews.jsonl\n\n") +
              kQueryHelp + kQueryTimesHelp);
}

void add_explain(CLI::App& app, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("explain", "show how a query is understood");
  auto command = on_chosen<ExplainCommand>(*sub, chosen, Signals::kEnd, with(tools, run_explain));
  sub->add_option("QUERY", command->query, "the query; see below")->required();
  sub->add_flag("--json", command->json, "the tree as one JSON object");
  sub->footer(std::string("Example:\n  vigie explain '(battery OR autonomy) -advert'\n\n") + kQueryHelp +
              kQueryTimesHelp);
}

void add_match(CLI::App& app, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("match", "match many posts against many watches; nothing is kept");
  auto command = on_chosen<MatchCommand>(*sub, chosen, Signals::kHear, with(tools, run_match));
  sub->add_option("--watches", command->watches, "a file of id<TAB>query lines")->required()->type_name("FILE");
  sub->add_option("--posts", command->posts, "posts as JSON lines, plain, gzip or zstd")->required()->type_name("FILE");
  add_threads(*sub, command->threads, "default: one for each core");
  sub->add_option("--out", command->out, "where `post id<TAB>watch id` lines go (default: standard output)")
      ->type_name("FILE");
  sub->add_flag("--json", command->json, "figures as one JSON object");
}

// The scenarios that ship, each with its title.
std::string scenario_list() {
  std::string out = "Scenarios:\n";
  for (const auto name : rehearsal::shipped_names()) {
    const auto scenario = rehearsal::Scenario::parse(rehearsal::shipped_scenario(name));
    if (!scenario) continue;
    out += "  " + std::string(name) + std::string(16 - std::min<std::size_t>(16, name.size()), ' ') +
           scenario->title().en + "\n";
  }
  return out;
}

void add_drill(CLI::App& app, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("drill", "play a rehearsal: an invented public with known truth, in a sealed copy");
  auto command = on_chosen<DrillCommand>(*sub, chosen, Signals::kHear, with(tools, run_drill));
  sub->add_option("SCENARIO", command->scenario, "one of the list below, or a file of your own");
  sub->add_option("--speed", command->speed, "how many times faster than life, 1 to 10000")
      ->check(CLI::Range(1.0, 10'000.0))
      ->capture_default_str()
      ->type_name("X");
  add_seed(*sub, command->seed, "the same seed gives the same posts");
  sub->add_option("--lang", command->lang, "of the story and its watches: en or fr")
      ->check(CLI::IsMember({"en", "fr"}))
      ->capture_default_str()
      ->type_name("LANG");
  sub->add_option("--policy", command->policy,
                  "who answers for the brand: none; absent, and the public minds; deletes; present")
      ->check(CLI::IsMember({"none", "absent", "deletes", "present"}))
      ->capture_default_str()
      ->type_name("POLICY");
  auto* compare = sub->add_flag("--compare", command->compare,
                                "play nothing: show at once what each policy makes of the same week-end");
  auto* alerts = sub->add_flag("--alerts", command->alerts,
                               "play it all at once, out of sight: which incidents alerts tell, after how long, and "
                               "which alerts are of nothing")
                     ->excludes(compare);
  sub->add_option("--seeds", command->seeds, "with --alerts: so many seeds, one after the other")
      ->check(CLI::Range(1, 1'000))
      ->capture_default_str()
      ->type_name("N")
      ->needs(alerts);
  auto* remove = sub->add_flag("--remove", command->remove, "play nothing: remove the last rehearsal whole")
                     ->excludes(compare)
                     ->excludes(alerts);
  sub->add_flag("--json", command->json, "with --compare or --alerts: all of it as one JSON object")->excludes(remove);
  sub->add_option("--data", command->data,
                  "an empty folder, or one of an earlier rehearsal (default: vigie-data/rehearsal)")
      ->type_name("DIR");
  sub->footer([] {
    return scenario_list() +
           "\nExamples:\n"
           "  vigie drill galerne                         a week-end in some six minutes\n"
           "  vigie drill galerne --speed 10000 --seed 7  in half a minute, another public\n"
           "  vigie drill galerne --policy present        somebody answers\n"
           "  vigie drill galerne --compare               absent, deletes, present: three scorecards side by side\n"
           "  vigie drill slow-burn --alerts --seeds 10   would somebody have been woken, and when?\n"
           "  vigie drill mine.toml --data /tmp/rehearsal your own scenario: doc/formats/scenario.md\n"
           "  vigie drill --remove                        nothing of it is left\n\n"
           "Then: vigie search 'lisiere mood:negative' --data vigie-data/rehearsal";
  });
}

void add_eval(CLI::App& app, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("eval", "measure our readings");
  sub->require_subcommand(1);
  const auto add = [&](const char* name, const char* about, const char* lines,
                       int (*run)(const EvalCommand&, const Tools&)) {
    auto* kind = sub->add_subcommand(name, about);
    auto command = on_chosen<EvalCommand>(*kind, chosen, Signals::kEnd, with(tools, run));
    kind->add_option("FILE", command->file, lines)->required();
    kind->add_flag("--explain", command->explain, "first the words that made each reading, with their weight");
    kind->add_flag("--json", command->json, "figures as one JSON object");
  };
  constexpr const char* kLines = "label<TAB>text lines, no header";
  add("mood", "negative, neutral or positive", kLines, run_eval_mood);
  add("toward", "the mood toward whom a text names, beside that of the whole text",
      "label<TAB>topic<TAB>text lines, no header", run_eval_toward);
  add("language", "language codes such as fr, en, ja", kLines, run_eval_language);
  add("intents", "wants, buys, recommends, regrets, leaves, switches, asks, complains, thanks",
      "text<TAB>intents lines, comma-separated or none, no header; of a switch <TAB>from<TAB>to", run_eval_intents);

  auto* bursts = sub->add_subcommand("bursts", "how surprising each count of a series is, by those before it alone");
  auto command = on_chosen<EvalBurstsCommand>(*bursts, chosen, Signals::kEnd, with(tools, run_eval_bursts));
  bursts->add_option("FILE", command->file, "timestamp,value lines, UTC")->required();
}

void add_train(CLI::App& app, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("train", "make a model from labelled texts, the same from the same seed");
  sub->require_subcommand(1);
  const auto add = [&](const std::string& name, int (*run)(const TrainCommand&, const Tools&), bool is_mood) {
    auto* kind = sub->add_subcommand(name, "make a " + name + " model; models/" + name + ".md tells from what");
    auto command = on_chosen<TrainCommand>(*kind, chosen, Signals::kEnd, with(tools, run));
    auto* data = kind->add_option("--data", command->data, "the folder of labelled texts")->type_name("DIR");
    auto* out = kind->add_option("--out", command->out, "the model file to write")->type_name("FILE");
    add_seed(*kind, command->seed, "the same seed gives the same bytes");
    if (!is_mood) {
      data->required();
      out->required();
      return;
    }
    data->description("the folder of labelled texts; with --corrections a data folder (default: vigie-data)");
    auto* result = kind->add_option_group("result");
    result->add_option(out->needs(data));
    result->add_option("--folds", command->folds, "no model: how good one is, over so many that learn all but a part")
        ->type_name("N")
        ->check(CLI::Range(2, 100))
        ->needs(data);
    result->add_flag("--corrections", command->corrections,
                     "a layer over the shipped model, from what people corrected and labelled in that data folder");
    result->require_option(1);
  };
  add("language", run_train_language, false);
  add("mood", run_train_mood, true);
  add("toward", run_train_toward, false);
}

void add_bench_firehose(CLI::App& bench, const Tools& tools, Chosen& chosen) {
  auto* sub = bench.add_subcommand("firehose", "the whole way of a post, from JSON bytes to durable and searchable");
  auto command = on_chosen<FirehoseCommand>(*sub, chosen, Signals::kEnd, with(tools, run_bench_firehose));
  sub->add_option("--posts", command->posts, "posts as JSON lines, plain, gzip or zstd")->required()->type_name("FILE");
  sub->add_option("--watches", command->watches, "a file of id<TAB>query lines")->type_name("FILE");
  add_threads(*sub, command->threads, "workers; the writer is one more (default: one for each core)");
  sub->add_option("--replays", command->replays, "how often the posts are said, each time anew")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str()
      ->type_name("K");
  sub->add_option("--changes", command->changes, "watches added, changed or removed a second meanwhile")
      ->check(CLI::Range(1, 10'000))
      ->type_name("N");
  sub->add_option("--folder", command->folder, "a folder on a disk, not in memory")
      ->capture_default_str()
      ->type_name("DIR");
  sub->add_flag("--json", command->json, "figures as one JSON object");
}

void add_bench_match(CLI::App& bench, const Tools& tools, Chosen& chosen) {
  auto* sub = bench.add_subcommand("match", "matching alone: words and readings are made before the clock starts");
  auto command = on_chosen<BenchMatchCommand>(*sub, chosen, Signals::kHear, with(tools, run_bench_match));
  sub->add_option("--posts", command->posts, "posts as JSON lines, plain, gzip or zstd; the first 100,000 are taken")
      ->required()
      ->type_name("FILE");
  sub->add_option("--watches", command->watches, "a file of id<TAB>query lines")->required()->type_name("FILE");
  add_threads(*sub, command->threads, "matchers (default: one)");
  sub->add_flag("--json", command->json, "figures as one JSON object");
}

void add_bench_search(CLI::App& bench, const Tools& tools, Chosen& chosen) {
  auto* sub = bench.add_subcommand("search", "ask a store of millions of posts, also while posts come in");
  auto command = on_chosen<SearchBenchCommand>(*sub, chosen, Signals::kEnd, with(tools, run_bench_search));
  sub->add_option("--posts", command->posts, "posts as JSON lines, said again and again")
      ->required()
      ->type_name("FILE");
  sub->add_option("--millions", command->millions, "how many posts are kept, in millions")
      ->check(CLI::Range(0.01, 100.0))
      ->capture_default_str()
      ->type_name("N");
  sub->add_option("--rate", command->rate, "posts a second that come in")->capture_default_str()->type_name("N");
  sub->add_option("--seconds", command->seconds, "how long they come in")->capture_default_str()->type_name("N");
  sub->add_option("--segment-posts", command->segment_posts, "posts of a segment (default: as the store has it)")
      ->type_name("N");
  add_seed(*sub, command->seed, "the same seed asks the same");
  sub->add_option("--folder", command->folder, "a folder on a disk, not in memory")
      ->capture_default_str()
      ->type_name("DIR");
  sub->add_flag(
      "--keep", command->keep,
      "work in the folder itself, go on with what an earlier run left (its marks count as posts), leave it there");
  sub->add_flag("--json", command->json, "figures as one JSON object");
}

void add_bench_log(CLI::App& bench, const Tools& tools, Chosen& chosen) {
  auto* sub = bench.add_subcommand("log", "what the log alone takes: encode, pack, write, one fdatasync for many");
  auto command = on_chosen<LogBenchCommand>(*sub, chosen, Signals::kEnd, with(tools, run_bench_log));
  sub->add_option("--posts", command->posts, "posts as JSON lines, said again and again")
      ->required()
      ->type_name("FILE");
  sub->add_option("--count", command->count, "posts appended")->capture_default_str()->type_name("N");
  sub->add_option("--folder", command->folder, "a folder on a disk, not in memory")
      ->capture_default_str()
      ->type_name("DIR");
  sub->add_flag("--json", command->json, "figures as one JSON object");
}

void add_bench_sources(CLI::App& bench, const Tools& tools, Chosen& chosen) {
  auto* sub =
      bench.add_subcommand("sources", "what a record costs in each format: the same posts, written in it first");
  auto command = on_chosen<SourcesBenchCommand>(*sub, chosen, Signals::kEnd, with(tools, run_bench_sources));
  sub->add_option("--posts", command->posts, "posts as JSON lines, plain, gzip or zstd; the first 100,000 are taken")
      ->required()
      ->type_name("FILE");
  sub->add_flag("--json", command->json, "figures as one JSON object");
}

void add_bench(CLI::App& app, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("bench", "measure this machine");
  sub->require_subcommand(1);
  add_bench_firehose(*sub, tools, chosen);
  add_bench_match(*sub, tools, chosen);
  add_bench_search(*sub, tools, chosen);
  add_bench_log(*sub, tools, chosen);
  add_bench_sources(*sub, tools, chosen);
}

void add_account(CLI::App& app, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("account", "who may log in: also to recover, beside a running server");
  sub->require_subcommand(1);
  const auto begin = [&](const char* name, const char* about, int (*run)(const AccountCommand&, const Tools&)) {
    auto* kind = sub->add_subcommand(name, about);
    auto command = on_chosen<AccountCommand>(*kind, chosen, Signals::kEnd, with(tools, run));
    add_data(*kind, command->data);
    return std::pair(kind, command);
  };
  const auto [add, added] = begin("add", "make an account; the first must be a manager's", run_account_add);
  add->add_option("NAME", added->name, "to log in with")->required();
  add->add_option("--role", added->role, "reader, expert or manager")->required()->type_name("ROLE");
  add->add_option("--display-name", added->display_name, "as others see it (default: the name)")->type_name("TEXT");
  add->add_option("--title", added->title, "as 'engineer, Orvelle works'")->type_name("TEXT");
  add->add_option("--topic", added->topics, "what an expert answers at once")
      ->type_name("TEXT")
      ->allow_extra_args(false);
  add->add_option("--until", added->until, "the end of an expert's mandate, as 2026-12-31")->type_name("TIME");
  add->add_flag("--invite", added->invite, "no password: print a link by which they choose their own");
  add->footer(
      "The password is asked for, or read from standard input; it is never an argument.\n\n"
      "Examples:\n"
      "  vigie account add ada --role manager\n"
      "  vigie account add naima --role expert --topic motor --until 2026-12-31 --invite");
  const auto [list, listed] = begin("list", "everybody who has, or had, an account", run_account_list);
  list->add_flag("--json", listed->json, "one JSON object a line");
  const auto [password, changed] =
      begin("password", "choose another password; ends all sessions", run_account_password);
  password->add_option("NAME", changed->name, "whose")->required();
  const auto [end, ended] = begin("end", "end an account, its sessions and tokens", run_account_end);
  end->add_option("NAME", ended->name, "whose")->required();
}

void add_verify(CLI::App& app, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("verify", "read every byte of a folder and name the first bad one");
  auto command = on_chosen<VerifyCommand>(*sub, chosen, Signals::kEnd, with(tools, run_verify));
  add_data(*sub, command->data);
  sub->add_flag("--json", command->json, "figures as one JSON object");
}

void add_limits(CLI::App& app, const Tools& tools, Chosen& chosen) {
  auto* sub = app.add_subcommand("limits", "every limit, with its unit and value");
  auto command = on_chosen<LimitsCommand>(*sub, chosen, Signals::kEnd, with(tools, run_limits));
  sub->add_flag("--json", command->json, "as one JSON array");
}

}  // namespace

void add_commands(CLI::App& app, const Tools& tools, const Servers& servers, Chosen& chosen) {
  add_serve(app, servers, chosen);
  add_watch(app, tools, servers, chosen);
  add_import(app, tools, chosen);
  add_search(app, tools, chosen);
  add_explain(app, tools, chosen);
  add_match(app, tools, chosen);
  add_drill(app, tools, chosen);
  add_eval(app, tools, chosen);
  add_train(app, tools, chosen);
  add_bench(app, tools, chosen);
  add_account(app, tools, chosen);
  add_verify(app, tools, chosen);
  add_limits(app, tools, chosen);
}

}  // namespace vigie::cli
