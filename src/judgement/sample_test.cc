#include "judgement/sample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "judgement/room_for_tests.h"

namespace vigie::judgement {
namespace {

class SampleTest : public RoomTest {
 protected:
  void SetUp() override {
    RoomTest::SetUp();
    sample_ = Sample::open(folder_ + "/vigie.db", *room_, 7).value();
  }
  void TearDown() override {
    sample_.reset();
    RoomTest::TearDown();
  }
  std::unique_ptr<Sample> sample_;
};

// Half of the posts were said within one second, half over a year: time must not matter.
TEST_F(SampleTest, DrawsEvenlyWhateverTheTime) {
  for (int i = 0; i < 1'500; ++i) say("now" + std::to_string(i), "said now");
  for (int i = 0; i < 1'500; ++i) {
    clock_.at += std::chrono::hours(6);
    say("later" + std::to_string(i), "said later");
  }
  int now = 0;
  for (int i = 0; i < 200; ++i) {
    const auto hit = sample_->draw({"account" + std::to_string(i), "Ana"}).value();
    ASSERT_TRUE(hit);
    now += hit->post.id.starts_with("now") ? 1 : 0;
  }
  EXPECT_GT(now, 70);
  EXPECT_LT(now, 130);
}

TEST_F(SampleTest, OffersEachAccountAPostOnce) {
  say("1", "one");
  say("2", "two");
  EXPECT_TRUE(sample_->draw({"a", "Ana"}).value());
  EXPECT_TRUE(sample_->draw({"a", "Ana"}).value());
  EXPECT_FALSE(sample_->draw({"a", "Ana"}).value());
  EXPECT_TRUE(sample_->draw({"b", "Ben"}).value());
}

TEST_F(SampleTest, CountsTheLastLabelOfAPostAgainstWhatTheModelsReadNow) {
  say("1", "one");  // Kept as neutral: the models' own word is another.
  room_->reading = {post::kUnknownLanguage, 0, {1, 0, 0}};
  for (const std::string who : {"a", "b"}) {
    ASSERT_TRUE(sample_->draw({who, who}).value());
    clock_.at += std::chrono::seconds(1);
    const auto mood = who == "a" ? post::Mood::kPositive : post::Mood::kNegative;
    ASSERT_TRUE(sample_->label("test", "1", mood, std::nullopt, {who, who}));
  }
  auto told = sample_->accuracy().value();
  EXPECT_EQ(told.mood.n, 1U);
  EXPECT_EQ(told.mood.right, 1U);
  room_->version = "mood-2";
  told = sample_->accuracy().value();
  EXPECT_EQ(told.mood.n, 0U);
  EXPECT_EQ(told.earlier, 1U);
}

TEST_F(SampleTest, HoldsALabelAgainstWhatTheModelSaysAndNotAgainstACorrection) {
  // The house reads it as negative; a person has said that it is positive.
  room_->reading = {post::kUnknownLanguage, 0, {1, 0, 0}};
  auto corrected = item("1", "one");
  text::Words words;
  query::read_words(corrected.post, words);
  post::Reading reading{post::kUnknownLanguage, 0, {0, 0, 1}};
  reading.is_mood_corrected = true;
  const store::Analysed one[] = {{&corrected, &words, reading}};
  std::vector<post::Fate> fates;
  ASSERT_TRUE(store_->append(one, fates));
  ASSERT_TRUE(sample_->draw({"a", "Ana"}).value());
  ASSERT_TRUE(sample_->label("test", "1", post::Mood::kPositive, std::nullopt, {"a", "Ana"}));
  EXPECT_EQ(sample_->accuracy().value().mood.cells[2][0], 1U);
  EXPECT_EQ(sample_->accuracy().value().mood.right, 0U);
}

TEST_F(SampleTest, KeepsNothingOfWhatIsGone) {
  say("1", "one");
  ASSERT_TRUE(sample_->draw({"a", "Ana"}).value());
  ASSERT_TRUE(sample_->label("test", "1", post::Mood::kPositive, std::nullopt, {"a", "Ana"}));
  EXPECT_EQ(sample_->accuracy().value().mood.n, 1U);
  erase("1");
  ASSERT_TRUE(sample_->sweep());
  EXPECT_EQ(sample_->accuracy().value().mood.n, 0U);
  EXPECT_FALSE(sample_->draw({"b", "Ben"}).value());
}

}  // namespace
}  // namespace vigie::judgement
