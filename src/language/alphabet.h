// Letters as the language part sees them: lower case with their marks kept, each of one script.
// Threads: immutable, shared by any. Errors: none. Cost: one table look-up a letter.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "post/post.h"

namespace vigie::language {

// Scripts that decide between languages. Han counts the kana in: Japanese mixes them.
enum class Script : std::uint8_t {
  kNone,  // No letter, or a letter of a script that none of our languages is written in.
  kLatin,
  kCyrillic,
  kArabic,
  kDevanagari,
  kHan,
  kGreek,
  kHebrew,
  kArmenian,
  kGeorgian,
  kHangul,
  kThai,
  kBengali,
  kGurmukhi,
  kGujarati,
  kTamil,
  kTelugu,
};
constexpr std::size_t kScripts = 17;

class Alphabet {
 public:
  Alphabet();

  Script script(char32_t point) const { return point < kTableEnd ? script_[point] : script_above(point); }
  // The one language that we know of a script, or kUnknownLanguage if there are several, or none.
  post::LanguageId sole_language(Script script) const { return sole_[static_cast<std::size_t>(script)]; }
  char32_t lower(char32_t point) const { return point < kTableEnd ? lower_[point] : point; }

 private:
  static constexpr char32_t kTableEnd = 0x3000;  // Above it there is no case but in rare forms.
  static Script script_above(char32_t point);

  std::array<Script, kTableEnd> script_{};
  std::array<char16_t, kTableEnd> lower_{};
  std::array<post::LanguageId, kScripts> sole_{};
};

}  // namespace vigie::language
