// The fields of a post, named once: their numbers in the log (`doc/formats/post.md`), their names,
// their texts one after the other. Whoever copies, keeps, reads or checks every text does it by this list.
// Threads: pure functions.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "post/post.h"

namespace vigie::post {

// Never used again for something else.
enum class Field : std::uint8_t {
  kId = 1,
  kSource = 2,
  kKind = 3,
  kTime = 4,
  kSeenAt = 5,
  kEditedAt = 6,
  kAuthorId = 7,
  kAuthorHandle = 8,
  kAuthorName = 9,
  kTitle = 10,
  kSummary = 11,
  kText = 12,
  kLang = 13,
  kUrl = 14,
  kParent = 15,
  kRoot = 16,
  kLinks = 17,
  kMedia = 18,
  kRating = 19,
  kRatingMax = 20,
  kBrand = 21,
  kProduct = 22,
  kVerified = 23,
  kIncentive = 24,
  kExperiencedAt = 25,
  kLikes = 26,
  kReposts = 27,
  kReplies = 28,
  kExtra = 29,
  kReading = 30,    // Ours, kept beside the post.
  kCorrected = 31,  // What of it a person said.
};

// As people write them: `author.handle`.
constexpr std::string_view name_of(Field field) {
  constexpr std::array<std::string_view, 32> kNames = {"",
                                                       "id",
                                                       "source",
                                                       "kind",
                                                       "time",
                                                       "seen_at",
                                                       "edited_at",
                                                       "author.id",
                                                       "author.handle",
                                                       "author.name",
                                                       "title",
                                                       "summary",
                                                       "text",
                                                       "lang",
                                                       "url",
                                                       "parent",
                                                       "root",
                                                       "links",
                                                       "media",
                                                       "rating",
                                                       "rating_max",
                                                       "brand",
                                                       "product",
                                                       "verified",
                                                       "incentive",
                                                       "experienced_at",
                                                       "likes",
                                                       "reposts",
                                                       "replies",
                                                       "unknown members",
                                                       "reading",
                                                       "corrected"};
  return kNames[static_cast<std::size_t>(field)];
}

// Calls take(field, text) for one text of `post` after the other until that is true; was it ever?
// `text` is a std::string_view of the post itself, to be changed if the post may be.
template <typename AnyPost, typename Take>
constexpr bool any_text(AnyPost& post, Take&& take) {
  return take(Field::kId, post.id) || take(Field::kSource, post.source) || take(Field::kAuthorId, post.author.id) ||
         take(Field::kAuthorHandle, post.author.handle) || take(Field::kAuthorName, post.author.name) ||
         take(Field::kTitle, post.title) || take(Field::kSummary, post.summary) || take(Field::kText, post.text) ||
         take(Field::kLang, post.lang) || take(Field::kUrl, post.url) || take(Field::kParent, post.parent) ||
         take(Field::kRoot, post.root) || take(Field::kBrand, post.brand) || take(Field::kProduct, post.product) ||
         take(Field::kIncentive, post.incentive) || take(Field::kExperiencedAt, post.experienced_at) ||
         take(Field::kExtra, post.extra);
}

template <typename AnyPost, typename Take>
constexpr void each_text(AnyPost& post, Take&& take) {
  any_text(post, [&](Field field, auto& text) {
    take(field, text);
    return false;
  });
}

// Null: the field is no text.
constexpr std::string_view* text_of(Post& post, Field field) {
  std::string_view* out = nullptr;
  any_text(post, [&](Field each, std::string_view& text) {
    if (each != field) return false;
    out = &text;
    return true;
  });
  return out;
}

// Null: the field is no count.
constexpr std::uint64_t* count_of(Post& post, Field field) {
  if (field == Field::kLikes) return &post.likes;
  if (field == Field::kReposts) return &post.reposts;
  return field == Field::kReplies ? &post.replies : nullptr;
}

}  // namespace vigie::post
