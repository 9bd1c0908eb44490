// Which row of a table of weights a feature picks: hashed, so that no dictionary of features is kept.
// The numbers are in model files: they never change.
// Threads: pure functions. Errors: none.
#pragma once

#include <cstdint>

namespace vigie::learning {

// The mixing step of MurmurHash3's finaliser (Appleby).
constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0xFF51AFD7ED558CCDULL;
  return hash ^ (hash >> 32U);
}

// Spreads a hash over `row_count` rows (Lemire, "Fast random integer generation in an interval").
constexpr std::uint32_t row_of(std::uint64_t hash, std::uint32_t row_count) {
  return static_cast<std::uint32_t>((((hash * 0x9E3779B97F4A7C15ULL) >> 32U) * row_count) >> 32U);
}

}  // namespace vigie::learning
