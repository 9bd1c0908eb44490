// One stretch of the log as readers see it: numbered documents with columns and postings. Two kinds:
// LiveSegment in memory, documents in order of arrival; SealedSegment on disk, newest first.
// Threads: safe from any; documents below doc_count() never change, but for becoming hidden.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/disk.h"
#include "post/post.h"
#include "store/bits.h"
#include "store/postings.h"
#include "text/words.h"

namespace vigie::store {

// Where an item lies in its segment's log: the number of the block, then the place in the block.
using Place = std::uint32_t;
constexpr unsigned kPlaceBits = 9;
constexpr Place place_of(std::uint32_t block, std::uint32_t index) { return block << kPlaceBits | index; }
constexpr std::uint32_t block_of(Place place) { return place >> kPlaceBits; }
constexpr std::uint32_t index_of(Place place) { return place & ((1U << kPlaceBits) - 1); }

// Who said it: the exact key (source and id), and short hashes of the names in lower case, which
// find candidates of `author:`.
struct AuthorKey {
  std::uint64_t author = 0;
  std::uint32_t handle = 0;
  std::uint32_t id = 0;
  bool operator==(const AuthorKey&) const = default;
};

std::uint64_t key_of(std::string_view source, std::string_view id);     // Of a post.
std::uint64_t author_of(std::string_view source, std::string_view id);  // Of an author.
std::uint32_t name_hash(std::string_view name);                         // In any case of letters.
AuthorKey author_key_of(const post::Post& post);

// What is small about a post, in one byte.
class Traits {
 public:
  Traits() = default;
  explicit Traits(std::uint8_t byte) : byte_(byte) {}
  Traits(post::Kind kind, post::Mood mood, bool link, bool image, bool reply)
      : byte_(static_cast<std::uint8_t>(static_cast<unsigned>(kind) | static_cast<unsigned>(mood) << 3 |
                                        (link ? kLink : 0U) | (image ? kImage : 0U) | (reply ? kReply : 0U))) {}
  post::Kind kind() const { return static_cast<post::Kind>(byte_ & 7); }
  post::Mood mood() const { return static_cast<post::Mood>(byte_ >> 3 & 3); }
  bool has_link() const { return (byte_ & kLink) != 0; }
  bool has_image() const { return (byte_ & kImage) != 0; }
  bool is_reply() const { return (byte_ & kReply) != 0; }
  std::uint8_t byte() const { return byte_; }

 private:
  static constexpr unsigned kLink = 1U << 5;
  static constexpr unsigned kImage = 1U << 6;
  static constexpr unsigned kReply = 1U << 7;
  std::uint8_t byte_ = 0;
};

// Arrays of doc_count() values.
struct Columns {
  const std::int64_t* created = nullptr;  // Microseconds.
  const Place* place = nullptr;
  const std::uint8_t* language = nullptr;
  const std::uint8_t* traits = nullptr;
  const float* rating = nullptr;  // Of 5; below 0: none. Null: no post of the segment has one.
  // In sources(): one of the two is there; the wide one in memory, and for more sources than two bytes number.
  const std::uint16_t* source = nullptr;
  const std::uint32_t* wide_source = nullptr;
  const std::uint16_t* lateness = nullptr;  // Codes of a Lateness.

  std::uint32_t source_of(std::uint32_t doc) const { return source != nullptr ? source[doc] : wide_source[doc]; }
};

// An author of whom the posts that stand before a place, and were created up to a time, are gone.
struct Forgotten {
  std::uint64_t author = 0;
  Place before = 0;
  std::uint32_t unused = 0;
  std::int64_t until = 0;  // Microseconds.
};
Forgotten forgotten_by(const post::Post& post, Place place);  // `post`: of an Act::kForgetAuthor.

struct Spot {
  std::shared_ptr<const File> log;
  std::uint64_t offset = 0;  // kNoBlock: the block is damaged or was never there.
  std::uint32_t generation = 0;
};
constexpr std::uint64_t kNoBlock = ~std::uint64_t{0};

// A dictionary has three shelves: plain words (and emoji), hashtags, mentions.
char shelf_of(text::Kind kind);

// Documents that are deleted or replaced by an edit; only ever grows.
class Hidden {
 public:
  explicit Hidden(std::uint32_t capacity) : words_(std::make_unique<std::atomic<std::uint64_t>[]>(capacity / 64 + 1)) {}
  bool has(std::uint32_t doc) const {
    return (words_[doc >> 6].load(std::memory_order_relaxed) >> (doc & 63) & 1) != 0;
  }
  // False: it was hidden already.
  bool add(std::uint32_t doc) {
    const std::uint64_t bit = std::uint64_t{1} << (doc & 63);
    if ((words_[doc >> 6].fetch_or(bit, std::memory_order_relaxed) & bit) != 0) return false;
    count_.fetch_add(1, std::memory_order_relaxed);
    return true;
  }
  std::uint32_t count() const { return count_.load(std::memory_order_relaxed); }
  void take_from(Bits& bits) const {
    if (count() == 0) return;
    for (std::size_t i = 0; i < bits.word_count(); ++i) bits.word(i) &= ~words_[i].load(std::memory_order_relaxed);
  }

 private:
  std::unique_ptr<std::atomic<std::uint64_t>[]> words_;
  std::atomic<std::uint32_t> count_{0};
};

class Segment;
Bits hidden_of(const Segment& segment);  // As they are now.

// The keys of a segment's documents; of one key in order of the log.
struct Keys {
  std::span<const std::uint64_t> all;
  std::span<const std::uint32_t> docs;  // Of each key; empty: all[i] is of document i.

  template <typename Work>
  void each(Work&& work) const {
    for (std::size_t i = 0; i < all.size(); ++i) work(all[i], docs.empty() ? static_cast<std::uint32_t>(i) : docs[i]);
  }
  std::vector<std::uint64_t> by_doc() const;  // For who wants many: one pass over all keys.
  std::vector<std::uint64_t> of(const Bits& wanted) const;
};

class Segment {
 public:
  Segment(std::uint32_t number, std::uint32_t capacity) : hidden(capacity), number_(number) {}
  virtual ~Segment() = default;

  std::uint32_t number() const { return number_; }

  virtual std::uint32_t doc_count() const = 0;  // Grows in a live segment: read it once per question.
  virtual Columns columns() const = 0;
  virtual AuthorKey author(std::uint32_t doc) const = 0;
  virtual std::vector<std::string> sources() const = 0;
  virtual bool newest_first() const = 0;  // Documents are in the order of search results.
  // The times of the oldest and the newest document, hidden ones too; low above high: none.
  struct Times {
    std::int64_t low = std::numeric_limits<std::int64_t>::max();
    std::int64_t high = std::numeric_limits<std::int64_t>::min();
  };
  virtual Times times() const = 0;

  // Of the first `doc_count` documents; a doc_count() read before.
  virtual Postings postings(std::uint64_t term, std::uint32_t doc_count) const = 0;
  // Documents are added to `out`, whose size is a doc_count() read before.
  virtual void add_prefix(char shelf, std::string_view folded, Bits& out) const = 0;
  virtual std::uint32_t posts_with(std::uint64_t term) const = 0;

  // The document of `key` that lies at `place`, if it is here.
  virtual std::optional<std::uint32_t> doc_of(std::uint64_t key, Place place) const = 0;
  virtual Keys keys() const = 0;
  // Those of the first `doc_count` documents whose author has a handle or id of that name_hash(); rising.
  virtual std::vector<std::uint32_t> docs_named(std::uint32_t name, std::uint32_t doc_count) const = 0;
  // Those of the first `doc_count` documents whose reading a person corrected; rising.
  virtual std::vector<std::uint32_t> corrected(std::uint32_t doc_count) const = 0;
  // The documents of an author, in any order.
  virtual std::vector<std::uint32_t> docs_of_author(std::uint64_t author) const = 0;

  // What this stretch of the log says of others: keys that shall not come back, authors who left.
  virtual std::span<const std::uint64_t> gone() const = 0;
  virtual std::span<const Forgotten> forgotten() const = 0;

  // Where a block lies now. Asked for each reading: erasure gives a segment another log file.
  virtual Spot spot(std::uint32_t block) const = 0;
  virtual std::uint64_t log_bytes() const = 0;
  virtual std::uint32_t block_count() const = 0;
  virtual std::uint64_t index_bytes() const = 0;

  mutable Hidden hidden;

 private:
  std::uint32_t number_;
};

}  // namespace vigie::store
