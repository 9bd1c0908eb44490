#include "learning/descent.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace vigie::learning {
namespace {

struct Steps {
  std::vector<std::uint32_t> examples;
  std::vector<float> rates;
};

Steps steps_of(std::uint32_t examples, const TrainOptions& options) {
  Steps out;
  Random random(options.seed);
  descend(examples, options, random, [&](std::uint32_t example, float rate) {
    out.examples.push_back(example);
    out.rates.push_back(rate);
  });
  return out;
}

TEST(Descent, TakesEachExampleOnceAnEpochInAnotherOrder) {
  const auto steps = steps_of(50, {.epochs = 2});
  ASSERT_EQ(steps.examples.size(), 100U);
  std::vector<std::uint32_t> first(steps.examples.begin(), steps.examples.begin() + 50);
  std::vector<std::uint32_t> second(steps.examples.begin() + 50, steps.examples.end());
  EXPECT_NE(first, second);
  std::sort(first.begin(), first.end());
  for (std::uint32_t example = 0; example < 50; ++example) EXPECT_EQ(first[example], example);
}

TEST(Descent, FallsFromItsRateTowardsNothing) {
  const auto steps = steps_of(50, {.epochs = 2, .rate = 0.5F});
  EXPECT_FLOAT_EQ(steps.rates.front(), 0.5F);
  EXPECT_TRUE(std::is_sorted(steps.rates.rbegin(), steps.rates.rend()));
  EXPECT_GT(steps.rates.back(), 0);
}

TEST(Descent, GoesTheSameWayForTheSameSeed) {
  EXPECT_EQ(steps_of(50, {.seed = 3}).examples, steps_of(50, {.seed = 3}).examples);
  EXPECT_NE(steps_of(50, {.seed = 3}).examples, steps_of(50, {.seed = 4}).examples);
}

TEST(Descent, TellsHowFarItIs) {
  std::vector<double> told;
  TrainOptions options;
  options.on_progress = [&](double share) { told.push_back(share); };
  steps_of(20'000, options);
  EXPECT_GT(told.size(), 8U);
  EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
  EXPECT_EQ(told.back(), 1);
}

TEST(Training, NeedsExamplesAndPositiveOptions) {
  EXPECT_EQ(check_training("mood", 99, {}).error().message, "mood: fewer than 100 examples cannot make a model");
  EXPECT_EQ(check_training("mood", 100, {.epochs = 0}).error().message, "mood: epochs and rate must be positive");
  EXPECT_FALSE(check_training("mood", 100, {.rate = 0}));
  EXPECT_TRUE(check_training("mood", 100, {}));
}

}  // namespace
}  // namespace vigie::learning
