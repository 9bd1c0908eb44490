#include "judgement/sweeper.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace vigie::judgement {
namespace {

using std::chrono::steady_clock;

template <typename Is>
bool within_30_s(const Is& is) {
  const auto deadline = steady_clock::now() + std::chrono::seconds(30);
  while (!is() && steady_clock::now() < deadline) std::this_thread::yield();
  return is();
}

struct Swept {
  explicit Swept(std::chrono::milliseconds rest)
      : sweeper(
            [this] {
              ++sweeps;
              return Result<void>{};
            },
            log, rest),
        thread([this] { sweeper.run(); }) {}
  ~Swept() {
    sweeper.stop();
    thread.join();
  }
  SilentLog log;
  std::atomic<int> sweeps = 0;
  Sweeper sweeper;
  std::thread thread;
};

TEST(Sweeper, RestsBetweenTwoSweepsHoweverMuchGoesAndStopsAtOnce) {
  Swept swept{std::chrono::hours(1)};
  swept.sweeper.gone();
  ASSERT_TRUE(within_30_s([&] { return swept.sweeps == 1; }));
  for (int i = 0; i < 10'000; ++i) {
    swept.sweeper.gone();
    std::this_thread::yield();
  }
  EXPECT_EQ(swept.sweeps, 1);
}

TEST(Sweeper, TakesAfterItsRestWhatWentMeanwhile) {
  Swept swept{std::chrono::milliseconds(1)};
  swept.sweeper.gone();
  ASSERT_TRUE(within_30_s([&] { return swept.sweeps == 1; }));
  swept.sweeper.gone();
  EXPECT_TRUE(within_30_s([&] { return swept.sweeps == 2; }));
}

}  // namespace
}  // namespace vigie::judgement
