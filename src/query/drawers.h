// Watches by the word that they are filed under: a filter of bits that fits the cache turns most
// words away, a table of open addressing finds the drawer of the others.
// Threads: immutable once built. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/filing.h"

namespace vigie::query {

struct Posting {
  std::uint32_t watch;
  std::uint32_t second;  // As in Filing.
};

class Drawers {
 public:
  Drawers() = default;
  explicit Drawers(std::vector<Filing> filings);

  bool empty() const { return postings_.empty(); }

  // Whether find() may find something; asks memory for it ahead, as most of the time goes into waiting.
  bool maybe_has(std::uint64_t key) const {
    const std::uint64_t bit = key >> 20 & filter_mask_;
    if ((filter_[bit >> 6] >> (bit & 63) & 1) == 0) return false;
    __builtin_prefetch(&slots_[key & slot_mask_]);
    return true;
  }

  // The watches filed under `key`, a good hash that maybe_has() let pass.
  std::span<const Posting> find(std::uint64_t key) const {
    for (std::size_t slot = key & slot_mask_;; slot = (slot + 1) & slot_mask_) {
      const Slot& found = slots_[slot];
      if (found.count == 0) return {};
      if (found.key == key) return std::span(postings_).subspan(found.first, found.count);
    }
  }

  std::size_t bytes() const;

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;  // 0: free.
  };
  void add(std::uint64_t key, std::uint32_t first, std::uint32_t count);

  std::vector<std::uint64_t> filter_ = {0};  // About sixteen bits per key.
  std::vector<Slot> slots_;                  // At most half full.
  std::vector<Posting> postings_;
  std::uint64_t filter_mask_ = 0;
  std::size_t slot_mask_ = 0;
};

}  // namespace vigie::query
