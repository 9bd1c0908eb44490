#include "judgement/corrections.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

#include "judgement/correction_book.h"
#include "store/test_house.h"

namespace vigie::judgement {
namespace {

using post::Mood;

// A house that reads every post as negative, in French; in English as neutral.
class JudgedPosts final : public Surroundings {
 public:
  explicit JudgedPosts(store::House& house) : house_(house) {}
  const store::Store& store() const override { return *house_.store; }
  const Clock& clock() const override { return house_.clock; }
  post::Reading read(const post::Post&, std::optional<post::LanguageId> language) const override {
    post::Reading out{*post::language_of("fr"), 0.8F, {0.8F, 0.2F, 0}};
    if (language && *language == post::language_of("en")) out = {out.language, 0.8F, {0, 1, 0}};
    return store::kept(out);
  }
  Result<void> correct(const post::Post& post, const post::Correction& correction) override {
    if (refuses) return unavailable("the disk refuses");
    post::Reading reading = read(post, correction.language);
    if (correction.language) {
      reading.language = *correction.language;
      reading.language_p = 1;
      reading.is_language_corrected = true;
    }
    if (correction.mood) {
      for (std::size_t i = 0; i < 3; ++i) reading.mood_p[i] = i == static_cast<std::size_t>(*correction.mood) ? 1 : 0;
      reading.is_mood_corrected = true;
    }
    post::Item item{post::Act::kSay, post};
    item.correction = correction;
    ++asked;
    return house_.add(item, reading) == post::Fate::kRejected ? Result<void>(Error{ErrorCode::kConflict, "edited"})
                                                              : Result<void>{};
  }
  bool refuses = false;
  int asked = 0;

 private:
  store::House& house_;
};

class CorrectionsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    static int number = 0;
    path_ = std::filesystem::path(::testing::TempDir()) /
            ("vigie_judgement_" + std::to_string(::getpid()) + "_" + std::to_string(number++) + ".db");
    std::filesystem::remove(path_);
    ASSERT_TRUE(house_.open());
    for (const auto* id : {"1", "2", "3"}) tell(id, "clio");
    open();
  }
  void TearDown() override {
    corrections_.reset();
    for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_.string() + end);
  }
  void open() {
    corrections_.reset();
    corrections_ = Corrections::open(path_, judged_, house_.log).value();
    corrections_->settle();
  }
  post::Item tell(std::string_view id, std::string_view text, std::optional<Time> edited_at = {}) {
    post::Post post;
    post.id = id;
    post.source = "file:test";
    post.text = text;
    post.created_at = store::kNoon;
    post.edited_at = edited_at;
    const post::Item item{post::Act::kSay, post};
    house_.add(item, judged_.read(post, {}));
    return item;
  }
  static Change mood(std::optional<Mood> right) {
    Change out;
    out.mood.emplace(right);
    return out;
  }
  static Change language(std::string_view code) {
    Change out;
    out.language.emplace(post::language_of(code));
    return out;
  }
  Result<Judged> correct(std::string_view id, const Change& change, const std::string& by = "ana") {
    return corrections_->correct("file:test", id, change, {by, by});
  }
  std::string lines() const {
    std::string out;
    const auto all = corrections_->list(0, 100).value();
    for (const auto& line : all) {
      out += line.id + " " + line.by.id + " " + std::string(name_of(line.standing)) + ";";
    }
    return out;
  }
  std::int64_t line_count() const { return CorrectionBook::open(path_).value()->line_count().value(); }

  std::filesystem::path path_;
  store::House house_;
  JudgedPosts judged_{house_};
  std::unique_ptr<Corrections> corrections_;
};

TEST_F(CorrectionsTest, TellWhoSaidWhatIsRightWhenAndWhatWasRead) {
  const auto now = correct("1", mood(Mood::kPositive));
  ASSERT_TRUE(now) << now.error().message;
  EXPECT_EQ(now->reading.mood(), Mood::kPositive);
  EXPECT_EQ(now->ours.mood(), Mood::kNegative);
  ASSERT_TRUE(now->last);
  EXPECT_EQ(now->last->by.name, "ana");
  EXPECT_EQ(now->last->at, house_.clock.now());
  EXPECT_EQ(now->last->mood_read, Mood::kNegative);
  EXPECT_EQ(now->last->mood_right, Mood::kPositive);
  EXPECT_FALSE(now->last->language_right);
  EXPECT_EQ(house_.find("is:corrected"), std::vector<std::string>{"1"});
  open();
  EXPECT_EQ(lines(), "1 ana holds;");
  EXPECT_EQ(corrections_->of("file:test", "1")->last->by.id, "ana");
  EXPECT_FALSE(corrections_->of("file:test", "2")->last);
}

TEST_F(CorrectionsTest, ToldTwiceWriteNoSecondLine) {
  ASSERT_TRUE(correct("1", mood(Mood::kPositive)));
  const auto again = correct("1", mood(Mood::kPositive), "bob");
  EXPECT_EQ(again->last->by.id, "ana") << "who was first";
  EXPECT_EQ(judged_.asked, 1);
  EXPECT_EQ(line_count(), 1);
}

TEST_F(CorrectionsTest, WhatTheHouseReadsItselfIsNoCorrection) {
  ASSERT_TRUE(correct("1", mood(Mood::kNegative)));
  EXPECT_EQ(line_count(), 0);
  ASSERT_TRUE(correct("1", mood(Mood::kPositive)));
  const auto undone = correct("1", mood(Mood::kNegative), "bob");
  EXPECT_FALSE(undone->reading.is_corrected());
  EXPECT_EQ(undone->last->standing, Standing::kUndone);
  EXPECT_EQ(lines(), "");
  ASSERT_TRUE(correct("1", mood(Mood::kPositive)));
  ASSERT_TRUE(correct("1", mood(std::nullopt)));
  EXPECT_EQ(lines(), "");
  EXPECT_EQ(house_.find("is:corrected").size(), 0U);
}

TEST_F(CorrectionsTest, OfOnePostFillNoJournal) {
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(correct("1", mood(Mood::kPositive)));
    ASSERT_TRUE(correct("1", mood(std::nullopt)));
  }
  EXPECT_LE(line_count(), 5);
  ASSERT_TRUE(correct("1", mood(Mood::kPositive)));
  EXPECT_EQ(lines(), "1 ana holds;");
}

TEST_F(CorrectionsTest, WhatIsNotNamedStays) {
  ASSERT_TRUE(correct("1", mood(Mood::kPositive)));
  const auto both = correct("1", language("en"), "bob");
  EXPECT_TRUE(both->reading.is_mood_corrected && both->reading.is_language_corrected);
  EXPECT_EQ(lines(), "1 bob holds;");
  const auto one = correct("1", mood(std::nullopt));
  EXPECT_FALSE(one->reading.is_mood_corrected);
  EXPECT_TRUE(one->reading.is_language_corrected);
  EXPECT_EQ(one->reading.mood(), Mood::kNeutral) << "as a text in the right language is read";
}

TEST_F(CorrectionsTest, RefuseAnUnknownPostAndAnotherVersion) {
  EXPECT_EQ(correct("9", mood(Mood::kPositive)).error().code, ErrorCode::kNotFound);
  auto change = mood(Mood::kPositive);
  change.edited_at.emplace(store::kNoon + Micros(1));
  EXPECT_EQ(correct("1", change).error().code, ErrorCode::kConflict);
  tell("1", "clio verte", store::kNoon + Micros(1));
  EXPECT_TRUE(correct("1", change));
  change.edited_at.emplace(std::nullopt);
  EXPECT_EQ(correct("1", change).error().code, ErrorCode::kConflict);
  EXPECT_EQ(line_count(), 1);
}

TEST_F(CorrectionsTest, LeaveNoLineWhereTheHouseRefuses) {
  judged_.refuses = true;
  EXPECT_EQ(correct("1", mood(Mood::kPositive)).error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(line_count(), 0);
  judged_.refuses = false;
  ASSERT_TRUE(correct("1", mood(Mood::kPositive)));
  judged_.refuses = true;
  EXPECT_FALSE(correct("1", mood(Mood::kNeutral), "bob"));
  EXPECT_EQ(lines(), "1 ana holds;") << "the line before holds again";
}

// The end of the process came between the line and the log.
TEST_F(CorrectionsTest, TakeBackTheLinesOfWhichTheLogKnowsNothing) {
  ASSERT_TRUE(correct("1", mood(Mood::kPositive)));
  {
    const auto book = CorrectionBook::open(path_).value();
    Corrected line = *corrections_->of("file:test", "1")->last;
    line.by = {"bob", "bob"};
    line.mood_right = Mood::kNeutral;
    ASSERT_TRUE(book->add(line));
    line.id = "2";
    ASSERT_TRUE(book->add(line));
  }
  open();
  EXPECT_EQ(lines(), "1 ana holds;");
  EXPECT_EQ(line_count(), 1);
}

TEST_F(CorrectionsTest, AreVoidOnceTheAuthorHasEditedThePost) {
  ASSERT_TRUE(correct("1", mood(Mood::kPositive)));
  corrections_->heard(tell("1", "clio verte", store::kNoon + Micros(1)), post::Fate::kEdited);
  corrections_->settle();
  EXPECT_EQ(lines(), "1 ana void;");
  EXPECT_FALSE(corrections_->of("file:test", "1")->last) << "of this version nobody said anything";
  std::size_t holding = 0;
  ASSERT_TRUE(corrections_->each([&](const Corrected&) { ++holding; }));
  EXPECT_EQ(holding, 0U);
  ASSERT_TRUE(correct("1", mood(Mood::kPositive), "bob"));
  open();
  EXPECT_EQ(lines(), "1 bob holds;1 ana void;");
}

TEST_F(CorrectionsTest, LoseNoEditedPostWhereMoreAreEditedThanAreHeld) {
  for (const auto* id : {"1", "2"}) ASSERT_TRUE(correct(id, mood(Mood::kPositive)));
  const auto first = tell("1", "clio verte", store::kNoon + Micros(1));
  for (int i = 0; i < 10'000; ++i) corrections_->heard(first, post::Fate::kEdited);
  corrections_->heard(tell("2", "clio bleue", store::kNoon + Micros(1)), post::Fate::kEdited);
  corrections_->settle();
  EXPECT_EQ(lines(), "2 ana void;1 ana void;");
}

TEST_F(CorrectionsTest, WriteNothingAtAStartAfterWhichAllHoldsAsBefore) {
  for (const auto* id : {"1", "2"}) ASSERT_TRUE(correct(id, mood(Mood::kPositive)));
  ASSERT_TRUE(correct("2", mood(std::nullopt)));
  corrections_.reset();
  const auto other = storage::Database::open(path_).value();
  const auto version = [&] {  // Moves with each commit of somebody else.
    std::int64_t out = 0;
    EXPECT_TRUE(other->query("PRAGMA data_version", {}, [&](const storage::Row& row) { out = row.integer(0); }));
    return out;
  };
  const auto before = version();
  open();
  EXPECT_EQ(version(), before);
  EXPECT_EQ(lines(), "1 ana holds;");
}

TEST_F(CorrectionsTest, LeaveNothingOfPostsThatAreGone) {
  for (const auto* id : {"1", "2", "3"}) ASSERT_TRUE(correct(id, mood(Mood::kPositive)));
  post::Item gone;
  gone.act = post::Act::kDelete;
  gone.post.source = "file:test";
  gone.post.id = "1";
  house_.remove("1");
  corrections_->heard(gone, post::Fate::kDeleted);
  corrections_->settle();
  EXPECT_EQ(line_count(), 2);
  house_.remove("2");  // Unheard, as a post that is dropped by its age.
  gone.act = post::Act::kForgetAuthor;
  corrections_->heard(gone, post::Fate::kDeleted);
  corrections_->settle();
  EXPECT_EQ(lines(), "3 ana holds;");
  house_.remove("3");
  open();
  EXPECT_EQ(line_count(), 0);
}

TEST_F(CorrectionsTest, ForgetOnTheirOwnThread) {
  ASSERT_TRUE(correct("1", mood(Mood::kPositive)));
  std::thread thread([&] { corrections_->run(); });
  post::Item gone;
  gone.act = post::Act::kDelete;
  gone.post.source = "file:test";
  gone.post.id = "1";
  house_.remove("1");
  corrections_->heard(gone, post::Fate::kDeleted);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (line_count() > 0 && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  corrections_->stop();
  thread.join();
  EXPECT_EQ(line_count(), 0);
}

TEST_F(CorrectionsTest, AreListedInPages) {
  for (const auto* id : {"1", "2", "3"}) ASSERT_TRUE(correct(id, mood(Mood::kPositive)));
  const auto first = corrections_->list(0, 2).value();
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0].id, "3");
  EXPECT_EQ(corrections_->list(first[1].line, 2).value().at(0).id, "1");
}

}  // namespace
}  // namespace vigie::judgement
