// A parsed tree made plain: negations pushed down to the leaves (De Morgan), AND within AND and OR
// within OR opened, children told twice said once.
// Threads: pure functions. Errors: a tree that something must not stand for.
#pragma once

#include <optional>

#include "query/query.h"

namespace vigie::query {

Node simplify(Node node);

// The place of the first negation that stands alone: each branch of an OR must hold something
// positive, and an AND at least once. `node` is simplified. Columns: 0 if there is none.
std::uint32_t lone_negation(const Node& node);

}  // namespace vigie::query
