// What the mood part refuses or cuts, for `vigie limits`. Threads: immutable.
#pragma once

#include <span>

#include "base/limit.h"

namespace vigie::mood {

std::span<const Limit> limits();

}  // namespace vigie::mood
