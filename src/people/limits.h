// What the part refuses for its size, and how long things last; told by `vigie limits`.
// Threads: constants.
#pragma once

#include <span>

#include "base/limit.h"

namespace vigie::people {

std::span<const Limit> limits();

}  // namespace vigie::people
