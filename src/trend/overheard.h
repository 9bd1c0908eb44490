// What the writer leaves of each post for those who look for trends: its words as the shared pass has hashed them,
// their bytes as typed, its links, its watches. Copied, because the post goes on; in a few arrays, because the writer
// has no time.
// Threads: owned by one thread at a time. Errors: none; a full one takes no more. Owns: all bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "query/document.h"
#include "text/words.h"

namespace vigie::trend {

constexpr std::size_t kOverheardPosts = 32'768;
constexpr std::size_t kOverheardWords = 600'000;
constexpr std::size_t kOverheardBytes = std::size_t{6} << 20U;
constexpr std::size_t kPostWords = 128;        // Of one post; those behind them make no trend.
constexpr std::size_t kPostTextBytes = 2'000;  // The same.
constexpr std::size_t kPostLinks = 4;
constexpr std::size_t kPostWatches = 16;   // Followed for one post.
constexpr std::size_t kTermBytesMax = 64;  // A longer word or link is no trend.
constexpr std::size_t kLinkBytesMax = 200;

// Without initial values, as what is left: millions of bytes that nobody has used stay untouched.
struct Word {
  std::uint64_t term;
  std::uint32_t from;  // Byte in the post's text; of a hashtag, its sign.
  std::uint8_t size;   // At most 255, which is more than any term has.
  text::Kind kind;
  bool is_of_tag;  // The plain word of the hashtag or mention before it.
  bool follows;    // The plain word before it: they are a phrase.
};

class Overheard {
 public:
  Overheard();

  struct Post {
    Time at{};
    std::uint64_t voice = 0;
    post::LanguageId language = post::kUnknownLanguage;
    bool is_repost = false;
    std::string_view text;
    std::span<const Word> words;
    std::span<const std::string_view> links;  // As written.
    std::span<const std::uint32_t> watches;
  };

  // False: no room for it. `at`: when it counts.
  bool add(const query::Document& document, std::span<const std::uint32_t> watches, Time at);
  void clear();  // Keeps the memory.

  std::size_t size() const { return post_count_; }
  // Valid until the next call of any member. In order of add().
  Post post(std::size_t index);

 private:
  struct Kept {
    std::int64_t at;  // Micros.
    std::uint64_t voice;
    std::uint32_t text_end;  // Of each array; where the next one begins.
    std::uint32_t words_end;
    std::uint32_t links_end;
    std::uint32_t watches_end;
    post::LanguageId language;
    bool is_repost;
  };

  void add_words(const text::Words& words);
  void add_links(const query::Document& document);

  // Made at their full size once, and touched as far as they are used: the writer looks for no room.
  std::unique_ptr<Kept[]> posts_;
  std::unique_ptr<char[]> text_;
  std::unique_ptr<Word[]> words_;
  std::size_t post_count_ = 0;
  std::size_t text_bytes_ = 0;
  std::size_t word_count_ = 0;
  std::string link_bytes_;
  std::vector<std::uint32_t> link_ends_;
  std::vector<std::uint32_t> watches_;
  std::vector<std::string_view> links_at_hand_;
};

}  // namespace vigie::trend
