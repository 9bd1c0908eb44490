#include "trend/trends.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/random.h"
#include "store/test_house.h"
#include "trend/opening.h"

namespace vigie::trend {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class TrendsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(house_.open());
    open();
  }
  void open() {
    trends_ = std::make_unique<Trends>(
        Trends::World{*house_.store, house_.clock, house_.log,
                      [](const query::Document& document, std::vector<std::uint32_t>& watches) {
                        if (document.post->text.find("galerne") != std::string_view::npos) watches.push_back(7);
                      }});
  }

  // A post that the store keeps, and that the trends hear.
  void say(std::string_view text, std::string_view author, Micros ago = {}) {
    post::Post post;
    const auto id = "p" + std::to_string(next_++);
    post.id = id;
    post.source = "file:test";
    post.text = text;
    post.author.id = author;
    post.seen_at = house_.clock.now();
    post.created_at = post.seen_at - ago;
    house_.add({post::Act::kSay, post}, {});
    text::Words words;
    query::read_words(post, words);
    const std::uint32_t watch[] = {7};
    const bool is_watched = text.find("galerne") != std::string_view::npos;
    trends_->said({&post, &words, {}}, is_watched ? std::span(watch) : std::span<const std::uint32_t>());
  }
  void talk(Micros span) {
    for (const auto end = house_.clock.now() + span; house_.clock.now() < end; house_.clock.advance(seconds(20))) {
      const auto author = "a" + std::to_string(chance_.below(200));
      say("mot" + std::to_string(chance_.below(30)) + " et galerne" + std::to_string(chance_.below(3)), author);
      trends_->work();
    }
  }
  std::vector<signal::Rise> rises(const Asked& asked = {}) {
    trends_->work();
    trends_->tell();
    return Trends::select(*trends_->told(), asked);
  }
  static std::vector<std::string> texts(const std::vector<signal::Rise>& rises) {
    std::vector<std::string> out;
    for (const auto& rise : rises) out.push_back(rise.text);
    return out;
  }
  void topic(std::string_view text, int voices) {
    for (int i = 0; i < voices; ++i) {
      const auto n = std::to_string(i);
      say(std::string(text) + " v" + n + "a v" + n + "b v" + n + "c v" + n + "d v" + n + "e", "topic" + n);
      house_.clock.advance(seconds(30));
    }
  }

  store::House house_;
  std::unique_ptr<Trends> trends_;
  Random chance_{1};
  int next_ = 0;
};

TEST_F(TrendsTest, TellATopicAndOpenIntoItsPosts) {
  talk(hours(3));
  EXPECT_TRUE(rises().empty());
  topic("le #Rappel galerne commence", 9);
  const auto told = rises();
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told[0].text, "#Rappel");
  const auto query = query::parse(query_of(told[0], "")).value();
  const auto page = house_.store->search(query, {100, "", {told[0].since, Time::max()}});
  ASSERT_TRUE(page);
  EXPECT_EQ(page->hits.size(), 9U);
  EXPECT_NEAR(told[0].heard.posts, 9, 1.01);
}

TEST_F(TrendsTest, AWatchHasItsOwn) {
  talk(hours(3));
  topic("le #Rappel galerne0", 9);
  Asked asked;
  asked.watch = 7;
  asked.kind = signal::TermKind::kHashtag;
  EXPECT_EQ(texts(rises(asked)), std::vector<std::string>{"#Rappel"});
  EXPECT_TRUE(Trends::is_warm(*trends_->told(), asked));
  asked.watch = 8;
  EXPECT_TRUE(rises(asked).empty());
  EXPECT_FALSE(Trends::is_warm(*trends_->told(), asked));
}

TEST_F(TrendsTest, AWordIsNotToldBesideThePhraseThatHoldsIt) {
  talk(hours(3));
  topic("grande tempête", 12);
  EXPECT_EQ(texts(rises()), std::vector<std::string>{"grande tempête"});
  Asked words;
  words.kind = signal::TermKind::kWord;
  EXPECT_EQ(rises(words).size(), 2U);  // Who asks for words hears them.
}

TEST_F(TrendsTest, WhatIsLateSaysNothingAboutNow) {
  talk(hours(3));
  for (int i = 0; i < 40; ++i) say("#hier " + std::to_string(i), "late" + std::to_string(i), hours(20));
  EXPECT_TRUE(rises().empty());
  EXPECT_EQ(trends_->told()->counts.late, 40U);
}

TEST_F(TrendsTest, WhatComesFromTheFutureCountsNow) {
  talk(hours(3));
  for (int i = 0; i < 12; ++i) say("#demain " + std::to_string(i), "ahead" + std::to_string(i), -hours(20));
  EXPECT_FALSE(rises().empty());
  house_.clock.advance(hours(3));
  talk(minutes(5));
  EXPECT_TRUE(rises().empty());
}

TEST_F(TrendsTest, AfterAStartThePastComesFromTheStore) {
  talk(hours(5));
  topic("le #Rappel commence", 9);
  open();
  Asked tags;
  tags.kind = signal::TermKind::kHashtag;
  trends_->read_past();
  EXPECT_EQ(texts(rises(tags)), std::vector<std::string>{"#Rappel"});
  Asked watch;
  watch.watch = 7;
  EXPECT_TRUE(Trends::is_warm(*trends_->told(), watch));
}

TEST_F(TrendsTest, OneAuthorOfTenThousandPostsMakesNoTrend) {
  talk(hours(3));
  for (int i = 0; i < 10'000; ++i) {
    say("#achetez maintenant " + std::to_string(chance_.next()), "one");
    if (i % 2'000 == 0) trends_->work();
  }
  EXPECT_TRUE(rises().empty());
}

TEST_F(TrendsTest, WhatThereIsNoRoomForIsCountedAsMissed) {
  post::Post post;
  post.source = "file:test";
  post.text = "un mot";
  text::Words words;
  query::read_words(post, words);
  for (std::size_t i = 0; i < kOverheardPosts + 10; ++i) trends_->said({&post, &words, {}}, {});
  EXPECT_EQ(trends_->work(), kOverheardPosts);
  trends_->tell();
  EXPECT_EQ(trends_->told()->counts.missed, 10U);
  trends_->said({&post, &words, {}}, {});
  EXPECT_EQ(trends_->work(), 1U);
}

TEST_F(TrendsTest, AGreatCampaignKeepsItsTextHoweverManySmallOnesFollow) {
  const auto copy = [&](std::string_view body, int voices) {
    for (int i = 0; i < voices; ++i) {
      const auto author = "v" + std::to_string(i);
      post::Post post;
      post.source = "file:test";
      post.text = body;
      post.author.id = author;
      post.seen_at = post.created_at = house_.clock.now();
      text::Words words;
      query::read_words(post, words);
      trends_->said({&post, &words, {}}, {});
    }
    trends_->work();
  };
  copy("signez la grande pétition contre le péage du port", 20);
  for (std::size_t i = 0; i < 2 * kCopiedKept + 10; ++i) {
    std::string body;
    for (int word = 0; word < 8; ++word) body += "w" + std::to_string(chance_.next()) + " ";
    copy(body, 3);
  }
  trends_->tell();
  const auto& copied = trends_->told()->copied;
  ASSERT_FALSE(copied.empty());
  EXPECT_EQ(copied[0].text, "signez la grande pétition contre le péage du port");
  EXPECT_EQ(copied[0].cluster.posts, 20U);
  EXPECT_EQ(copied.size(), kCopiedTold);
}

TEST_F(TrendsTest, ARoundThatBreaksIsToldAndTheNextBegins) {
  talk(minutes(5));
  trends_ = std::make_unique<Trends>(
      Trends::World{*house_.store, house_.clock, house_.log,
                    [](const query::Document&, std::vector<std::uint32_t>&) { throw std::runtime_error("a bug"); }});
  std::thread thread([this] { trends_->run(); });
  for (int i = 0; i < 3'000 && trends_->told()->as_of == Time(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  trends_->stop();
  thread.join();
  EXPECT_NE(trends_->told()->as_of, Time());
  EXPECT_TRUE(house_.log.heard("trends: a round has failed"));
}

TEST_F(TrendsTest, TheThreadTellsAndEnds) {
  talk(hours(3));
  open();
  std::thread thread([this] { trends_->run(); });
  for (int i = 0; i < 3'000 && !trends_->told()->since; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_TRUE(trends_->told()->since);
  trends_->stop();
  thread.join();
}

}  // namespace
}  // namespace vigie::trend
