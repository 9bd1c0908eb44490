#include "alert/zone_rule.h"

#include <algorithm>
#include <chrono>

namespace vigie::alert {
namespace {

constexpr std::int32_t kHour = 60 * 60;
constexpr std::int64_t kDay = 24 * kHour;
constexpr int kChangeHoursMax = 167;  // Of a change: within a week (RFC 8536 §3.3.1).

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

// Front to back; false once something is not what it should be.
class ZoneRule::Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool name() {
    const bool is_quoted = take('<');
    std::size_t size = 0;
    while (size < rest_.size() && (is_quoted ? rest_[size] != '>' : is_letter(rest_[size]))) ++size;
    rest_.remove_prefix(size);
    return size >= 3 && (!is_quoted || take('>'));
  }
  bool number(int& out, int low, int high) {
    std::size_t size = 0;
    out = 0;
    while (size < rest_.size() && size < 4 && is_digit(rest_[size])) out = out * 10 + (rest_[size++] - '0');
    rest_.remove_prefix(size);
    return size > 0 && out >= low && out <= high;
  }
  // `[+-]hh[:mm[:ss]]`
  bool time(std::int32_t& out, int hours_max) {
    const bool is_negative = take('-');
    if (!is_negative) (void)take('+');
    int hours = 0, minutes = 0, seconds = 0;
    if (!number(hours, 0, hours_max)) return false;
    if (take(':') && !number(minutes, 0, 59)) return false;
    if (take(':') && !number(seconds, 0, 59)) return false;
    out = hours * kHour + minutes * 60 + seconds;
    if (is_negative) out = -out;
    return true;
  }
  // West is positive there.
  bool offset(std::int32_t& out) {
    if (!time(out, 24)) return false;
    out = -out;
    return true;
  }
  bool change(Change& out) {
    using Count = Change::Count;
    if (!take(',')) return false;
    int month = 0, week = 0, weekday = 0;
    if (take('M')) {
      const bool is_read =
          number(month, 1, 12) && take('.') && number(week, 1, 5) && take('.') && number(weekday, 0, 6);
      if (!is_read) return false;
      out.month = static_cast<unsigned>(month);
      out.week = static_cast<unsigned>(week);
      out.weekday = static_cast<unsigned>(weekday);
    } else {
      out.count = take('J') ? Count::kDayWithoutLeap : Count::kDay;
      if (!number(out.day, out.count == Count::kDay ? 0 : 1, 365)) return false;
    }
    return !take('/') || time(out.time_s, kChangeHoursMax);
  }

 private:
  std::string_view rest_;
};

std::optional<ZoneRule> ZoneRule::read(std::string_view text) {
  ZoneRule out;
  Reader in(text);
  if (!in.name() || !in.offset(out.standard_s_)) return std::nullopt;
  if (in.at_end()) return out;
  out.has_summer_ = true;
  out.summer_s_ = out.standard_s_ + kHour;
  if (!in.name()) return std::nullopt;
  Reader ahead = in;
  if (std::int32_t offset = 0; ahead.offset(offset)) {
    out.summer_s_ = offset;
    in = ahead;
  }
  if (!in.change(out.begins_) || !in.change(out.ends_) || !in.at_end()) return std::nullopt;
  return out;
}

std::int64_t ZoneRule::Change::in(int year) const {
  using namespace std::chrono;
  const std::chrono::year of(year);
  sys_days date = sys_days(of / January / 1);
  if (count == Count::kMonth) {
    const auto on = std::chrono::weekday(weekday);
    const auto within = of / std::chrono::month(month);
    date = week == 5 ? sys_days(within / on[last]) : sys_days(within / on[week]);
  } else {
    const bool is_past_leap_day = count == Count::kDayWithoutLeap && of.is_leap() && day >= 60;
    date += days(count == Count::kDay ? day : day - 1 + (is_past_leap_day ? 1 : 0));
  }
  return date.time_since_epoch().count() * kDay + time_s;
}

std::int32_t ZoneRule::offset_s(std::int64_t at) const {
  if (!has_summer_) return standard_s_;
  const auto there = std::chrono::sys_seconds(std::chrono::seconds(at + standard_s_));
  const int year = static_cast<int>(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(there)).year());
  const auto begins = begins_.in(year)-standard_s_;
  const auto ends = ends_.in(year)-summer_s_;
  // In the south summer goes over the new year.
  const bool is_summer = begins < ends ? at >= begins && at < ends : at >= begins || at < ends;
  return is_summer ? summer_s_ : standard_s_;
}

}  // namespace vigie::alert
