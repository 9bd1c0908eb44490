// The words of one post, by term: is it there, and where? A bitmap of the terms says no to most
// questions; a table of chains in the order of the text answers the rest.
// Threads: owned by one thread; reused from post to post. Borrows the Words given to build().
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "text/words.h"

namespace vigie::query {

class PostTerms {
 public:
  static constexpr std::uint32_t kNone = 0xFFFF'FFFF;

  // Cost: one pass over the words. `words` must outlive the questions.
  void build(const text::Words& words);

  const text::Words& words() const { return *words_; }

  bool maybe_has(std::uint64_t term) const { return (bits_[term >> 6 & 15] >> (term & 63) & 1) != 0; }
  bool has(std::uint64_t term) const { return first(term) != kNone; }

  // The place in words().all() of the first word with this term, and of the next after `place`.
  std::uint32_t first(std::uint64_t term) const {
    if (!maybe_has(term)) return kNone;
    for (std::size_t slot = slot_of(term);; slot = (slot + 1) & mask_) {
      if (slots_[slot].first == kNone) return kNone;
      if (slots_[slot].term == term) return slots_[slot].first;
    }
  }
  std::uint32_t next(std::uint32_t place) const { return next_[place]; }

 private:
  struct Slot {
    std::uint64_t term;
    std::uint32_t first;
    std::uint32_t last;
  };

  // The bitmap takes the low ten bits of the term, the table the bits above them.
  std::size_t slot_of(std::uint64_t term) const { return (term >> 10) & mask_; }

  const text::Words* words_ = nullptr;
  std::array<std::uint64_t, 16> bits_{};
  std::vector<Slot> slots_;  // The first mask_ + 1 are in use; at most half of them full.
  std::vector<std::uint32_t> next_;
  std::size_t mask_ = 0;
};

}  // namespace vigie::query
