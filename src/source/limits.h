// What sources bound. Threads: immutable values.
#pragma once

#include <span>

#include "base/limit.h"

namespace vigie::source {

std::span<const Limit> limits();

}  // namespace vigie::source
