#include "people/name.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "people/account.h"
#include "text/fold.h"

namespace vigie::people {
namespace {

// Capitals, which pass for others than their small letters do: Η for H, η for n.
constexpr std::array<std::pair<char32_t, char>, 17> kCapitals = {{
    {U'Ε', 'e'},
    {U'Ζ', 'z'},
    {U'Η', 'h'},
    {U'Ι', 'i'},
    {U'Μ', 'm'},
    {U'Ν', 'n'},
    {U'Ρ', 'p'},
    {U'Τ', 't'},
    {U'Υ', 'y'},
    {U'Χ', 'x'},
    {U'В', 'b'},
    {U'М', 'm'},
    {U'Н', 'h'},
    {U'Р', 'p'},
    {U'С', 'c'},
    {U'Т', 't'},
    {U'У', 'y'},
}};

// Folded letters and digits that pass for a Latin one, by code point.
constexpr std::array<std::pair<char32_t, char>, 55> kLikenesses = {{
    {U'0', 'o'}, {U'1', 'l'}, {U'3', 'e'}, {U'4', 'a'}, {U'5', 's'}, {U'7', 't'}, {U'8', 'b'}, {U'i', 'l'},
    {U'|', 'l'}, {U'ß', 's'}, {U'ø', 'o'}, {U'đ', 'd'}, {U'ħ', 'h'}, {U'ı', 'l'}, {U'ł', 'l'}, {U'ɑ', 'a'},
    {U'ɡ', 'g'}, {U'ɩ', 'l'}, {U'α', 'a'}, {U'β', 'b'}, {U'γ', 'y'}, {U'ε', 'e'}, {U'η', 'n'}, {U'ι', 'l'},
    {U'κ', 'k'}, {U'ν', 'v'}, {U'ο', 'o'}, {U'ρ', 'p'}, {U'τ', 't'}, {U'υ', 'u'}, {U'χ', 'x'}, {U'ω', 'w'},
    {U'а', 'a'}, {U'в', 'b'}, {U'г', 'r'}, {U'е', 'e'}, {U'з', 'e'}, {U'к', 'k'}, {U'м', 'm'}, {U'н', 'h'},
    {U'о', 'o'}, {U'р', 'p'}, {U'с', 'c'}, {U'т', 't'}, {U'у', 'y'}, {U'х', 'x'}, {U'ь', 'b'}, {U'ѕ', 's'},
    {U'і', 'l'}, {U'ј', 'j'}, {U'һ', 'h'}, {U'ӏ', 'l'}, {U'ԁ', 'd'}, {U'ԛ', 'q'}, {U'ԝ', 'w'},
}};

constexpr bool within(char32_t value, char32_t first, char32_t last) { return value >= first && value <= last; }

// What no name to log in with is made of: punctuation, spaces, marks without width, symbols, emoji. By the blocks
// of Unicode; what else is no letter is rare, and harms nobody.
bool is_sign(char32_t value) {
  if (value < 0x80) {
    const char c = static_cast<char>(value);
    return !is_letter(c) && !is_digit(c) && c != '.' && c != '-' && c != '_';
  }
  return within(value, 0x80, 0xBF) || within(value, 0x2000, 0x2BFF) || within(value, 0x2E00, 0x2E7F) ||
         within(value, 0x3000, 0x3004) || within(value, 0x3008, 0x3020) || within(value, 0xFE00, 0xFE6F) ||
         within(value, 0xFEFF, 0xFF0F) || within(value, 0xFFE0, 0xFFFF) || within(value, 0x1F000, 0x1FAFF) ||
         within(value, 0xE0000, 0x10FFFF);
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

// NUL: none.
template <typename Table>
char likeness(const Table& table, char32_t value) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const auto& one) { return one.first == value; });
  return found == table.end() ? '\0' : found->second;
}

std::string with_plain_capitals(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto [value, bytes] = first_code_point(text);
    const char latin = likeness(kCapitals, value);
    latin == '\0' ? out.append(text.substr(0, bytes)) : out.append(1, latin);
    text.remove_prefix(bytes);
  }
  return out;
}

void replace_all(std::string& text, std::string_view from, char to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at))
    text.replace(at, from.size(), 1, to);
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

bool has_unseen_signs(std::string_view utf8) {
  return has_any(utf8, [](char32_t value) {
    return value < 0x20 || within(value, 0x7F, 0x9F) || value == 0xAD || within(value, 0x200B, 0x200F) ||
           within(value, 0x2028, 0x202E) || within(value, 0x2060, 0x206F) || value == 0xFEFF ||
           within(value, 0xE0000, 0x10FFFF);
  });
}

std::string folded_name(std::string_view name) { return std::string(trimmed(text::fold(trimmed(name)))); }

std::string skeleton_of(std::string_view name) {
  const auto folded = folded_name(with_plain_capitals(name));
  std::string out;
  for (std::string_view rest = folded; !rest.empty();) {
    const auto [value, bytes] = first_code_point(rest);
    if (const char latin = likeness(kLikenesses, value); latin != '\0') {
      out += latin;
    } else if (value >= 0x80 || is_letter(rest[0]) || is_digit(rest[0])) {
      // Signs that draw nothing or a dot, U+2000 to U+2BFF, pass for nothing.
      if (value < 0x2000 || value > 0x2BFF) out.append(rest.substr(0, bytes));
    }
    rest.remove_prefix(bytes);
  }
  replace_all(out, "rn", 'm');
  replace_all(out, "vv", 'w');
  return out;
}

}  // namespace vigie::people
