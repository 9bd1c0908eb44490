// How well alerts told of what happened: found or missed, after how long, and what was told of nothing. A comparison of
// truths and alerts, wherever those came from. Threads: pure functions. Errors: none.
// Units: times count from the scenario's start.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rehearsal/alert_truth.h"

namespace vigie::rehearsal {

constexpr Micros kAftermath = std::chrono::hours(1);  // An alert so long after an incident's end is still of it.

constexpr std::uint64_t kPostsOfIt = 3;  // An alert of something that has fewer posts was told of something else.

// One alert, when it was first told.
struct ToldAlert {
  Micros at{};
  std::optional<std::size_t> watch;  // Of Scenario::watches(); none: of a source that is not heard.
  std::string kind;                  // As the API names it.
  std::int64_t group = 0;            // Alerts of one thing share it, and are delivered once.
};

// `told`, with its watch: `watches` are the ids under which the house knows Scenario::watches(), 0 is that of no watch.
// Nothing: of a watch of one's own, of which there is no truth.
std::optional<ToldAlert> told_in_story(ToldAlert told, std::uint32_t watch, std::span<const std::uint32_t> watches);

enum class Outlook : std::uint8_t {
  kTold,
  kMissed,  // It is over, and nobody was told.
  kOpen,    // It goes on, and nobody is told yet.
  kAhead    // It has not begun.
};

// An incident, or a gap of the source, and what was told of it.
struct IncidentScore {
  std::string name;  // Of a gap: "gap-1", …
  Bilingual title;
  Micros begin{};
  Micros end{};
  bool is_gap = false;
  bool is_stir = false;  // That it is missed is no fault.
  Outlook outlook = Outlook::kAhead;
  Micros delay{};           // From its beginning; of what is told, like the rest.
  std::uint64_t posts = 0;  // Of it, said before.
  std::string kind;
  std::optional<std::size_t> watch;
  std::uint64_t alerts = 0;  // Told of it in all, by group.
};

struct AlertScore {
  std::vector<IncidentScore> incidents;  // In order of time.
  std::vector<ToldAlert> false_alerts;   // The first of each group that is of nothing.
  double quiet_weeks = 0;                // Of all watches together, in which nothing happened.
};

// What was told from `from` to `until`; what began before `from` is left out. `alerts` in any order.
AlertScore score_alerts(const AlertTruth& truth, std::span<const ToldAlert> alerts, Micros from, Micros until);

}  // namespace vigie::rehearsal
