// Times as text: RFC 3339 in and out, always UTC out. Threads: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace vigie {

// `2026-01-31T09:30:00.123456Z`; the fraction is left out when it is zero, else 3 or 6 digits.
std::string format_time(Time time);

// RFC 3339 with any offset (`Z`, `+02:00`), any number of fraction digits (cut at 6), a space or
// `t` for `T`. Leap seconds count as the second before. Nothing else: no date alone.
std::optional<Time> parse_time(std::string_view text);

// `2026-01-31`: 00:00 UTC of that day.
std::optional<Time> parse_date(std::string_view text);

}  // namespace vigie
