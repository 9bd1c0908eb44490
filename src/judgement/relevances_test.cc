#include "judgement/relevances.h"

#include <gtest/gtest.h>

#include "judgement/room_for_tests.h"

namespace vigie::judgement {
namespace {

class RelevancesTest : public RoomTest {
 protected:
  void SetUp() override {
    RoomTest::SetUp();
    for (int i = 0; i < 30; ++i) {
      say("us" + std::to_string(i), "orange network down in district " + std::to_string(i));
      say("fruit" + std::to_string(i), "an orange for the cake, recipe " + std::to_string(i));
    }
    open();
  }
  void TearDown() override {
    relevances_.reset();
    RoomTest::TearDown();
  }
  void open() {
    relevances_.reset();
    relevances_ = Relevances::open(folder_ + "/vigie.db", *room_).value();
  }
  void answer(const std::string& id, bool about, WatchId watch = 1) {
    clock_.at += std::chrono::seconds(1);
    ASSERT_TRUE(relevances_->answer(watch, "test", id, about, {"a1", "Ana"}));
  }
  void teach() {
    for (int i = 0; i < 12; ++i) {
      answer("us" + std::to_string(i), true);
      answer("fruit" + std::to_string(i), false);
    }
  }
  double read(const std::string& text) {
    post::Post post;
    post.source = "test";
    post.text = text;
    text::Words words;
    query::read_words(post, words);
    return relevances_->judge(1)->read({&post, &words, {}});
  }

  std::unique_ptr<Relevances> relevances_;
};

TEST_F(RelevancesTest, LearnAtEachAnswerAndTellPages) {
  EXPECT_EQ(relevances_->judge(1), nullptr);
  teach();
  ASSERT_NE(relevances_->judge(1), nullptr);
  EXPECT_GT(read("the orange network is slow"), read("an orange and a lemon cake"));
  EXPECT_EQ(room_->changes, 24);
}

TEST_F(RelevancesTest, AreTheSameAfterAStart) {
  teach();
  ASSERT_TRUE(relevances_->set_threshold(1, 0.4));
  const double before = read("the orange network is slow");
  open();
  EXPECT_EQ(read("the orange network is slow"), before);
  EXPECT_EQ(relevances_->judge(1)->threshold, 0.4);
}

TEST_F(RelevancesTest, TakeAnotherThresholdAndTheBestAgain) {
  teach();
  const auto best = relevances_->learnt(1).best;
  const double p = read("the orange network is slow");
  ASSERT_TRUE(relevances_->set_threshold(1, 0.9));
  EXPECT_EQ(relevances_->judge(1)->threshold, 0.9);
  EXPECT_EQ(read("the orange network is slow"), p);
  ASSERT_TRUE(relevances_->set_threshold(1, std::nullopt));
  EXPECT_EQ(relevances_->judge(1)->threshold, best);
}

TEST_F(RelevancesTest, CountWhatWasSaidOfAPostHoweverManyAnswersFollow) {
  relevances_.reset();
  {
    const auto book = AnswerBook::open(folder_ + "/vigie.db").value();
    for (std::size_t i = 0; i <= relevance::kAnswersMax; ++i) {
      const std::string id = (i % 2 == 0 ? "early" : "late") + std::to_string(i);
      say(id, i % 2 == 0 ? "orange network down" : "an orange for the cake");
      clock_.at += std::chrono::seconds(1);
      ASSERT_TRUE(book->keep(1, {"test", id, i % 2 == 0, {"a1", "Ana"}, clock_.at}));
    }
  }
  open();
  ASSERT_NE(relevances_->judge(1), nullptr);
  EXPECT_TRUE(relevances_->judge(1)->answered.contains(Judge::key_of("test", "early0")));
}

TEST_F(RelevancesTest, OfOneWatchSayNothingOfAnother) {
  teach();
  EXPECT_EQ(relevances_->judge(2), nullptr);
}

TEST_F(RelevancesTest, ForgetWhatIsErasedAndWhoIsForgotten) {
  teach();
  post::Item gone = item("us1", "");
  gone.act = post::Act::kDelete;
  take(gone);
  ASSERT_TRUE(relevances_->sweep());
  EXPECT_EQ(relevances_->learnt(1).kinds.about, 11U);
  gone.act = post::Act::kForgetAuthor;
  take(gone);
  ASSERT_TRUE(relevances_->sweep());
  EXPECT_EQ(relevances_->judge(1), nullptr);
  EXPECT_TRUE(relevances_->answers(1).value().empty());
}

TEST_F(RelevancesTest, ForgetWhatIsErasedInEveryWatchWhereItWasAnswered) {
  for (const WatchId watch : {1U, 2U}) {
    for (int i = 0; i < 12; ++i) {
      answer("us" + std::to_string(i), true, watch);
      answer("fruit" + std::to_string(i), false, watch);
    }
  }
  erase("us1");
  ASSERT_TRUE(relevances_->sweep());
  for (const WatchId watch : {1U, 2U}) {
    EXPECT_EQ(relevances_->learnt(watch).kinds.about, 11U) << watch;
    ASSERT_NE(relevances_->judge(watch), nullptr);
    EXPECT_FALSE(relevances_->judge(watch)->answered.contains(Judge::key_of("test", "us1"))) << watch;
  }
}

TEST_F(RelevancesTest, ForgetAtAStartTheWatchesThatAreGone) {
  teach();
  room_->watches.erase(1);
  open();
  EXPECT_EQ(relevances_->judge(1), nullptr);
  EXPECT_TRUE(relevances_->answers(1).value().empty());
}

TEST_F(RelevancesTest, TellTheLastAnswerFirst) {
  answer("us1", true);
  answer("us2", false);
  answer("us1", false);
  const auto answers = relevances_->answers(1).value();
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0].id, "us1");
  EXPECT_FALSE(answers[0].about_us);
  EXPECT_EQ(answers[0].by.name, "Ana");
}

}  // namespace
}  // namespace vigie::judgement
