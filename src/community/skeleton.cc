#include "community/skeleton.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/likeness.h"

namespace vigie::community {
namespace {

// The letter as it looks; nothing for what parts words.
std::string latin_of(char32_t point) {
  if (const char latin = text::likeness_of(point); latin != '\0') return std::string(1, latin);
  if (point < 0x80 && !is_letter(static_cast<char>(point)) && !is_digit(static_cast<char>(point))) return {};
  if (point >= 0x2000 && point < 0x2C00) return {};  // Punctuation, arrows, signs.
  if (point == U'·' || point == 0xA0 || (point >= 0x3000 && point < 0x3004)) return {};
  std::string out;
  append_utf8(out, point);
  return out;
}

void settle(std::string& word) {
  text::join_pairs(word);
  word.erase(std::unique(word.begin(), word.end(), [](char a, char b) { return a == b && is_ascii(a); }), word.end());
}

// `WeAreOrvelle` as `We Are Orvelle`; letters of ASCII are enough, as names in camel case are.
std::string parted(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (i > 0 && is_capital(name[i]) && is_small(name[i - 1])) out += ' ';
    out += name[i];
  }
  return out;
}

// Each letter as it looks.
std::vector<std::string> look_words(std::string_view name) {
  std::vector<std::string> words(1);
  const std::string folded = text::fold(text::with_latin_capitals(parted(name)));
  for (std::string_view rest = folded; !rest.empty();) {
    const CodePoint point = first_code_point(rest);
    rest.remove_prefix(point.bytes);
    const auto latin = latin_of(point.value);
    if (!latin.empty()) {
      words.back() += latin;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

}  // namespace

std::vector<std::string> skeleton_words(std::string_view name) {
  auto words = look_words(name);
  for (auto& word : words) settle(word);
  return words;
}

std::string skeleton(std::string_view name) {
  std::string out;
  for (const auto& word : skeleton_words(name)) out += word;
  settle(out);
  return out;
}

std::string look(std::string_view name) {
  std::string out;
  for (const auto& word : look_words(name)) out += word;
  text::join_pairs(out);
  return out;
}

}  // namespace vigie::community
