#include "refusal/refusals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/posix_disk.h"
#include "base/time_text.h"
#include "post/validate.h"

namespace vigie::refusal {
namespace {

class RefusalsTest : public testing::Test {
 protected:
  void SetUp() override {
    static int number = 0;
    folder_ = std::filesystem::path(testing::TempDir()) /
              ("vigie_refusal_" + std::to_string(::getpid()) + "_" + std::to_string(number++));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    ASSERT_TRUE(open());
  }
  void TearDown() override {
    list_.reset();
    std::filesystem::remove_all(folder_);
  }
  Result<void> open() {
    list_.reset();
    auto opened = Refusals::open(folder_, {disk_, clock_});
    if (!opened) return opened.error();
    list_ = std::move(*opened);
    return {};
  }
  bool holds(std::string_view source, std::string_view author, std::string_view handle = {}) const {
    post::Post post;
    post.source = source;
    post.author.id = author;
    post.author.handle = handle;
    return list_->now()->holds(post);
  }
  std::string all_bytes() const {
    std::string out;
    for (const auto& file : std::filesystem::directory_iterator(folder_)) {
      std::ifstream in(file.path(), std::ios::binary);
      out.append(std::istreambuf_iterator<char>(in), {});
    }
    return out;
  }

  std::filesystem::path folder_;
  PosixDisk disk_;
  ManualClock clock_{*parse_time("2026-11-22T12:00:00Z")};
  std::unique_ptr<Refusals> list_;
};

TEST_F(RefusalsTest, HoldsWhoIsAddedAndNobodyElseAndOutlivesARestart) {
  EXPECT_TRUE(list_->now()->empty());
  ASSERT_TRUE(list_->add("bluesky", "did:plc:abc"));
  for (int round = 0; round < 2; ++round) {
    EXPECT_TRUE(holds("bluesky", "did:plc:abc"));
    EXPECT_TRUE(holds("file:archive", "did:plc:abc")) << "whatever brings them";
    EXPECT_FALSE(holds("bluesky", "did:plc:abd"));
    EXPECT_FALSE(holds("bluesky", ""));
    ASSERT_TRUE(open());
  }
}

TEST_F(RefusalsTest, KnowsSomebodyOfAServerThatNamesItsPeopleByNumberByTheirHandle) {
  ASSERT_TRUE(list_->add("mastodon:misskey.example", "zoe@misskey.example"));
  EXPECT_TRUE(holds("mastodon:piaille.fr", "https://misskey.example/users/9abcdef", "zoe@misskey.example"));
  EXPECT_FALSE(holds("mastodon:piaille.fr", "https://misskey.example/users/9abcdef", "ana@misskey.example"));
}

TEST_F(RefusalsTest, WritesNoNameToAnyFile) {
  ASSERT_TRUE(list_->add("file:shop", "zoe-the-reviewer"));
  ASSERT_TRUE(list_->add("bluesky", "did:plc:irreplaceable"));
  EXPECT_EQ(all_bytes().find("reviewer"), std::string::npos);
  EXPECT_EQ(all_bytes().find("irreplaceable"), std::string::npos);
  EXPECT_EQ(std::filesystem::status(key_file(folder_)).permissions() & std::filesystem::perms::others_all,
            std::filesystem::perms::none);
}

TEST_F(RefusalsTest, MarksTheSamePersonOtherwiseInEachFolder) {
  Key one{1}, other{2};
  EXPECT_NE(mark_of("did:plc:abc", one), mark_of("did:plc:abc", other));
  EXPECT_EQ(mark_of_hex(to_hex(mark_of("did:plc:abc", one))), mark_of("did:plc:abc", one));
  EXPECT_FALSE(mark_of_hex("00"));
}

TEST_F(RefusalsTest, AddsAPersonOnceAndTakesThemBack) {
  const auto first = list_->add("bluesky", "did:plc:abc").value();
  EXPECT_TRUE(first.is_new);
  const auto again = list_->add("file:any", "did:plc:abc").value();
  EXPECT_FALSE(again.is_new);
  EXPECT_EQ(again.refusal.id, first.refusal.id);
  EXPECT_EQ(list_->count(), 1U);
  ASSERT_TRUE(list_->remove(first.refusal.id));
  EXPECT_EQ(list_->remove(first.refusal.id).error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(holds("bluesky", "did:plc:abc"));
  EXPECT_GT(list_->add("bluesky", "did:plc:abc")->refusal.id, first.refusal.id) << "an id is never used again";
}

TEST_F(RefusalsTest, TellsTheListInPages) {
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(list_->add("file:t", std::to_string(i)));
  EXPECT_EQ(list_->list(0, 2).size(), 2U);
  EXPECT_EQ(list_->list(list_->list(0, 2).back().id, 10).size(), 3U);
  EXPECT_EQ(list_->list(99, 10).size(), 0U);
}

TEST_F(RefusalsTest, RefusesNobodyAndNamesTooLong) {
  EXPECT_EQ(list_->add("bluesky", "").error().code, ErrorCode::kInvalid);
  EXPECT_EQ(list_->add("bluesky", std::string(post::kIdBytesMax + 1, 'a')).error().code, ErrorCode::kInvalid);
  EXPECT_TRUE(list_->now()->empty());
}

TEST_F(RefusalsTest, DoesNotOpenWithoutTheKeyThatItsMarksWereMadeWith) {
  ASSERT_TRUE(list_->add("bluesky", "did:plc:abc"));
  std::filesystem::rename(key_file(folder_), folder_ / "aside");
  EXPECT_THAT(open().error().message, testing::HasSubstr("refusal.key: is missing"));
  ASSERT_TRUE(make_key(disk_, folder_));
  EXPECT_THAT(open().error().message, testing::HasSubstr("is not the key"));
  ASSERT_TRUE(replace_file(disk_, key_file(folder_), "half"));
  EXPECT_EQ(open().error().code, ErrorCode::kCorrupt);
  std::filesystem::rename(folder_ / "aside", key_file(folder_));
  ASSERT_TRUE(open());
  EXPECT_TRUE(holds("bluesky", "did:plc:abc"));
}

TEST_F(RefusalsTest, BeginsAnewWithAnotherKeyWhenNobodyIsOnTheList) {
  const auto added = list_->add("bluesky", "did:plc:abc");
  ASSERT_TRUE(list_->remove(added->refusal.id));
  std::filesystem::remove(key_file(folder_));
  ASSERT_TRUE(open());
  ASSERT_TRUE(list_->add("bluesky", "did:plc:abc"));
  ASSERT_TRUE(open());
  EXPECT_TRUE(holds("bluesky", "did:plc:abc"));
}

TEST_F(RefusalsTest, FindsEachOfManyAndNoOther) {
  Key key{7};
  std::vector<Mark> marks;
  for (int i = 0; i < 3'000; ++i) marks.push_back(mark_of(std::to_string(i), key));
  const Refused refused(marks, key);
  for (int i = 0; i < 3'000; ++i) EXPECT_TRUE(refused.holds(mark_of(std::to_string(i), key)));
  for (int i = 3'000; i < 9'000; ++i) EXPECT_FALSE(refused.holds(mark_of(std::to_string(i), key)));
}

}  // namespace
}  // namespace vigie::refusal
