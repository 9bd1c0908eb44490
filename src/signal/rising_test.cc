#include "signal/rising.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/random.h"

namespace vigie::signal {
namespace {

const Time kStart = time_of_micros(1'789'999'200LL * 1'000'000);  // A full hour.
constexpr std::uint8_t kFrench = 1;

std::uint64_t hash_of(std::uint64_t number) { return Random(number).next(); }

// A public that says words, and an ear for what rises among them.
class World {
 public:
  explicit World(const Rising::Size& size = {4'096, 1U << 16U}) : rising_(size) {}

  Time now = kStart;
  Scope scope{0, kFrench};

  void say(const std::string& word, std::uint64_t author, std::uint64_t cluster = 0, bool is_copy = false) {
    const Sighting sighting{std::hash<std::string>()(word), TermKind::kHashtag, word};
    rising_.hear(now, {scope, hash_of(author), hash_of(cluster == 0 ? ++texts_ + 1'000'000'000 : cluster), is_copy,
                       std::span(&sighting, 1)});
  }
  // Ordinary talk: a hundred words, some frequent, for so long, a post a second.
  void talk(Micros span) {
    for (const auto end = now + span; now < end; now += std::chrono::seconds(1)) say_ordinary();
  }
  void say_ordinary() {
    const auto word = chance_.below(1 + chance_.below(100));
    say("w" + std::to_string(word), chance_.below(5'000));
  }
  std::optional<Rise> find(const std::string& word) {
    for (auto& rise : rising_.rising(now)) {
      if (rise.text == word) return rise;
    }
    return std::nullopt;
  }
  std::vector<Rise> rises_now() { return rising_.rising(now); }
  std::size_t rises() { return rising_.rising(now).size(); }
  const Rising& rising() const { return rising_; }
  Random& chance() { return chance_; }

 private:
  Rising rising_;
  Random chance_{1};
  std::uint64_t texts_ = 0;
};

TEST(Rising, NamesATopicOfFortyPostsAnHourWithinTenMinutes) {
  World world;
  world.talk(std::chrono::hours(30));
  const Time began = world.now;
  std::uint64_t author = 10'000;
  while (world.now < began + std::chrono::minutes(10)) {
    world.say("recall", ++author);
    world.talk(std::chrono::seconds(90));
  }
  const auto rise = world.find("recall");
  ASSERT_TRUE(rise);
  EXPECT_LT(rise->usual, 0.3F);
  EXPECT_LE(rise->since, began);
  EXPECT_GE(rise->since, began - std::chrono::minutes(15));
  EXPECT_NEAR(rise->heard.posts, 7, 1);
  EXPECT_NEAR(rise->heard.voices, 7, 1);
}

TEST(Rising, WhatIsFrequentDoesNotRise) {
  World world;
  world.talk(std::chrono::hours(30));
  EXPECT_EQ(world.rises(), 0U);
}

TEST(Rising, TenThousandPostsOfOneAuthorAreNoTrend) {
  World world;
  world.talk(std::chrono::hours(3));
  for (int i = 0; i < 10'000; ++i) {
    world.say("buy", 77);
    world.now += std::chrono::milliseconds(400);
  }
  EXPECT_FALSE(world.find("buy"));
}

TEST(Rising, CopiesOfOneTextByManyAreNoTrend) {
  World world;
  world.talk(std::chrono::hours(3));
  world.say("share", 20'000, 5, false);
  for (std::uint64_t author = 1; author < 500; ++author) world.say("share", 20'000 + author, 5, true);
  EXPECT_FALSE(world.find("share"));
  for (std::uint64_t author = 1; author < 10; ++author) world.say("share", 30'000 + author);
  const auto rise = world.find("share");  // In their own words.
  ASSERT_TRUE(rise);
  EXPECT_LT(rise->heard.clusters, 12);
}

TEST(Rising, EverythingIsNewInTheFirstHourAndSoNothingRises) {
  World world;
  for (std::uint64_t author = 0; author < 50; ++author) world.say("first", author);
  EXPECT_EQ(world.rises(), 0U);
  EXPECT_FALSE(world.rising().is_warm(world.scope));
  world.talk(std::chrono::minutes(65));
  EXPECT_TRUE(world.rising().is_warm(world.scope));
}

TEST(Rising, AMillionNewHashtagsAnHourTakeNoMemoryAndHideNoTrend) {
  World world{Rising::Size{}};
  world.talk(std::chrono::hours(3));
  std::uint64_t author = 50'000;
  for (int i = 0; i < 1'000'000; ++i) {
    world.say("new" + std::to_string(i), 100'000 + static_cast<std::uint64_t>(i) % 90'000);
    world.now += std::chrono::microseconds(3'600);
    if (i % 25'000 == 0) world.say("flood", ++author);  // 40 an hour.
    if (i % 277 == 0) world.say_ordinary();
  }
  EXPECT_LE(world.rising().bytes(), Rising::bytes_max({}));
  EXPECT_LE(Rising::bytes_max({}), std::size_t{64} << 20U);
  EXPECT_TRUE(world.find("flood"));
  EXPECT_LE(world.rises(), 2U);
}

TEST(Rising, AFloodOfTermsThatAFewSayLeavesTheFrequentTheirPast) {
  World world;
  world.talk(std::chrono::hours(12));
  for (int i = 0; i < 50'000; ++i) {
    for (std::uint64_t author = 0; author < 3; ++author) world.say("raid" + std::to_string(i), 200'000 + author);
    world.now += std::chrono::milliseconds(50);
  }
  world.talk(std::chrono::minutes(30));
  EXPECT_EQ(world.rises(), 0U);  // A forgotten past would make the frequent rise.
}

TEST(Rising, WhatComesEveryDayAtThisHourIsUsual) {
  World world;
  for (int day = 0; day < 4; ++day) {
    world.talk(std::chrono::hours(8));
    for (std::uint64_t author = 0; author < 40; ++author) {
      world.say("morning", 300'000 + author);
      world.talk(std::chrono::minutes(1));
    }
    const bool rises = world.find("morning").has_value();
    if (day == 0 || day == 3) {
      EXPECT_EQ(rises, day == 0);
    }
    world.talk(std::chrono::hours(16) - std::chrono::minutes(40));
  }
}

TEST(Rising, ATrendEndsWhenNobodySaysItAnyMore) {
  World world;
  world.talk(std::chrono::hours(5));
  for (std::uint64_t author = 0; author < 30; ++author) world.say("short", 400'000 + author);
  EXPECT_TRUE(world.find("short"));
  world.talk(std::chrono::minutes(70));
  EXPECT_FALSE(world.find("short"));
}

TEST(Rising, ScopesHaveEachTheirOwnPast) {
  World world;
  world.talk(std::chrono::hours(3));
  world.scope = {9, kFrench};
  world.talk(std::chrono::hours(3));
  for (std::uint64_t author = 0; author < 30; ++author) world.say("here", 500'000 + author);
  const auto rise = world.find("here");
  ASSERT_TRUE(rise);
  EXPECT_EQ(rise->scope, (Scope{9, kFrench}));
}

TEST(Rising, AClockThatGoesBackAndALongSilenceHarmNothing) {
  World world;
  world.talk(std::chrono::hours(3));
  const auto before = world.now;
  world.now -= std::chrono::hours(2);
  for (std::uint64_t author = 0; author < 30; ++author) world.say("back", 600'000 + author);
  world.now = before;
  EXPECT_TRUE(world.find("back"));  // Counted when it was heard.
  world.now += std::chrono::hours(24 * 400);
  EXPECT_EQ(world.rises(), 0U);
  world.talk(std::chrono::minutes(5));
}

// Against an exact count of everything said: which topics are told, and by how many voices.
TEST(Rising, FindsPlantedTopicsAndCountsThemAsAnExactCountDoes) {
  World world;
  world.talk(std::chrono::hours(26));
  struct Topic {
    std::string word;
    double posts_an_hour;
    std::map<Time, std::uint64_t> said;  // By whom.
  };
  std::vector<Topic> topics;
  for (int i = 0; i < 40; ++i) topics.push_back({"topic" + std::to_string(i), i < 4 ? 2.0 : 10.0 + 10 * i, {}});
  const Time end = world.now + std::chrono::minutes(50);
  for (; world.now < end; world.now += std::chrono::seconds(1)) {
    world.say_ordinary();
    for (auto& topic : topics) {
      if (!world.chance().chance(topic.posts_an_hour / 3'600)) continue;
      const auto author = 700'000 + world.chance().below(150);
      world.say(topic.word, author);
      topic.said[world.now] = author;
    }
  }
  std::set<std::string> told;
  for (const auto& rise : world.rises_now()) {
    told.insert(rise.text);
    const auto topic =
        std::find_if(topics.begin(), topics.end(), [&](const Topic& one) { return one.word == rise.text; });
    ASSERT_NE(topic, topics.end()) << rise.text << " is ordinary";
    std::set<std::uint64_t> voices;
    for (auto one = topic->said.lower_bound(rise.since); one != topic->said.end(); ++one) voices.insert(one->second);
    const auto exact = static_cast<double>(voices.size());
    EXPECT_NEAR(rise.heard.voices, exact, std::max(3.0, exact * 0.3)) << rise.text;
  }
  for (const auto& topic : topics) {
    EXPECT_EQ(told.contains(topic.word), topic.posts_an_hour > 5) << topic.word << " of " << topic.said.size();
  }
}

TEST(Rising, AWordSaidTwiceInAPostIsOnePost) {
  World world;
  const std::string word = "twice";
  const Sighting one{std::hash<std::string>()(word), TermKind::kHashtag, word};
  Rising rising({1'024, 1'024});
  const std::vector<Sighting> both = {one, one};
  Time at = kStart;
  rising.hear(at, {world.scope, 1, 1, false, {}});
  at += std::chrono::hours(2);
  for (std::uint64_t author = 0; author < 20; ++author) {
    rising.hear(at, {world.scope, hash_of(author), hash_of(author + 99), false, both});
  }
  const auto rises = rising.rising(at);
  ASSERT_EQ(rises.size(), 1U);
  EXPECT_NEAR(rises[0].heard.posts, 20, 0.5);
}

TEST(Rising, ScopesBeyondTheLimitAreCountedAndPassedOver) {
  Rising rising({1'024, 1'024, 100});
  for (std::uint32_t watch = 1; watch <= 105; ++watch) rising.hear(kStart, {{watch, 0}, 1, 1, false, {}});
  EXPECT_EQ(rising.counts().scopes_full, 5U);
  for (std::uint32_t watch = 101; watch <= 105; ++watch) {  // The first hundred have been silent for a day.
    rising.hear(kStart + std::chrono::hours(25), {{watch, 0}, 1, 1, false, {}});
  }
  EXPECT_EQ(rising.counts().scopes_full, 5U);
}

}  // namespace
}  // namespace vigie::signal
