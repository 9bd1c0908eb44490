// Every engine that answers a query, asked the same of the same posts, each held to the naive matcher: the compiled
// query, a set of watches, and the search, in the live segment, sealed, after reopening, and in many segments that
// the keeper has gone over.
// Threads: owned by one test. Errors: gtest's own, naming the query and the engine.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "post/post.h"
#include "store/test_house.h"

namespace vigie {

struct Told {
  std::size_t accepted = 0;  // Queries that are no error.
  std::size_t refused = 0;
  std::size_t matches = 0;  // Of accepted queries with posts.
};

// `items`: posts with different ids, readings as kept, created_at falling from one to the next, so that the order of
// a search is their own.
Told expect_one_meaning(store::Items& items, std::span<const std::string> queries);

}  // namespace vigie
