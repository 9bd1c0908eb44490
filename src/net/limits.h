// What net refuses for its size or slowness. Threads: immutable values.
#pragma once

#include <cstddef>
#include <span>

#include "base/limit.h"

namespace vigie::net {

// The longest query, 20,000 code points of four bytes, is 240,000 bytes percent-encoded: what may be watched may be
// searched.
inline constexpr std::size_t kHeaderBytesMax = 256 * 1024;
inline constexpr std::size_t kParametersMax = 64;
inline constexpr std::size_t kEventBytesMax = 1u << 20;
inline constexpr std::size_t kSendsWaitingMax = 64;

std::span<const Limit> limits();

}  // namespace vigie::net
