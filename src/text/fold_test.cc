// Folding held to ICU, code point by code point and in random mixtures.
#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <array>
#include <string>

#include "base/random.h"
#include "base/utf8.h"
#include "text/words.h"

namespace vigie::text {
namespace {

const icu::Normalizer2& form(const char* name, UNormalization2Mode mode) {
  UErrorCode error = U_ZERO_ERROR;
  return *icu::Normalizer2::getInstance(nullptr, name, mode, error);
}

icu::UnicodeString normal(const icu::Normalizer2& form, const icu::UnicodeString& text) {
  UErrorCode error = U_ZERO_ERROR;
  return form.normalize(text, error);
}

bool drops(UChar32 c) {
  UErrorCode error = U_ZERO_ERROR;
  const auto script = uscript_getScript(c, &error);
  return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_ARABIC || script == USCRIPT_HEBREW;
}

bool is_mark(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0; }

// "NFKC, full case folding, then marks dropped in Latin, Greek, Arabic and Hebrew; …; ё = е".
std::string once_by_icu(const std::string& utf8) {
  const auto& nfkc = form("nfkc", UNORM2_COMPOSE);
  auto text = icu::UnicodeString::fromUTF8(utf8);
  for (int round = 0; round < 3; ++round) text = normal(nfkc, normal(nfkc, text).foldCase());
  text = normal(form("nfc", UNORM2_DECOMPOSE), text);
  icu::UnicodeString bare;
  bool dropping = false;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (is_mark(c) && dropping) continue;
    if (u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR)) continue;
    if (!is_mark(c)) dropping = drops(c);
    bare.append(c);
  }
  bare = normal(form("nfc", UNORM2_COMPOSE), bare);
  static constexpr std::array<std::array<const char16_t*, 2>, 9> kPlain{{{u"æ", u"ae"},
                                                                         {u"œ", u"oe"},
                                                                         {u"ø", u"o"},
                                                                         {u"đ", u"d"},
                                                                         {u"ł", u"l"},
                                                                         {u"ı", u"i"},
                                                                         {u"ð", u"d"},
                                                                         {u"þ", u"th"},
                                                                         {u"ё", u"е"}}};
  for (const auto& [from, to] : kPlain) bare.findAndReplace(icu::UnicodeString(from), icu::UnicodeString(to));
  std::string out;
  return bare.toUTF8String(out);
}

// What the rules leave may compose anew (ё and a breve: е and a breve: ӗ): until nothing changes.
std::string by_icu(const std::string& utf8) {
  std::string text = once_by_icu(utf8);
  for (std::string next = once_by_icu(text); next != text; next = once_by_icu(text)) text = next;
  return text;
}

std::string of(UChar32 c) {
  std::string out;
  append_utf8(out, static_cast<char32_t>(c));
  return out;
}

bool is_emoji(UChar32 c) { return c > 0x7F && u_hasBinaryProperty(c, UCHAR_EMOJI); }

TEST(Fold, AgreesWithIcuForEveryCodePoint) {
  int wrong = 0;
  for (UChar32 c = 1; c <= 0x10FFFF && wrong < 20; ++c) {
    if (U_IS_SURROGATE(c) || is_emoji(c)) continue;
    const std::string ours = fold(of(c));
    if (ours == by_icu(of(c))) continue;
    ADD_FAILURE() << "U+" << std::hex << c << ": " << ours << " for ICU's " << by_icu(of(c));
    ++wrong;
  }
}

TEST(Fold, LeavesEmojiAsTheyAre) {
  for (const char* emoji : {"ℹ", "Ⓜ", "™", "㊗", "🈚", "😀", "🏽"}) EXPECT_EQ(fold(emoji), emoji);
}

// Letters and marks that meet: decomposed, out of order, doubled.
TEST(Fold, AgreesWithIcuOnMixtures) {
  static constexpr std::array<char32_t, 30> kLetters{U'e',   U'É',   U'и',   U'И',   U'е',   U'Ё',   U'α',   0x1FB3,
                                                     0x390,  0x301,  0x306,  0x323,  0x327,  0x3099, 0x304B, 0xFF76,
                                                     0xFF9E, 0x0928, 0x093C, 0x094D, 0x1112, 0x1161, 0x11AB, 0x0627,
                                                     0x653,  0x5E9,  0x5C1,  0x0E49, 0x0E33, U'5'};
  Random random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    const auto size = random.below(6) + 1;
    for (std::uint64_t i = 0; i < size; ++i) append_utf8(text, kLetters[random.below(kLetters.size())]);
    ASSERT_EQ(fold(text), by_icu(text)) << testing::PrintToString(text);
  }
}

TEST(Fold, IsDoneOnce) {
  Random random(3);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (int i = 0; i < 5; ++i) append_utf8(text, static_cast<char32_t>(random.below(0x3100) + 1));
    text += random.chance(0.5) ? "е\u0308\u0308" : "\u0308";
    const std::string once = fold(text);
    ASSERT_EQ(fold(once), once) << testing::PrintToString(text);
  }
}

TEST(Nfc, AgreesWithIcu) {
  Random random(11);
  const auto& nfc_form = form("nfc", UNORM2_COMPOSE);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (int i = 0; i < 4; ++i) append_utf8(text, static_cast<char32_t>(random.below(0x3100) + 1));
    for (int i = 0; i < 3; ++i) append_utf8(text, static_cast<char32_t>(0x300 + random.below(0x60)));
    std::string expected;
    normal(nfc_form, icu::UnicodeString::fromUTF8(text)).toUTF8String(expected);
    ASSERT_EQ(nfc(text), expected) << testing::PrintToString(text);
  }
}

// A word is what the whole text folds to, cut at the separators: the pass is one with fold().
TEST(Fold, IsWhatThePassDoes) {
  Random random(5);
  Words words;
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    if (random.chance(0.3)) text += '#';
    for (int i = 0; i < 6; ++i) append_utf8(text, static_cast<char32_t>(0x41 + random.below(0x800)));
    words.clear();
    words.add(Field::kText, text);
    for (const Word& word : words.all()) {
      if (word.kind == Kind::kEmoji || word.kind == Kind::kMention) continue;
      EXPECT_EQ(fold(words.folded(word)), words.folded(word)) << testing::PrintToString(text);
      const auto typed = words.typed(word).substr(word.kind == Kind::kHashtag ? 1 : 0);
      EXPECT_EQ(word.exact, exact_of(nfc(typed))) << testing::PrintToString(text);
    }
  }
}

TEST(Unspaced, IsToldByTheFirstCharacter) {
  EXPECT_TRUE(begins_unspaced("東"));
  EXPECT_TRUE(begins_unspaced("ー"));
  EXPECT_TRUE(begins_unspaced("ไ"));
  EXPECT_FALSE(begins_unspaced("a"));
  EXPECT_FALSE(begins_unspaced("한"));
  EXPECT_FALSE(begins_unspaced(""));
}

}  // namespace
}  // namespace vigie::text
