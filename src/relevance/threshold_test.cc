#include "relevance/threshold.h"

#include <gtest/gtest.h>

namespace vigie::relevance {
namespace {

TEST(Threshold, PartsWhatCanBeParted) {
  std::vector<Unseen> unseen;
  for (int i = 0; i < 20; ++i) unseen.push_back({i % 2 == 0 ? 0.8 : 0.3, i % 2 == 0});
  const double threshold = choose_threshold(unseen);
  const auto expected = expected_at(threshold, unseen);
  EXPECT_EQ(expected.about_hidden, 0U);
  EXPECT_EQ(expected.other_hidden, 10U);
  EXPECT_EQ(expected.right(), 20U);
  EXPECT_EQ(expected.shown(), 10U);
}

TEST(Threshold, HidesNothingWhereNothingTells) {
  std::vector<Unseen> unseen;
  for (int i = 0; i < 40; ++i) unseen.push_back({0.3 + 0.01 * (i % 20), i % 3 != 0});
  EXPECT_EQ(expected_at(choose_threshold(unseen), unseen).about_hidden, 0U);
}

TEST(Threshold, OneHiddenWronglyWeighsMoreThanFourHiddenRightly) {
  std::vector<Unseen> unseen = {{0.1, true}};
  for (int i = 0; i < 4; ++i) unseen.push_back({0.1, false});
  for (int i = 0; i < 15; ++i) unseen.push_back({0.9, true});
  EXPECT_EQ(choose_threshold(unseen), 0);
  unseen.push_back({0.1, false});
  unseen.push_back({0.1, false});
  EXPECT_GT(choose_threshold(unseen), 0.1);
}

TEST(Threshold, JudgesEachAnswerByAModelThatHasNotSeenIt) {
  std::vector<Answer> answers;  // Each by a word of its own: nothing can be learnt of the others.
  for (std::uint32_t i = 0; i < 30; ++i) answers.push_back({{100 + i}, i % 2 == 0});
  for (const Unseen& one : unseen(answers)) EXPECT_NEAR(one.p, 0.5, 0.1);
}

}  // namespace
}  // namespace vigie::relevance
