#include "base/time_text.h"
#include "protocol/time_format.h"
#include "protocol/time_reader.h"

namespace vigie::protocol {
namespace {

using namespace times;

// `10:11`, `10:11:12.5`, `10:11 PM`; and its zone, if any.
bool read_clock(Reader& in, Parts& parts) {
  if (!in.number(parts.hour, 2, 0, 24)) return false;
  if (in.take(':') && !in.number(parts.minute, 2, 0, 59)) return false;
  if (in.take(':') && !in.number(parts.second, 2, 0, 60)) return false;
  if ((in.take('.') || in.take(',')) && !in.fraction(parts.fraction)) return false;
  in.skip_blanks();
  if (read_half_day(in, parts)) in.skip_blanks();
  if (!in.at_end() && !in.any_zone(parts.offset)) return false;
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
    return in.any_zone(parts.offset) && in.at_end() ? time_of(parts) : std::nullopt;
  }
  in.skip_blanks();
  if (!read_clock(in, parts) || !in.at_end()) return std::nullopt;
  return time_of(parts);
}

}  // namespace

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
