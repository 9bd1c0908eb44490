// Two words one behind the other as one term: rarer than either, which is what a phrase of common words is
// filed under.
// Threads: pure functions. Errors: none.
#pragma once

#include <bit>
#include <cstdint>

#include "query/filled.h"
#include "text/words.h"

namespace vigie::query {

inline std::uint64_t pair_term(std::uint64_t first, std::uint64_t second) {
  return std::rotl(first, 23) * 0x9E3779B97F4A7C15ULL + second;
}

// Appends the pairs of all words at one position with all at the next.
inline void add_pairs(const text::Words& words, Filled<std::uint64_t>& out) {
  const auto all = words.all();
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size() && all[j].position <= all[i].position + 1; ++j) {
      if (all[j].position != all[i].position) out.push(pair_term(all[i].term, all[j].term));
    }
  }
}

}  // namespace vigie::query
