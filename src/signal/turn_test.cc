#include "signal/turn.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/random.h"

namespace vigie::signal {
namespace {

// Hours of `posts` posts, each critical with the same chance.
std::vector<Share> calm(std::size_t hours, std::uint64_t posts, double chance, std::uint64_t seed) {
  Random random(seed);
  std::vector<Share> out(hours);
  for (auto& hour : out) {
    hour.whole = posts;
    for (std::uint64_t i = 0; i < posts; ++i) hour.part += random.chance(chance) ? 1 : 0;
  }
  return out;
}

TEST(Turn, SaysNothingOfWhatIsUsualFromAFewPosts) {
  EXPECT_FALSE(usual_of({}));
  EXPECT_FALSE(usual_of(calm(3, 5, 0.1, 1)));
  EXPECT_TRUE(usual_of(calm(4, 5, 0.1, 1)));
}

TEST(Turn, IsOutWhenTheShareDoubles) {
  const auto usual = usual_of(calm(72, 40, 0.14, 2)).value();
  EXPECT_NEAR(usual.share, 0.14, 0.03);
  EXPECT_FALSE(usual.is_out({7, 50}));
  EXPECT_TRUE(usual.is_out({21, 50}));
}

TEST(Turn, IsBackHalfWayHome) {
  const auto usual = usual_of(calm(72, 40, 0.14, 2)).value();
  const double high = usual.band(100).high;
  EXPECT_FALSE(usual.is_back({static_cast<std::uint64_t>(high * 100) - 1, 100}));
  EXPECT_TRUE(usual.is_back({15, 100}));
}

TEST(Turn, IsNotOutByAFewPostsHoweverCritical) {
  const auto usual = usual_of(calm(72, 40, 0.14, 3)).value();
  EXPECT_FALSE(usual.is_out({19, 19}));
}

TEST(Turn, HoursThatDifferByThemselvesWidenTheBand) {
  auto hours = calm(72, 40, 0.05, 4);
  for (std::size_t i = 0; i < hours.size(); i += 3) hours[i].part = 14;
  const auto restless = usual_of(hours).value();
  const auto steady = usual_of(calm(72, 40, restless.share, 5)).value();
  EXPECT_GT(restless.dispersion, 2);
  EXPECT_GT(restless.band(50).high, steady.band(50).high);
}

// Four weeks of calm: three standard errors and the hours that overlap nothing.
TEST(Turn, CalmWeeksRarelyLeaveTheirBand) {
  std::size_t out = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto hours = calm(24 * 28, 40, 0.14, seed);
    for (std::size_t i = 168; i < hours.size(); ++i) {
      const auto usual = usual_of(std::span(hours).subspan(i - 168, 168));
      if (usual && usual->is_out(hours[i])) ++out;
    }
  }
  EXPECT_LT(static_cast<double>(out) / (20.0 * 24 * 21), 0.006) << "false alarms an hour";
}

TEST(Turn, NoCriticismBeforeStillLeavesABand) {
  const auto usual = usual_of(calm(72, 10, 0, 1)).value();
  EXPECT_GT(usual.band(30).high, 0);
  EXPECT_FALSE(usual.is_out({0, 30}));
  EXPECT_TRUE(usual.is_out({15, 30}));
}

}  // namespace
}  // namespace vigie::signal
