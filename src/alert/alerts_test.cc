#include "alert/alerts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>

#include "alert/alert_json.h"
#include "alert/limits.h"
#include "alert/sentence.h"
#include "store/test_house.h"

namespace vigie::alert {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class AlertsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    static int number = 0;
    path_ = std::filesystem::path(::testing::TempDir()) /
            ("vigie_alerts_" + std::to_string(::getpid()) + "_" + std::to_string(number++) + ".db");
    house_.options.segment_posts_max = 5'000;
    ASSERT_TRUE(house_.open());
    open();
  }
  void TearDown() override {
    alerts_.reset();
    for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_.string() + end);
  }

  // Anew, as after a restart.
  void open() {
    alerts_.reset();
    const auto post = [this](const Notice& notice, std::span<const Address>) -> Result<void> {
      if (is_full_) return unavailable("full");
      posted_.push_back(notice.update);
      return {};
    };
    auto opened = Alerts::open(path_, {*house_.store,
                                       house_.clock,
                                       house_.log,
                                       [this](std::uint32_t) { return find_watch(); },
                                       [this] { ++changes_; },
                                       post,
                                       [this] { return sources_; },
                                       {},
                                       keep_for_});
    ASSERT_TRUE(opened) << opened.error().message;
    alerts_ = std::move(*opened);
  }

  // Is kept, and told to the watch as the writer does.
  void say(post::Post post, bool is_critical) {
    post.source = "file:test";
    if (post.text.empty() && post.kind != post::Kind::kRepost) post.text = "la galerne";
    post::Reading reading;
    if (is_critical) reading = {post::kUnknownLanguage, 0, {0.9F, 0.05F, 0.05F}};
    const post::Item item{post::Act::kSay, post};
    const auto fate = house_.add(item, reading);
    const std::uint32_t watch[] = {1};
    alerts_->heard(item, reading, watch, fate);
  }
  // `count` posts by as many people over the minutes from now on, `critical` of them spread among them.
  void minutes_of(int length, int count, int critical) {
    for (int minute = 0, said = 0; minute < length; ++minute) {
      for (; said < count * (minute + 1) / length; ++said) {
        const auto id = "p" + std::to_string(next_++);
        post::Post post;
        post.id = id;
        post.author.id = id;
        post.author.handle = id;
        post.created_at = house_.clock.now();
        say(post, said * critical / count != (said + 1) * critical / count);
      }
      house_.clock.advance(minutes(1));
    }
    look();
  }
  void week() {
    for (int hour = 0; hour < 60; ++hour) minutes_of(60, 20, hour % 4 == 0 ? 3 : 2);
  }
  // Said while run() looks.
  void say_for_minutes(int length) {
    for (int minute = 0; minute < length; ++minute) {
      const auto id = "t" + std::to_string(next_++);
      post::Post post;
      post.id = id;
      post.author.id = id;
      post.created_at = house_.clock.now();
      say(post, false);
      house_.clock.advance(minutes(1));
    }
  }
  std::optional<Watched> find_watch() {
    if (!is_failing_) {
      ++looked_;
      return watch_;
    }
    ++failed_;
    throw std::runtime_error("no memory");
  }
  // Leaves the store; and is told to the watches, if `is_told`.
  void erase(post::Act act, const std::string& id, bool is_told = true) {
    post::Item gone;
    gone.act = act;
    gone.post.source = "file:test";
    (act == post::Act::kForgetAuthor ? gone.post.author.id : gone.post.id) = id;
    ASSERT_EQ(house_.add(gone), post::Fate::kDeleted);
    if (is_told) alerts_->heard(gone, {}, {}, post::Fate::kDeleted);
  }
  // An alert of a rule that names the gazette, which said one thing.
  void gazette() {
    Rule rule;
    rule.name = "The press";
    rule.kind = Kind::kAuthor;
    rule.handles = {"gazette"};
    rule.demand.posts_min = 1;
    ASSERT_TRUE(alerts_->rules().add(rule));
    post::Post post;
    post.id = "g1";
    post.author.id = post.author.handle = "gazette";
    post.created_at = house_.clock.now();
    say(post, false);
    minutes_of(2, 1, 0);
    ASSERT_EQ(of(Kind::kAuthor).size(), 1U);
    ASSERT_EQ(of(Kind::kAuthor).at(0).about, "gazette");
  }
  bool is_named() { return json_of(of(Kind::kAuthor).at(0)).dump().find("gazette") != std::string::npos; }
  std::vector<Alert> look() {
    EXPECT_TRUE(alerts_->look(house_.clock.now() + kCloseAfter));
    return alerts_->book().list({}).value();
  }
  std::vector<Alert> of(Kind kind) {
    Wanted wanted;
    wanted.kind = kind;
    return alerts_->book().list(wanted).value();
  }

  store::House house_;
  std::filesystem::path path_;
  std::optional<Watched> watch_ = Watched{"Galerne", "galerne OR orvelle"};
  std::unique_ptr<Alerts> alerts_;
  std::vector<SourceHeard> sources_;
  std::optional<Micros> keep_for_;
  std::vector<int> posted_;
  bool is_full_ = false;
  int changes_ = 0;
  int next_ = 0;
  std::atomic<bool> is_failing_ = false;
  std::atomic<int> failed_ = 0;
  std::atomic<int> looked_ = 0;
};

TEST_F(AlertsTest, SaysNothingOfAUsualWeek) {
  week();
  minutes_of(60, 20, 3);
  EXPECT_TRUE(look().empty());
  EXPECT_EQ(changes_, 0);
}

TEST_F(AlertsTest, TellsOnceThatTheTurnLeftItsBandWithThePostsBehindIt) {
  week();
  minutes_of(60, 60, 30);
  const auto told = of(Kind::kShare);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].watch_name, "Galerne");
  EXPECT_GE(told[0].course.now.part, kPostsMin);
  const auto& evidence = told[0].evidence;
  EXPECT_GE(evidence.critical.part, told[0].course.now.part);
  ASSERT_TRUE(evidence.first);
  EXPECT_GE(evidence.posts_behind.size(), 10U);
  EXPECT_EQ(evidence.networks.at(0).name, "file:test");
  minutes_of(30, 30, 15);
  EXPECT_EQ(of(Kind::kShare).size(), 1U);
}

TEST_F(AlertsTest, ItsQueryAndSpanOpenIntoExactlyThePostsCounted) {
  week();
  minutes_of(20, 200, 100);
  ASSERT_EQ(look().size(), 2U);
  const auto told = look();
  for (const auto& alert : told) {
    const auto query = query::parse(alert.query).value();
    const auto& evidence = alert.evidence;
    const store::Span span{alert.course.from, evidence.to};
    const auto counted = house_.store->histogram(query, span, evidence.to - alert.course.from).value();
    EXPECT_EQ(counted.total.posts, evidence.posts) << name_of(alert.kind);
    EXPECT_EQ(counted.total.voices, evidence.voices);
  }
}

TEST_F(AlertsTest, MorePostsThanAreReadAreToldAndTheFirstIsFoundAllTheSame) {
  week();
  const auto first = "p" + std::to_string(next_);
  minutes_of(8, 4 * static_cast<int>(kEvidencePostsMax), 0);
  const auto evidence = of(Kind::kSurprise).at(0).evidence;
  ASSERT_GT(evidence.posts, kEvidencePostsMax);
  ASSERT_TRUE(evidence.read_from);
  EXPECT_GT(*evidence.read_from, of(Kind::kSurprise).at(0).course.from);
  ASSERT_TRUE(evidence.first);
  EXPECT_LE(std::stoi(evidence.first->id.substr(1)), std::stoi(first.substr(1)));
}

TEST_F(AlertsTest, TellsOfABurstWhileItRunsAndThatItGrowsPeaksAndEnds) {
  week();
  minutes_of(3, 60, 0);
  auto told = of(Kind::kSurprise);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].course.incident.state, State::kGrowing);
  EXPECT_LE(told[0].course.incident.began_at, house_.clock.now());
  const auto first = told[0].evidence.posts;
  minutes_of(30, 3'000, 0);
  told = of(Kind::kSurprise);
  EXPECT_GT(told[0].evidence.posts, first + 1'000);
  EXPECT_GT(told[0].update, 1);
  minutes_of(200, 60, 0);
  told = of(Kind::kSurprise);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].course.incident.state, State::kEnded);
}

TEST_F(AlertsTest, AWatchThatIsNewTellsNoUsualFromItsFirstMinutes) {
  minutes_of(60, 60, 0);
  minutes_of(3, 600, 0);
  const auto told = of(Kind::kSurprise).at(0);
  ASSERT_TRUE(told.course.known_from);
  EXPECT_LT(told.course.incident.began_at - *told.course.known_from, hours(24));
  EXPECT_EQ(sentence_of(told).en.find("usual"), std::string::npos) << sentence_of(told).en;
}

TEST_F(AlertsTest, SeesInThreeHoursWhatGrowsTooSlowlyForOne) {
  week();
  for (int i = 0; i < 3 && of(Kind::kShare).empty(); ++i) minutes_of(60, 20, 7);
  const auto told = of(Kind::kShare);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].course.hours, 3);
}

TEST_F(AlertsTest, AnAlertOutlivesARestartAndIsNotToldAgain) {
  week();
  minutes_of(30, 120, 60);
  const auto before = look();
  ASSERT_EQ(before.size(), 2U);
  open();
  minutes_of(10, 40, 20);
  auto after = look();
  ASSERT_EQ(after.size(), 2U);
  EXPECT_EQ(after[0].id, before[0].id);
  EXPECT_GT(after[0].evidence.posts, before[0].evidence.posts);
  for (int hour = 0; hour < 5; ++hour) minutes_of(60, 20, 2);
  after = look();
  ASSERT_EQ(after.size(), 2U);
  for (const auto& alert : after) EXPECT_EQ(alert.course.incident.state, State::kEnded);
}

TEST_F(AlertsTest, WhatAStopLeftUnjudgedIsJudgedAtTheNextStart) {
  week();
  // Said and kept, and the house ends before the minute does.
  for (int i = 0; i < 100; ++i) {
    const auto id = "x" + std::to_string(i);
    post::Post post;
    post.id = id;
    post.author.id = id;
    post.created_at = house_.clock.now();
    say(post, false);
  }
  open();
  house_.clock.advance(minutes(5));
  EXPECT_TRUE(look().empty());  // Nobody has spoken since.
  minutes_of(1, 1, 0);
  ASSERT_EQ(of(Kind::kSurprise).size(), 1U);
  EXPECT_GE(of(Kind::kSurprise)[0].evidence.posts, 100U);
  open();
  minutes_of(2, 2, 0);
  EXPECT_EQ(look().size(), 1U);
}

TEST_F(AlertsTest, AnAlertEndsWithItsWatch) {
  week();
  minutes_of(30, 120, 0);
  ASSERT_EQ(look().size(), 1U);
  watch_.reset();
  minutes_of(2, 2, 0);
  EXPECT_TRUE(look().at(0).course.incident.ended_at);
  EXPECT_EQ(alerts_->series(), 0U);
}

TEST_F(AlertsTest, AWatchThatAsksSomethingElseIsWarmedAnew) {
  week();
  watch_ = Watched{"Galerne", "nothing OR galerne"};
  minutes_of(3, 60, 0);
  EXPECT_EQ(alerts_->series(), 1U);
  EXPECT_EQ(of(Kind::kSurprise).size(), 1U);
}

TEST_F(AlertsTest, AClockThatGoesBackTellsNothingTwice) {
  week();
  minutes_of(30, 120, 0);
  ASSERT_EQ(look().size(), 1U);
  house_.clock.advance(-minutes(20));
  minutes_of(10, 40, 0);
  EXPECT_EQ(look().size(), 1U);
  house_.clock.advance(-hours(30));
  minutes_of(10, 40, 0);
  house_.clock.advance(hours(24 * 40));
  minutes_of(10, 3, 0);
  EXPECT_LE(of(Kind::kSurprise).size(), 2U);
}

TEST_F(AlertsTest, RepostsMakeVolumeAndNoTurn) {
  week();
  for (int i = 0; i < 200; ++i) {
    const auto id = "r" + std::to_string(i);
    post::Post post;
    post.id = id;
    post.kind = post::Kind::kRepost;
    post.text = "galerne";
    post.parent = "p3";
    post.author.id = id;
    post.created_at = house_.clock.now();
    say(post, true);
  }
  minutes_of(3, 3, 0);
  EXPECT_EQ(of(Kind::kSurprise).size(), 1U);
  EXPECT_TRUE(of(Kind::kShare).empty());
}

TEST_F(AlertsTest, TheTurnOfAWatchThatAlreadyHasAnAlertJoinsItsGroup) {
  week();
  minutes_of(30, 300, 200);
  const auto told = look();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].group, told[1].group);
  EXPECT_EQ(std::min(told[0].id, told[1].id), told[0].group);
}

TEST_F(AlertsTest, AnAuthorWhoIsForgottenAndAPostThatIsGoneLeaveTheAlert) {
  week();
  minutes_of(30, 120, 0);
  const auto behind = look().at(0).evidence.posts_behind.at(0);
  const auto author = look().at(0).evidence.authors.at(0);
  post::Item gone;
  gone.act = post::Act::kDelete;
  gone.post.source = behind.source;
  gone.post.id = behind.id;
  ASSERT_EQ(house_.add(gone), post::Fate::kDeleted);
  alerts_->heard(gone, {}, {}, post::Fate::kDeleted);
  gone.act = post::Act::kForgetAuthor;
  gone.post.id = "";
  gone.post.author.id = author.id;
  ASSERT_EQ(house_.add(gone), post::Fate::kDeleted);
  alerts_->heard(gone, {}, {}, post::Fate::kDeleted);
  const auto evidence = look().at(0).evidence;
  EXPECT_NE(evidence.posts_behind.at(0), behind);
  EXPECT_NE(evidence.authors.at(0).id, author.id);
}

TEST_F(AlertsTest, WhatAnAlertThatIsOverSaysOfPostsThatAreGoneGoesWithThem) {
  week();
  const int first = next_;
  for (int i = 0; i < 100; ++i) {
    const auto id = "p" + std::to_string(next_++);
    post::Post post;
    post.id = post.author.id = id;
    post.text = "galerne: le moteur fume";
    post.created_at = house_.clock.now();
    say(post, false);
  }
  for (int i = 0; i < 5; ++i) minutes_of(60, 20, 2);
  const auto names_smoke = [](const Alert& alert) {
    const auto& words = alert.evidence.words;
    return std::any_of(words.begin(), words.end(), [](const Named& word) { return word.name == "fume"; });
  };
  const auto before = of(Kind::kSurprise).at(0);
  ASSERT_TRUE(before.course.incident.ended_at);
  ASSERT_TRUE(names_smoke(before));
  post::Item gone;
  gone.act = post::Act::kDelete;
  gone.post.source = "file:test";
  for (int i = first; i < first + 100; ++i) {
    const auto id = "p" + std::to_string(i);
    gone.post.id = id;
    ASSERT_EQ(house_.add(gone), post::Fate::kDeleted);
    alerts_->heard(gone, {}, {}, post::Fate::kDeleted);
  }
  look();
  const auto after = of(Kind::kSurprise).at(0);
  EXPECT_FALSE(names_smoke(after));
  EXPECT_EQ(after.evidence.posts, before.evidence.posts - 100);
  EXPECT_EQ(after.course.incident.ended_at, before.course.incident.ended_at);
}

TEST_F(AlertsTest, ACountThatAStopCameBeforeIsMadeAtTheNextStart) {
  week();
  minutes_of(30, 120, 0);
  for (int i = 0; i < 5; ++i) minutes_of(60, 20, 2);
  const auto before = of(Kind::kSurprise).at(0);
  ASSERT_TRUE(before.course.incident.ended_at);
  erase(post::Act::kDelete, before.evidence.posts_behind.at(0).id);
  alerts_->finish();
  open();
  look();
  const auto after = of(Kind::kSurprise).at(0).evidence;
  EXPECT_EQ(after.posts, before.evidence.posts - 1);
  EXPECT_EQ(after.posts_behind.size(), before.evidence.posts_behind.size()) << "another has taken its place";
  EXPECT_TRUE(alerts_->book().to_count()->empty());
}

TEST_F(AlertsTest, AnAuthorWhoseLastPostIsGoneIsNamedNoMore) {
  week();
  gazette();
  ASSERT_TRUE(is_named());
  erase(post::Act::kDelete, "g1");
  look();
  EXPECT_FALSE(is_named());
  EXPECT_TRUE(of(Kind::kAuthor).at(0).course.incident.ended_at);
  minutes_of(10, 10, 0);
  EXPECT_FALSE(is_named()) << "nothing writes it back";
}

TEST_F(AlertsTest, AnAuthorWhoseLastPostGoesOnceTheAlertIsOverIsNamedNoMore) {
  week();
  gazette();
  for (int i = 0; i < 3; ++i) minutes_of(60, 20, 0);
  ASSERT_TRUE(of(Kind::kAuthor).at(0).course.incident.ended_at);
  ASSERT_TRUE(is_named());
  erase(post::Act::kDelete, "g1");
  look();
  EXPECT_FALSE(is_named());
}

TEST_F(AlertsTest, AnAuthorOfWhoseErasureTheStoreKnowsFirstIsNamedNoMore) {
  week();
  gazette();
  erase(post::Act::kForgetAuthor, "gazette", false);
  minutes_of(10, 10, 0);
  EXPECT_FALSE(is_named());
  EXPECT_TRUE(of(Kind::kAuthor).at(0).course.incident.ended_at);
}

TEST_F(AlertsTest, WhatWasErasedWhileNobodyListenedLeavesTheAlertsAtTheNextStart) {
  week();
  minutes_of(30, 120, 0);
  const auto before = look().at(0).evidence;
  const auto erase = [&](post::Act act, const std::string& id, const std::string& author) {
    post::Item gone;
    gone.act = act;
    gone.post.source = "file:test";
    gone.post.id = id;
    gone.post.author.id = author;
    ASSERT_EQ(house_.add(gone), post::Fate::kDeleted);
  };
  erase(post::Act::kDelete, before.posts_behind.at(0).id, "");
  erase(post::Act::kForgetAuthor, "", before.authors.at(0).id);
  open();
  for (int i = 0; i < 3; ++i) look();
  const auto after = alerts_->book().list({}).value().at(0).evidence;
  EXPECT_EQ(std::count(after.posts_behind.begin(), after.posts_behind.end(), before.posts_behind.at(0)), 0);
  for (const auto& author : after.authors) EXPECT_NE(author.id, before.authors.at(0).id);
  EXPECT_FALSE(after.authors.empty());
  EXPECT_FALSE(after.posts_behind.empty());
}

TEST_F(AlertsTest, AnAuthorWhomNoQueryCanNameKeepsTheNameWhileThePostsAreKept) {
  week();
  const std::string odd = "a\"b»c";
  for (int i = 0; i < 5; ++i) {
    const auto id = "o" + std::to_string(i);
    post::Post post;
    post.id = id;
    post.author.id = odd;
    post.created_at = house_.clock.now();
    say(post, false);
  }
  minutes_of(30, 120, 0);
  ASSERT_EQ(look().at(0).evidence.authors.at(0).id, odd);
  open();
  for (int i = 0; i < 3; ++i) look();
  const auto authors = look().at(0).evidence.authors;
  ASSERT_FALSE(authors.empty());
  EXPECT_EQ(authors.at(0).id, odd);
}

TEST_F(AlertsTest, AnAlertOutlivesNoneOfThePostsThatItRestsOn) {
  keep_for_ = hours(24 * 7);
  open();
  week();
  minutes_of(30, 120, 0);
  for (int i = 0; i < 5; ++i) minutes_of(60, 20, 2);
  const auto told = look().at(0);
  ASSERT_TRUE(told.course.incident.ended_at);
  house_.clock.advance(hours(24 * 6));
  ASSERT_TRUE(house_.store->retain(house_.clock.now() - *keep_for_));
  EXPECT_EQ(look().size(), 1U);
  house_.clock.advance(hours(24));
  EXPECT_TRUE(look().empty());
}

TEST_F(AlertsTest, MoreErasuresThanHaveRoomAreFoundAgainstTheStore) {
  week();
  minutes_of(30, 120, 0);
  const auto before = look().at(0).evidence.posts_behind.at(0);
  post::Item gone;
  gone.act = post::Act::kDelete;
  gone.post.source = "file:test";
  for (int i = 0; i < 10'000; ++i) {
    const auto id = "none" + std::to_string(i);
    gone.post.id = id;
    alerts_->heard(gone, {}, {}, post::Fate::kDeleted);
  }
  gone.post.id = before.id;
  ASSERT_EQ(house_.add(gone), post::Fate::kDeleted);
  alerts_->heard(gone, {}, {}, post::Fate::kDeleted);
  const auto after = look().at(0).evidence.posts_behind;
  EXPECT_EQ(std::count(after.begin(), after.end(), before), 0);
}

TEST_F(AlertsTest, AnAlertThatACrashLeftUntoldIsTold) {
  week();
  sources_ = {{"bluesky", false}};
  for (int i = 0; i < 7; ++i) minutes_of(1, 0, 0);
  const auto told = of(Kind::kCoverage).at(0);
  Rule rule;
  rule.name = "Outages";
  rule.kind = Kind::kCoverage;
  rule = alerts_->rules().add(rule).value();  // As if it had been there, and the house had ended before it was asked.
  open();
  minutes_of(2, 0, 0);
  EXPECT_EQ(alerts_->rules().told(told.id)->size(), 1U);
}

TEST_F(AlertsTest, AClockThatGoesBackByMinutesDoesNotBlind) {
  week();
  house_.clock.advance(-minutes(30));
  look();
  minutes_of(5, 100, 0);
  EXPECT_EQ(of(Kind::kSurprise).size(), 1U);
}

TEST_F(AlertsTest, ARuleThatFindsNoQuestionLeftIsAskedInTheNextMinute) {
  week();
  Rule rule;
  rule.name = "A word";
  rule.kind = Kind::kWord;
  rule.demand.posts_min = 1;
  for (std::size_t i = 0; i < kRulesMax; ++i) {
    rule.word = i + 1 < kRulesMax ? "absent" : "freins";
    ASSERT_TRUE(alerts_->rules().add(rule));
  }
  post::Post post;
  post.id = "w";
  post.text = "galerne: les freins";
  post.author.id = "w";
  post.created_at = house_.clock.now();
  post.source = "file:test";
  const post::Item whole{post::Act::kSay, post};
  const auto fate = house_.add(whole);
  const std::uint32_t watches[] = {1, 2, 3, 4};
  alerts_->heard(whole, {}, watches, fate);
  minutes_of(1, 0, 0);
  const auto first = of(Kind::kWord).size();
  EXPECT_LT(first, 4U);
  minutes_of(1, 0, 0);
  EXPECT_EQ(of(Kind::kWord).size(), 4U);
}

TEST_F(AlertsTest, AnExceptionEndsNoMinuteButItsOwn) {
  week();
  std::thread thread([&] { alerts_->run(); });
  is_failing_ = true;
  say_for_minutes(3);
  for (int i = 0; i < 600 && failed_ == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  is_failing_ = false;
  looked_ = 0;
  const auto before = failed_.load();
  say_for_minutes(3);
  for (int i = 0; i < 600 && looked_ == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  alerts_->stop();
  thread.join();
  EXPECT_GT(before, 0);
  EXPECT_GT(looked_, 0);
}

TEST_F(AlertsTest, AnOutageIsToldAsCoverageAndTeachesNoSilence) {
  week();
  sources_ = {{"bluesky", false}};
  for (int i = 0; i < 240; ++i) {
    house_.clock.advance(minutes(1));
    look();
  }
  auto told = look();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].kind, Kind::kCoverage);
  EXPECT_EQ(told[0].about, "bluesky");
  EXPECT_EQ(told[0].watch, 0U);
  EXPECT_FALSE(told[0].course.incident.ended_at);
  open();
  look();
  EXPECT_EQ(look().size(), 1U);
  sources_[0].is_heard = true;
  for (int i = 0; i < 4; ++i) minutes_of(60, 20, 2);
  told = look();
  ASSERT_EQ(told.size(), 1U) << "what is heard again is no burst";
  EXPECT_TRUE(told[0].course.incident.ended_at);
}

TEST_F(AlertsTest, AnEndThatTheCourierDidNotTakeIsToldLaterAndAfterARestart) {
  Rule rule;
  rule.name = "Outages";
  rule.kind = Kind::kCoverage;
  rule.to = {{Channel::kEmail, "ada@example.org", ""}};
  ASSERT_TRUE(alerts_->rules().add(rule));
  week();
  sources_ = {{"bluesky", false}};
  for (int i = 0; i < 7; ++i) minutes_of(1, 0, 0);
  ASSERT_EQ(posted_, std::vector<int>{0});
  const auto end_unheard = [&] {
    is_full_ = true;
    sources_[0].is_heard = true;
    minutes_of(1, 0, 0);
    ASSERT_TRUE(of(Kind::kCoverage).at(0).course.incident.ended_at);
    is_full_ = false;
  };
  end_unheard();
  for (int i = 0; i < 2; ++i) minutes_of(1, 0, 0);
  EXPECT_EQ(posted_, (std::vector<int>{0, 2}));
  sources_[0].is_heard = false;
  for (int i = 0; i < 7; ++i) minutes_of(1, 0, 0);
  end_unheard();
  open();
  for (int i = 0; i < 2; ++i) minutes_of(1, 0, 0);
  EXPECT_EQ(posted_, (std::vector<int>{0, 2, 0, 2}));
}

TEST_F(AlertsTest, QuietHoursAreThoseOfTheClockAndNotOfTheMinuteThatIsCaughtUp) {
  week();
  Rule rule;
  rule.name = "Nights";
  rule.to = {{Channel::kEmail, "ada@example.org", ""}};
  const auto day = std::chrono::floor<std::chrono::days>(house_.clock.now());
  const int now = static_cast<int>((house_.clock.now() - day) / minutes(1));
  rule.quiet = Quiet{(now + 10) % 1440, (now + 120) % 1440, "UTC", true};  // From ten minutes after now on.
  ASSERT_TRUE(alerts_->rules().add(rule));
  for (int i = 0; i < 100; ++i) {
    const auto id = "q" + std::to_string(i);
    post::Post post;
    post.id = post.author.id = id;
    post.created_at = house_.clock.now();
    say(post, false);
  }
  house_.clock.advance(minutes(25));
  look();  // The first minutes that it judges are before the quiet.
  EXPECT_FALSE(of(Kind::kSurprise).empty());
  EXPECT_EQ(posted_.size(), 0U);
}

TEST_F(AlertsTest, ARuleGoesWithItsWatch) {
  Rule rule;
  rule.name = "Wake Ada";
  rule.watch = 1;
  ASSERT_TRUE(alerts_->rules().add(rule));
  rule.watch.reset();
  ASSERT_TRUE(alerts_->rules().add(rule));
  look();
  EXPECT_EQ(alerts_->rules().all()->all().size(), 2U);
  watch_.reset();
  look();
  ASSERT_EQ(alerts_->rules().all()->all().size(), 1U);
  EXPECT_FALSE(alerts_->rules().all()->all()[0].watch);
}

TEST_F(AlertsTest, WhatWasNotHeardWhileTheHouseWasDownTeachesNoSilence) {
  sources_ = {{"bluesky"}};
  for (int hour = 0; hour < 60; ++hour) minutes_of(60, 240, 24);
  const Time stopped = house_.clock.now();
  house_.clock.advance(hours(6));
  open();
  look();
  EXPECT_FALSE(
      alerts_->listened({stopped, house_.clock.now()}).covered.is_whole(stopped + hours(1), stopped + hours(2)));
  for (int hour = 0; hour < 4; ++hour) minutes_of(60, 240, 24);
  EXPECT_TRUE(look().empty()) << "what is heard again is no burst";
  std::size_t uncovered = 0;
  const store::Span span{minute_of(stopped) - hours(2), minute_of(house_.clock.now())};
  ASSERT_TRUE(each_minute(*house_.store, "galerne", span, alerts_->listened(span),
                          [&](const MinuteCounts& minute) { uncovered += minute.is_covered ? 0 : 1; }));
  EXPECT_NEAR(static_cast<double>(uncovered), 360, 1);
}

TEST_F(AlertsTest, WhatASourceReadsAgainAfterARestartIsNoVolumeOfNow) {
  sources_ = {{"bluesky", true, house_.clock.now(), house_.clock.now()}};
  for (int hour = 0; hour < 60; ++hour) {
    sources_[0].read_until = house_.clock.now() + hours(1);
    minutes_of(60, 240, 24);
  }
  sources_[0].read_until = house_.clock.now();
  look();
  house_.clock.advance(minutes(8));
  open();
  sources_[0].read_from.reset();
  look();  // It is reached, and has told nothing yet.
  const Time back = house_.clock.now();
  minutes_of(1, 4, 0);  // Of other sources: the watch is known again.
  for (int i = 0; i < 32; ++i) {
    const auto id = "again" + std::to_string(i);
    post::Post post;
    post.id = post.author.id = id;
    post.created_at = back - minutes(8) + std::chrono::seconds(15 * i);
    say(post, false);
  }
  sources_[0].read_from = back - minutes(8);
  sources_[0].read_until = back;
  look();
  for (int hour = 0; hour < 2; ++hour) minutes_of(60, 240, 24);
  EXPECT_TRUE(of(Kind::kSurprise).empty());
  EXPECT_TRUE(alerts_->listened({back - minutes(8), back}).covered.is_whole(back - minutes(8), back))
      << "and it is no gap any more";
}

TEST_F(AlertsTest, AMomentWithoutASourceIsNoOutage) {
  week();
  sources_ = {{"bluesky", false}};
  minutes_of(4, 2, 0);
  sources_[0].is_heard = true;
  minutes_of(10, 4, 0);
  EXPECT_TRUE(look().empty());
}

TEST_F(AlertsTest, AWordIsToldOnceWhileItIsSaid) {
  week();
  Rule rule;
  rule.name = "Brakes";
  rule.kind = Kind::kWord;
  rule.word = "freins";
  rule.demand.posts_min = 2;
  ASSERT_TRUE(alerts_->rules().add(rule));
  for (int i = 0; i < 6; ++i) {
    const auto id = "w" + std::to_string(i);
    post::Post post;
    post.id = id;
    post.text = "galerne: les freins";
    post.author.id = post.author.handle = id;
    post.created_at = house_.clock.now();
    say(post, false);
    house_.clock.advance(minutes(5));
    look();
  }
  const auto told = of(Kind::kWord);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].about, "freins");
  EXPECT_GE(told[0].evidence.posts, 2U);
  for (int i = 0; i < 2; ++i) minutes_of(60, 20, 2);
  EXPECT_EQ(of(Kind::kWord).at(0).course.incident.state, State::kEnded);
}

TEST_F(AlertsTest, AnAuthorWhoIsNamedIsToldByTheHandle) {
  week();
  gazette();
  EXPECT_EQ(of(Kind::kAuthor).at(0).evidence.posts, 1U);
}

TEST_F(AlertsTest, ItsThreadClosesMinutesByItself) {
  std::thread thread([&] { alerts_->run(); });
  say_for_minutes(2);
  for (int i = 0; i < 600 && alerts_->series() == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  alerts_->stop();
  thread.join();
  EXPECT_EQ(alerts_->counts().watches, 1U);
  EXPECT_EQ(alerts_->counts().failed, 0U);
}

}  // namespace
}  // namespace vigie::alert
