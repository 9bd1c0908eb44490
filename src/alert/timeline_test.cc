#include "alert/timeline.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "alert/evidence.h"
#include "alert/timeline_json.h"
#include "store/test_house.h"

namespace vigie::alert {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::HasSubstr;

struct Wish {
  std::string id = {}, author = {}, parent = {}, text = "galerne";
  bool is_bad = false;
  bool is_repost = false;
};

// Two days in which a post comes every three minutes; then one that many take up, and a burst.
class TimelineTest : public ::testing::Test {
 protected:
  void SetUp() override {
    house_.options.segment_posts_max = 5'000;
    ASSERT_TRUE(house_.open());
    for (int minute = 0; minute < 2 * 24 * 60; minute += 3) say(begin_ + minutes(minute));
    say(burst_, {.id = "spark", .author = "eve"});
    for (int i = 0; i < 40; ++i)
      say(burst_ + minutes(1) + std::chrono::seconds(5 * i), {.parent = "spark", .is_bad = true});
    for (int i = 0; i < 300; ++i) say(burst_ + std::chrono::seconds(4 * i), {.is_bad = i % 2 == 0});
    for (int i = 0; i < 20; ++i) say(burst_ + minutes(20 + i));
  }
  void say(Time at, const Wish& wish = {}) {
    const auto id = wish.id.empty() ? "p" + std::to_string(next_++) : wish.id;
    const auto author = wish.author.empty() ? id : wish.author;
    post::Post post;
    post.source = "file:test";
    post.id = id;
    post.author.id = post.author.handle = author;
    post.text = wish.text;
    post.parent = wish.parent;
    if (!wish.parent.empty()) post.kind = wish.is_repost ? post::Kind::kRepost : post::Kind::kReply;
    post.created_at = at;
    post::Reading reading;
    if (wish.is_bad) reading = {post::kUnknownLanguage, 0, {0.9F, 0.05F, 0.05F}};
    house_.add({post::Act::kSay, post}, reading);
  }
  Alert alert(Time until, bool has_ended = true) {
    Alert out;
    out.id = 7;
    out.watch = 1;
    out.watch_name = "Galerne";
    out.query = "galerne";
    out.course.from = burst_ - minutes(1);
    out.course.half = 5;
    out.course.incident.began_at = burst_ + minutes(2);
    if (has_ended) out.course.incident.ended_at = until;
    out.course.usual = signal::Usual{0.05, 1, 500, 0};
    out.evidence = read_evidence(*house_.store, out.kind, out.query, {out.course.from, until}).value();
    return out;
  }
  TimelineWorld world() {
    return {*house_.store,
            [this](const store::Span&) {
              return Listened{begin_, {}};
            },
            [this](const query::Query&, const store::Span&) { return gaps_; },
            [](const post::Post& post) { return post.author.id == "staff:ada"; },
            {}};
  }
  Timeline told(const Alert& alert) { return read_timeline(alert, world()).value(); }
  static std::vector<Moment> of(const Timeline& timeline, Event event) {
    std::vector<Moment> out;
    std::copy_if(timeline.moments.begin(), timeline.moments.end(), std::back_inserter(out),
                 [&](const Moment& one) { return one.event == event; });
    return out;
  }

  store::House house_;
  std::vector<Gap> gaps_;
  const Time begin_ = minute_of(store::kNoon);
  const Time burst_ = begin_ + hours(48);
  int next_ = 0;
};

TEST_F(TimelineTest, CountsEveryStepWithWhatWasUsualAndItsShare) {
  const auto timeline = told(alert(burst_ + hours(1)));
  EXPECT_EQ(timeline.step, minutes(1));
  EXPECT_EQ(timeline.span.from, burst_ - minutes(1) - minutes(61));
  EXPECT_EQ(timeline.points.size(), static_cast<std::size_t>((timeline.span.to - timeline.span.from) / kMinute));
  std::uint64_t posts = 0, critical = 0;
  for (const auto& point : timeline.points) {
    posts += point.posts;
    critical += point.critical.part;
    EXPECT_GE(point.posts, point.voices);
  }
  const auto all = house_.store->histogram(query::parse("galerne").value(), timeline.span, hours(1)).value();
  EXPECT_EQ(posts, all.total.posts);
  EXPECT_EQ(critical, all.total.negative);
  const auto before = timeline.points.front();
  EXPECT_NEAR(before.usual, 1.0 / 3, 0.2) << "a post every three minutes is usual";
  EXPECT_LE(timeline.shares.size(), kShareColumns);
  std::uint64_t of_shares = 0;
  for (const auto& column : timeline.shares) {
    of_shares += column.critical.part;
    EXPECT_TRUE(column.critical.whole == 0 || column.band.value().high > 0.05);
  }
  EXPECT_EQ(of_shares, critical);
}

TEST_F(TimelineTest, NamesThePostThatManyTookUpAndAfterWhichThePaceRose) {
  say(burst_ + minutes(3), {.author = "eve", .parent = "spark"});
  say(burst_ + minutes(4), {.author = "staff:ada", .parent = "spark"});
  const auto tipping = of(told(alert(burst_ + hours(1))), Event::kTipping);
  ASSERT_EQ(tipping.size(), 1U);
  EXPECT_EQ(tipping[0].post, (PostKey{"file:test", "spark"}));
  EXPECT_EQ(tipping[0].voices, 40U) << "neither its author's nor ours";
  EXPECT_GT(tipping[0].after, 10 * tipping[0].before);
}

TEST_F(TimelineTest, TipsByNothingThatItsOwnAuthorTakesUpNorAfterWhichNothingRises) {
  const Time late = burst_ + hours(2);
  say(late, {.id = "own", .author = "ivy"});
  for (int i = 0; i < 30; ++i) say(late + std::chrono::seconds(i), {.author = "ivy", .parent = "own"});
  say(late + minutes(40), {.id = "calm", .author = "leo"});
  for (int i = 0; i < 8; ++i) say(late + minutes(60 + 7 * i), {.parent = "calm"});
  EXPECT_EQ(of(told(alert(late + hours(2))), Event::kTipping).size(), 1U) << "the spark alone";
}

TEST_F(TimelineTest, WhatWeSaidOurselvesMayTipToo) {
  const Time late = burst_ + hours(2);
  say(late, {.id = "call", .author = "staff:ada"});
  for (int i = 0; i < 60; ++i) say(late + std::chrono::seconds(5 * i), {.parent = "call"});
  const auto tipping = of(told(alert(late + hours(2))), Event::kTipping);
  ASSERT_EQ(tipping.size(), 2U);
  EXPECT_EQ(tipping[1].post, (PostKey{"file:test", "call"}));
  EXPECT_EQ(tipping[1].voices, 60U);
}

TEST_F(TimelineTest, TellsThePeakAndWhenHalfOfItWasLeft) {
  const auto timeline = told(alert(burst_ + hours(1)));
  const auto peaks = of(timeline, Event::kPeak);
  ASSERT_EQ(peaks.size(), 1U);
  EXPECT_GT(peaks[0].pace, 900);
  const auto half = of(timeline, Event::kHalf);
  ASSERT_EQ(half.size(), 1U);
  EXPECT_EQ(timeline.half_life, half[0].at - peaks[0].at);
  EXPECT_GT(half[0].at, burst_ + minutes(15));
  EXPECT_LT(half[0].at, burst_ + minutes(30));
}

TEST_F(TimelineTest, TellsNoHalfOfWhatStillGrows) {
  const auto timeline = told(alert(burst_ + minutes(8), false));
  EXPECT_FALSE(timeline.half_life);
  EXPECT_TRUE(of(timeline, Event::kHalf).empty());
  EXPECT_TRUE(of(timeline, Event::kEnded).empty());
}

TEST_F(TimelineTest, TellsNoHalfOverMinutesThatWereNotHeard) {
  gaps_ = {{burst_ + minutes(20), burst_ + minutes(45), Hearing::kLost, "bluesky"}};
  const auto timeline = told(alert(burst_ + hours(1)));
  ASSERT_EQ(of(timeline, Event::kPeak).size(), 1U);
  EXPECT_FALSE(timeline.half_life) << "it fell while nobody listened";
  EXPECT_TRUE(of(timeline, Event::kHalf).empty());
  EXPECT_EQ(timeline.gaps.size(), 1U);
}

TEST_F(TimelineTest, TellsWordsThatSayWhatItIsAboutAndNoPlainOnes) {
  for (int i = 0; i < 80; ++i) {
    say(burst_ + minutes(2) + std::chrono::seconds(i),
        {.text = "galerne : dans mes freins, ils ne sont pas là, Déjà they don’t work", .is_bad = true});
  }
  auto turn = alert(burst_ + hours(1));
  turn.kind = Kind::kShare;
  const auto words = read_evidence(*house_.store, turn.kind, turn.query, {turn.course.from, burst_ + hours(1)})->words;
  std::vector<std::string> names;
  for (const auto& word : words) names.push_back(word.name);
  EXPECT_THAT(names, ::testing::UnorderedElementsAre("freins", "work"));
}

TEST_F(TimelineTest, CountsNothingThatCameAfterTheAlertWasCounted) {
  auto young = alert(burst_ + minutes(8), false);
  young.course.from = young.course.incident.began_at = burst_ - hours(4);
  const auto timeline = told(young);
  ASSERT_GT(timeline.step, minutes(1)) << "so that the last step is cut";
  for (const auto& point : timeline.points) EXPECT_GE(point.posts, point.voices);
}

TEST_F(TimelineTest, TellsTheFirstAnswerOfTheHouseAndNotWhatOthersAnswer) {
  EXPECT_TRUE(of(told(alert(burst_ + hours(1))), Event::kAnswered).empty());
  say(burst_ + minutes(30), {.id = "second", .author = "staff:ada", .parent = "spark", .text = "Thank you."});
  say(burst_ + minutes(12), {.id = "first", .author = "staff:ada", .parent = "p962", .text = "We look at it."});
  say(burst_ + minutes(6), {.id = "repeated", .author = "staff:ada", .parent = "spark", .is_repost = true});
  say(burst_ + minutes(5), {.id = "elsewhere", .author = "staff:ada", .parent = "nowhere", .text = "Thank you."});
  const auto answered = of(told(alert(burst_ + hours(1))), Event::kAnswered);
  ASSERT_EQ(answered.size(), 1U);
  EXPECT_EQ(answered[0].post, (PostKey{"file:test", "first"}));
  EXPECT_EQ(answered[0].at, burst_ + minutes(12));
}

TEST_F(TimelineTest, KnowsAnAnswerByTheDeskWhoeverTheNetworkSaysItIsOf) {
  say(burst_ + minutes(9), {.id = "ours", .author = "did:us", .text = "We look at it."});
  auto around = world();
  around.own_replies = [](const store::Span&) -> Result<std::vector<OwnReply>> {
    return std::vector<OwnReply>{{{"file:test", "gone"}, "spark", "spark"},
                                 {{"file:test", "ours"}, "nowhere", "spark"},
                                 {{"file:test", "p3"}, "nowhere", ""}};
  };
  const auto answered = of(read_timeline(alert(burst_ + hours(1)), around).value(), Event::kAnswered);
  ASSERT_EQ(answered.size(), 1U);
  EXPECT_EQ(answered[0].post, (PostKey{"file:test", "ours"}));
  EXPECT_EQ(answered[0].at, burst_ + minutes(9));
}

TEST_F(TimelineTest, TellsWhatTheHouseKnowsInItsOrder) {
  for (int i = 0; i < 300; ++i) say(burst_ + minutes(6) + std::chrono::seconds(i));
  auto one = alert(burst_ + hours(1));
  one.acknowledged = Acknowledged{"ada", "Ada", burst_ + minutes(9)};
  auto around = world();
  around.told_at = burst_ + minutes(3);
  const auto timeline = read_timeline(one, around).value();
  EXPECT_TRUE(std::is_sorted(timeline.moments.begin(), timeline.moments.end(),
                             [](const Moment& left, const Moment& right) { return left.at < right.at; }));
  EXPECT_EQ(of(timeline, Event::kTold).size(), 1U);
  EXPECT_EQ(of(timeline, Event::kAcknowledged).size(), 1U);
  EXPECT_EQ(of(timeline, Event::kCrisis).size(), 1U) << "a hundred critical posts";
  EXPECT_GE(of(timeline, Event::kGrew).size(), 1U);
  EXPECT_EQ(of(timeline, Event::kFirstPost).at(0).at, burst_);
  EXPECT_EQ(of(timeline, Event::kEnded).at(0).at, burst_ + hours(1));
}

TEST_F(TimelineTest, IsTheSameWhenMadeAgain) {
  const auto one = alert(burst_ + hours(1));
  EXPECT_EQ(json_of(told(one)).dump(), json_of(told(one)).dump());
  EXPECT_EQ(csv_of(told(one)), csv_of(told(one)));
}

TEST_F(TimelineTest, LosesWhatIsErased) {
  const auto one = alert(burst_ + hours(1));
  house_.remove("spark");
  const auto timeline = told(one);
  EXPECT_TRUE(of(timeline, Event::kTipping).empty());
  EXPECT_THAT(json_of(timeline).dump(), ::testing::Not(HasSubstr("spark")));
}

TEST_F(TimelineTest, OfAnOutageHasItsMomentsAlone) {
  Alert outage;
  outage.kind = Kind::kCoverage;
  outage.about = "bluesky";
  outage.course.from = outage.course.incident.began_at = burst_;
  outage.evidence.to = burst_ + minutes(20);
  const auto timeline = told(outage);
  EXPECT_TRUE(timeline.points.empty());
  ASSERT_EQ(timeline.moments.size(), 1U);
  EXPECT_EQ(timeline.moments[0].event, Event::kBegan);
}

TEST_F(TimelineTest, OfMonthsIsOfTheLastAndOfAMinuteHasAStep) {
  auto old = alert(burst_ + hours(1));
  old.course.from = old.course.incident.began_at = begin_ - hours(24 * 400);
  const auto timeline = told(old);
  EXPECT_LE(timeline.points.size(), 180U);
  EXPECT_LE(timeline.span.to - timeline.span.from, kTimelineMax + hours(48));
  Alert young = alert(burst_ + minutes(1), false);
  young.course.from = young.course.incident.began_at = young.evidence.to = burst_;
  EXPECT_FALSE(told(young).points.empty());
}

TEST_F(TimelineTest, IsATableOfNumbersAlone) {
  const auto csv = csv_of(told(alert(burst_ + hours(1))));
  EXPECT_EQ(csv.substr(0, csv.find('\r')), "at,posts,voices,usual,written,critical,share");
  EXPECT_EQ(csv.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789,.:-TZ\r\n"), std::string::npos) << csv;
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n') * 6, std::count(csv.begin(), csv.end(), ','));
}

}  // namespace
}  // namespace vigie::alert
