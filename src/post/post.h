// A post: one thing said by one author at one time, whatever the network; and the other things a
// source can tell: that a post is gone, that an author is gone.
//
// Strings are borrowed: they live in the Batch that the post was added to, or in the buffer it was
// read from. Copy a post by adding it to another Batch.
// Threads: plain values. Errors: none here; `validate.h` says what is refused.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/clock.h"

namespace vigie::post {

enum class Kind : std::uint8_t { kPost, kReply, kRepost, kQuote, kReview, kComment, kEntry };
std::string_view name_of(Kind kind);  // "post", "reply", …
std::optional<Kind> kind_of(std::string_view name);

struct Author {
  std::string_view id;      // The network's own permanent key (DID, actor address). Never empty if a handle is known.
  std::string_view handle;  // Without a leading `@`.
  std::string_view name;
};

struct Media {
  std::string_view type;  // "image", "video", "audio", …
  std::string_view alt;   // Searched like text.
};

struct Post {
  std::string_view id;      // Unique in its source.
  std::string_view source;  // "bluesky", "mastodon:piaille.fr", "file:shop", …
  Kind kind = Kind::kPost;
  Time created_at{};  // As the author's side claims.
  Time seen_at{};     // When it reached us; set at intake.
  std::optional<Time> edited_at;
  Author author;
  std::string_view title;
  std::string_view summary;  // A content warning.
  std::string_view text;
  std::string_view lang;  // The author's claim, BCP 47; ours is the Reading's.
  std::string_view url;
  std::string_view parent;  // Ids in the same source.
  std::string_view root;
  std::span<const std::string_view> links;
  std::span<const Media> media;
  std::optional<float> rating;  // With rating_max; read as rating / rating_max * 5.
  float rating_max = 5;
  std::string_view brand;
  std::string_view product;
  std::optional<bool> verified;
  std::string_view incentive;
  std::string_view experienced_at;  // A date, as given.
  std::uint64_t likes = 0;
  std::uint64_t reposts = 0;
  std::uint64_t replies = 0;
  std::string_view extra;  // Unknown members, kept aside: one JSON object, or empty.

  std::optional<float> rating_of_5() const {
    if (!rating || !(rating_max > 0)) return std::nullopt;
    return *rating / rating_max * 5;
  }
};

// What a source tells, in order.
enum class Act : std::uint8_t {
  kSay,           // A new post, or a newer version of one.
  kDelete,        // The post (source, id) is gone.
  kForgetAuthor,  // Every post of (source, author.id) so far is gone.
};

// Our own reading of a post: which language, what mood.
enum class Mood : std::uint8_t { kNegative, kNeutral, kPositive };
std::string_view name_of(Mood mood);  // "negative", …
std::optional<Mood> mood_of(std::string_view name);

// Languages are kept as numbers: the place in this list, 0 is "unknown". The list only grows at its end.
using LanguageId = std::uint8_t;
constexpr LanguageId kUnknownLanguage = 0;
std::string_view code_of(LanguageId language);                 // "fr"; "unknown" for 0.
std::optional<LanguageId> language_of(std::string_view code);  // By code, lower case.
std::size_t language_count();                                  // "unknown" included.

// What a person says is right where our own reading of a post is wrong; what they say nothing of is as we read it.
struct Correction {
  std::optional<Mood> mood;
  std::optional<LanguageId> language;
};

struct Item {
  Act act = Act::kSay;
  // kDelete: source and id only. kForgetAuthor: source and author.id only, and created_at where the
  // source tells when it was asked for: what was said later stays, and told again it does nothing.
  Post post;
  // Of kSay, by a person here and never by a source: `post` is one as it is kept, which is to be read so from now on.
  std::optional<Correction> correction = std::nullopt;
};

// What became of an item that was taken in. kCorrected: only of a correction.
enum class Fate : std::uint8_t { kAccepted, kDuplicate, kEdited, kDeleted, kRejected, kCorrected };
std::string_view name_of(Fate fate);  // "accepted", …
std::optional<Fate> fate_of(std::string_view name);

struct Reading {
  LanguageId language = kUnknownLanguage;
  float language_p = 0;         // In [0, 1].
  float mood_p[3] = {0, 1, 0};  // negative, neutral, positive; the sum is 1.
  // A person said so; the probability is then 1.
  bool is_mood_corrected = false;
  bool is_language_corrected = false;

  bool is_corrected() const { return is_mood_corrected || is_language_corrected; }

  Mood mood() const {
    if (mood_p[0] > mood_p[1] && mood_p[0] >= mood_p[2]) return Mood::kNegative;
    return mood_p[2] > mood_p[1] ? Mood::kPositive : Mood::kNeutral;
  }
};

}  // namespace vigie::post
