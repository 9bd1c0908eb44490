// Memory that matching reuses from post to post, so that a steady stream allocates nothing.
// Threads: owned by one thread.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "query/drawer.h"
#include "query/field_terms.h"
#include "query/filled.h"
#include "query/post_terms.h"

namespace vigie::query {

// Where a word, phrase or prefix stands in a post.
struct Occurrence {
  std::uint32_t first_word = 0;  // Places in Words::all().
  std::uint32_t last_word = 0;
  std::uint32_t from = 0;  // Positions, both included.
  std::uint32_t to = 0;
};

// A word that begins as some prefix of the set may: of how many bytes, as bits.
struct MaybePrefixed {
  std::uint32_t place;  // In Words::all().
  std::uint32_t sizes;
};

// What one compiled set has found out about one post, step by step.
struct Finding {
  Filled<std::uint64_t> keys;    // Drawers to open: first `term_keys` of terms, then of prefixes.
  Filled<std::uint32_t> places;  // Of the keys in their Drawers.
  std::size_t term_keys = 0;
  Filled<MaybePrefixed> prefixed;
  Filled<Drawer> drawers;
  Filled<Met> candidates;        // By place, sorted, each once.
  Filled<std::uint32_t> unsure;  // Places of those that are to be run.
};

// A post on its way through a set.
struct Pending {
  PostTerms terms;
  Filled<std::uint64_t> more;  // What the post has besides words: pairs of them, fields.
  Finding finding;
};

struct Scratch {
  static constexpr std::size_t kPendingMax = 8;  // A power of two.

  PostTerms terms;  // For single programs.
  std::vector<Occurrence> left;
  std::vector<Occurrence> right;
  FieldTerms fields;
  std::array<Pending, kPendingMax> pending;
  Finding beside;                // For the small sets beside the great one.
  std::uint64_t candidates = 0;  // Watches looked at so far.
};

}  // namespace vigie::query
