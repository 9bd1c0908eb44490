// What lies in a drawer: watches, each with its guard, in bundles whose guards are asked together.
// A bundle is a row of 16-bit units: its head, its key, the places of its watches in two halves each, and the guards of
// all, one behind the other. Of a term of a guard the low bits are kept, and what ends with it.
// Threads: pure functions. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
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

// The bundles that hold `key` are among those from here on, up to the one that is marked as the last.
struct Drawer {
  const std::uint16_t* bundles;
  std::uint64_t key;
};

constexpr std::size_t kBundleReadAhead = 32;  // Units that may be read behind the last bundle.

struct Posting {
  Met met;
  std::span<const GuardTerm> guard;  // At most kGuardTermsMax; the last of each group is marked.
};

// Appends the bundles of a key, the last of them marked if `is_last`.
void append_bundles(std::uint64_t key, std::span<const Posting> postings, bool is_last,
                    std::vector<std::uint16_t>& out);

// A way to ask the guards of the drawers that a post opens. All say the same.
struct GuardCheck {
  std::string_view name;  // Of the instructions that it takes.
  // Appends the watches whose guard lets the post pass to `out`, in the order of the drawers.
  void (*collect)(std::span<const Drawer> drawers, const PostTerms& terms, Filled<Met>& out);
};
// Those that this processor has: the plain one first, the fastest last.
std::span<const GuardCheck> guard_checks();

}  // namespace vigie::query
