#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/alert_drill.h"
#include "cli/alert_drill_text.h"
#include "cli/commands.h"
#include "cli/drill_scorecard.h"
#include "cli/drill_show.h"
#include "cli/served.h"
#include "cli/terminal_text.h"
#include "rehearsal/limits.h"
#include "rehearsal/shipped.h"
#include "watch/alert_score_json.h"
#include "watch/outcome_json.h"
#include "watch/rehearsal_room.h"

namespace vigie::cli {
namespace {

using nlohmann::json;

constexpr std::chrono::milliseconds kLook{200};

Result<watch::DrillOrder> order_of(const DrillCommand& command) {
  watch::DrillOrder order;
  order.name = command.scenario;
  order.speed = command.speed;
  order.seed = command.seed;
  order.french = command.lang == "fr";
  order.policy = *rehearsal::policy_of(command.policy);                      // The options take no other.
  if (!rehearsal::shipped_scenario(command.scenario).empty()) return order;  // No file hides a shipped one.
  std::ifstream file(command.scenario, std::ios::binary);
  if (file) {
    order.toml.resize(rehearsal::kScenarioBytesMax + 1);
    file.read(order.toml.data(), static_cast<std::streamsize>(order.toml.size()));
    order.toml.resize(static_cast<std::size_t>(file.gcount()));
    if (order.toml.empty()) return invalid(command.scenario + ": is empty");
  }
  return order;
}

int drill_served(Served& served, const DrillCommand& command, const Tools& tools) {
  const json body = {{"name", command.scenario},
                     {"speed", command.speed},
                     {"seed", command.seed},
                     {"lang", command.lang},
                     {"policy", command.policy}};
  const auto begun = served.send(net::Method::kPost, "/api/v1/drill", body.dump());
  if (!begun) return tools.fail(begun.error().message);
  const auto told = [&](const char* what) { return shown((*begun)[what].value(command.lang, "")); };
  tools.print(told("title") + "\n" + wrapped(told("story"), 78) + "\nThe rehearsal has begun; watch it on the page " +
              begun->value("url", "/rehearsal/") + " of the server\n");
  return kDone;
}

int drill_here(const watch::DrillOrder& order, const std::string& folder, const Tools& tools) {
  const auto models = tools.load_models();
  if (!models) return tools.fail(models.error().message);
  watch::RehearsalRoom room(folder, std::max(1U, std::thread::hardware_concurrency()),
                            {tools.disk, tools.clock, tools.log, *models});
  if (auto ok = room.begin(order); !ok) return tools.fail(ok.error().message);
  {
    DrillShow show(room, order.french, tools);
    show.tell_story();
    while (show.look() && !tools.stop) std::this_thread::sleep_for(kLook);
    room.end();
    room.house()->pipeline().close();
    room.house()->wait_for_pipeline();
    show.tell_counts();
  }
  if (auto ok = room.house()->stop(); !ok) return tools.fail(ok.error().message);
  tools.print("Search them: vigie search 'mood:negative' --data " + folder + "\n");
  return tools.stop ? tools.fail("drill: stopped before its end") : kDone;
}

// Pure thinking: no folder, no server.
int compare(const rehearsal::Scenario& scenario, const DrillCommand& command, const Tools& tools) {
  rehearsal::PlayOptions options;
  options.seed = command.seed;
  options.base = scenario.base_ending_by(tools.clock.now());
  const auto outcomes = rehearsal::rehearse_each(scenario, options);
  if (outcomes.empty()) return tools.fail("drill: the scenario has no numbers for a policy: [[policy]]");
  const bool french = command.lang == "fr";
  const Time opening = options.base + scenario.opening();
  const auto& teaches = rehearsal::teaches();
  if (command.json) {
    json policies = json::array();
    for (const auto& each : outcomes) {
      policies.push_back(watch::outcome_json(rehearsal::name_of(each.policy), each, options.base, opening));
    }
    tools.print(json{{"name", scenario.name()},
                     {"seed", command.seed},
                     {"policies", std::move(policies)},
                     {"teaches", french ? teaches.fr : teaches.en}}
                    .dump() +
                "\n");
    return kDone;
  }
  tools.print(shown(french ? scenario.title().fr : scenario.title().en) + "\n\n" +
              scorecard_text(outcomes, opening, french));
  return kDone;
}

// Only the figures are left.
std::string scratch_parent() {
  std::error_code problem;
  const auto parent = std::filesystem::temp_directory_path(problem);
  return problem ? std::string(".") : parent.string();
}

json alerts_json(const rehearsal::Scenario& scenario, const std::vector<AlertDrill>& drills) {
  json out = {{"name", scenario.name()}, {"seeds", json::array()}};
  for (const auto& drill : drills) {
    auto one = watch::alert_score_json(drill.score, scenario, drill.base);
    one["seed"] = drill.seed;
    one["posts"] = drill.posts;
    one["is_whole"] = drill.is_whole;
    out["seeds"].push_back(std::move(one));
  }
  return out;
}

int play_for_alerts(const rehearsal::Scenario& scenario, const DrillCommand& command, const Tools& tools) {
  const auto models = tools.load_models();
  if (!models) return tools.fail(models.error().message);
  std::vector<AlertDrill> drills;
  Progress progress(tools, "seeds played");
  for (std::uint64_t i = 0; i < command.seeds; ++i) {
    progress.show_line("seed " + std::to_string(i + 1) + " of " + std::to_string(command.seeds));
    const auto seed = command.seed + i;
    auto drill = drill_alerts(scenario, seed, scratch_parent(), *models, tools);
    if (!drill) return tools.fail(drill.error().message);
    drills.push_back(std::move(*drill));
  }
  progress.clear();
  tools.print(command.json ? alerts_json(scenario, drills).dump() + "\n"
                           : alert_drill_text(scenario, drills, command.lang == "fr"));
  return kDone;
}

int remove_last(const DrillCommand& command, const Tools& tools) {
  if (!command.scenario.empty()) return tools.fail("drill: --remove takes no scenario", kWrongUse);
  if (auto served = Served::find(command.data.empty() ? "vigie-data" : command.data)) {
    const auto removed = served->send(net::Method::kDelete, "/api/v1/drill?whole=true", "");
    if (!removed) return tools.fail(removed.error().message);
    tools.print("The rehearsal is removed.\n");
    return kDone;
  }
  const std::string folder = command.data.empty() ? "vigie-data/rehearsal" : command.data;
  const auto removed = watch::remove_rehearsal(tools.disk, folder);
  if (!removed) return tools.fail(removed.error().message);
  tools.print(*removed ? folder + " is removed.\n" : "There is no rehearsal in " + folder + ".\n");
  return kDone;
}

}  // namespace

int run_drill(const DrillCommand& command, const Tools& tools) {
  if (command.remove) return remove_last(command, tools);
  if (command.scenario.empty()) return tools.fail("drill: which scenario? vigie drill --help lists them", kWrongUse);
  if (command.json && !command.compare && !command.alerts) {
    return tools.fail("drill: --json needs --compare or --alerts", kWrongUse);
  }
  const auto order = order_of(command);
  if (!order) return tools.fail(order.error().message);
  const auto scenario = watch::scenario_of(*order);
  if (!scenario) return tools.fail(scenario.error().message, order->toml.empty() ? kWrongUse : kFailed);
  if (command.compare) return compare(*scenario, command, tools);
  if (command.alerts) return play_for_alerts(*scenario, command, tools);
  const std::string parent = command.data.empty() ? "vigie-data" : command.data;
  if (auto served = Served::find(parent)) {
    if (!order->toml.empty())
      return tools.fail("drill: a server plays the scenarios it was built with; stop it to play a file");
    return drill_served(*served, command, tools);
  }
  return drill_here(*order, command.data.empty() ? "vigie-data/rehearsal" : command.data, tools);
}

}  // namespace vigie::cli
