#include "post/codec.h"

#include <gtest/gtest.h>

#include <vector>

#include "post/batch.h"

namespace vigie::post {
namespace {

Post full_post() {
  static constexpr std::string_view kLinks[] = {"https://example.org/a", "https://example.org/b"};
  static constexpr Media kMedia[] = {{"image", "une voiture rouge"}, {"video", ""}};
  Post post;
  post.id = "1";
  post.source = "file:shop";
  post.kind = Kind::kReview;
  post.created_at = time_of_micros(1'770'000'000'123'456);
  post.seen_at = time_of_micros(1'770'000'001'000'000);
  post.edited_at = time_of_micros(1'770'000'002'000'000);
  post.author = {"did:plc:x", "zoe.example", "Zoé"};
  post.title = "Bien";
  post.text = "Très bonne voiture";
  post.links = kLinks;
  post.media = kMedia;
  post.rating = 4.5F;
  post.verified = false;
  post.likes = std::uint64_t{1} << 53;
  post.extra = R"({"shop":"Lyon"})";
  return post;
}

TEST(PostCodec, ReadsBackEveryField) {
  Reading reading{17, 1.0F, {0, 0, 1}};
  std::string bytes;
  encode({Act::kSay, full_post()}, reading, bytes);
  Arena arena;
  const auto out = decode(bytes, arena);
  ASSERT_TRUE(out);
  const Post& post = out->item.post;
  EXPECT_EQ(post.id, "1");
  EXPECT_EQ(post.kind, Kind::kReview);
  EXPECT_EQ(post.created_at, full_post().created_at);
  EXPECT_EQ(post.edited_at, full_post().edited_at);
  EXPECT_EQ(post.author.name, "Zoé");
  ASSERT_EQ(post.links.size(), 2U);
  EXPECT_EQ(post.links[1], "https://example.org/b");
  ASSERT_EQ(post.media.size(), 2U);
  EXPECT_EQ(post.media[0].alt, "une voiture rouge");
  EXPECT_EQ(post.rating, 4.5F);
  EXPECT_EQ(post.verified, false);
  EXPECT_EQ(post.likes, std::uint64_t{1} << 53);
  EXPECT_EQ(post.extra, R"({"shop":"Lyon"})");
  EXPECT_EQ(out->reading.language, 17);
  EXPECT_EQ(out->reading.mood(), Mood::kPositive);
}

TEST(PostCodec, RefusesEveryCutExceptBetweenFields) {
  std::string bytes;
  encode({Act::kSay, full_post()}, {}, bytes);
  Arena arena;
  std::size_t refused = 0;
  for (std::size_t size = 0; size < bytes.size(); ++size)
    refused += decode(std::string_view(bytes).substr(0, size), arena) ? 0 : 1;
  EXPECT_GT(refused, bytes.size() / 2);
}

TEST(PostCodec, KeepsOnlyTheKeysOfADeletion) {
  std::string bytes;
  encode({Act::kDelete, full_post()}, {}, bytes);
  Arena arena;
  const auto out = decode(bytes, arena);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->item.act, Act::kDelete);
  EXPECT_EQ(out->item.post.id, "1");
  EXPECT_EQ(out->item.post.text, "");
}

TEST(Batch, OwnsTheStringsOfWhatWasAdded) {
  std::vector<Batch> batches(1);
  {
    std::string text = "a text longer than any small buffer of a string";
    Post post = full_post();
    post.text = text;
    batches[0].add(post);
    text.assign(text.size(), 'x');
  }
  batches.emplace_back();  // Moves the first.
  EXPECT_EQ(batches[0].items()[0].post.text, "a text longer than any small buffer of a string");
  EXPECT_EQ(batches[0].items()[0].post.links[0], "https://example.org/a");
}

}  // namespace
}  // namespace vigie::post
