// Memory in large blocks (a segment being filled, its index, a log written anew) comes straight from the system and
// goes back to it when it is freed. Left alone, glibc raises the size from which it does so each time that a large
// block is freed, up to 32 MiB: blocks of megabytes then lie among small ones in the arena of whichever thread asked,
// and what lies between them is held for ever. `doc/decisions/store.md` has the figures.
// Threads: once, by main, before there are others. Errors: none.
#pragma once

#include <cstddef>

namespace vigie {

constexpr std::size_t kLargeBlockBytes = 1U << 20;

void give_large_blocks_back();  // From now on, those of kLargeBlockBytes and more.

}  // namespace vigie
