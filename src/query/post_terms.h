// The words of one post, by term: is it there, and where? A bitmap of the terms says no to most
// questions. A short post answers the rest by looking through its terms, a long one by a table of chains
// in the order of the text.
// Threads: owned by one thread; reused from post to post. Borrows the Words given to build().
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include <smmintrin.h>

#include "query/filled.h"
#include "text/words.h"

namespace vigie::query {

class PostTerms {
 public:
  static constexpr std::uint32_t kNone = 0xFFFF'FFFF;
  static constexpr std::uint64_t kBits = 4'096;  // Of the bitmap: the low bits of a term choose one.

  // Cost: one pass over the words. `words` must outlive the questions.
  void build(const text::Words& words);

  // Makes maybe_has(), and it alone, true of a term that is no word of the post.
  void mark(std::uint64_t term) { bits_[term >> 6 & (kBits / 64 - 1)] |= std::uint64_t{1} << (term & 63); }

  // The bitmap, for who asks many terms at once: bit n tells whether maybe_has(n).
  const std::array<std::uint64_t, kBits / 64>& bits() const { return bits_; }

  const text::Words& words() const { return *words_; }
  bool is_short() const { return is_short_; }
  // The places in words().all() where a term stands for the first time, in order; and those terms.
  std::span<const std::uint32_t> distinct() const { return distinct_.all(); }
  std::span<const std::uint64_t> distinct_terms() const { return distinct_terms_.all(); }

  // Of a term only the low bits matter.
  bool maybe_has(std::uint64_t term) const { return (bits_[term >> 6 & (kBits / 64 - 1)] >> (term & 63) & 1) != 0; }
  bool has(std::uint64_t term) const { return first(term) != kNone; }

  // The place in words().all() of the first word with this term, and of the next after `place`.
  std::uint32_t first(std::uint64_t term) const {
    if (!maybe_has(term)) return kNone;
    return is_short_ ? first_of(places_of(term)) : first_in_table(term);
  }
  std::uint32_t next(std::uint32_t place) const {
    return is_short_ ? first_of(places_of(terms_[place]) & ~std::uint64_t{1} << place) : next_[place];
  }

 private:
  struct Slot {
    std::uint64_t term;
    std::uint32_t first;
    std::uint32_t last;
  };

  static constexpr std::size_t kShortMax = 32;  // Words; of more, looking through them costs more than a table.

  void build_short(std::span<const text::Word> all);
  void build_table(std::span<const text::Word> all);

  void add_distinct(std::uint32_t place, std::uint64_t term) {
    distinct_.push(place);
    distinct_terms_.push(term);
  }

  // Of a short post: bit n tells whether word n has the term. Eight are asked at once, so that only the size of
  // the post tells how long it takes.
  std::uint64_t places_of(std::uint64_t term) const {
    const __m128i wanted = _mm_set1_epi64x(static_cast<long long>(term));
    std::uint64_t out = 0;
    for (std::uint32_t from = 0; from < term_count_; from += 8) {
      std::uint64_t eight = 0;
      for (std::uint32_t at = 0; at < 8; at += 2) {
        const auto two = _mm_load_si128(reinterpret_cast<const __m128i*>(&terms_[from + at]));
        const auto same = static_cast<unsigned>(_mm_movemask_pd(_mm_castsi128_pd(_mm_cmpeq_epi64(two, wanted))));
        eight |= std::uint64_t{same} << at;
      }
      out |= eight << from;
    }
    return out & ((std::uint64_t{1} << term_count_) - 1);
  }
  static std::uint32_t first_of(std::uint64_t places) {
    return places == 0 ? kNone : static_cast<std::uint32_t>(std::countr_zero(places));
  }
  std::uint32_t first_in_table(std::uint64_t term) const {
    for (std::size_t slot = slot_of(term);; slot = (slot + 1) & mask_) {
      if (slots_[slot].first == kNone) return kNone;
      if (slots_[slot].term == term) return slots_[slot].first;
    }
  }
  // Other bits than those that choose in the bitmap.
  std::size_t slot_of(std::uint64_t term) const { return (term >> 12) & mask_; }

  const text::Words* words_ = nullptr;
  bool is_short_ = true;
  std::array<std::uint64_t, kBits / 64> bits_{};
  Filled<std::uint32_t> distinct_;
  Filled<std::uint64_t> distinct_terms_;
  alignas(16) std::array<std::uint64_t, kShortMax> terms_{};  // Of a short post, by place.
  std::uint32_t term_count_ = 0;
  std::vector<Slot> slots_;  // Of a long one. The first mask_ + 1 are in use; at most half of them full.
  std::vector<std::uint32_t> next_;
  std::size_t mask_ = 0;
};

}  // namespace vigie::query
