// The beginnings of words as keys, by kind and size.
// Threads: pure functions. Errors: none.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "text/words.h"

namespace vigie::query {

// Beginnings of words are told apart by at most so many bytes: five to eight letters of most scripts.
constexpr std::size_t kPrefixBytesMax = 16;
static_assert(kPrefixBytesMax <= text::kFoldedReadAhead);

// The first sixteen bytes of a folded word; what stands after its end does not matter.
struct PrefixBytes {
  explicit PrefixBytes(const char* folded) { std::memcpy(this, folded, sizeof *this); }
  static PrefixBytes of(std::string_view folded) {
    char bytes[sizeof(PrefixBytes)] = {};
    std::memcpy(bytes, folded.data(), std::min(folded.size(), sizeof bytes));
    return PrefixBytes(bytes);
  }
  std::uint64_t first;
  std::uint64_t second;
};

// The key of the first `size` (1 to kPrefixBytesMax) of `bytes`, all within the word.
inline std::uint64_t prefix_key(text::Kind kind, const PrefixBytes& bytes, std::size_t size) {
  // Little-endian: the last bytes go.
  const std::uint64_t first = size < 8 ? bytes.first << (8 * (8 - size)) : bytes.first;
  const std::uint64_t second = size > 8 ? bytes.second << (8 * (16 - size)) : 0;
  std::uint64_t z = first + std::rotl(second * 0xC2B2AE3D27D4EB4FULL, 31) +
                    (static_cast<std::uint64_t>(kind) * 32 + size) * 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 32)) * 0xBF58476D1CE4E5B9ULL;
  return z ^ (z >> 29);
}

// What words of at least kStartBytes share whose first bytes are the same: most words are turned away by it for all
// sizes at once. Of 15 bits.
constexpr std::size_t kStartBytes = 4;
inline std::uint32_t start_of(const char* folded) {
  std::uint32_t bytes = 0;
  std::memcpy(&bytes, folded, kStartBytes);
  return bytes * std::uint32_t{0x9E3779B1} >> 17;
}

}  // namespace vigie::query
