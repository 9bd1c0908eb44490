#include "net/loop.h"

#include <gtest/gtest.h>

#include <csignal>
#include <thread>

namespace vigie::net {
namespace {

TEST(Loop, RunsPostedTasksInOrderOnItsThread) {
  Loop loop;
  std::vector<int> order;
  EXPECT_FALSE(loop.is_current());
  std::thread giver([&] {
    for (int i = 0; i < 100; ++i) loop.post([&order, i] { order.push_back(i); });
    loop.post([&] {
      EXPECT_TRUE(loop.is_current());
      loop.stop();
    });
  });
  loop.run();
  giver.join();
  ASSERT_EQ(order.size(), 100u);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST(Loop, ObeysAStopThatCameBeforeRun) {
  Loop loop;
  loop.stop();
  loop.run();
  loop.post([&] { loop.stop(); });
  loop.run();  // And can be run again.
}

TEST(Timer, RunsOnceAfterItsWait) {
  Loop loop;
  int runs = 0;
  const auto start = std::chrono::steady_clock::now();
  const Timer timer = loop.after(Millis(20), [&] { ++runs; });
  const Timer end = loop.after(Millis(60), [&] { loop.stop(); });
  loop.run();
  EXPECT_EQ(runs, 1);
  EXPECT_GE(std::chrono::steady_clock::now() - start, Millis(60));
}

TEST(Timer, DoesNothingOnceItsHandleIsGoneOrOverwritten) {
  Loop loop;
  {
    const Timer gone = loop.after(Millis(1), [] { FAIL() << "a destroyed timer ran"; });
  }
  Timer overwritten = loop.after(Millis(1), [] { FAIL() << "an overwritten timer ran"; });
  overwritten = loop.after(Millis(20), [&] { loop.stop(); });
  loop.run();
}

TEST(Timer, MayBeSetAgainByItsOwnTask) {
  Loop loop;
  Timer timer;
  int runs = 0;
  std::function<void()> again = [&] {
    if (++runs == 3) return loop.stop();
    timer = loop.after(Millis(1), again);
  };
  timer = loop.after(Millis(1), again);
  loop.run();
  EXPECT_EQ(runs, 3);
}

TEST(Loop, TellsOfEachStopSignal) {
  Loop loop;
  std::vector<int> signals;
  loop.on_stop_signal([&](int signal) {
    signals.push_back(signal);
    if (signals.size() == 2) return loop.stop();
    std::raise(SIGINT);
  });
  std::raise(SIGTERM);
  loop.run();
  EXPECT_EQ(signals, (std::vector<int>{SIGTERM, SIGINT}));
}

}  // namespace
}  // namespace vigie::net
