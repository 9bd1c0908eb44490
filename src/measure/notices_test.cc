#include "measure/notices.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "store/test_house.h"

namespace vigie::measure {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class NoticesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    static int number = 0;
    path_ = std::filesystem::path(::testing::TempDir()) /
            ("vigie_notices_" + std::to_string(::getpid()) + "_" + std::to_string(number++) + ".db");
    ASSERT_TRUE(house_.open());
    open();
  }
  void TearDown() override {
    notices_.reset();
    for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_.string() + end);
  }

  void open() {
    notices_.reset();
    auto opened = Notices::open(path_, {*house_.store, house_.clock, house_.log,
                                        [this](std::uint32_t) { return watch_; }, [this] { ++changes_; }});
    ASSERT_TRUE(opened) << opened.error().message;
    notices_ = std::move(*opened);
  }

  // `count` posts spread over the hour that ends now, so many of them critical.
  void hour(int count, int critical) {
    for (int i = 0; i < count; ++i) {
      post::Post post;
      const auto id = "p" + std::to_string(next_++);
      post.id = id;
      post.source = "file:test";
      post.text = "la galerne";
      post.author.id = "ada";
      post.created_at = house_.clock.now() - Micros(minutes(59)) + Micros(minutes(59)) * i / count;
      post::Reading reading;
      if (i < critical) reading = {post::kUnknownLanguage, 0, {0.9F, 0.05F, 0.05F}};
      house_.add({post::Act::kSay, post}, reading);
    }
  }
  void week() {
    for (int i = 0; i < 60; ++i) {
      hour(20, i % 4 == 0 ? 3 : 2);
      house_.clock.advance(hours(1));
    }
  }
  std::vector<Notice> look() {
    const std::uint32_t watch[] = {1};
    notices_->heard(watch);
    EXPECT_TRUE(notices_->look());
    return notices_->list(10).value();
  }

  store::House house_;
  std::filesystem::path path_;
  std::optional<Watched> watch_ = Watched{"Galerne", "galerne OR orvelle"};
  std::unique_ptr<Notices> notices_;
  int changes_ = 0;
  int next_ = 0;
};

TEST_F(NoticesTest, SaysNothingOfAUsualWeek) {
  week();
  hour(20, 3);
  EXPECT_TRUE(look().empty());
}

TEST_F(NoticesTest, TellsOnceThatTheTurnLeftItsBandWithThePostsBehindIt) {
  week();
  hour(60, 30);
  const auto told = look();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].watch_name, "Galerne");
  EXPECT_EQ(told[0].now.part, 30U);
  EXPECT_EQ(told[0].now.whole, 60U);
  EXPECT_EQ(told[0].first.id, "p1200");  // The first of the sixty.
  ASSERT_EQ(told[0].posts.size(), kNoticePosts);
  EXPECT_EQ(told[0].posts[0].id, "p1229");  // The newest of its critical half.
  EXPECT_EQ(look().size(), 1U);
  EXPECT_EQ(changes_, 1);
}

TEST_F(NoticesTest, OfFewCriticalPostsTellsThoseBeforeToo) {
  week();
  hour(25, 15);
  const auto told = look();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].now.part, 15U);
  EXPECT_EQ(told[0].first.id, "p1200");
  EXPECT_EQ(told[0].posts.size(), kNoticePosts);
}

TEST_F(NoticesTest, SeesInThreeHoursWhatGrowsTooSlowlyForOne) {
  week();
  for (int i = 0; i < 3 && look().empty(); ++i) {
    hour(20, 6);
    house_.clock.advance(hours(1));
  }
  const auto told = look();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].hours, 3);
}

TEST_F(NoticesTest, ANoticeOutlivesARestartAndEndsWhenTheShareIsBack) {
  week();
  hour(60, 30);
  ASSERT_EQ(look().size(), 1U);
  open();
  house_.clock.advance(minutes(30));
  EXPECT_FALSE(look().at(0).ended_at);
  house_.clock.advance(hours(1));
  hour(20, 2);
  EXPECT_FALSE(look().at(0).ended_at);  // Three hours remember it.
  house_.clock.advance(hours(2));
  hour(20, 2);
  EXPECT_EQ(look().at(0).ended_at, house_.clock.now());
  EXPECT_EQ(look().size(), 1U);
  EXPECT_EQ(changes_, 2);
}

TEST_F(NoticesTest, ANoticeEndsWithItsWatch) {
  week();
  hour(60, 30);
  ASSERT_EQ(look().size(), 1U);
  watch_.reset();
  EXPECT_TRUE(look().at(0).ended_at);
}

TEST_F(NoticesTest, LooksOnlyAtWhatWasHeard) {
  week();
  hour(60, 30);
  EXPECT_TRUE(notices_->look());
  EXPECT_TRUE(notices_->list(10)->empty());
}

}  // namespace
}  // namespace vigie::measure
