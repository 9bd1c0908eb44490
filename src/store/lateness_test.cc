#include "store/lateness.h"

#include <gtest/gtest.h>

#include <random>

namespace vigie::store {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr Time kNoon = Time{} + std::chrono::days(20'000);

TEST(Lateness, NeverSaysWhatIsNotSo) {
  std::mt19937_64 random(3);
  int open = 0;
  for (int i = 0; i < 200'000; ++i) {
    // From a second to thirty years, each size alike; and what claims to be said tomorrow.
    const auto size = std::uint64_t{1} << (random() % 50);
    const Time reached =
        kNoon + Micros(static_cast<std::int64_t>(random() % size)) - (i % 10 == 0 ? hours(20) : hours(0));
    const Time at = i % 3 == 0 ? reached + Micros(static_cast<std::int64_t>(random() % 5) - 2)
                               : kNoon + Micros(static_cast<std::int64_t>(random() % (2 * size)));
    const auto lateness = Lateness(Lateness::of(kNoon, reached).code());
    const auto known = lateness.known(kNoon, at);
    if (known == Known::kOpen) ++open;
    if (known == Known::kYes) {
      EXPECT_LE(reached, at);
    } else if (known == Known::kNo) {
      EXPECT_GT(reached, at);
    }
  }
  EXPECT_GT(open, 0);
}

TEST(Lateness, LeavesLittleOpen) {
  const auto open_for = [](Micros late) {
    const auto lateness = Lateness::of(kNoon, kNoon + late);
    Micros from = Micros::max(), to = Micros::min();
    const Micros step = std::max<Micros>(seconds(1), late / 100'000);
    for (Micros at = std::max<Micros>(Micros(0), late - late / 100); at <= late + late / 100 + step; at += step) {
      if (lateness.known(kNoon, kNoon + at) != Known::kOpen) continue;
      from = std::min(from, at);
      to = std::max(to, at);
    }
    return to - from + step;
  };
  EXPECT_LE(open_for(seconds(3)), seconds(1));
  EXPECT_LE(open_for(seconds(2'000)), seconds(1));
  EXPECT_LE(open_for(hours(24)), seconds(90));
  EXPECT_LE(open_for(hours(24 * 730)), hours(18));
}

TEST(Lateness, OfAThousandYearsStillFits) {
  const auto late = hours(24) * 365 * 1'000;
  EXPECT_EQ(Lateness::of(kNoon, kNoon + late).known(kNoon, kNoon + 2 * late), Known::kYes);
  EXPECT_EQ(Lateness::of(kNoon, kNoon + late).known(kNoon, kNoon), Known::kNo);
}

}  // namespace
}  // namespace vigie::store
