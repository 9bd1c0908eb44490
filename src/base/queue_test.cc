#include "base/queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "base/guarded.h"

namespace vigie {
namespace {

TEST(Queue, MakesTheGiverWaitWhileItIsFull) {
  Queue<int> queue(1);
  ASSERT_TRUE(queue.push(1));
  std::atomic<bool> given = false;
  std::thread giver([&] {
    queue.push(2);
    given = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_FALSE(given);
  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(queue.pop(), 2);
  giver.join();
}

TEST(Queue, GivesWhatIsInsideAfterItWasClosed) {
  Queue<int> queue(2);
  ASSERT_TRUE(queue.push(1));
  queue.close();
  EXPECT_FALSE(queue.push(2));
  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(queue.pop(), std::nullopt);
}

TEST(Queue, LosesNothingBetweenManyThreads) {
  Queue<int> queue(4);
  Guarded<long> sum(0);
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&] {
      while (const auto item = queue.pop()) sum.with([&](long& value) { value += *item; });
    });
  }
  for (int i = 1; i <= 1000; ++i) ASSERT_TRUE(queue.push(i));
  queue.close();
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(sum.with([](long& value) { return value; }), 500'500);
}

}  // namespace
}  // namespace vigie
