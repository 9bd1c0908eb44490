#include "people/name.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "people/account.h"
#include "text/fold.h"
#include "text/likeness.h"

namespace vigie::people {
namespace {

constexpr bool within(char32_t value, char32_t first, char32_t last) { return value >= first && value <= last; }

// What no name to log in with is made of: punctuation, spaces, what nobody sees, symbols, emoji. By the blocks
// of Unicode; what else is no letter is rare, and harms nobody.
bool is_sign(char32_t value) {
  if (text::is_unseen(value)) return true;
  if (value < 0x80) {
    const char c = static_cast<char>(value);
    return !is_letter(c) && !is_digit(c) && c != '.' && c != '-' && c != '_';
  }
  return within(value, 0x80, 0xBF) || within(value, 0x2000, 0x2BFF) || within(value, 0x2E00, 0x2E7F) ||
         within(value, 0x3000, 0x3004) || within(value, 0x3008, 0x3020) || within(value, 0xFE00, 0xFE6F) ||
         within(value, 0xFF00, 0xFF0F) || within(value, 0xFFE0, 0xFFFF) || within(value, 0x1F000, 0x1FAFF);
}

template <typename Predicate>
bool has_any(std::string_view text, Predicate is_one) {
  while (!text.empty()) {
    const auto [value, bytes] = first_code_point(text);
    if (is_one(value)) return true;
    text.remove_prefix(bytes);
  }
  return false;
}

}  // namespace

Result<void> check_name(std::string_view name) {
  if (name.empty()) return invalid("name: missing");
  if (!is_utf8(name)) return invalid("name: must be clean UTF-8");
  const std::size_t characters = code_point_count(name);
  if (characters < kNameCharactersMin || characters > kNameCharactersMax) {
    return invalid("name: must have " + std::to_string(kNameCharactersMin) + " to " +
                   std::to_string(kNameCharactersMax) + " characters");
  }
  // Some letters fall apart in the fold, as U+037A into a space and an iota.
  if (has_any(name, is_sign) || has_any(folded_name(name), is_sign)) {
    return invalid("name: may hold letters, digits, `.`, `-` and `_`; a display_name may hold more");
  }
  if (skeleton_of(name).empty()) return invalid("name: has no letter or digit");
  return {};
}

std::string folded_name(std::string_view name) { return std::string(trimmed(text::fold(trimmed(name)))); }

std::string skeleton_of(std::string_view name) {
  const auto folded = folded_name(text::with_latin_capitals(name));
  std::string out;
  for (std::string_view rest = folded; !rest.empty();) {
    const auto [value, bytes] = first_code_point(rest);
    if (const char latin = text::likeness_of(value); latin != '\0') {
      out += latin;
    } else if (value >= 0x80 || is_letter(rest[0]) || is_digit(rest[0])) {
      // Signs that draw nothing or a dot, U+2000 to U+2BFF, pass for nothing.
      if (!text::is_unseen(value) && !within(value, 0x2000, 0x2BFF)) out.append(rest.substr(0, bytes));
    }
    rest.remove_prefix(bytes);
  }
  text::join_pairs(out);
  return out;
}

}  // namespace vigie::people
