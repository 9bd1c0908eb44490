// Under which words is a watch filed? A post that matches is sure to hold one of them. And what else must
// it hold? That is the guard: groups of terms, of each of which the post has at least one.
// Threads: owned by one thread. Errors: none.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "query/field_terms.h"
#include "query/query.h"

namespace vigie::query {

class Rarity;

// The low bits of a term, all that a guard keeps of it; the last of its group is marked. Behind the groups stand terms
// of which a post that has one may not match after all, though all else says so: `shell NOT oil`.
using GuardTerm = std::uint16_t;
constexpr GuardTerm kGuardTermBits = 0x0FFF;
constexpr GuardTerm kGroupEnds = 0x8000;
constexpr GuardTerm kDoubt = 0x1000;
constexpr std::size_t kGroupTermsInGuardMax = 12;
constexpr std::size_t kDoubtsMax = 4;
constexpr std::size_t kGuardTermsMax = kGroupTermsInGuardMax + kDoubtsMax;

// One drawer that a watch lies in.
struct Filing {
  std::uint64_t key;
  std::uint32_t watch;
  std::uint32_t guard_from;  // In Filings::guards.
  std::uint32_t guard_size;
  bool is_sure;  // The post matches if the key is there and no doubt: nothing else is to be asked.
};

// How a prefix of kStartBytes or more begins, and its bytes.
struct Start {
  std::uint32_t start;  // start_of()
  std::uint8_t bytes;
};

struct Filings {
  std::vector<Filing> by_term;
  std::vector<Filing> by_prefix;
  std::vector<GuardTerm> guards;
  std::uint32_t prefix_sizes = 0;     // Bit n: some prefix is filed under n bytes.
  std::vector<Start> starts;          // Of the prefixes that are long enough.
  FieldNames fields = 0;              // Whose terms are keys or in guards.
  bool asks_pairs = false;            // The same of pairs of words.
  std::vector<std::uint32_t> always;  // Watches that need no term.
};

// `watch` is the place of the watch in its set.
void file(const Node& root, std::uint32_t watch, const Rarity& rarity, Filings& out);

}  // namespace vigie::query
