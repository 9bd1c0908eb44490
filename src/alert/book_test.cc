#include "alert/book.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "alert/alert_json.h"
#include "alert/book_tables.h"
#include "alert/limits.h"
#include "alert/rules.h"
#include "alert/sentence.h"
#include "alert/told.h"

namespace vigie::alert {
namespace {

const Time kNoon = time_of_micros(1'790'000'000LL * 1'000'000);

class BookTest : public ::testing::Test {
 protected:
  void SetUp() override {
    static int number = 0;
    path_ = std::filesystem::path(::testing::TempDir()) /
            ("vigie_book_" + std::to_string(::getpid()) + "_" + std::to_string(number++) + ".db");
  }
  void TearDown() override {
    for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_.string() + end);
  }
  static Alert alert() {
    Alert out;
    out.watch = 7;
    out.watch_name = "Galerne";
    out.kind = Kind::kShare;
    out.course.incident = Incident::begin(kNoon, 2.5);
    out.course.from = kNoon - std::chrono::hours(1);
    out.course.hours = 1;
    out.course.expected = 12.25;
    out.course.usual = signal::Usual{0.14, 1.25, 800, 0.015625};
    out.course.now = {30, 60};
    out.course.known_from = kNoon - std::chrono::days(28);
    out.evidence.read_from = kNoon - kMinute;
    out.query = "(galerne) -is:repost";
    out.evidence.to = kNoon;
    out.evidence.posts = 60;
    out.evidence.voices = 48;
    out.evidence.critical = {30, 60};
    out.evidence.first = PostKey{"file:t", "1"};
    out.evidence.posts_behind = {{"file:t", "9"}, {"file:t", "8"}};
    out.evidence.words = {{"freins", 12}};
    out.evidence.authors = {{"file:t", "ada", "ada", 3}};
    out.evidence.networks = {{"file:t", 60}};
    return out;
  }

  std::filesystem::path path_;
};

TEST_F(BookTest, KeepsAnAlertWhole) {
  const auto book = Book::open(path_).value();
  auto kept = alert();
  ASSERT_TRUE(book->add(kept));
  const auto read = book->get(kept.id).value().value();
  EXPECT_EQ(json_of(read), json_of(kept));
  EXPECT_EQ(read.group, read.id);
  kept.course.incident.state = State::kEnded;
  kept.course.incident.ended_at = kNoon + std::chrono::hours(2);
  kept.evidence.posts_behind.pop_back();
  ++kept.update;
  ASSERT_TRUE(book->update(kept));
  EXPECT_EQ(json_of(book->get(kept.id).value().value()), json_of(kept));
  EXPECT_FALSE(book->get(99).value());
}

TEST_F(BookTest, ListsByStateWatchAndKind) {
  const auto book = Book::open(path_).value();
  auto first = alert();
  auto second = alert();
  second.watch = 8;
  second.kind = Kind::kSurprise;
  second.course.incident.ended_at = kNoon;
  ASSERT_TRUE(book->add(first));
  ASSERT_TRUE(book->add(second));
  const auto ids = [&](const Wanted& wanted) {
    std::vector<std::int64_t> out;
    const auto list = book->list(wanted).value();
    for (const auto& one : list) out.push_back(one.id);
    return out;
  };
  using Ids = std::vector<std::int64_t>;
  EXPECT_EQ(ids({}), (Ids{2, 1}));
  EXPECT_EQ(ids({.is_open = true, .watch = {}, .kind = {}}), Ids{1});
  EXPECT_EQ(ids({.is_open = {}, .watch = 8, .kind = {}}), Ids{2});
  EXPECT_EQ(ids({.is_open = {}, .watch = {}, .kind = Kind::kShare}), Ids{1});
  EXPECT_EQ(ids({.is_open = false, .watch = 8, .kind = Kind::kSurprise, .before = 2}), Ids{});
}

TEST_F(BookTest, OnePersonAcknowledges) {
  const auto book = Book::open(path_).value();
  auto kept = alert();
  ASSERT_TRUE(book->add(kept));
  EXPECT_EQ(book->acknowledge(kept.id, {"1", "Ada", kNoon})->acknowledged->by, "Ada");
  EXPECT_EQ(book->acknowledge(kept.id, {"1", "Ada Ashdown", kNoon + kMinute})->acknowledged->at, kNoon);
  EXPECT_EQ(book->acknowledge(kept.id, {"2", "Ada", kNoon}).error().code, ErrorCode::kConflict) << "a namesake";
  EXPECT_EQ(book->acknowledge(kept.id, {"", "Ada", kNoon}).error().code, ErrorCode::kConflict);
  EXPECT_EQ(book->acknowledge(99, {"2", "Ben", kNoon}).error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(book->update(kept));
  EXPECT_TRUE(book->get(kept.id).value()->acknowledged);
}

TEST_F(BookTest, AMuteIsOfTheWatchAndTheKind) {
  const auto book = Book::open(path_).value();
  auto kept = alert();
  ASSERT_TRUE(book->add(kept));
  ASSERT_TRUE(book->mute(kept.id, kNoon));
  EXPECT_EQ(book->muted_until(7, Kind::kShare).value(), kNoon);
  EXPECT_FALSE(book->muted_until(7, Kind::kSurprise).value());
  ASSERT_TRUE(book->mute(kept.id, kNoon + kMinute));
  EXPECT_EQ(book->get(kept.id).value()->muted_until, kNoon + kMinute);
}

TEST_F(BookTest, ForgetsTheOldestThatHaveEnded) {
  const auto book = Book::open(":memory:").value();
  auto open = alert();
  ASSERT_TRUE(book->add(open));
  EXPECT_TRUE(all_kept(*book)->is_whole);
  for (std::size_t i = 0; i < kAlertsKept + 5; ++i) {
    auto ended = alert();
    ended.course.incident.ended_at = kNoon;
    ASSERT_TRUE(book->add(ended));
  }
  const auto kept = all_kept(*book);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->alerts.size(), kAlertsKept + 1);
  EXPECT_EQ(kept->alerts.back().id, open.id);
  EXPECT_FALSE(kept->is_whole);
}

TEST_F(BookTest, ForgetsWithAnAlertWhoWasToldOfItAndItsMute) {
  const auto book = Book::open(path_).value();
  SilentLog log;
  const auto rules = Rules::open(path_, log).value();
  auto first = alert();
  first.watch = 8;
  first.course.incident.ended_at = kNoon;
  ASSERT_TRUE(book->add(first));
  ASSERT_TRUE(rules->note({first.id, 3, first.id}));
  ASSERT_TRUE(book->mute(first.id, kNoon));
  for (std::size_t i = 0; i < kAlertsKept; ++i) {
    auto next = alert();
    ASSERT_TRUE(book->add(next));
  }
  EXPECT_FALSE(book->get(first.id).value());
  EXPECT_TRUE(rules->told(first.id)->empty());
  EXPECT_FALSE(book->muted_until(8, Kind::kShare).value());
}

TEST_F(BookTest, WhoActsWithoutAnAccountIsKnownByName) {
  const auto book = Book::open(path_).value();
  auto kept = alert();
  ASSERT_TRUE(book->add(kept));
  ASSERT_TRUE(book->acknowledge(kept.id, {"", "the operator", kNoon}));
  EXPECT_TRUE(book->acknowledge(kept.id, {"", "the operator", kNoon}));
  EXPECT_TRUE(book->acknowledge(kept.id, {"1", "the operator", kNoon})) << "before accounts were kept";
  EXPECT_EQ(book->acknowledge(kept.id, {"", "another", kNoon}).error().code, ErrorCode::kConflict);
}

TEST_F(BookTest, ForgetsWhatHasEndedWithTheLastOfItsPosts) {
  const auto book = Book::open(path_).value();
  auto old = alert();
  auto newer = alert();
  auto open = alert();
  old.course.incident.ended_at = newer.course.incident.ended_at = kNoon + std::chrono::hours(2);
  newer.evidence.to = kNoon + kMinute;
  for (auto* one : {&old, &newer, &open}) ASSERT_TRUE(book->add(*one));
  EXPECT_EQ(book->forget_older(kNoon, kNoon).value(), 1);
  EXPECT_FALSE(book->get(old.id).value());
  EXPECT_TRUE(book->get(newer.id).value());
  EXPECT_TRUE(book->get(open.id).value());
  EXPECT_EQ(book->posts_behind()->size(), 3U) << "of both that are left";
}

TEST_F(BookTest, AnAlertOfSomebodyWhoIsForgottenNamesNobody) {
  const auto book = Book::open(path_).value();
  auto kept = alert();
  kept.kind = Kind::kAuthor;
  kept.rule = 3;
  kept.about = "ada";
  kept.query = "(galerne) author:\"ada\"";
  ASSERT_TRUE(book->add(kept));
  ASSERT_EQ(book->authors_behind()->size(), 1U);
  ASSERT_EQ(book->posts_behind()->size(), 3U);
  const PostKey posts[] = {{"file:t", "9"}};
  const PostKey authors[] = {{"file:t", "ada"}};
  ASSERT_TRUE(book->forget(posts, authors));
  const auto read = book->get(kept.id).value().value();
  EXPECT_EQ(json_of(read).dump().find("ada"), std::string::npos);
  EXPECT_EQ(read.evidence.posts_behind.size(), 1U);
}

TEST_F(BookTest, WhatIsToBeCountedAnewOutlivesARestart) {
  auto kept = alert();
  const PostKey posts[] = {{"file:t", "9"}};
  {
    const auto book = Book::open(path_).value();
    ASSERT_TRUE(book->add(kept));
    EXPECT_TRUE(book->to_count()->empty());
    EXPECT_EQ(book->forget(posts, {})->concerned, std::vector{kept.id});
    ASSERT_TRUE(book->update(kept)) << "an update is no count";
  }
  const auto book = Book::open(path_).value();
  EXPECT_EQ(book->to_count().value(), std::vector{kept.id});
  ASSERT_TRUE(book->note_counted(kept.id));
  EXPECT_TRUE(book->to_count()->empty());
}

TEST_F(BookTest, TakesOverTheNoticesOfAnOlderHouse) {
  {
    auto database = storage::Database::open(path_).value();
    ASSERT_TRUE(database->migrate("measure", kNoticeMigrations));
    ASSERT_TRUE(
        database->run("INSERT INTO notice VALUES (4, 7, 'Galerne', 7200000000, NULL, 1, 30, 60, 0.14, 1.5, 800)"));
    ASSERT_TRUE(database->run("INSERT INTO notice_post VALUES (4, 0, 'file:t', '1'), (4, 1, 'file:t', '2')"));
  }
  const auto book = Book::open(path_).value();
  const auto read = book->get(4).value().value();
  EXPECT_EQ(read.watch_name, "Galerne");
  EXPECT_EQ(read.kind, Kind::kShare);
  EXPECT_EQ(read.course.incident.state, State::kEnded);
  EXPECT_EQ(read.evidence.critical.part, 30U);
  EXPECT_EQ(read.evidence.first, (PostKey{"file:t", "1"}));
  EXPECT_EQ(read.evidence.posts_behind.size(), 1U);
  EXPECT_TRUE(Book::open(path_));
}

TEST_F(BookTest, RemembersUpToWhenItHasJudged) {
  const auto book = Book::open(path_).value();
  EXPECT_EQ(book->judged(kNoon)->until, kNoon);
  ASSERT_TRUE(book->note_judged(kNoon + kMinute));
  EXPECT_EQ(book->judged(kNoon + std::chrono::hours(1))->until, kNoon + kMinute);
  EXPECT_EQ(book->judged(kNoon + std::chrono::hours(1))->since, kNoon);
}

TEST_F(BookTest, SentencesSayWhatHappenedInBothLanguages) {
  auto turn = alert();
  EXPECT_EQ(sentence_of(turn).en,
            "The turn of “Galerne” has left its usual band: 50% of the posts of 60 minutes are critical (30 of 60), "
            "where 0 to 30% is usual.");
  turn.kind = Kind::kSurprise;
  EXPECT_EQ(sentence_of(turn).en,
            "“Galerne”: 60 posts by 48 voices in 60 minutes, where 12 are usual; 50% are critical.");
  EXPECT_EQ(
      sentence_of(turn).fr,
      "«\u00a0Galerne\u00a0»\u00a0: 60 messages de 48 voix en 60 minutes, contre 12 d’ordinaire\u202f; 50\u202f% sont "
      "critiques.");
}

TEST_F(BookTest, TheSentenceOfATurnMovesWithItsFiguresAndSaysHowLongTheyTook) {
  auto turn = alert();
  turn.evidence.critical = {1'200, 2'000};
  turn.evidence.to += 14 * kMinute;
  EXPECT_NE(sentence_of(turn).en.find("60% of the posts of 74 minutes are critical (1,200 of 2,000)"),
            std::string::npos)
      << sentence_of(turn).en;
  turn.course.incident.state = State::kEnded;
  EXPECT_NE(sentence_of(turn).fr.find("» était sortie de son habitude"), std::string::npos) << sentence_of(turn).fr;
  turn.evidence.critical = {};
  EXPECT_NE(sentence_of(turn).en.find("(30 of 60)"), std::string::npos) << "what it began with";
}

TEST_F(BookTest, GroupsNumbersAsEachLanguageDoes) {
  auto told = alert();
  told.kind = Kind::kSurprise;
  told.evidence.posts = 1'234'567;
  told.evidence.voices = 999;
  told.course.expected = 10'000;
  const auto [fr, en] = sentence_of(told);
  EXPECT_NE(en.find("1,234,567 posts by 999 voices"), std::string::npos) << en;
  EXPECT_NE(en.find("10,000 are usual"), std::string::npos) << en;
  EXPECT_NE(fr.find("1\u202f234\u202f567 messages"), std::string::npos) << fr;
}

TEST_F(BookTest, NeverSaysThatNothingIsUsual) {
  auto told = alert();
  told.kind = Kind::kSurprise;
  told.course.expected = 0.4;
  const auto [fr, en] = sentence_of(told);
  EXPECT_NE(en.find("where fewer than 1 is usual"), std::string::npos) << en;
  EXPECT_NE(fr.find("contre moins d’un d’ordinaire"), std::string::npos) << fr;
  told.course.expected = 1.2;
  EXPECT_NE(sentence_of(told).en.find("where 1 is usual"), std::string::npos);
}

TEST_F(BookTest, AYoungWatchSaysByHowLittleItKnows) {
  auto told = alert();
  told.kind = Kind::kSurprise;
  told.course.known_from = kNoon - 40 * kMinute;
  const auto [fr, en] = sentence_of(told);
  EXPECT_NE(en.find("where 12 would be expected by all that is known, only 40 minutes"), std::string::npos) << en;
  EXPECT_NE(fr.find("contre 12 attendus d’après ce qui est connu, soit 40 minutes seulement"), std::string::npos) << fr;
  told.course.known_from = kNoon - std::chrono::hours(24);
  EXPECT_NE(sentence_of(told).en.find("12 are usual"), std::string::npos);
}

}  // namespace
}  // namespace vigie::alert
