#include "language/sums.h"

#include <smmintrin.h>

#include <algorithm>

namespace vigie::language {
namespace {

// Sixteen bits wide, from bytes.
__m128i low_half(__m128i bytes) { return _mm_cvtepi8_epi16(bytes); }
__m128i high_half(__m128i bytes) { return _mm_cvtepi8_epi16(_mm_srli_si128(bytes, 8)); }

// The weights of a row, sixteen at once: each byte of a row looks two of them up, the even lane's by its
// lower half. SSE4.1, which the baseline has.
struct Weights {
  Weights(__m128i levels, __m128i codes) {
    const __m128i half = _mm_set1_epi8(0x0F);
    even = _mm_shuffle_epi8(levels, _mm_and_si128(codes, half));
    odd = _mm_shuffle_epi8(levels, _mm_and_si128(_mm_srli_epi16(codes, 4), half));
  }
  __m128i even;
  __m128i odd;
};

void store(BlockSums& out, std::size_t lane, __m128i even, __m128i odd) {
  _mm_storeu_si128(reinterpret_cast<__m128i*>(&out[lane]), _mm_unpacklo_epi16(even, odd));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(&out[lane + 8]), _mm_unpackhi_epi16(even, odd));
}

BlockSums block_of_16(__m128i levels, const std::uint8_t* codes, std::span<const std::uint32_t> rows) {
  __m128i even = _mm_setzero_si128();
  __m128i odd = even;
  for (const std::uint32_t row : rows) {
    const Weights weights(levels, _mm_loadl_epi64(reinterpret_cast<const __m128i*>(codes + std::size_t{row} * 8)));
    even = _mm_add_epi16(even, low_half(weights.even));
    odd = _mm_add_epi16(odd, low_half(weights.odd));
  }
  BlockSums out{};
  store(out, 0, even, odd);
  return out;
}

BlockSums block_of_32(__m128i levels, const std::uint8_t* codes, std::span<const std::uint32_t> rows) {
  __m128i low_even = _mm_setzero_si128();
  __m128i low_odd = low_even;
  __m128i high_even = low_even;
  __m128i high_odd = low_even;
  for (const std::uint32_t row : rows) {
    const Weights weights(levels, _mm_loadu_si128(reinterpret_cast<const __m128i*>(codes + std::size_t{row} * 16)));
    low_even = _mm_add_epi16(low_even, low_half(weights.even));
    low_odd = _mm_add_epi16(low_odd, low_half(weights.odd));
    high_even = _mm_add_epi16(high_even, high_half(weights.even));
    high_odd = _mm_add_epi16(high_odd, high_half(weights.odd));
  }
  BlockSums out;
  store(out, 0, low_even, low_odd);
  store(out, 16, high_even, high_odd);
  return out;
}

}  // namespace

BlockSums block_of(const Table& table, std::span<const std::uint32_t> rows) {
  const auto levels = _mm_loadu_si128(reinterpret_cast<const __m128i*>(table.levels.data()));
  return table.lane_count == 32 ? block_of_32(levels, table.codes.data(), rows)
                                : block_of_16(levels, table.codes.data(), rows);
}

void add_rows(const Table& table, std::span<const std::uint32_t> rows, Sums& sums) {
  while (!rows.empty()) {
    const auto block = rows.first(std::min(rows.size(), kBlockRows));
    add_block(block_of(table, block), sums);
    rows = rows.subspan(block.size());
  }
}

}  // namespace vigie::language
