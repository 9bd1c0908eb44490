// Watches by the term that they are filed under: a filter of bits that fits the cache turns most
// terms away, a table of open addressing finds the drawer of the others. In the drawer lie the watches,
// each with its guard, one behind the other.
// Threads: immutable once built. Errors: none.
#pragma once

#include <emmintrin.h>

#include <cstdint>
#include <span>
#include <vector>

#include "query/filing.h"
#include "query/post_terms.h"

namespace vigie::query {

// A watch that a post has met in a drawer, by its place in the set; sure, if what led there is all that it needs.
using Met = std::uint32_t;
constexpr std::size_t kWatchesMax = std::size_t{1} << 31U;
constexpr Met met_at(std::uint32_t place, bool is_sure) { return place << 1 | (is_sure ? 0U : 1U); }
constexpr std::uint32_t watch_of(Met met) { return met >> 1; }
constexpr bool is_sure(Met met) { return (met & 1) == 0; }

class Drawers {
 public:
  // Where the postings of a key begin, and how many there are.
  struct Drawer {
    const std::uint16_t* postings;
    std::uint32_t count;
  };

  Drawers() = default;
  // `filings` are sorted; `guards` is what they point into.
  Drawers(std::vector<Filing> filings, std::span<const GuardTerm> guards);

  // Whether find() may find something; 0 or 1, to count with: a branch would be guessed wrong too often.
  std::size_t maybe_has(std::uint64_t key) const {
    const std::uint64_t bit = key >> 20 & filter_mask_;
    return filter_[bit >> 6] >> (bit & 63) & 1;
  }

  // Asks memory for what find() reads first: most of the time goes into waiting.
  void ask_for(std::uint64_t key) const { __builtin_prefetch(&slots_[key & slot_mask_]); }

  // The drawer of `key`, a good hash that maybe_has() let pass; asks memory for its beginning.
  Drawer find(std::uint64_t key) const {
    for (std::size_t slot = key & slot_mask_;; slot = (slot + 1) & slot_mask_) {
      const Slot& found = slots_[slot];
      if (found.count == 0) return {nullptr, 0};
      if (found.key != key) continue;
      const auto* postings = postings_.data() + found.first;
      __builtin_prefetch(postings);
      __builtin_prefetch(postings + kLine);
      return {postings, found.count};
    }
  }

  // Writes the watches of the drawer whose guard lets the post pass to `out`, which has room for all of them;
  // returns how many they are.
  static std::size_t collect(const Drawer& drawer, const PostTerms& terms, Met* out) {
    const std::uint16_t* at = drawer.postings;
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < drawer.count; ++i) {
      out[count] = at[0] | std::uint32_t{at[1]} << 16;
      const std::uint16_t* const guard = at + kHead;
      const std::size_t size = at[2];
      at = guard + size;
      count += size <= kGuardAtOnce ? lets_pass(guard, size, terms) : long_lets_pass(guard, at, terms);
    }
    return count;
  }

  std::size_t bytes() const;

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t first = 0;  // In postings_.
    std::uint32_t count = 0;  // 0: free.
  };

  static constexpr std::size_t kHead = 3;         // Of a posting: the watch in two halves, the guard's size.
  static constexpr std::size_t kGuardAtOnce = 8;  // Terms; few guards are longer. So many can be read at any place.
  static constexpr std::size_t kLine = 64 / sizeof(std::uint16_t);

  // 0 or 1, without a branch: it would be guessed wrong too often. Of each term a bit tells whether the post has it,
  // of each another whether its group ends there. Ones added to the bits of a group, its last left out, overflow into
  // the last if any is set.
  static std::size_t lets_pass(const GuardTerm* guard, std::size_t size, const PostTerms& terms) {
    const auto eight = _mm_loadu_si128(reinterpret_cast<const __m128i*>(guard));
    const unsigned within = (1U << size) - 1;
    const unsigned ends = static_cast<unsigned>(_mm_movemask_epi8(_mm_packs_epi16(eight, eight))) & within;
    unsigned has = 0;
#pragma GCC unroll 8
    for (unsigned i = 0; i < kGuardAtOnce; ++i) has |= (terms.maybe_has(guard[i]) ? 1U : 0U) << i;
    has &= within;
    const unsigned before_ends = within & ~ends;
    const unsigned groups = (((has & before_ends) + before_ends) | has) & ends;
    return groups == ends ? 1 : 0;
  }

  // The same by walking.
  static std::size_t long_lets_pass(const GuardTerm* guard, const GuardTerm* end, const PostTerms& terms) {
    std::size_t has_one = 0;
    for (; guard != end; ++guard) {
      has_one |= terms.maybe_has(*guard) ? 1 : 0;
      if ((*guard & kGroupEnds) == 0) continue;
      if (has_one == 0) return 0;
      has_one = 0;
    }
    return 1;
  }

  void add_key(std::uint64_t key, std::size_t first, std::size_t count);
  void add_posting(const Filing& filing, std::span<const GuardTerm> guard);

  std::vector<std::uint64_t> filter_ = {0};  // About sixteen bits per key.
  std::vector<Slot> slots_;                  // At most half full.
  std::vector<std::uint16_t> postings_;      // Of each its head and its guard; at the end room for kGuardAtOnce.
  std::uint64_t filter_mask_ = 0;
  std::size_t slot_mask_ = 0;
};

}  // namespace vigie::query
