#include "signal/contrast.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace vigie::signal {
namespace {

TEST(Contrast, IsDunningsLogLikelihood) {
  // 110 of 1,000 against 20 of 1,000: by hand 2 (110 ln(110/65) + 20 ln(20/65) + 890 ln(890/935) + 980 ln(980/935)).
  EXPECT_NEAR(log_likelihood({110, 20}, 1'000, 1'000), 72.9275, 0.0001);
  EXPECT_NEAR(log_likelihood({50, 50}, 1'000, 1'000), 0, 1e-9);
  EXPECT_EQ(log_likelihood({3, 0}, 10, 0), 0);
  EXPECT_GT(log_likelihood({10, 0}, 10, 10), 0);  // In all of one, in none of the other.
}

TEST(Contrast, TellsWhatStandsOutStrongestFirst) {
  const std::vector<TermCount> counts = {{5, 500}, {40, 20}, {100, 10}, {2, 0}, {50, 500}};
  const auto found = distinctive(counts, 200, 1'000);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].index, 2U);
  EXPECT_EQ(found[1].index, 1U);
  EXPECT_NEAR(found[0].ratio, (100.5 / 201) / (10.5 / 1'001), 1e-9);
  EXPECT_LT(found[0].p, 1e-9);
}

TEST(Contrast, OfChanceAloneTellsNextToNothing) {
  Random random(5);
  std::size_t told = 0;
  for (int round = 0; round < 50; ++round) {
    std::vector<TermCount> counts(400);
    for (TermCount& one : counts) {
      for (int post = 0; post < 300; ++post) {
        one.within += random.chance(0.05) ? 1 : 0;
        one.beside += random.chance(0.05) ? 1 : 0;
      }
    }
    told += distinctive(counts, 300, 300).empty() ? 0 : 1;
  }
  EXPECT_LE(told, 6U);  // One round in twenty is allowed to.
}

TEST(Contrast, OfNothingIsNothing) {
  EXPECT_TRUE(distinctive({}, 0, 0).empty());
  const std::vector<TermCount> counts = {{3, 0}};
  EXPECT_TRUE(distinctive(counts, 3, 0).empty());
}

}  // namespace
}  // namespace vigie::signal
