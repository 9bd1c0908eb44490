// Memory that matching reuses from post to post, so that a steady stream allocates nothing.
// Threads: owned by one thread.
#pragma once

#include <cstdint>
#include <vector>

#include "query/post_terms.h"

namespace vigie::query {

// Where a word, phrase or prefix stands in a post.
struct Occurrence {
  std::uint32_t first_word = 0;  // Places in Words::all().
  std::uint32_t last_word = 0;
  std::uint32_t from = 0;  // Positions, both included.
  std::uint32_t to = 0;
};

struct Scratch {
  PostTerms terms;
  std::vector<Occurrence> left;
  std::vector<Occurrence> right;
  std::vector<std::uint64_t> keys;        // Drawers to open.
  std::vector<std::uint32_t> candidates;  // Places of watches in their set.
  std::vector<std::uint32_t> found;
};

}  // namespace vigie::query
