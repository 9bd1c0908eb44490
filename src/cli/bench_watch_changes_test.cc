#include "cli/bench_watch_changes.h"

#include <gtest/gtest.h>

#include "base/clock.h"
#include "storage/database.h"

namespace vigie::cli {
namespace {

class WatchChangesTest : public ::testing::Test {
 protected:
  // The first changes, at a rate that does not make anyone wait.
  void make(WatchChanges& changes, std::size_t count) {
    changes.start();
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (watches_->list()->set.beside() < count && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    changes.end();
  }

  SystemClock clock_;
  std::unique_ptr<storage::Database> database_ = storage::Database::open(":memory:").value();
  std::unique_ptr<watch::Watches> watches_ = watch::Watches::open(*database_, clock_).value();
};

TEST_F(WatchChangesTest, LeavesAtMostOneWatchMoreThanThereWere) {
  ASSERT_TRUE(watches_->add({"a", "rouge", "", "", ""}));
  ASSERT_TRUE(watches_->add({"b", "bleu", "", "", ""}));
  WatchChanges changes(*watches_, 10'000);
  make(changes, 1);
  EXPECT_FALSE(changes.error()) << changes.error()->message;
  EXPECT_GE(changes.made(), 1U);
  EXPECT_LE(watches_->list()->watches.size(), 3U);
  EXPECT_LE(changes.wait(50), changes.wait(99));
}

TEST_F(WatchChangesTest, SaysThatThereIsNothingToChange) {
  WatchChanges changes(*watches_, 1);
  changes.start();
  changes.end();
  ASSERT_TRUE(changes.error());
  EXPECT_EQ(changes.made(), 0U);
}

}  // namespace
}  // namespace vigie::cli
