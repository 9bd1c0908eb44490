#include "rehearsal/alert_score.h"

#include <algorithm>
#include <set>

namespace vigie::rehearsal {
namespace {

const Bilingual kGapTitle = {"La source ne dit plus rien", "The source is not heard"};

// Something that may be told, and by what it is known.
struct Event {
  IncidentScore score;
  std::optional<std::size_t> incident;  // None: a gap.
};

bool is_of(const Event& event, const ToldAlert& alert, const AlertTruth& truth) {
  if (alert.at < event.score.begin || alert.at > event.score.end + kAftermath) return false;
  if (!event.incident || !alert.watch) return !event.incident && !alert.watch;
  return truth.is_of(*event.incident, *alert.watch) && truth.posts_before(*event.incident, alert.at) >= kPostsOfIt;
}

Event event_of(std::string name, const Bilingual& title, Micros begin, Micros end) {
  Event out;
  out.score.name = std::move(name);
  out.score.title = title;
  out.score.begin = begin;
  out.score.end = end;
  return out;
}

std::vector<Event> events_of(const Scenario& scenario, Micros from) {
  std::vector<Event> out;
  for (std::size_t i = 0; i < scenario.incidents().size(); ++i) {
    const auto& incident = scenario.incidents()[i];
    auto event = event_of(incident.name, incident.title, incident.begin, incident.end);
    event.incident = i;
    event.score.is_stir = incident.is_stir;
    out.push_back(std::move(event));
  }
  for (std::size_t i = 0; i < scenario.gaps().size(); ++i) {
    const auto& gap = scenario.gaps()[i];
    auto event = event_of("gap-" + std::to_string(i + 1), kGapTitle, gap.begin, gap.end);
    event.score.is_gap = true;
    out.push_back(std::move(event));
  }
  std::erase_if(out, [&](const Event& event) { return event.score.begin < from; });
  std::stable_sort(out.begin(), out.end(),
                   [](const Event& a, const Event& b) { return a.score.begin < b.score.begin; });
  return out;
}

Outlook outlook_of_untold(const IncidentScore& score, Micros until) {
  if (until < score.begin) return Outlook::kAhead;
  return until < score.end ? Outlook::kOpen : Outlook::kMissed;
}

// The time of one watch in which an alert would be of nothing.
Micros quiet_time(const std::vector<Event>& events, const AlertTruth& truth, std::size_t watch, Micros from,
                  Micros until) {
  Micros quiet{0};
  Micros at = from;
  for (const auto& event : events) {
    if (!event.incident || !truth.is_of(*event.incident, watch)) continue;
    quiet += std::max(Micros{0}, std::min(event.score.begin, until) - at);
    at = std::max(at, std::min(event.score.end + kAftermath, until));
  }
  return quiet + std::max(Micros{0}, until - at);
}

}  // namespace

std::optional<ToldAlert> told_in_story(ToldAlert told, std::uint32_t watch, std::span<const std::uint32_t> watches) {
  if (watch == 0) return told;
  const auto found = std::find(watches.begin(), watches.end(), watch);
  if (found == watches.end()) return std::nullopt;
  told.watch = static_cast<std::size_t>(found - watches.begin());
  return told;
}

AlertScore score_alerts(const AlertTruth& truth, std::span<const ToldAlert> alerts, Micros from, Micros until) {
  auto events = events_of(truth.scenario(), from);
  std::vector<ToldAlert> told(alerts.begin(), alerts.end());
  std::stable_sort(told.begin(), told.end(), [](const ToldAlert& a, const ToldAlert& b) { return a.at < b.at; });
  std::set<std::int64_t> of_something;
  for (auto& event : events) {
    std::set<std::int64_t> groups;
    for (const auto& alert : told) {
      if (alert.at < from || alert.at > until || !is_of(event, alert, truth)) continue;
      groups.insert(alert.group);
      if (event.score.outlook == Outlook::kTold) continue;
      event.score.outlook = Outlook::kTold;
      event.score.delay = alert.at - event.score.begin;
      event.score.posts = event.incident ? truth.posts_before(*event.incident, alert.at) : 0;
      event.score.kind = alert.kind;
      event.score.watch = alert.watch;
    }
    event.score.alerts = groups.size();
    of_something.insert(groups.begin(), groups.end());
    if (event.score.outlook != Outlook::kTold) event.score.outlook = outlook_of_untold(event.score, until);
  }
  AlertScore out;
  std::set<std::int64_t> of_nothing;
  for (const auto& alert : told) {
    if (alert.at < from || alert.at > until || of_something.contains(alert.group)) continue;
    if (of_nothing.insert(alert.group).second) out.false_alerts.push_back(alert);
  }
  for (std::size_t i = 0; i < truth.scenario().watches().size(); ++i) {
    const auto quiet = quiet_time(events, truth, i, from, until);
    out.quiet_weeks += static_cast<double>(quiet.count()) / (7 * 86'400e6);
  }
  for (auto& event : events) out.incidents.push_back(std::move(event.score));
  return out;
}

}  // namespace vigie::rehearsal
