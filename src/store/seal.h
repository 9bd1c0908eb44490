// Turns a frozen segment into the bytes of its index file: documents renumbered newest first, terms
// sorted by name, postings rewritten. Threads: pure; the segment must not grow meanwhile.
#pragma once

#include <string>

#include "store/live_segment.h"

namespace vigie::store {

std::string seal(const LiveSegment& segment);

}  // namespace vigie::store
