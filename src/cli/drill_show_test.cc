#include "cli/drill_show.h"

#include <gtest/gtest.h>

namespace vigie::cli {
namespace {

TEST(DrillShow, BreaksAStoryBetweenWords) {
  EXPECT_EQ(wrapped("un été à la mer", 7), "un été\nà la\nmer\n");
  EXPECT_EQ(wrapped("anticonstitutionnellement oui", 5), "anticonstitutionnellement\noui\n");
  EXPECT_EQ(wrapped("", 5), "");
}

TEST(DrillShow, DrawsTheShareThatIsDone) {
  EXPECT_EQ(bar_of(0), "[........................]");
  EXPECT_EQ(bar_of(0.5), "[############............]");
  EXPECT_EQ(bar_of(1), "[########################]");
}

}  // namespace
}  // namespace vigie::cli
