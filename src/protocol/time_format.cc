#include "protocol/time_format.h"

#include <charconv>
#include <cmath>

#include "protocol/time_reader.h"

namespace vigie::protocol {
namespace {

using times::is_blank;
using times::kDays;
using times::kMonths;
using times::Parts;
using times::Reader;

std::optional<Time> time_of_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size() || !(std::fabs(number) < 1e17)) return std::nullopt;
  const double size = std::fabs(number);
  const double micros = size < 1e11 ? number * 1e6 : size < 1e14 ? number * 1e3 : number;
  return time_of_micros(std::llround(micros));
}

// `09:30`, `09:30:15`, `09:30:15.5`; then its zone, if any: `Z`, `+02:00`, `+0200`, `UTC`, `GMT`.
bool read_clock(Reader& in, Parts& parts) {
  if (!in.digits(parts.hour, 2, 0, 23) || !in.take(':') || !in.digits(parts.minute, 2, 0, 59)) return false;
  if (in.take(':') && !in.digits(parts.second, 2, 0, 60)) return false;
  if (in.take('.') && !in.fraction(parts.fraction)) return false;
  in.skip_blanks();
  return in.at_end() || in.rest() == "UTC" || in.rest() == "GMT" || (in.offset(parts.offset) && in.at_end());
}

// RFC 3339 §5.6, of which the zone, the seconds and the clock may be left out.
std::optional<Time> read_calendar(std::string_view text) {
  Reader in(text);
  Parts parts;
  const bool date = in.digits(parts.year, 4, 0, 9999) && in.take('-') && in.digits(parts.month, 2, 1, 12) &&
                    in.take('-') && in.digits(parts.day, 2, 1, 31);
  if (!date) return std::nullopt;
  if (in.at_end()) return times::time_of(parts);
  if (!in.take('T') && !in.take('t') && !in.take(' ')) return std::nullopt;
  return read_clock(in, parts) ? times::time_of(parts) : std::nullopt;
}

bool read_unix_seconds(Reader& in, Parts& parts) {
  std::size_t size = 0;
  while (size < in.rest().size() && (is_digit(in.rest()[size]) || (size == 0 && in.rest()[size] == '-'))) ++size;
  std::int64_t seconds = 0;
  const auto digits = in.rest().substr(0, std::min<std::size_t>(size, 12));
  if (std::from_chars(digits.data(), digits.data() + digits.size(), seconds).ec != std::errc()) return false;
  in.skip(size);
  parts.whole = Time(std::chrono::seconds(seconds));
  return size <= 12;
}

bool read_pattern(std::string_view pattern, Reader& in, Parts& parts);

bool read_directive(char directive, Reader& in, Parts& parts) {
  int ignored = 0;
  switch (directive) {
    case 'Y':
      return in.number(parts.year, 4, 0, 9999);
    case 'y':
      return times::read_short_year(in, parts);
    case 'm':
      return in.number(parts.month, 2, 1, 12);
    case 'e':
      in.skip_blanks();
      return in.number(parts.day, 2, 1, 31);
    case 'd':
      return in.number(parts.day, 2, 1, 31);
    case 'j':
      return in.number(parts.day_of_year, 3, 1, 366);
    case 'b':
    case 'B':
    case 'h':
      return in.name(parts.month, kMonths) && (++parts.month, true);
    case 'a':
    case 'A':
      return in.name(ignored, kDays);
    case 'H':
      return in.number(parts.hour, 2, 0, 23);
    case 'I':
      return in.number(parts.hour, 2, 1, 12);
    case 'p':
      return times::read_half_day(in, parts);
    case 'M':
      return in.number(parts.minute, 2, 0, 59);
    case 'S':
      return in.number(parts.second, 2, 0, 60);
    case 'f':
      return in.fraction(parts.fraction);
    case 'z':
      return in.offset(parts.offset);
    case 'Z':
      return in.known_zone(parts.offset);
    case 's':
      return read_unix_seconds(in, parts);
    case 'T':
      return read_pattern("%H:%M:%S", in, parts);
    case 'R':
      return read_pattern("%H:%M", in, parts);
    case 'D':
      return read_pattern("%m/%d/%y", in, parts);
    case 'F':
      return read_pattern("%Y-%m-%d", in, parts);
    case 'n':
    case 't':
      return in.skip_blanks();
    case '%':
      return in.take('%');
    default:
      return false;
  }
}

bool read_pattern(std::string_view pattern, Reader& in, Parts& parts) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (is_blank(pattern[i])) {
      in.skip_blanks();
    } else if (pattern[i] == '%') {
      if (++i == pattern.size() || !read_directive(pattern[i], in, parts)) return false;
    } else if (!in.take(pattern[i])) {
      return false;
    }
  }
  return true;
}

std::optional<Time> read_whole(std::string_view pattern, std::string_view text) {
  Reader in(text);
  Parts parts;
  if (!read_pattern(pattern, in, parts) || !in.skip_blanks() || !in.at_end()) return std::nullopt;
  return times::time_of(parts);
}

}  // namespace

Result<TimeFormat> TimeFormat::parse(std::string_view pattern) {
  constexpr std::string_view kDirectives = "YymdebBhaAjHIpMSfzZsTDFRnt%";
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') continue;
    if (++i == pattern.size()) return invalid("time format: a % at its end");
    if (kDirectives.find(pattern[i]) == std::string_view::npos) {
      return invalid("time format: %" + std::string(1, pattern[i]) + " is unknown; known are %" +
                     std::string(kDirectives));
    }
  }
  TimeFormat format;
  format.pattern_ = pattern;
  return format;
}

std::optional<Time> TimeFormat::read(std::string_view text) const {
  text = trimmed(text);
  if (!pattern_.empty()) return read_whole(pattern_, text);
  if (const auto time = read_calendar(text)) return time;
  return time_of_number(text);
}

std::string TimeFormat::expected() const {
  if (!pattern_.empty()) return "time as \"" + pattern_ + "\" has it";
  return "time of RFC 3339 and no number since 1970; --time-format says how times are written";
}

}  // namespace vigie::protocol
