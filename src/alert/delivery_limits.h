// What deliveries of alerts are refused, slowed or cut for; told by `vigie limits`. Threads: immutable values.
#pragma once

#include <span>

#include "base/limit.h"

namespace vigie::alert {

std::span<const Limit> delivery_limits();

}  // namespace vigie::alert
