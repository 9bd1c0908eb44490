// Which documents of a segment a query may match, by postings and columns alone. Two answers at once:
// those that match for certain, and those that may; between them a post must be read again (phrases,
// NEAR, exact forms, authors, sites). NOT swaps the two.
// Threads: pure.
#pragma once

#include "query/query.h"
#include "store/bits.h"
#include "store/segment.h"

namespace vigie::store {

struct Verdict {
  Bits sure;  // A part of `possible`.
  Bits possible;
};

// Of the first `doc_count` documents; hidden ones included.
Verdict evaluate(const query::Node& node, const Segment& segment, std::uint32_t doc_count);

}  // namespace vigie::store
