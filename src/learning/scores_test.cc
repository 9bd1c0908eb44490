#include "learning/scores.h"

#include <gtest/gtest.h>

namespace vigie::learning {
namespace {

TEST(Scores, OfNothingAreZero) {
  const Scores scores = Confusion().scores();
  EXPECT_EQ(scores.n, 0U);
  EXPECT_EQ(scores.accuracy, 0);
  EXPECT_TRUE(scores.classes.empty());
}

TEST(Scores, AreThoseOfAHandCountedTable) {
  Confusion table;
  for (int i = 0; i < 3; ++i) table.add("fr", "fr");
  table.add("fr", "en");
  table.add("en", "en");
  table.add("en", "fr");
  const Scores scores = table.scores();
  EXPECT_EQ(scores.n, 6U);
  EXPECT_DOUBLE_EQ(scores.accuracy, 4.0 / 6);
  EXPECT_DOUBLE_EQ(scores.macro_recall, (0.75 + 0.5) / 2);
  EXPECT_DOUBLE_EQ(scores.classes.at("fr").precision, 0.75);
  EXPECT_DOUBLE_EQ(scores.classes.at("en").f1, 0.5);
  EXPECT_EQ(scores.classes.at("fr").support, 4U);
}

TEST(Scores, CountAGuessOutsideTheTruthsAsWrongAndNotAsAClass) {
  Confusion table;
  table.add("fr", "fr");
  table.add("fr", "unknown");
  const Scores scores = table.scores();
  EXPECT_EQ(scores.classes.size(), 1U);
  EXPECT_DOUBLE_EQ(scores.macro_recall, 0.5);
  EXPECT_DOUBLE_EQ(scores.classes.at("fr").precision, 1);
}

}  // namespace
}  // namespace vigie::learning
