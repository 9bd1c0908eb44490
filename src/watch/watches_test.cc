#include "watch/watches.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "base/time_text.h"

namespace vigie::watch {
namespace {

class WatchesTest : public ::testing::Test {
 protected:
  void reopen() {
    watches_.reset();
    watches_ = Watches::open(*database_, clock_).value();
  }
  void SetUp() override { reopen(); }

  ManualClock clock_{*parse_time("2026-11-22T12:00:00Z")};
  std::unique_ptr<storage::Database> database_ = storage::Database::open(":memory:").value();
  std::unique_ptr<Watches> watches_;
};

TEST_F(WatchesTest, AreKeptWithTheirIds) {
  const auto a = watches_->add({"a", "rouge", "", "moi", "voir"}).value();
  const auto b = watches_->add({"b", "bleu", "#123456", "", ""}).value();
  ASSERT_TRUE(watches_->remove(b->id));
  reopen();
  const auto list = watches_->list();
  ASSERT_EQ(list->watches.size(), 1U);
  const auto& kept = **list->watches.begin();
  EXPECT_EQ(kept.said.name, "a");
  EXPECT_EQ(kept.said.purpose, "voir");
  EXPECT_FALSE(kept.said.colour.empty() && a->said.colour.empty());
  EXPECT_GT(watches_->add({"c", "vert", "", "", ""}).value()->id, b->id);  // Never used again.
}

TEST_F(WatchesTest, RefuseAWrongQueryWithItsColumn) {
  const auto wrong = watches_->add({"a", "rouge (", "", "", ""});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().message.rfind("query:", 0), 0U) << wrong.error().message;
  EXPECT_FALSE(watches_->add({"a", "after:2026-01-01 rouge", "", "", ""}));
  EXPECT_TRUE(watches_->list()->watches.empty());
}

TEST_F(WatchesTest, RefuseWhatIsNoNameOrColour) {
  EXPECT_FALSE(watches_->add({" ", "rouge", "", "", ""}));
  EXPECT_FALSE(watches_->add({"a", "rouge", "red", "", ""}));
  EXPECT_FALSE(watches_->add({std::string(kNameBytesMax + 1, 'a'), "rouge", "", "", ""}));
}

TEST_F(WatchesTest, AddAllOrNone) {
  const WatchDraft drafts[] = {{"a", "rouge", "", "", ""}, {"b", "((", "", "", ""}};
  EXPECT_FALSE(watches_->add_all(drafts));
  EXPECT_TRUE(watches_->list()->watches.empty());
  reopen();
  EXPECT_TRUE(watches_->list()->watches.empty());
}

TEST_F(WatchesTest, AnOldListStaysAsItWas) {
  const auto watch = watches_->add({"a", "rouge", "", "", ""}).value();
  const auto before = watches_->list();
  ASSERT_TRUE(watches_->change(watch->id, {"a", "bleu", "", "", ""}));
  EXPECT_EQ(before->find(watch->id)->said.query, "rouge");
  EXPECT_EQ(watches_->list()->find(watch->id)->said.query, "bleu");
  EXPECT_EQ(watches_->change(99, {"a", "bleu", "", "", ""}).error().code, ErrorCode::kNotFound);
}

std::vector<WatchId> found(const Watches& watches, std::string_view text) {
  post::Post post;
  post.text = text;
  text::Words words;
  query::read_words(post, words);
  query::Scratch scratch;
  std::vector<WatchId> ids;
  watches.list()->set.match({&post, &words, {}}, scratch, ids);
  return ids;
}

TEST_F(WatchesTest, AChangeHoldsOnceTheCallHasReturned) {
  const auto a = watches_->add({"a", "rouge", "", "", ""}).value()->id;
  const auto b = watches_->add({"b", "rouge OR bleu", "", "", ""}).value()->id;
  EXPECT_EQ(found(*watches_, "rouge"), (std::vector{a, b}));
  ASSERT_TRUE(watches_->change(a, {"a", "vert", "", "", ""}));
  EXPECT_EQ(found(*watches_, "rouge vert"), (std::vector{a, b}));
  EXPECT_EQ(found(*watches_, "rouge"), std::vector{b});
  ASSERT_TRUE(watches_->remove(b));
  EXPECT_EQ(found(*watches_, "rouge vert"), std::vector{a});
}

TEST_F(WatchesTest, FoldingChangesNothingButTheCost) {
  EXPECT_FALSE(watches_->fold(true));
  std::vector<WatchDraft> drafts(100, {"a", "rouge", "", "", ""});
  ASSERT_TRUE(watches_->add_all(drafts));
  ASSERT_TRUE(watches_->remove(3));
  EXPECT_FALSE(watches_->fold());  // Not yet worth it.
  const auto before = found(*watches_, "rouge");
  EXPECT_EQ(before.size(), 99U);
  EXPECT_TRUE(watches_->fold(true));
  EXPECT_EQ(watches_->list()->set.beside(), 0U);
  EXPECT_EQ(found(*watches_, "rouge"), before);
  EXPECT_EQ(watches_->list()->watches.size(), 99U);
}

// What changes while the fold compiles is in the folded set too.
TEST_F(WatchesTest, ManyReadWhileSomeChangeAndOneFolds) {
  std::vector<WatchDraft> drafts(50, {"a", "rouge", "", "", ""});
  ASSERT_TRUE(watches_->add_all(drafts));
  std::atomic<bool> ended = false;
  std::vector<std::thread> others;
  others.emplace_back([&] {
    while (!ended) watches_->fold(true);
  });
  for (int i = 0; i < 2; ++i) {
    others.emplace_back([&] {
      while (!ended) {
        const auto list = watches_->list();
        EXPECT_EQ(list->set.size(), list->watches.size());
        EXPECT_GE(found(*watches_, "rouge").size(), 50U);
      }
    });
  }
  for (int i = 0; i < 100; ++i) {
    const auto id = watches_->add({"b", "bleu", "", "", ""}).value()->id;
    EXPECT_EQ(found(*watches_, "bleu"), std::vector{id});
    ASSERT_TRUE(watches_->change(id, {"b", "vert", "", "", ""}));
    EXPECT_EQ(found(*watches_, "bleu vert"), std::vector{id});
    EXPECT_TRUE(found(*watches_, "bleu").empty());
    ASSERT_TRUE(watches_->remove(id));
    EXPECT_TRUE(found(*watches_, "vert").empty());
  }
  ended = true;
  for (auto& other : others) other.join();
}

TEST_F(WatchesTest, OneThatCanNoLongerBeReadIsLeftAsideAndKept) {
  const auto good = watches_->add({"a", "rouge", "", "", ""}).value()->id;
  watches_.reset();
  ASSERT_TRUE(
      database_->run("INSERT INTO watch (name, query, colour, owner, purpose, created_at) "
                     "VALUES ('old', 'rouge ((', '#123456', '', '', 0)",
                     {}));
  reopen();
  EXPECT_EQ(found(*watches_, "rouge"), std::vector{good});
  ASSERT_EQ(watches_->problems().size(), 1U);
  EXPECT_EQ(watches_->problems()[0].rfind("watch 2: query:", 0), 0U) << watches_->problems()[0];
  reopen();
  EXPECT_EQ(watches_->problems().size(), 1U);
}

}  // namespace
}  // namespace vigie::watch
