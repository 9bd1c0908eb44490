#include "protocol/json_syntax.h"

#include <bitset>
#include <charconv>
#include <cstdint>

#include "base/ascii.h"
#include "base/utf8.h"
#include "protocol/limits.h"

namespace vigie::protocol {
namespace {

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Readers of JSON take numbers as doubles, and some fail where one is none. Too near to 0 is 0.
bool is_finite(std::string_view number) {
  double value = 0;
  const auto error = std::from_chars(number.data(), number.data() + number.size(), value).ec;
  return error != std::errc::result_out_of_range || number.find("e-") != std::string_view::npos ||
         number.find("E-") != std::string_view::npos;
}

// Walks over one value and copies what it accepts. What is open is a bit a level: object or array.
class Walk {
 public:
  Walk(std::string_view json, std::string& out) : rest_(json), out_(out) {}

  const char* fault() {  // Null: the value is well-formed.
    bool value_next = true;
    while (reason_ == nullptr) {
      skip_blanks();
      if (value_next) {
        value_next = open_or_scalar();
      } else if (depth_ == 0) {
        return rest_.empty() ? nullptr : "text after the value";
      } else {
        value_next = close_or_comma();
      }
    }
    return reason_;
  }

 private:
  bool fail(const char* reason) {
    if (reason_ == nullptr) reason_ = reason;
    return false;
  }
  char front() const { return rest_.empty() ? '\0' : rest_.front(); }
  void copy(std::size_t count) {
    out_.append(rest_.substr(0, count));
    rest_.remove_prefix(count);
  }
  void skip_blanks() {
    const auto begin = rest_.find_first_not_of(" \t\r\n");
    rest_.remove_prefix(begin == std::string_view::npos ? rest_.size() : begin);
  }

  // True: another value must follow.
  bool open_or_scalar() {
    const char c = front();
    if (c == '{' || c == '[') return open(c == '{');
    if (c == '"') return string() && false;
    if (c == '-' || is_digit(c)) return number() && false;
    for (const std::string_view word : {"true", "false", "null"}) {
      if (rest_.substr(0, word.size()) == word) {
        copy(word.size());
        return false;
      }
    }
    return fail("not JSON");
  }

  bool open(bool is_object) {
    if (depth_ == kNestingMax) return fail("nested too deep");
    objects_[depth_++] = is_object;
    copy(1);
    skip_blanks();
    if (front() == (is_object ? '}' : ']')) {
      close();
      return false;
    }
    return is_object ? key() : true;
  }

  void close() {
    copy(1);
    --depth_;
  }

  bool close_or_comma() {
    const bool is_object = objects_[depth_ - 1];
    if (front() == (is_object ? '}' : ']')) {
      close();
      return false;
    }
    if (front() != ',') return fail("not JSON");
    copy(1);
    skip_blanks();
    return is_object ? key() : true;
  }

  bool key() {
    if (front() != '"') return fail("not JSON");
    if (!string()) return false;
    skip_blanks();
    if (front() != ':') return fail("not JSON");
    copy(1);
    return true;
  }

  bool string() {
    std::size_t i = 1;
    for (; i < rest_.size() && rest_[i] != '"';) {
      if (static_cast<unsigned char>(rest_[i]) < 0x20) return fail("a control character in a string");
      const std::size_t size = rest_[i] == '\\' ? escape_size(i) : 1;
      if (size == 0) return false;
      i += size;
    }
    if (i >= rest_.size()) return fail("a string without end");
    copy(i + 1);
    return true;
  }

  // Of the escape at `i`: 2, 6 or, for a surrogate pair, 12 bytes; 0 if it is none.
  std::size_t escape_size(std::size_t i) {
    const char c = i + 1 < rest_.size() ? rest_[i + 1] : '\0';
    if (c != 'u') {
      if (c != '\0' && std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos) return 2;
      fail("a broken escape");
      return 0;
    }
    const int unit = utf16_unit(i);
    if (unit <= 0) {
      fail(unit == 0 ? "holds a NUL" : "a broken escape");
      return 0;
    }
    if (unit < 0xD800 || unit > 0xDFFF) return 6;
    const int second = unit < 0xDC00 ? utf16_unit(i + 6) : -1;
    if (second >= 0xDC00 && second <= 0xDFFF) return 12;
    fail("a lone surrogate");
    return 0;
  }

  // Of `\uXXXX` at `i`; -1 if that is not there.
  int utf16_unit(std::size_t i) const {
    if (i + 6 > rest_.size() || rest_[i] != '\\' || rest_[i + 1] != 'u') return -1;
    int unit = 0;
    for (std::size_t k = i + 2; k < i + 6; ++k) {
      const int digit = hex_digit(rest_[k]);
      if (digit < 0) return -1;
      unit = unit * 16 + digit;
    }
    return unit;
  }

  bool number() {
    std::size_t i = rest_[0] == '-' ? 1 : 0;
    const std::size_t whole = digits(i);
    if (whole == 0 || (whole > 1 && rest_[i] == '0')) return fail("a broken number");
    i += whole;
    if (i < rest_.size() && rest_[i] == '.') {
      const std::size_t fraction = digits(i + 1);
      if (fraction == 0) return fail("a broken number");
      i += 1 + fraction;
    }
    if (i < rest_.size() && (rest_[i] == 'e' || rest_[i] == 'E')) {
      ++i;
      if (i < rest_.size() && (rest_[i] == '+' || rest_[i] == '-')) ++i;
      const std::size_t exponent = digits(i);
      if (exponent == 0) return fail("a broken number");
      i += exponent;
    }
    if (!is_finite(rest_.substr(0, i))) return fail("a number beyond what a double holds");
    copy(i);
    return true;
  }

  std::size_t digits(std::size_t i) const {
    std::size_t count = 0;
    while (i + count < rest_.size() && is_digit(rest_[i + count])) ++count;
    return count;
  }

  std::string_view rest_;
  std::string& out_;
  std::bitset<kNestingMax> objects_;
  std::size_t depth_ = 0;
  const char* reason_ = nullptr;
};

}  // namespace

Result<void> append_compact(std::string_view json, std::string& out) {
  const std::size_t size = out.size();
  if (const char* fault = Walk(json, out).fault(); fault != nullptr) {
    out.resize(size);
    return invalid(fault);
  }
  return {};
}

std::string excerpt(std::string_view text) {
  constexpr std::size_t kBytesMax = 60;
  if (text.size() <= kBytesMax) return std::string(text);
  return std::string(text.substr(0, whole_points(text, kBytesMax))) + "…";
}

}  // namespace vigie::protocol
