#include "text/likeness.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "text/fold.h"

namespace vigie::text {
namespace {

TEST(Likeness, LettersOfOtherScriptsPassForLatinOnes) {
  EXPECT_EQ(likeness_of(U'а'), 'a');  // Cyrillic.
  EXPECT_EQ(likeness_of(U'ο'), 'o');  // Greek.
  EXPECT_EQ(likeness_of(U'0'), 'o');
  EXPECT_EQ(likeness_of(U'|'), 'l');
  EXPECT_EQ(likeness_of(U'é'), '\0');
  EXPECT_EQ(likeness_of(U'車'), '\0');
}

// The table is of what fold() leaves, and of nothing else.
TEST(Likeness, AnyLetterIsTheSameBeforeAndAfterItsFold) {
  for (char32_t point = 0x20; point < 0x2000; ++point) {
    if (likeness_of(point) == '\0') continue;
    std::string one;
    append_utf8(one, point);
    const auto folded = fold(one);
    EXPECT_EQ(folded, one);
  }
}

TEST(Likeness, CapitalsPassForOthersThanTheirSmallLettersDo) {
  EXPECT_EQ(with_latin_capitals("ΗELLO Р"), "hELLO p");
  EXPECT_EQ(with_latin_capitals("η"), "η");
}

TEST(Likeness, PairsPassForOneLetter) {
  std::string word = "rnavvrn";
  join_pairs(word);
  EXPECT_EQ(word, "mawm");
}

TEST(Likeness, KnowsWhatNobodySees) {
  EXPECT_TRUE(has_unseen("a\u200Bb"));
  EXPECT_TRUE(has_unseen("a\u202Eb"));
  EXPECT_TRUE(has_unseen("a\tb"));
  EXPECT_FALSE(has_unseen("Élodie 車 👩"));
}

}  // namespace
}  // namespace vigie::text
