#include "relevance/model.h"

#include <gtest/gtest.h>

#include "relevance/learn.h"

namespace vigie::relevance {
namespace {

constexpr std::uint32_t kUs = 7, kThem = 9;

// What tells, among what does not.
std::vector<Answer> answers(std::size_t count) {
  std::vector<Answer> out;
  for (std::uint32_t i = 0; i < count; ++i) {
    const bool about_us = i % 2 == 0;
    out.push_back({{about_us ? kUs : kThem, 100, 1'000 + i, 2'000 + i}, about_us});
  }
  return out;
}

TEST(Model, LearnsWhatTells) {
  const Model model = learn(answers(20));
  EXPECT_GT(model.read({kUs, 100, 5'000}), 0.6);
  EXPECT_LT(model.read({kThem, 100, 5'000}), 0.4);
}

TEST(Model, IsUnsureOfWhatItHasNeverSeen) { EXPECT_NEAR(learn(answers(40)).read({60'000, 60'001}), 0.5, 0.05); }

TEST(Model, IsTheSameFromTheSameAnswers) {
  const Features post = {kUs, 100, 1'003};
  EXPECT_EQ(learn(answers(50)).read(post), learn(answers(50)).read(post));
}

TEST(Model, BelievesManyAnswersMoreThanAFew) {
  EXPECT_GT(learn(answers(200)).read({kUs, 100}), learn(answers(20)).read({kUs, 100}));
}

TEST(Model, ReadsAPostOfNothing) { EXPECT_NEAR(learn(answers(20)).read({}), 0.5, 0.1); }

TEST(Answers, TeachOnceThereAreEnoughOfBothKinds) {
  EXPECT_TRUE(can_learn({10, 10}));
  EXPECT_TRUE(can_learn({17, 3}));
  EXPECT_FALSE(can_learn({9, 10}));
  EXPECT_FALSE(can_learn({18, 2}));
  EXPECT_FALSE(can_learn({500, 0}));
}

}  // namespace
}  // namespace vigie::relevance
