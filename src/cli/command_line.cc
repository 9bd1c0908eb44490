#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/nearest.h"
#include "cli/command_options.h"

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
    "`vigie search --help` teaches the query language. A folder that a server has open is reached through it.";

bool takes_value(const std::string& option) {
  return option.starts_with("--") && option != "--json" && option != "--help" && option.find('=') == std::string::npos;
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
    const bool is_value = word != all.begin() && takes_value(*(word - 1));
    const bool dashed = word->size() > 1 && (*word)[0] == '-' && (*word)[1] != '-' && *word != "-h";
    const bool negates = takes_query && dashed && !is_value;
    if (negates && plain.empty()) plain.emplace_back("--");
    (negates ? plain : out).push_back(*word);
  }
  out.insert(out.end(), plain.begin(), plain.end());
  std::reverse(out.begin(), out.end());
  return out;
}

std::vector<std::string> names_of_commands(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

// The first word is no command, and none that asks for help.
std::optional<std::string> unknown_command(const std::string& word, const CLI::App& app) {
  const auto names = names_of_commands(app);
  if (word.starts_with("-") || std::find(names.begin(), names.end(), word) != names.end()) return std::nullopt;
  const auto meant = nearest(word, names);
  return "there is no command `" + word + "`" +
         (meant.empty() ? "; see `vigie --help`" : "; did you mean `" + std::string(meant) + "`?");
}

// What was wrong, of which command, and where to read on.
std::string explained(const CLI::ParseError& error, const CLI::App& app) {
  std::string command;
  for (const auto* at = &app; !at->get_subcommands().empty();) {
    at = at->get_subcommands().front();
    command += at->get_name() + " ";
  }
  return (command.empty() ? "" : command.substr(0, command.size() - 1) + ": ") + error.what() + "; see `vigie " +
         command + "--help`";
}

}  // namespace

int run(int argc, const char* const* argv, const Tools& tools, const Servers& servers, const std::string& version) {
  CLI::App app(kDescription, "vigie");
  app.set_version_flag("--version", version);
  app.require_subcommand(1);
  Chosen chosen;
  add_commands(app, tools, servers, chosen);
  if (argc > 1) {
    if (const auto problem = unknown_command(argv[1], app)) return tools.fail(*problem, kWrongUse);
  }
  try {
    app.parse(words_of(argc, argv));
  } catch (const CLI::Success& asked) {
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    return tools.fail(explained(error, app), kWrongUse);
  }
  if (chosen.hears_signals) servers.hear_signals();
  return tools.finish(chosen.run());
}

}  // namespace vigie::cli
