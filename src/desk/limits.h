// The limits of the desk, told by `vigie limits`. Threads: immutable.
#pragma once

#include <span>

#include "base/limit.h"

namespace vigie::desk {

std::span<const Limit> limits();

}  // namespace vigie::desk
