#include "listening/book.h"

#include <gtest/gtest.h>

#include "base/forgetful_disk.h"

namespace vigie::listening {
namespace {

std::unique_ptr<Book> open_book(Disk& disk, const std::string& path = ":memory:") {
  auto book = Book::open(path, *Seal::open(disk, "sources/key"));
  return std::move(*book);
}

Listed mastodon() {
  Listed out;
  out.name = "mastodon:piaille.fr";
  out.kind = "mastodon";
  out.options = {{"url", "https://piaille.fr"}};
  return out;
}

TEST(SealTest, OpensWhatItSealedWithTheKeyOfThisHouseAlone) {
  ForgetfulDisk disk, other;
  ASSERT_TRUE(disk.make_folder("sources"));
  ASSERT_TRUE(other.make_folder("sources"));
  const auto text = Seal::open(disk, "sources/key")->sealed("pass word");
  EXPECT_EQ(text.find("pass"), std::string::npos);
  EXPECT_EQ(*Seal::open(disk, "sources/key")->opened(text), "pass word");
  EXPECT_FALSE(Seal::open(other, "sources/key")->opened(text));
  EXPECT_FALSE(Seal::open(disk, "sources/key")->opened("no base64!"));
  EXPECT_FALSE(Seal::open(disk, "sources/key")->opened(""));
  ASSERT_TRUE(replace_file(disk, "sources/key", "short"));
  EXPECT_FALSE(Seal::open(disk, "sources/key"));
}

TEST(BookTest, KeepsASourceItsSecretAndItsMemory) {
  ForgetfulDisk disk;
  ASSERT_TRUE(disk.make_folder("sources"));
  const auto book = open_book(disk);
  ASSERT_TRUE(book->add(mastodon(), "token"));
  EXPECT_EQ(book->add(mastodon(), "").error().code, ErrorCode::kConflict);
  ASSERT_TRUE(book->keep("mastodon:piaille.fr", R"({"last":"7"})"));
  ASSERT_TRUE(book->set_paused("mastodon:piaille.fr", true));
  const auto found = book->find("mastodon:piaille.fr");
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->has_secret);
  EXPECT_TRUE(found->is_paused);
  EXPECT_EQ(found->memory, R"({"last":"7"})");
  EXPECT_EQ(found->options, mastodon().options);
  EXPECT_EQ(*book->secret_of("mastodon:piaille.fr"), "token");
  ASSERT_TRUE(book->remove("mastodon:piaille.fr"));
  EXPECT_EQ(book->remove("mastodon:piaille.fr").error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(book->keep("mastodon:piaille.fr", "x"));
  EXPECT_TRUE(book->list()->empty());
}

}  // namespace
}  // namespace vigie::listening
