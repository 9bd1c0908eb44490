#include "protocol/time_format.h"

#include <array>
#include <charconv>
#include <cmath>

#include "base/time_text.h"

namespace vigie::protocol {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> kDays = {"sunday",   "monday", "tuesday", "wednesday",
                                                   "thursday", "friday", "saturday"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool starts_with_word(std::string_view text, std::string_view lower_word) {
  if (text.size() < lower_word.size()) return false;
  for (std::size_t i = 0; i < lower_word.size(); ++i) {
    if (lower(text[i]) != lower_word[i]) return false;
  }
  return true;
}

// What a pattern or a guess has gathered so far.
struct Parts {
  int year = 1970;
  int month = 1;
  int day = 1;
  int day_of_year = 0;  // 0: not given.
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::optional<bool> pm;
  Micros fraction{0};
  std::chrono::minutes offset{0};
  std::optional<Time> whole;  // %s
};

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
  if (parts.day_of_year > 0) days = sys_days(year(parts.year) / January / 1) + std::chrono::days(parts.day_of_year - 1);
  return Time(days) + hours(hour) + minutes(parts.minute) + seconds(std::min(parts.second, 59)) + parts.fraction -
         parts.offset;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  char front() const { return rest_.empty() ? '\0' : rest_.front(); }
  std::string_view rest() const { return rest_; }
  void skip(std::size_t count) { rest_.remove_prefix(count); }
  bool skip_blanks() {
    while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
    return true;
  }
  bool take(char c) {
    if (front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // At least one digit, at most `digits_max`, within [from, to].
  bool number(int& out, std::size_t digits_max, int from, int to) {
    int value = 0;
    std::size_t count = 0;
    for (; count < digits_max && count < rest_.size() && is_digit(rest_[count]); ++count) {
      value = value * 10 + (rest_[count] - '0');
    }
    if (count == 0 || value < from || value > to) return false;
    rest_.remove_prefix(count);
    out = value;
    return true;
  }

  bool fraction(Micros& out) {
    std::int64_t micros = 0;
    std::int64_t weight = 100'000;
    std::size_t count = 0;
    for (; count < rest_.size() && is_digit(rest_[count]); ++count, weight /= 10)
      micros += (rest_[count] - '0') * weight;
    rest_.remove_prefix(count);
    out = Micros(micros);
    return count > 0;
  }

  // A name in full or its first three letters; its place in `names`, from 0.
  template <typename Names>
  bool name(int& out, const Names& names) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (!starts_with_word(rest_, names[i].substr(0, 3))) continue;
      std::size_t size = 0;
      while (size < rest_.size() && is_letter(rest_[size])) ++size;
      rest_.remove_prefix(size);
      out = static_cast<int>(i);
      return true;
    }
    return false;
  }

  // `Z`, `+02:00`, `+0200`, `+02`.
  bool offset(std::chrono::minutes& out) {
    if (take('Z') || take('z')) return true;
    if (front() != '+' && front() != '-') return false;
    const int sign = front() == '-' ? -1 : 1;
    rest_.remove_prefix(1);
    int hours = 0;
    int minutes = 0;
    if (!number(hours, 2, 0, 23)) return false;
    take(':');
    if (is_digit(front()) && !number(minutes, 2, 0, 59)) return false;
    out = std::chrono::minutes(sign * (hours * 60 + minutes));
    return true;
  }

  // The abbreviations of RFC 822 §5.1, and those that feeds use besides; others are UTC.
  bool zone(std::chrono::minutes& out) {
    struct Zone {
      std::string_view name;
      int hours;
    };
    static constexpr std::array<Zone, 16> kZones = {{{"utc", 0},
                                                     {"gmt", 0},
                                                     {"ut", 0},
                                                     {"est", -5},
                                                     {"edt", -4},
                                                     {"cst", -6},
                                                     {"cdt", -5},
                                                     {"mst", -7},
                                                     {"mdt", -6},
                                                     {"pst", -8},
                                                     {"pdt", -7},
                                                     {"cest", 2},
                                                     {"cet", 1},
                                                     {"bst", 1},
                                                     {"jst", 9},
                                                     {"msk", 3}}};
    if (front() == '+' || front() == '-') return offset(out);
    std::size_t size = 0;
    while (size < rest_.size() && is_letter(rest_[size])) ++size;
    if (size == 0) return false;
    for (const auto& zone : kZones) {
      if (size == zone.name.size() && starts_with_word(rest_, zone.name)) out = std::chrono::hours(zone.hours);
    }
    rest_.remove_prefix(size);
    if (front() == '+' || front() == '-') return offset(out);  // `GMT+0200`
    return true;
  }

 private:
  std::string_view rest_;
};

std::optional<Time> time_of_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !(std::fabs(number) < 1e17)) return std::nullopt;
  const double size = std::fabs(number);
  const double micros = size < 1e11 ? number * 1e6 : size < 1e14 ? number * 1e3 : number;
  return time_of_micros(std::llround(micros));
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

bool read_directive(char directive, Reader& in, Parts& parts) {
  int ignored = 0;
  switch (directive) {
    case 'Y':
      return in.number(parts.year, 4, 0, 9999);
    case 'y':
      return read_short_year(in, parts);
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
      return read_half_day(in, parts);
    case 'M':
      return in.number(parts.minute, 2, 0, 59);
    case 'S':
      return in.number(parts.second, 2, 0, 60);
    case 'f':
      return in.fraction(parts.fraction);
    case 'z':
      return in.offset(parts.offset);
    case 'Z':
      return in.zone(parts.offset);
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
  return time_of(parts);
}

// `10:11`, `10:11:12.5`, `10:11 PM`; and its zone, if any.
bool read_clock(Reader& in, Parts& parts) {
  if (!in.number(parts.hour, 2, 0, 24)) return false;
  if (in.take(':') && !in.number(parts.minute, 2, 0, 59)) return false;
  if (in.take(':') && !in.number(parts.second, 2, 0, 60)) return false;
  if ((in.take('.') || in.take(',')) && !in.fraction(parts.fraction)) return false;
  in.skip_blanks();
  if (read_half_day(in, parts)) in.skip_blanks();
  if (!in.at_end() && !in.zone(parts.offset)) return false;
  return true;
}

// RFC 822 §5.1 with its usual mistakes: no day of the week, long names, one digit, two-digit years,
// dashes, the month before the day, and asctime's year at the end.
std::optional<Time> read_rfc822(std::string_view text) {
  Reader in(text);
  Parts parts;
  int ignored = 0;
  const auto separators = [&in] {
    while (is_blank(in.front()) || in.front() == ',' || in.front() == '-' || in.front() == '/') in.skip(1);
  };
  if (in.name(ignored, kDays)) {
    while (in.front() == '.') in.skip(1);
  }
  separators();
  const bool month_first = in.name(parts.month, kMonths);
  separators();
  if (!in.number(parts.day, 2, 1, 31)) return std::nullopt;
  separators();
  if (!month_first && !in.name(parts.month, kMonths)) return std::nullopt;
  ++parts.month;
  separators();
  if (month_first && in.rest().size() > 2 && in.rest()[2] == ':') {  // asctime: the clock, then the year.
    const auto year_at = in.rest().find_last_of(' ');
    Reader clock(in.rest().substr(0, year_at == std::string_view::npos ? 0 : year_at));
    if (!read_clock(clock, parts)) return std::nullopt;
    in.skip(year_at + 1);
    if (!in.number(parts.year, 4, 1900, 9999) || !in.at_end()) return std::nullopt;
    return time_of(parts);
  }
  const std::size_t before = in.rest().size();
  if (!in.number(parts.year, 4, 0, 9999)) return std::nullopt;
  const std::size_t year_digits = before - in.rest().size();
  if (year_digits <= 3) parts.year += parts.year < 69 ? 2000 : 1900;  // RFC 2822 §4.3, in spirit.
  separators();
  if (in.at_end()) return time_of(parts);
  if (!read_clock(in, parts)) return std::nullopt;
  return time_of(parts);
}

// W3CDTF and ISO 8601's calendar dates: `2003`, `2003-12`, `20031231`, `2003-365`, with or without a clock.
std::optional<Time> read_iso8601(std::string_view text) {
  Reader in(text);
  Parts parts;
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  if (digits != 2 && digits < 4) return std::nullopt;
  if (digits == 6 || digits == 2) {  // YYMMDD, YY-…
    if (!read_short_year(in, parts)) return std::nullopt;
  } else if (!in.number(parts.year, 4, 0, 9999)) {
    return std::nullopt;
  }
  const bool dashed = in.take('-') || in.take('/');
  std::size_t left = 0;
  while (left < in.rest().size() && is_digit(in.rest()[left])) ++left;
  if (left == 3) {
    if (!in.number(parts.day_of_year, 3, 1, 366)) return std::nullopt;
  } else if (left >= 1) {
    if (!in.number(parts.month, 2, 1, 12)) return std::nullopt;
    if (dashed) static_cast<void>(in.take('-') || in.take('/'));
    if (is_digit(in.front()) && !in.number(parts.day, 2, 1, 31)) return std::nullopt;
  }
  if (in.at_end()) return time_of(parts);
  if (!in.take('T') && !in.take('t') && !is_blank(in.front())) {
    return in.zone(parts.offset) && in.at_end() ? time_of(parts) : std::nullopt;
  }
  in.skip_blanks();
  if (!read_clock(in, parts) || !in.at_end()) return std::nullopt;
  return time_of(parts);
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
  if (const auto time = parse_time(text)) return time;
  if (const auto time = time_of_number(text)) return time;
  if (text.size() < 10) return std::nullopt;  // A year alone is no time.
  return read_iso8601(text);
}

std::optional<Time> parse_feed_time(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text.size() > 100) return std::nullopt;
  if (const auto time = parse_time(text)) return time;
  if (is_digit(text.front()) && text.size() >= 4) {
    if (const auto time = read_iso8601(text)) return time;
  }
  return read_rfc822(text);
}

}  // namespace vigie::protocol
