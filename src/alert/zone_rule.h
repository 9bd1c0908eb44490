// What a time zone does for ever after its table ends: the text at the end of its file, like
// "CET-1CEST,M3.5.0,M10.5.0/3" (RFC 8536 §3.3; POSIX.1-2017 XBD §8.3). Slim tables have little else. Threads:
// immutable. Errors: none where it is no such text.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace vigie::alert {

class ZoneRule {
 public:
  static std::optional<ZoneRule> read(std::string_view text);

  // Seconds that clocks there are ahead of UTC, at those seconds since 1970.
  std::int32_t offset_s(std::int64_t at) const;

 private:
  // A day of each year, and when on it.
  struct Change {
    enum class Count : std::uint8_t { kMonth, kDay, kDayWithoutLeap } count = Count::kMonth;
    unsigned month = 1, week = 1, weekday = 0;  // `M3.5.0`: the last Sunday of March.
    int day = 0;                                // `J60`: 1 March, whatever the year; `59`: from 0, leap days counted.
    std::int32_t time_s = 2 * 60 * 60;          // Since that midnight, by the clock before the change.

    std::int64_t in(int year) const;  // Seconds since 1970 there.
  };
  class Reader;

  std::int32_t standard_s_ = 0;
  std::int32_t summer_s_ = 0;
  bool has_summer_ = false;
  Change begins_, ends_;
};

}  // namespace vigie::alert
