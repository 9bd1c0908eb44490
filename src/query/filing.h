// Under which words is a watch filed? A post that matches is sure to hold one of them.
// Threads: owned by one thread. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "query/query.h"
#include "query/rarity.h"

namespace vigie::query {

// One drawer that a watch lies in. `second` is another term without which it cannot match there,
// or 0: the low half of it is enough to turn most posts away before the watch is touched.
struct Filing {
  std::uint64_t key;
  std::uint32_t watch;
  std::uint32_t second;
};

// Beginnings of words are filed under at most so many bytes.
constexpr std::size_t kPrefixBytesMax = 8;

// The key of a prefix of `bytes` bytes (1 to kPrefixBytesMax): `first` holds the first eight bytes
// of a folded word, as prefix_bytes() reads them.
std::uint64_t prefix_bytes(std::string_view folded);
std::uint64_t prefix_key(text::Kind kind, std::uint64_t first, std::size_t bytes);

struct Filings {
  std::vector<Filing> by_term;
  std::vector<Filing> by_prefix;
  std::uint32_t prefix_sizes = 0;     // Bit n: some prefix is filed under n bytes.
  std::vector<std::uint32_t> always;  // Watches that need no word.
};

// `watch` is the place of the watch in its set.
void file(const Node& root, std::uint32_t watch, const Rarity& rarity, Filings& out);

}  // namespace vigie::query
