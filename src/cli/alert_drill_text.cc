#include "cli/alert_drill_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "alert/limits.h"
#include "base/utf8.h"
#include "cli/drill_show.h"
#include "cli/progress.h"
#include "cli/terminal_text.h"

namespace vigie::cli {
namespace {

using rehearsal::IncidentScore;
using rehearsal::Outlook;

constexpr std::size_t kTitleColumns = 38;
constexpr std::size_t kColumns = 12;
constexpr std::size_t kFalseShown = 12;

std::string row(std::string name, const std::vector<std::string>& cells) {
  name.append(kTitleColumns - std::min(kTitleColumns, code_point_count(name)), ' ');
  for (const auto& cell : cells) name += std::string(kColumns - std::min(kColumns, code_point_count(cell)), ' ') + cell;
  return name + "\n";
}

std::string minutes_text(Micros delay) {
  const auto minutes = static_cast<std::uint64_t>(std::chrono::ceil<std::chrono::minutes>(delay).count());
  return grouped(minutes) + " min";
}

std::string_view kind_text(const IncidentScore& one) {
  if (one.is_gap) return " (not heard)";
  return one.is_stir ? " (a stir)" : "";
}

std::string title_of(const IncidentScore& one, bool french) {
  return shown(french ? one.title.fr : one.title.en) + std::string(kind_text(one));
}

template <typename T>
T middle_of(std::vector<T> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// One incident of every playing.
std::string incident_row(const std::vector<AlertDrill>& drills, std::size_t index, bool french) {
  std::vector<Micros> delays;
  std::vector<std::uint64_t> posts;
  std::vector<std::uint64_t> alerts;
  for (const auto& drill : drills) {
    const auto& one = drill.score.incidents[index];
    alerts.push_back(one.alerts);
    if (one.outlook != Outlook::kTold) continue;
    delays.push_back(one.delay);
    posts.push_back(one.posts);
  }
  const auto& first = drills[0].score.incidents[index];
  std::vector<std::string> cells = {std::to_string(delays.size()) + " of " + std::to_string(drills.size())};
  if (delays.empty()) {
    cells.insert(cells.end(), {"-", "-", "-"});
  } else {
    cells.push_back(minutes_text(middle_of(delays)));
    cells.push_back(minutes_text(*std::max_element(delays.begin(), delays.end())));
    cells.push_back(first.is_gap ? "-" : grouped(middle_of(posts)));
  }
  cells.push_back(grouped(middle_of(alerts)));
  return row(title_of(first, french), cells);
}

std::string false_text(const rehearsal::Scenario& scenario, const std::vector<AlertDrill>& drills, bool french) {
  std::size_t count = 0;
  double weeks = 0;
  std::string list;
  for (const auto& drill : drills) {
    weeks += drill.score.quiet_weeks;
    for (const auto& one : drill.score.false_alerts) {
      if (++count > kFalseShown) continue;
      const auto* name = one.watch ? &scenario.watches()[*one.watch].name : nullptr;
      list += "  " + day_and_hour(drill.base + one.at) + "  " + one.kind +
              (name == nullptr ? "" : "  " + shown(french ? name->fr : name->en)) + "  (seed " +
              std::to_string(drill.seed) + ", day " + std::to_string(one.at / std::chrono::hours(24) + 1) + ")\n";
    }
  }
  std::array<char, 96> line{};
  std::snprintf(line.data(), line.size(), "%zu in %.1f quiet weeks of a watch, %.2f a week\n", count, weeks,
                weeks > 0 ? static_cast<double>(count) / weeks : 0.0);
  return "\nAlerts of nothing: " + std::string(line.data()) + list;
}

}  // namespace

std::string alert_drill_text(const rehearsal::Scenario& scenario, const std::vector<AlertDrill>& drills, bool french) {
  if (drills.empty()) return "";
  std::uint64_t posts = 0;
  for (const auto& drill : drills) posts += drill.posts;
  std::string out = shown(french ? scenario.title().fr : scenario.title().en) + "\n" + grouped(posts / drills.size()) +
                    " posts, " + std::to_string(drills.size()) + (drills.size() == 1 ? " seed\n\n" : " seeds\n\n") +
                    row("", {"told", "after", "slowest", "posts", "alerts"});
  for (std::size_t i = 0; i < drills[0].score.incidents.size(); ++i) out += incident_row(drills, i, french);
  out += false_text(scenario, drills, french);
  const auto cut = std::count_if(drills.begin(), drills.end(), [](const auto& drill) { return !drill.is_whole; });
  if (cut == 0) return out;
  return out + "Not whole: a house keeps " + grouped(alert::kAlertsKept) + " alerts, and " + std::to_string(cut) +
         (cut == 1 ? " seed" : " seeds") + " had more.\n";
}

}  // namespace vigie::cli
