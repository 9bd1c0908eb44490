#include "watch/watches.h"

#include <gtest/gtest.h>

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
  EXPECT_EQ(list->watches[0]->said.name, "a");
  EXPECT_EQ(list->watches[0]->said.purpose, "voir");
  EXPECT_FALSE(list->watches[0]->said.colour.empty() && a->said.colour.empty());
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

}  // namespace
}  // namespace vigie::watch
