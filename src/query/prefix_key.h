// The beginnings of words as keys, by kind and size.
// Threads: pure functions. Errors: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "text/term.h"

namespace vigie::query {

// The first eight bytes of a folded word, zeros after its end.
inline std::uint64_t prefix_bytes(std::string_view folded) {
  const char* bytes = folded.data();
  const auto size = folded.size();
  std::uint64_t out = 0;
  if (size >= 8) {
    std::memcpy(&out, bytes, 8);
  } else if (size >= 4) {  // Two reads that overlap, and agree where they do.
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::memcpy(&first, bytes, 4);
    std::memcpy(&last, bytes + size - 4, 4);
    out = first | std::uint64_t{last} << (8 * (size - 4));
  } else {
    for (std::size_t i = 0; i < size; ++i) out |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
  return out;
}

// The key of the first `bytes` (1 to 8) of `first`, as prefix_bytes() gives them.
inline std::uint64_t prefix_key(text::Kind kind, std::uint64_t first, std::size_t bytes) {
  const std::uint64_t kept = first << (8 * (8 - bytes));  // Little-endian: the last bytes go.
  std::uint64_t z = kept + (static_cast<std::uint64_t>(kind) * 16 + bytes) * 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 32)) * 0xBF58476D1CE4E5B9ULL;
  return z ^ (z >> 29);
}

// What words of at least kStartBytes share whose first bytes are the same: most words are turned away by it for all
// sizes at once. Of 16 bits.
constexpr std::size_t kStartBytes = 4;
inline std::uint32_t start_of(const char* folded) {
  std::uint32_t bytes = 0;
  std::memcpy(&bytes, folded, kStartBytes);
  return bytes * std::uint32_t{0x9E3779B1} >> 16;
}

}  // namespace vigie::query
