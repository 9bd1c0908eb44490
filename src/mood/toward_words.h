// The words of a post as seen from the target: in whose clause, on which side, how far.
// Only for the sources of this part. Threads: pure but for `out`. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mood/target.h"
#include "text/words.h"

namespace vigie::mood {

// Appends the hashes of features; the words of at most kTokensMax tokens are read.
void see_from_target(const text::Words& words, std::span<const Clause> target, const Owned& owned,
                     std::vector<std::uint64_t>& out);

}  // namespace vigie::mood
