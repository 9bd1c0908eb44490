// Watches by the term that they are filed under: a filter of bits that fits the cache turns most terms away; how many
// of its bits are set before that of a term tells where the drawer of the others begins. Terms that share a bit share
// a drawer.
// Threads: immutable once built. Errors: none.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "query/drawer.h"
#include "query/filing.h"

namespace vigie::query {

class Drawers {
 public:
  Drawers() = default;
  // `filings` are sorted; `guards` is what they point into.
  Drawers(std::vector<Filing> filings, std::span<const GuardTerm> guards);

  // Whether the key may lie here; 0 or 1, to count with: a branch would be guessed wrong too often.
  std::size_t maybe_has(std::uint64_t key) const { return filter_[word_of(key)] >> bit_of(key) & 1; }

  // Of a key that maybe_has() let pass: where find() looks. Asks memory for it: most of the time goes into waiting.
  std::uint32_t place_of(std::uint64_t key) const {
    const std::uint64_t before = filter_[word_of(key)] & ((std::uint64_t{1} << bit_of(key)) - 1);
    const std::uint32_t place = before_[word_of(key)] + static_cast<std::uint32_t>(std::popcount(before));
    __builtin_prefetch(&starts_[place]);
    return place;
  }

  // The drawer that `key` lies in, if it lies anywhere; asks memory for its beginning.
  Drawer find(std::uint64_t key, std::uint32_t place) const {
    const auto* bundles = bundles_.data() + starts_[place];
    __builtin_prefetch(bundles);
    __builtin_prefetch(bundles + kLine);
    return {bundles, key};
  }

  std::size_t bytes() const;

 private:
  static constexpr unsigned kShiftOfOneWord = 58;
  static constexpr std::size_t kLine = 64 / sizeof(std::uint16_t);

  // Keys are good hashes: their first bits choose.
  std::size_t word_of(std::uint64_t key) const { return key >> shift_ >> 6; }
  unsigned bit_of(std::uint64_t key) const { return key >> shift_ & 63; }

  std::vector<std::uint64_t> filter_ = {0};  // A bit for each drawer; about sixteen bits in all for each key.
  std::vector<std::uint32_t> before_ = {0};  // By word of the filter: how many bits are set in those before.
  std::vector<std::uint32_t> starts_;        // By place: where the drawer begins in
  std::vector<std::uint16_t> bundles_;       // those of all drawers; at the end what may be read ahead.
  unsigned shift_ = kShiftOfOneWord;
};

}  // namespace vigie::query
