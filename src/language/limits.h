// What the language part refuses or cuts, for `vigie limits`. Threads: immutable.
#pragma once

#include <span>

#include "base/limit.h"

namespace vigie::language {

std::span<const Limit> limits();

}  // namespace vigie::language
