// The week as scenarios count it: minutes since Monday 00:00.
// Threads: pure functions. Errors: nothing for what is no day and hour.
#pragma once

#include <optional>
#include <string_view>

namespace vigie::rehearsal {

constexpr int kMinutesOfDay = 24 * 60;
constexpr int kMinutesOfWeek = 7 * kMinutesOfDay;

// "Fri 17:00"; "Fri 17:00 +1w" is a week later, at most kWeeksMax - 1 of them.
std::optional<int> week_minute_of(std::string_view text);

}  // namespace vigie::rehearsal
