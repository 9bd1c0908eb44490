#include "post/codec.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "post/batch.h"
#include "post/fields.h"

namespace vigie::post {
namespace {

// Every field has a value of its own.
Post full_post() {
  static constexpr std::string_view kLinks[] = {"https://example.org/a", "https://example.org/b"};
  static constexpr Media kMedia[] = {{"image", "une voiture rouge"}, {"video", ""}};
  Post post;
  each_text(post, [](Field field, std::string_view& text) { text = name_of(field); });
  post.kind = Kind::kReview;
  post.created_at = time_of_micros(1'770'000'000'123'456);
  post.seen_at = time_of_micros(1'770'000'001'000'000);
  post.edited_at = time_of_micros(1'770'000'002'000'000);
  post.links = kLinks;
  post.media = kMedia;
  post.rating = 4.5F;
  post.rating_max = 10;
  post.verified = false;
  post.likes = std::uint64_t{1} << 53;
  post.reposts = 2;
  post.replies = 3;
  return post;
}

void expect_same(const Post& post, const Post& wanted) {
  each_text(post, [&](Field field, std::string_view text) {
    Post copy = wanted;
    EXPECT_EQ(text, *text_of(copy, field));
  });
  EXPECT_EQ(post.kind, wanted.kind);
  EXPECT_EQ(post.created_at, wanted.created_at);
  EXPECT_EQ(post.seen_at, wanted.seen_at);
  EXPECT_EQ(post.edited_at, wanted.edited_at);
  EXPECT_TRUE(std::equal(post.links.begin(), post.links.end(), wanted.links.begin(), wanted.links.end()));
  ASSERT_EQ(post.media.size(), wanted.media.size());
  for (std::size_t i = 0; i < post.media.size(); ++i) {
    EXPECT_EQ(post.media[i].type, wanted.media[i].type);
    EXPECT_EQ(post.media[i].alt, wanted.media[i].alt);
  }
  EXPECT_EQ(post.rating, wanted.rating);
  EXPECT_EQ(post.rating_max, wanted.rating_max);
  EXPECT_EQ(post.verified, wanted.verified);
  EXPECT_EQ(post.likes, wanted.likes);
  EXPECT_EQ(post.reposts, wanted.reposts);
  EXPECT_EQ(post.replies, wanted.replies);
}

TEST(PostCodec, ReadsBackEveryField) {
  Reading reading{17, 1.0F, {0, 0, 1}};
  std::string bytes;
  encode({Act::kSay, full_post()}, reading, bytes);
  Arena arena;
  const auto out = decode(bytes, arena);
  ASSERT_TRUE(out);
  expect_same(out->item.post, full_post());
  EXPECT_EQ(out->reading.language, 17);
  EXPECT_EQ(out->reading.mood(), Mood::kPositive);
}

TEST(PostCodec, KeepsWhatAPersonSaidOfAReading) {
  for (const bool mood : {false, true}) {
    for (const bool language : {false, true}) {
      Reading reading{17, 1.0F, {0, 0, 1}};
      reading.is_mood_corrected = mood;
      reading.is_language_corrected = language;
      std::string bytes;
      encode({Act::kSay, full_post()}, reading, bytes);
      Arena arena;
      const auto out = decode(bytes, arena);
      ASSERT_TRUE(out);
      expect_same(out->item.post, full_post());
      EXPECT_EQ(out->reading.is_mood_corrected, mood);
      EXPECT_EQ(out->reading.is_language_corrected, language);
    }
  }
}

// A cut between two fields leaves a shorter post; any other is damage.
TEST(PostCodec, RefusesEveryCutInsideAField) {
  std::string bytes;
  encode({Act::kSay, full_post()}, {}, bytes);
  Arena arena;
  std::size_t kept = 0;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const std::string cut = bytes.substr(0, size);
    const auto out = decode(cut, arena);
    if (!out) continue;
    ++kept;
    std::string again;
    encode(out->item, out->reading, again);
    const auto twice = decode(again, arena);
    ASSERT_TRUE(twice);
    expect_same(twice->item.post, out->item.post);
  }
  constexpr std::size_t kFields = 32;  // Two links, two media; the last field is whole only at the end.
  EXPECT_EQ(kept, kFields);
}

TEST(PostCodec, PassesOverTheFieldsOfANewerVersion) {
  std::string bytes;
  encode({Act::kSay, full_post()}, {}, bytes);
  put_varint(bytes, 4'000 << 1 | 1);
  put_string(bytes, "what this is, we do not know");
  put_varint(bytes, 31 << 1);
  put_varint(bytes, 7);
  Arena arena;
  const auto out = decode(bytes, arena);
  ASSERT_TRUE(out);
  expect_same(out->item.post, full_post());
}

TEST(PostCodec, KeepsWhenAnAuthorAskedToBeForgotten) {
  for (const Time asked_at : {Time{}, time_of_micros(1'770'000'000'123'456)}) {
    Post post = full_post();
    post.created_at = asked_at;
    std::string bytes;
    encode({Act::kForgetAuthor, post}, {}, bytes);
    Arena arena;
    const auto out = decode(bytes, arena);
    ASSERT_TRUE(out);
    EXPECT_EQ(out->item.act, Act::kForgetAuthor);
    EXPECT_EQ(out->item.post.author.id, "author.id");
    EXPECT_EQ(out->item.post.created_at, asked_at);
  }
}

TEST(PostCodec, KeepsOnlyTheKeysOfADeletion) {
  std::string bytes;
  encode({Act::kDelete, full_post()}, {}, bytes);
  Arena arena;
  const auto out = decode(bytes, arena);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->item.act, Act::kDelete);
  EXPECT_EQ(out->item.post.id, "id");
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
