// The limits of the store that more than one of its files obeys. Threads: constants.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vigie::store {

constexpr std::size_t kAppendItemsMax = 8'192;
constexpr std::uint32_t kBlocksMax = 1U << 22;  // Of one log file; places have room for twice that.
// Sources of one segment. With what one append may bring, two bytes number them all.
constexpr std::size_t kSourcesMax = (1U << 16) - kAppendItemsMax;
constexpr std::size_t kTornBytesMax = 4U << 20;  // Of a torn tail that is set aside; the rest is cut.
constexpr std::ptrdiff_t kFrozenMax = 2;         // Full segments that wait for the keeper; then the writer helps.

}  // namespace vigie::store
