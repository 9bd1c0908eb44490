#include "watch/alert_score_json.h"

#include <nlohmann/json.hpp>

#include "base/time_text.h"
#include "watch/bilingual_json.h"

namespace vigie::watch {
namespace {

using nlohmann::json;

std::string_view name_of(rehearsal::Outlook outlook) {
  constexpr std::string_view kNames[] = {"told", "missed", "open", "ahead"};
  return kNames[static_cast<std::size_t>(outlook)];
}

json watch_json(const std::optional<std::size_t>& watch, const rehearsal::Scenario& scenario) {
  return watch ? both(scenario.watches()[*watch].name) : json(nullptr);
}

json incident_json(const rehearsal::IncidentScore& one, const rehearsal::Scenario& scenario, Time base) {
  const bool is_told = one.outlook == rehearsal::Outlook::kTold;
  json out = {{"id", one.name},
              {"title", both(one.title)},
              {"begin", format_time(base + one.begin)},
              {"end", format_time(base + one.end)},
              {"is", one.is_gap ? "gap" : (one.is_stir ? "stir" : "incident")},
              {"outlook", name_of(one.outlook)},
              {"delay_ms", nullptr},
              {"posts_before", nullptr},
              {"kind", nullptr},
              {"watch", nullptr},
              {"alerts", one.alerts}};
  if (!is_told) return out;
  out["delay_ms"] = std::chrono::duration_cast<std::chrono::milliseconds>(one.delay).count();
  if (!one.is_gap) out["posts_before"] = one.posts;
  out["kind"] = one.kind;
  out["watch"] = watch_json(one.watch, scenario);
  return out;
}

}  // namespace

json alert_score_json(const rehearsal::AlertScore& score, const rehearsal::Scenario& scenario, Time base) {
  json incidents = json::array();
  for (const auto& one : score.incidents) incidents.push_back(incident_json(one, scenario, base));
  json wrong = json::array();
  for (const auto& one : score.false_alerts) {
    wrong.push_back(
        {{"at", format_time(base + one.at)}, {"watch", watch_json(one.watch, scenario)}, {"kind", one.kind}});
  }
  return {{"incidents", std::move(incidents)}, {"false_alerts", std::move(wrong)}, {"quiet_weeks", score.quiet_weeks}};
}

}  // namespace vigie::watch
