#include "base/hash.h"

#define XXH_INLINE_ALL
#include <nmmintrin.h>
#include <xxhash.h>

#include <cstring>

namespace vigie {

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

std::uint32_t crc32c(std::string_view bytes, std::uint32_t start) {
  std::uint64_t crc = ~start;
  while (bytes.size() >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), 8);
    crc = _mm_crc32_u64(crc, word);
    bytes.remove_prefix(8);
  }
  auto small = static_cast<std::uint32_t>(crc);
  for (const char c : bytes) small = _mm_crc32_u8(small, static_cast<unsigned char>(c));
  return ~small;
}

}  // namespace vigie
