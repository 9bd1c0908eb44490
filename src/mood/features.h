// What a mood model looks at in a text: features, each a hash and the place it stands at. Words are
// folded; folded runs of three to five letters see through endings and misspellings; both
// are also seen apart by language (`chat`, `gift`); negated words are seen as negated.
//
// Punctuation, emoticons, capitals and elongations are read from the bytes between and within words.
// Threads: owned by one thread; used again for the next text, it allocates nothing after some.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "post/post.h"
#include "text/words.h"

namespace vigie::mood {

constexpr std::uint32_t kTokensMax = 256;      // Words, emoji and marks read of one text; more are not.
constexpr std::uint32_t kWordLettersMax = 32;  // Of a word, for its runs of letters.
constexpr std::uint32_t kFeaturesMax = 8'192;  // Of one text; more are not read.

struct WordTraits;

// Receives features; a plain array, so that reading a post allocates nothing.
class Features {
 public:
  void read(const text::Words& words, post::LanguageId language);

  std::span<const std::uint64_t> hashes() const { return {hashes_.data(), count_}; }
  // By feature: the index of its piece in pieces().
  std::span<const std::uint16_t> piece_of() const { return {piece_of_.data(), count_}; }
  std::span<const std::string_view> pieces() const { return {pieces_.data(), piece_count_}; }

 private:
  template <typename Sink>
  friend class FeatureWalk;

  void take(std::uint64_t feature);
  bool take_word(std::uint64_t, std::string_view, post::LanguageId, WordTraits&) const { return false; }
  void begin_piece(std::string_view typed);
  void end_pieces() { piece_ = 0; }
  bool is_full() const { return piece_count_ >= kTokensMax; }

  std::array<std::uint64_t, kFeaturesMax> hashes_;
  std::array<std::uint16_t, kFeaturesMax> piece_of_;
  std::array<std::string_view, kTokensMax + 1> pieces_;
  std::uint32_t count_ = 0;
  std::uint32_t piece_ = 0;  // The one at hand.
  std::uint32_t piece_count_ = 0;
};

}  // namespace vigie::mood
