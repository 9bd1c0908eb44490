#include "community/skeleton.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/fold.h"

namespace vigie::community {
namespace {

struct LooksLike {
  char32_t point;
  std::string_view latin;
};

// Folded letters only: fold() has already made small letters, dropped accents and unrolled ligatures and styles.
constexpr std::array kLooks = {
    LooksLike{U'а', "a"}, LooksLike{U'в', "b"}, LooksLike{U'с', "c"}, LooksLike{U'ԁ', "d"}, LooksLike{U'е', "e"},
    LooksLike{U'ё', "e"}, LooksLike{U'є', "e"}, LooksLike{U'г', "r"}, LooksLike{U'һ', "h"}, LooksLike{U'н', "h"},
    LooksLike{U'і', "l"}, LooksLike{U'ї', "l"}, LooksLike{U'ј', "j"}, LooksLike{U'к', "k"}, LooksLike{U'ӏ', "l"},
    LooksLike{U'м', "m"}, LooksLike{U'п', "n"}, LooksLike{U'о', "o"}, LooksLike{U'р', "p"}, LooksLike{U'ԛ', "q"},
    LooksLike{U'ѕ', "s"}, LooksLike{U'т', "t"}, LooksLike{U'ц', "u"}, LooksLike{U'ѵ', "v"}, LooksLike{U'ѡ', "w"},
    LooksLike{U'ԝ', "w"}, LooksLike{U'х', "x"}, LooksLike{U'у', "y"}, LooksLike{U'ү', "y"}, LooksLike{U'з', "e"},
    LooksLike{U'б', "b"}, LooksLike{U'ь', "b"}, LooksLike{U'α', "a"}, LooksLike{U'β', "b"}, LooksLike{U'ϲ', "c"},
    LooksLike{U'ε', "e"}, LooksLike{U'γ', "y"}, LooksLike{U'η', "n"}, LooksLike{U'ι', "l"}, LooksLike{U'κ', "k"},
    LooksLike{U'μ', "u"}, LooksLike{U'ν', "v"}, LooksLike{U'ο', "o"}, LooksLike{U'ρ', "p"}, LooksLike{U'σ', "o"},
    LooksLike{U'τ', "t"}, LooksLike{U'υ', "u"}, LooksLike{U'χ', "x"}, LooksLike{U'ω', "w"}, LooksLike{U'ζ', "z"},
    LooksLike{U'օ', "o"}, LooksLike{U'ո', "n"}, LooksLike{U'ս', "u"}, LooksLike{U'ց', "g"}, LooksLike{U'հ', "h"},
    LooksLike{U'ı', "l"}, LooksLike{U'ɩ', "l"}, LooksLike{U'ɑ', "a"}, LooksLike{U'ɡ', "g"}, LooksLike{U'ɪ', "l"},
    LooksLike{U'ʀ', "r"}, LooksLike{U'ᴀ', "a"}, LooksLike{U'ᴇ', "e"}, LooksLike{U'ᴏ', "o"}, LooksLike{U'ᴠ', "v"},
    LooksLike{U'ʟ', "l"}, LooksLike{U'ø', "o"}, LooksLike{U'ł', "l"}, LooksLike{U'đ', "d"}, LooksLike{U'ǀ', "l"},
    LooksLike{U'0', "o"}, LooksLike{U'1', "l"}, LooksLike{U'3', "e"}, LooksLike{U'4', "a"}, LooksLike{U'5', "s"},
    LooksLike{U'7', "t"}, LooksLike{U'8', "b"}, LooksLike{U'i', "l"}, LooksLike{U'$', "s"}, LooksLike{U'@', "a"},
    LooksLike{U'|', "l"}, LooksLike{U'!', "l"}, LooksLike{U'€', "e"}, LooksLike{U'£', "l"}, LooksLike{U'¡', "l"},
};

// The letter as it looks; nothing for what parts words.
std::string latin_of(char32_t point) {
  const auto found = std::find_if(kLooks.begin(), kLooks.end(), [&](const auto& each) { return each.point == point; });
  if (found != kLooks.end()) return std::string(found->latin);
  if (point < 0x80 && !is_letter(static_cast<char>(point)) && !is_digit(static_cast<char>(point))) return {};
  if (point >= 0x2000 && point < 0x2C00) return {};  // Punctuation, arrows, signs.
  if (point == U'·' || point == 0xA0 || (point >= 0x3000 && point < 0x3004)) return {};
  std::string out;
  append_utf8(out, point);
  return out;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

void join_pairs(std::string& word) {
  replace_all(word, "rn", "m");
  replace_all(word, "vv", "w");
}

void settle(std::string& word) {
  join_pairs(word);
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
  const std::string folded = text::fold(parted(name));
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
  join_pairs(out);
  return out;
}

bool has_unseen(std::string_view text) {
  for (std::string_view rest = text; !rest.empty();) {
    const CodePoint point = first_code_point(rest);
    rest.remove_prefix(point.bytes);
    const char32_t c = point.value;
    if (c == 0xAD || c == 0x34F || c == 0x61C || (c >= 0x115F && c <= 0x1160) || (c >= 0x17B4 && c <= 0x17B5))
      return true;
    if ((c >= 0x180B && c <= 0x180F) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E)) return true;
    if ((c >= 0x2060 && c <= 0x206F) || c == 0x3164 || c == 0xFEFF || c == 0xFFA0) return true;
    if ((c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF)) return true;
  }
  return false;
}

}  // namespace vigie::community
