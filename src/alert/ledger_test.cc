#include "alert/ledger.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>

namespace vigie::alert {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Time kNoon = Time{} + std::chrono::days(20'000) + hours(12);

class LedgerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    static int number = 0;
    path_ = std::filesystem::path(::testing::TempDir()) /
            ("vigie_ledger_" + std::to_string(::getpid()) + "_" + std::to_string(number++) + ".db");
    open();
  }
  void TearDown() override {
    ledger_.reset();
    for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_.string() + end);
  }
  // Anew: after a crash, where nobody said keep().
  void open() {
    ledger_.reset();
    auto opened = Ledger::open(path_);
    ASSERT_TRUE(opened) << opened.error().message;
    ledger_ = std::move(*opened);
  }
  void look(Micros after_noon) { ASSERT_TRUE(ledger_->look(sources_, kNoon + after_noon)); }
  void look_each_second(Micros from, Micros to) {
    for (Micros at = from; at <= to; at += seconds(1)) look(at);
  }
  // "lost 60-120 behind 120-180": what is no gap is left out. Seconds after noon.
  std::string gaps() const {
    std::string out;
    for (const auto& gap : gaps_of(ledger_->of(kNoon - hours(24), kNoon + hours(24)))) {
      if (!out.empty()) out += ' ';
      out += std::string(name_of(gap.hearing)) + ' ' + std::to_string((gap.from - kNoon) / seconds(1)) + '-' +
             std::to_string((gap.to - kNoon) / seconds(1));
    }
    return out;
  }
  std::optional<double> share(Micros from, Micros to) const {
    return shares_of(ledger_->of(kNoon + from, kNoon + to), kNoon + from, to - from, 1)[0];
  }
  SourceHeard& source() { return sources_[0]; }
  // Of a source that tells how far it is read.
  void read(Micros from, Micros until) {
    source().read_from = kNoon + from;
    source().read_until = kNoon + until;
  }

  std::filesystem::path path_;
  std::unique_ptr<Ledger> ledger_;
  std::vector<SourceHeard> sources_ = {{"bluesky"}};
};

TEST_F(LedgerTest, KnowsNothingOfASourceThatIsNotMeantToBeHeard) {
  sources_.clear();
  look_each_second(seconds(0), seconds(100));
  EXPECT_FALSE(share(seconds(0), seconds(100)));
  EXPECT_FALSE(ledger_->knows("bluesky"));
}

TEST_F(LedgerTest, ASourceThatIsLostIsAGapUntilItIsHeardAgain) {
  look_each_second(seconds(0), seconds(60));
  source().is_heard = false;
  look_each_second(seconds(61), seconds(119));
  source().is_heard = true;
  look_each_second(seconds(120), seconds(240));
  EXPECT_EQ(gaps(), "lost 60-120");
  EXPECT_DOUBLE_EQ(share(seconds(0), seconds(240)).value(), 0.75);
}

TEST_F(LedgerTest, WhatASourceReadsAgainIsNoGap) {
  source().read_from = kNoon - seconds(5);
  for (int i = 0; i <= 60; ++i) {
    read(seconds(-5), seconds(i - 1));
    look(seconds(i));
  }
  source().is_heard = false;
  look_each_second(seconds(61), seconds(600));
  EXPECT_EQ(gaps(), "lost 59-600");
  source().is_heard = true;
  look(seconds(601));
  EXPECT_EQ(gaps(), "lost 59-600 behind 600-601");
  read(seconds(-5), seconds(300));
  look(seconds(602));
  EXPECT_EQ(gaps(), "lost 300-600 behind 600-602");
  read(seconds(-5), seconds(603));
  look(seconds(604));
  EXPECT_EQ(gaps(), "");
}

TEST_F(LedgerTest, WhatASourceNoLongerHasStaysAGap) {
  read(seconds(-5), seconds(0));
  look_each_second(seconds(0), seconds(1));
  source().is_heard = false;
  look_each_second(seconds(2), seconds(600));
  source().is_heard = true;
  read(seconds(400), seconds(450));
  look(seconds(601));
  read(seconds(400), seconds(610));
  look(seconds(611));
  EXPECT_EQ(gaps(), "lost 0-400");
}

TEST_F(LedgerTest, AStallThatLookedLikeQuietIsAGapOnceWeKnow) {
  read(seconds(-5), seconds(0));
  source().is_quiet = true;
  look_each_second(seconds(0), seconds(100));
  EXPECT_EQ(gaps(), "");
  source().is_quiet = false;
  read(seconds(90), seconds(101));  // It goes on later than where it was.
  look(seconds(102));
  EXPECT_EQ(gaps(), "lost 0-90");
}

TEST_F(LedgerTest, AMomentOfQuietIsHeard) {
  read(seconds(-5), seconds(0));
  source().is_quiet = true;
  look_each_second(seconds(0), seconds(600));
  EXPECT_EQ(share(seconds(0), seconds(600)), 1.0);
}

TEST_F(LedgerTest, WhileTheHouseIsDownNothingIsHeard) {
  look_each_second(seconds(0), seconds(60));
  ASSERT_TRUE(ledger_->keep());
  open();
  look_each_second(seconds(600), seconds(700));
  EXPECT_EQ(gaps(), "down 60-600");
  open();
  EXPECT_EQ(gaps(), "down 60-600") << "a crash forgets no gap";
}

TEST_F(LedgerTest, DowntimeIsKnownOfASourceThatHadSaidOneThing) {
  read(seconds(0), seconds(0));
  look_each_second(seconds(0), seconds(5));
  ASSERT_TRUE(ledger_->keep());
  open();
  source().read_from.reset();
  look_each_second(seconds(100), seconds(101));
  read(seconds(102), seconds(102));  // It has forgotten what lay between.
  look_each_second(seconds(103), seconds(104));
  EXPECT_EQ(gaps(), "down 0-100 lost 100-102");
}

TEST_F(LedgerTest, ACrashLosesLittle) {
  look_each_second(seconds(0), seconds(600));
  open();
  look(seconds(601));
  const auto known = ledger_->of(kNoon, kNoon + hours(1));
  ASSERT_EQ(known.size(), 1U);
  EXPECT_GE(known[0].stretches.at(0).to, kNoon + seconds(600) - kKeepEvery);
}

TEST_F(LedgerTest, DowntimeIsFilledInByASourceThatGoesOnFromItsCursor) {
  read(seconds(-5), seconds(58));
  look_each_second(seconds(0), seconds(60));
  ASSERT_TRUE(ledger_->keep());
  open();
  source().read_from.reset();  // Connecting: only what was kept is known.
  source().is_heard = false;
  look_each_second(seconds(600), seconds(605));
  EXPECT_EQ(gaps(), "down 58-600 lost 600-605");
  source().is_heard = true;
  read(seconds(58), seconds(607));
  look(seconds(608));
  EXPECT_EQ(gaps(), "");
}

TEST_F(LedgerTest, DowntimeThatTheSourceNoLongerHasKeepsItsReason) {
  read(seconds(-5), seconds(58));
  look_each_second(seconds(0), seconds(60));
  ASSERT_TRUE(ledger_->keep());
  open();
  source().read_from.reset();
  look_each_second(seconds(600), seconds(601));
  read(seconds(590), seconds(602));
  look_each_second(seconds(603), seconds(604));
  EXPECT_EQ(gaps(), "down 58-590");
}

TEST_F(LedgerTest, WhatWasNotReadYetAtACrashIsAGapOnceTheSourceNoLongerHasIt) {
  read(seconds(-5), seconds(10));
  look_each_second(seconds(0), seconds(50));  // Live, and forty seconds behind.
  open();
  read(seconds(590), seconds(603));  // At the first look it is read again already.
  look_each_second(seconds(603), seconds(604));
  EXPECT_EQ(gaps(), "down 10-590");
}

TEST_F(LedgerTest, WhatAPersonStopsIsNoGap) {
  look_each_second(seconds(0), seconds(60));
  const auto stopped = std::exchange(sources_, {});
  look_each_second(seconds(61), seconds(600));
  EXPECT_EQ(gaps(), "");
  EXPECT_FALSE(share(seconds(100), seconds(200)));
  open();
  look(seconds(700));
  sources_ = stopped;
  look_each_second(seconds(800), seconds(900));
  EXPECT_EQ(gaps(), "") << "nor is it one when it is started again";
  EXPECT_FALSE(share(seconds(100), seconds(200)));
  EXPECT_EQ(share(seconds(800), seconds(900)), 1.0);
}

TEST_F(LedgerTest, AClockThatWasAheadLeavesNothingBehind) {
  look_each_second(hours(20), hours(20) + seconds(10));
  look_each_second(seconds(0), seconds(60));
  source().is_heard = false;
  look_each_second(seconds(61), seconds(120));
  EXPECT_EQ(gaps(), "lost 60-120");
}

TEST_F(LedgerTest, WhoAsksDoesNotWaitForTheDatabase) {
  look(seconds(0));
  auto other = storage::Database::open(path_);
  ASSERT_TRUE(other);
  std::atomic<bool> is_kept = false;
  std::thread keeper;
  const auto held = (*other)->transaction([&]() -> Result<void> {
    auto written = (*other)->run("UPDATE coverage_source SET is_meant = 1");  // From here on, nobody else writes.
    if (!written) return written.error();
    keeper = std::thread([&] {
      (void)ledger_->keep();
      is_kept = true;
    });
    for (int i = 0; i < 40; ++i) {
      EXPECT_TRUE(ledger_->knows("bluesky"));
      EXPECT_FALSE(is_kept);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return {};
  });
  keeper.join();
  EXPECT_TRUE(held);
}

TEST_F(LedgerTest, WhatCouldNotBeKeptIsKeptLater) {
  look(seconds(0));
  {
    auto other = storage::Database::open(path_);
    ASSERT_TRUE(other);
    ASSERT_TRUE((*other)->run("ALTER TABLE coverage_stretch RENAME TO hidden"));
    EXPECT_FALSE(ledger_->look(sources_, kNoon + seconds(60)));
    ASSERT_TRUE((*other)->run("ALTER TABLE hidden RENAME TO coverage_stretch"));
  }
  look(seconds(61));
  open();
  EXPECT_EQ(share(seconds(0), seconds(60)), 1.0);
}

TEST_F(LedgerTest, EachSourceHasItsOwn) {
  sources_.push_back({"mastodon", false});
  look_each_second(seconds(0), seconds(100));
  EXPECT_EQ(ledger_->of(kNoon, kNoon + hours(1), "bluesky").size(), 1U);
  EXPECT_DOUBLE_EQ(share(seconds(0), seconds(100)).value(), 0.5);
  EXPECT_TRUE(ledger_->knows("mastodon"));
}

TEST_F(LedgerTest, MoreSourcesThanItHoldsAreLeftOut) {
  sources_.clear();
  for (std::size_t i = 0; i < kSourcesMax + 10; ++i) sources_.push_back({"s" + std::to_string(i)});
  look(seconds(0));
  look(seconds(1));
  EXPECT_EQ(ledger_->of(kNoon, kNoon + hours(1)).size(), kSourcesMax);
}

}  // namespace
}  // namespace vigie::alert
