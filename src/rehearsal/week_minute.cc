#include "rehearsal/week_minute.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "rehearsal/limits.h"

namespace vigie::rehearsal {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

// Digits alone, below `limit`.
std::optional<int> below(std::string_view digits, int limit) {
  int value = 0;
  for (const char c : digits) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value < limit ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<int> week_minute_of(std::string_view text) {
  if (text.size() < 9 || text[3] != ' ' || text[6] != ':') return std::nullopt;
  const auto day = std::find(kDays.begin(), kDays.end(), text.substr(0, 3));
  const auto hour = below(text.substr(4, 2), 24);
  const auto minute = below(text.substr(7, 2), 60);
  const auto later = text.substr(9);
  const bool has_weeks = later.size() == 4 && later.substr(0, 2) == " +" && later[3] == 'w';
  const auto weeks = has_weeks ? below(later.substr(2, 1), kWeeksMax) : std::optional(0);
  if (day == kDays.end() || !hour || !minute || !weeks || (!later.empty() && !has_weeks)) return std::nullopt;
  return static_cast<int>(day - kDays.begin()) * kMinutesOfDay + *hour * 60 + *minute + *weeks * kMinutesOfWeek;
}

}  // namespace vigie::rehearsal
