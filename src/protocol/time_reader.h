// The front of a text of a time, taken off piece by piece; what both patterns and guesses build on.
// Only for the sources that read times.
// Threads: values. Errors: a piece that is not there is false, and the text stands where it stood.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string_view>

#include "base/ascii.h"
#include "base/clock.h"

namespace vigie::protocol::times {

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> kDays = {"sunday",   "monday", "tuesday", "wednesday",
                                                   "thursday", "friday", "saturday"};

inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

inline bool starts_with_word(std::string_view text, std::string_view lower_word) {
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

  // The same, of exactly `count` digits.
  bool digits(int& out, std::size_t count, int from, int to) {
    const std::string_view front = rest_.substr(0, count);
    return front.size() == count && std::all_of(front.begin(), front.end(), is_digit) && number(out, count, from, to);
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

  // An offset, or one of the abbreviations of RFC 822 §5.1 and those that are used besides; `GMT+0200`.
  bool known_zone(std::chrono::minutes& out) {
    struct Zone {
      std::string_view name;
      int hours;
    };
    static constexpr std::array<Zone, 17> kZones = {{{"z", 0},
                                                     {"utc", 0},
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
    const auto zone = std::find_if(kZones.begin(), kZones.end(), [&](const Zone& each) {
      return size == each.name.size() && starts_with_word(rest_, each.name);
    });
    if (zone == kZones.end()) return false;
    out = std::chrono::hours(zone->hours);
    rest_.remove_prefix(size);
    return (front() != '+' && front() != '-') || offset(out);
  }

  // A word that may be a zone; one that is not known counts as UTC.
  bool any_zone(std::chrono::minutes& out) {
    if (known_zone(out)) return true;
    std::size_t size = 0;
    while (size < rest_.size() && is_letter(rest_[size])) ++size;
    rest_.remove_prefix(size);
    return size > 0 && ((front() != '+' && front() != '-') || offset(out));
  }

 private:
  std::string_view rest_;
};

std::optional<Time> time_of(const Parts& parts);  // Nothing if there is no such date or time of day.

bool read_half_day(Reader& in, Parts& parts);    // `am`, `pm`
bool read_short_year(Reader& in, Parts& parts);  // `26`

}  // namespace vigie::protocol::times
