#include "text/likeness.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"

namespace vigie::text {
namespace {

using Likeness = std::pair<char32_t, char>;

constexpr std::array kCapitals = std::to_array<Likeness>({
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
});

// By code point.
constexpr std::array kLikenesses = std::to_array<Likeness>({
    {U'!', 'l'}, {U'$', 's'}, {U'0', 'o'}, {U'1', 'l'}, {U'3', 'e'}, {U'4', 'a'}, {U'5', 's'}, {U'7', 't'}, {U'8', 'b'},
    {U'@', 'a'}, {U'i', 'l'}, {U'|', 'l'}, {U'¡', 'l'}, {U'£', 'l'}, {U'ħ', 'h'}, {U'ǀ', 'l'}, {U'ǝ', 'e'}, {U'ɑ', 'a'},
    {U'ɘ', 'e'}, {U'ə', 'e'}, {U'ɛ', 'e'}, {U'ɡ', 'g'}, {U'ɩ', 'l'}, {U'ɪ', 'l'}, {U'ɼ', 'r'}, {U'ɾ', 'r'}, {U'ʀ', 'r'},
    {U'ʟ', 'l'}, {U'α', 'a'}, {U'β', 'b'}, {U'γ', 'y'}, {U'ε', 'e'}, {U'ζ', 'z'}, {U'η', 'n'}, {U'θ', 'o'}, {U'ι', 'l'},
    {U'κ', 'k'}, {U'μ', 'u'}, {U'ν', 'v'}, {U'ο', 'o'}, {U'ρ', 'p'}, {U'σ', 'o'}, {U'τ', 't'}, {U'υ', 'u'}, {U'χ', 'x'},
    {U'ω', 'w'}, {U'а', 'a'}, {U'б', 'b'}, {U'в', 'b'}, {U'г', 'r'}, {U'е', 'e'}, {U'з', 'e'}, {U'к', 'k'}, {U'м', 'm'},
    {U'н', 'h'}, {U'о', 'o'}, {U'п', 'n'}, {U'р', 'p'}, {U'с', 'c'}, {U'т', 't'}, {U'у', 'y'}, {U'х', 'x'}, {U'ц', 'u'},
    {U'ь', 'b'}, {U'є', 'e'}, {U'ѕ', 's'}, {U'і', 'l'}, {U'ї', 'l'}, {U'ј', 'j'}, {U'ѡ', 'w'}, {U'ѵ', 'v'}, {U'ү', 'y'},
    {U'һ', 'h'}, {U'ӏ', 'l'}, {U'ԁ', 'd'}, {U'ԛ', 'q'}, {U'ԝ', 'w'}, {U'հ', 'h'}, {U'ո', 'n'}, {U'ս', 'u'}, {U'ց', 'g'},
    {U'օ', 'o'}, {U'ᴀ', 'a'}, {U'ᴇ', 'e'}, {U'ᴏ', 'o'}, {U'ᴠ', 'v'}, {U'€', 'e'},
});

template <typename Table>
char find(const Table& table, char32_t point) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const auto& one) { return one.first == point; });
  return found == table.end() ? '\0' : found->second;
}

constexpr bool within(char32_t point, char32_t first, char32_t last) { return point >= first && point <= last; }

void replace_all(std::string& text, std::string_view from, char to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at))
    text.replace(at, from.size(), 1, to);
}

}  // namespace

char likeness_of(char32_t folded) { return find(kLikenesses, folded); }

std::string with_latin_capitals(std::string_view utf8) {
  std::string out;
  while (!utf8.empty()) {
    const auto [point, bytes] = first_code_point(utf8);
    const char latin = find(kCapitals, point);
    latin == '\0' ? out.append(utf8.substr(0, bytes)) : out.append(1, latin);
    utf8.remove_prefix(bytes);
  }
  return out;
}

void join_pairs(std::string& word) {
  replace_all(word, "rn", 'm');
  replace_all(word, "vv", 'w');
}

bool is_unseen(char32_t point) {
  return point < 0x20 || within(point, 0x7F, 0x9F) || point == 0xAD || point == 0x34F || point == 0x61C ||
         within(point, 0x115F, 0x1160) || within(point, 0x17B4, 0x17B5) || within(point, 0x180B, 0x180F) ||
         within(point, 0x200B, 0x200F) || within(point, 0x2028, 0x202E) || within(point, 0x2060, 0x206F) ||
         point == 0x3164 || point == 0xFEFF || point == 0xFFA0 || within(point, 0xFFF9, 0xFFFB) ||
         within(point, 0xE0000, 0x10FFFF);
}

bool has_unseen(std::string_view utf8) {
  while (!utf8.empty()) {
    const auto [point, bytes] = first_code_point(utf8);
    if (is_unseen(point)) return true;
    utf8.remove_prefix(bytes);
  }
  return false;
}

}  // namespace vigie::text
