#include "protocol/time_reader.h"

#include <algorithm>

namespace vigie::protocol::times {

std::optional<Time> time_of(const Parts& parts) {
  using namespace std::chrono;
  if (parts.whole) return parts.whole;
  int hour = parts.hour;
  if (parts.pm) {
    if (hour < 1 || hour > 12) return std::nullopt;
    hour = hour % 12 + (*parts.pm ? 12 : 0);
  }
  const year_month_day date{year(parts.year), month(static_cast<unsigned>(parts.month)),
                            day(static_cast<unsigned>(parts.day))};
  if (!date.ok() || hour > 24 || parts.minute > 59 || parts.second > 60) return std::nullopt;
  sys_days days(date);
  if (parts.day_of_year > (year(parts.year).is_leap() ? 366 : 365)) return std::nullopt;
  if (parts.day_of_year > 0) days = sys_days(year(parts.year) / January / 1) + std::chrono::days(parts.day_of_year - 1);
  return Time(days) + hours(hour) + minutes(parts.minute) + seconds(std::min(parts.second, 59)) + parts.fraction -
         parts.offset;
}

bool read_half_day(Reader& in, Parts& parts) {
  const bool am = starts_with_word(in.rest(), "am");
  if (!am && !starts_with_word(in.rest(), "pm")) return false;
  in.skip(2);
  parts.pm = !am;
  return true;
}

bool read_short_year(Reader& in, Parts& parts) {
  if (!in.number(parts.year, 2, 0, 99)) return false;
  parts.year += parts.year < 69 ? 2000 : 1900;  // POSIX strptime.
  return true;
}

}  // namespace vigie::protocol::times
