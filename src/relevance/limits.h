// What of a watch's answers, and of one post, is read; told by `vigie limits`.
// Threads: constants.
#pragma once

#include <span>

#include "base/limit.h"

namespace vigie::relevance {

std::span<const Limit> limits();

}  // namespace vigie::relevance
