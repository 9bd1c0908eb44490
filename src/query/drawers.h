// Watches by the term that they are filed under: a filter of bits that fits the cache turns most
// terms away, a table of open addressing finds the drawer of the others. In the drawer lie the watches,
// each with its guard, one behind the other.
// Threads: immutable once built. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/filing.h"
#include "query/post_terms.h"

namespace vigie::query {

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

  bool empty() const { return postings_.empty(); }

  // Whether find() may find something; asks memory for it ahead, as most of the time goes into waiting.
  bool maybe_has(std::uint64_t key) const {
    const std::uint64_t bit = key >> 20 & filter_mask_;
    if ((filter_[bit >> 6] >> (bit & 63) & 1) == 0) return false;
    __builtin_prefetch(&slots_[key & slot_mask_]);
    return true;
  }

  // The drawer of `key`, a good hash that maybe_has() let pass; asks memory for its beginning.
  Drawer find(std::uint64_t key) const {
    for (std::size_t slot = key & slot_mask_;; slot = (slot + 1) & slot_mask_) {
      const Slot& found = slots_[slot];
      if (found.count == 0) return {nullptr, 0};
      if (found.key != key) continue;
      const auto* postings = postings_.data() + found.first;
      __builtin_prefetch(postings);
      return {postings, found.count};
    }
  }

  // Calls `pass(watch)` for each watch of the drawer whose guard lets the post pass.
  template <typename Pass>
  static void each(const Drawer& drawer, const PostTerms& terms, Pass pass) {
    const std::uint16_t* at = drawer.postings;
    for (std::uint32_t i = 0; i < drawer.count; ++i) {
      const std::uint32_t watch = at[0] | std::uint32_t{at[1]} << 16;
      const std::uint16_t* guard = at + 3;
      at = guard + at[2];
      if (lets_pass(guard, at, terms)) pass(watch);
    }
  }

  std::size_t bytes() const;

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t first = 0;  // In postings_.
    std::uint32_t count = 0;  // 0: free.
  };

  static bool lets_pass(const GuardTerm* guard, const GuardTerm* end, const PostTerms& terms) {
    bool has_one = false;
    for (; guard != end; ++guard) {
      has_one = has_one || terms.maybe_has(*guard);
      if ((*guard & kGroupEnds) == 0) continue;
      if (!has_one) return false;
      has_one = false;
    }
    return true;
  }

  void add_key(std::uint64_t key, std::size_t first, std::size_t count);
  void add_posting(const Filing& filing, std::span<const GuardTerm> guard);

  std::vector<std::uint64_t> filter_ = {0};  // About sixteen bits per key.
  std::vector<Slot> slots_;                  // At most half full.
  std::vector<std::uint16_t> postings_;      // Of each: the watch in two halves, the guard's size, the guard.
  std::uint64_t filter_mask_ = 0;
  std::size_t slot_mask_ = 0;
};

}  // namespace vigie::query
