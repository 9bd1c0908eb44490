#include "mood/marks.h"

#include <gtest/gtest.h>

namespace vigie::mood {
namespace {

TEST(Marks, AreTheFirstRunOfPunctuation) {
  EXPECT_EQ(first_mark(" ... et !!").typed, "...");
  EXPECT_EQ(first_mark("  ").typed, "");
  EXPECT_EQ(first_mark("").typed, "");
}

TEST(Marks, ReadAnEllipsisAsThreeDots) { EXPECT_EQ(first_mark(" … ").hash, first_mark("...").hash); }

TEST(Marks, CountThreeHoweverManyThereAre) {
  EXPECT_EQ(first_mark("!!!!!!!").hash, first_mark("!!!").hash);
  EXPECT_NE(first_mark("!").hash, first_mark("!!!").hash);
}

TEST(Marks, StressFromTwoSignsOn) {
  EXPECT_FALSE(first_mark("!").stresses);
  EXPECT_TRUE(first_mark("?!").stresses);
  EXPECT_FALSE(first_mark("--").stresses);
}

TEST(Marks, LeaveMentionsAndHashtagsTheirSigns) { EXPECT_EQ(first_mark("!@").typed, "!"); }

}  // namespace
}  // namespace vigie::mood
