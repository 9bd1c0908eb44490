// How often alerts are false, and how late true ones are: four simulated weeks, bursts and slow burns of watches of
// every size. VIGIE_TABLE=1 prints the tables of doc/signals.md.
#include <gtest/gtest.h>

#include <cstdlib>
#include <vector>

#include "alert/weeks_for_tests.h"

namespace vigie::alert {
namespace {

constexpr int kDay = 24 * 60;
constexpr int kWarmUp = 28 * kDay;

bool prints() { return std::getenv("VIGIE_TABLE") != nullptr; }

// Posts an hour; few of them in the everyday suite.
std::vector<double> sizes() {
  return prints() ? std::vector<double>{2, 10, 60, 300, 1'200, 6'000, 30'000} : std::vector<double>{10, 60, 300, 6'000};
}
const unsigned kSeeds = prints() ? 10 : 2;

struct FalseAlerts {
  int volume = 0;
  int turn = 0;
};

// Alerts of four weeks in which nothing happens.
FalseAlerts false_alerts(double size, unsigned seed, const Demand& demand) {
  Weeks weeks({size}, seed);
  weeks.calm(kWarmUp);
  FalseAlerts out;
  std::optional<Course> volume, turn;
  const auto go_on = [&](Kind kind, std::optional<Course>& course, int& count) {
    if (course) {
      if (weeks.goes_on(kind, *course) == Step::kEnded) course.reset();
    } else if ((course = weeks.begins(kind, demand))) {
      ++count;
    }
  };
  for (int i = 0; i < 28 * kDay; ++i) {
    weeks.close();
    go_on(Kind::kSurprise, volume, out.volume);
    go_on(Kind::kShare, turn, out.turn);
  }
  return out;
}

TEST(SimulatedWeeks, OfNormalTrafficTellAtMostOneFalseAlertAWatchAndWeek) {
  if (prints()) std::printf("| posts an hour | calm | usual | keen |\n| --- | --- | --- | --- |\n");
  for (const double size : sizes()) {
    if (prints()) std::printf("| %.0f |", size);
    for (const auto sensitivity : {Sensitivity::kCalm, Sensitivity::kUsual, Sensitivity::kKeen}) {
      if (!prints() && sensitivity != Sensitivity::kUsual) continue;
      double volume = 0, turn = 0;
      for (unsigned seed = 1; seed <= kSeeds; ++seed) {
        const auto told = false_alerts(size, seed, {sensitivity, kPostsMin});
        volume += told.volume / (4.0 * kSeeds);
        turn += told.turn / (4.0 * kSeeds);
      }
      if (prints()) std::printf(" %.2f + %.2f |", volume, turn);
      if (sensitivity == Sensitivity::kUsual) {
        EXPECT_LE(volume + turn, 1) << size << " posts an hour";
      }
    }
    if (prints()) std::printf("\n");
  }
}

// Minutes until a burst of `times` the usual is told; 60: not at all.
int delay(double size, double times, unsigned seed) {
  Weeks weeks({size}, seed);
  weeks.calm(kWarmUp + 10 * 60 + static_cast<int>(seed) * 7);  // By day.
  for (int minute = 1; minute < 60; ++minute) {
    weeks.close(times);
    if (weeks.begins(Kind::kSurprise)) return minute;
  }
  return 60;
}

int median_delay(double size, double times, std::size_t at_percent) {
  std::vector<int> all;
  for (unsigned seed = 1; seed <= 3 * kSeeds; ++seed) all.push_back(delay(size, times, seed));
  std::sort(all.begin(), all.end());
  return all[(all.size() - 1) * at_percent / 100];
}

TEST(SimulatedWeeks, ABurstOfFiveTimesTheUsualIsToldWithinTwoMinutesOrAfterTenPosts) {
  if (prints()) std::printf("| posts an hour | x3 | x5 | x20 |\n| --- | --- | --- | --- |\n");
  for (const double size : sizes()) {
    if (prints()) {
      std::printf("| %.0f |", size);
      for (const double times : {3.0, 5.0, 20.0}) {
        std::printf(" %d, %d |", median_delay(size, times, 50), median_delay(size, times, 90));
      }
      std::printf("\n");
    }
    if (size >= 300) {
      EXPECT_LE(median_delay(size, 5, 90), 2) << size << " posts an hour";
    }
    if (size == 60) {
      EXPECT_LE(median_delay(size, 5, 50), 5) << size << " posts an hour";
      EXPECT_LE(median_delay(size, 5, 90), 12) << size << " posts an hour";
    }
    if (size == 10) {
      EXPECT_LE(median_delay(size, 5, 50), 16) << size << " posts an hour";  // Until then it is less than kPostsMin.
    }
  }
}

// Critical posts besides the usual, twelve in the first hour and twice as many in each that follows, until it is told.
std::uint32_t posts_of_slow_burn(double size, unsigned seed) {
  Weeks weeks({size}, seed);
  weeks.calm(kWarmUp + 8 * 60 + static_cast<int>(seed) * 11);
  const auto before = weeks.besides();
  for (int minute = 0; minute < 8 * 60; ++minute) {
    weeks.close(1, 12.0 / 60 * std::pow(2, minute / 60));
    if (weeks.begins(Kind::kShare) || weeks.begins(Kind::kSurprise)) break;
  }
  return weeks.besides() - before;
}

TEST(SimulatedWeeks, ASlowBurnFromTwelvePostsIsToldBeforeTwoHundred) {
  if (prints()) std::printf("| posts an hour | median | nine in ten |\n| --- | --- | --- |\n");
  for (const double size : {2.0, 10.0, 60.0}) {
    std::vector<std::uint32_t> all;
    for (unsigned seed = 1; seed <= 3 * kSeeds; ++seed) all.push_back(posts_of_slow_burn(size, seed));
    std::sort(all.begin(), all.end());
    const auto most = all[(all.size() - 1) * 9 / 10];
    if (prints()) std::printf("| %.0f | %u | %u |\n", size, all[all.size() / 2], most);
    EXPECT_LT(most, 200U) << size << " posts an hour";
  }
}

}  // namespace
}  // namespace vigie::alert
