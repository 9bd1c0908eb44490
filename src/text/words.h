// The words of a text, found in one pass: folded, split, hashed. Everything that looks at text
// (query, language, mood, index, trends) looks at these and never at the raw bytes again. The rules
// are those of "Words" in the query language; `doc/decisions/folding.md` says what they leave open.
//
// A Words is filled field by field and used again for the next post: after some posts it allocates
// nothing. Entries stand in order of position; at one position a hashtag or mention comes first,
// then its plain word.
// Threads: a Words is owned by one thread; the free functions are pure.
// Errors: none. Broken UTF-8 separates words; offsets stay those of the bytes given.
// Owns: the folded bytes. Borrows: the texts given to add(), until clear().
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/limit.h"
#include "text/composer.h"
#include "text/fold.h"
#include "text/folded_bytes.h"
#include "text/term.h"

namespace vigie::text {

constexpr std::uint32_t kWordBytesMax = 1'000;      // Folded bytes of one word; the rest of it is cut.
constexpr std::uint32_t kFieldGap = 64;             // Places left free between two fields: no phrase, no NEAR spans it.
constexpr std::uint32_t kTextBytesMax = 1U << 30U;  // All fields of one post; what is beyond gives no words.

enum class Field : std::uint8_t { kText, kTitle, kSummary, kAlt };

struct Word {
  std::uint64_t term;         // term_of(kind, folded): what watches and index compare.
  std::uint64_t exact;        // exact_of(the NFC of the bytes as typed), for `=Orange`.
  std::uint32_t from, to;     // Bytes in the text of its field; a hashtag or mention begins at its sign.
  std::uint32_t position;     // Place among the words of the post, fields kFieldGap apart.
  std::uint32_t folded_from;  // Place in the folded bytes: use Words::folded().
  std::uint16_t folded_size;  // At most kWordBytesMax.
  Kind kind;
  Field field;
  std::uint8_t part;  // Which text of the post, in order of add(): several alternative texts are several parts.
  bool composed;      // Typed in NFC: `exact` is of the very bytes.
};

// A link as found in a text: from `http://`, `https://` or `www.` to white space, less final punctuation.
struct Link {
  std::uint32_t from, to;  // Bytes in the text of its field.
  Field field;
  std::uint8_t part;
};

class Words {
 public:
  // Forgets all, keeps the memory.
  void clear();

  // Appends the words of one field. At most 255 fields count; more are ignored.
  void add(Field field, std::string_view utf8);

  std::span<const Word> all() const { return words_; }
  std::span<const Link> links() const { return links_; }
  std::span<const std::string_view> texts() const { return texts_; }  // As given, by part.

  // The folded form, without `#` or `@`; a mention with a domain holds it: `al@masto.social`. Holds until the next
  // add().
  std::string_view folded(const Word& word) const { return folded_.part(word.folded_from, word.folded_size); }
  // Its first byte; kFoldedReadAhead of them may be read, however short it is.
  const char* folded_at(const Word& word) const { return folded_.part(word.folded_from, 0).data(); }
  // The bytes as they stand in the source.
  std::string_view typed(const Word& word) const { return texts_[word.part].substr(word.from, word.to - word.from); }
  std::string_view typed(const Link& link) const { return texts_[link.part].substr(link.from, link.to - link.from); }

  // The places used so far: every position is smaller.
  std::uint32_t positions() const { return next_position_; }

 private:
  friend class WordPass;
  std::vector<Word> words_;
  std::vector<Link> links_;
  FoldedBytes folded_;
  std::vector<std::string_view> texts_;
  Composer composer_;
  std::uint32_t next_position_ = 0;
};

std::span<const Limit> limits();

}  // namespace vigie::text
