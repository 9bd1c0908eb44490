// What time of the day is it there? A time zone of the system's tables (RFC 8536), then of the rule at their end, and
// UTC without any. Threads: immutable once loaded. Errors: no such zone, or one that cannot be read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alert/zone_rule.h"
#include "base/clock.h"

namespace vigie::alert {

class Zone {
 public:
  static std::optional<Zone> load(const std::string& name);
  static std::optional<Zone> read(std::string_view bytes);  // Of a file of version 2 or later.

  // Since midnight, 0 to 1439.
  int minute_of_day(Time time) const;

 private:
  struct Change {
    std::int64_t at = 0;  // Seconds since 1970, UTC.
    std::int32_t offset_s = 0;
  };
  std::vector<Change> changes_;
  std::optional<ZoneRule> then_;  // After the last of them; without it nothing changes any more.
};

}  // namespace vigie::alert
