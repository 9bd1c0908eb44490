#include "language/sums.h"

#include <immintrin.h>

#include <algorithm>
#include <array>

#include "base/processor.h"

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

// Of 32 lanes, eight each.
struct WideSums {
  void add(__m128i levels, const std::uint8_t* codes, std::span<const std::uint32_t> rows) {
    for (const std::uint32_t row : rows) {
      const Weights weights(levels, _mm_loadu_si128(reinterpret_cast<const __m128i*>(codes + std::size_t{row} * 16)));
      low_even = _mm_add_epi16(low_even, low_half(weights.even));
      low_odd = _mm_add_epi16(low_odd, low_half(weights.odd));
      high_even = _mm_add_epi16(high_even, high_half(weights.even));
      high_odd = _mm_add_epi16(high_odd, high_half(weights.odd));
    }
  }
  BlockSums all() const {
    BlockSums out;
    store(out, 0, low_even, low_odd);
    store(out, 16, high_even, high_odd);
    return out;
  }

  __m128i low_even = _mm_setzero_si128();
  __m128i low_odd = _mm_setzero_si128();
  __m128i high_even = _mm_setzero_si128();
  __m128i high_odd = _mm_setzero_si128();
};

BlockSums block_of_32(__m128i levels, const std::uint8_t* codes, std::span<const std::uint32_t> rows) {
  WideSums sums;
  sums.add(levels, codes, rows);
  return sums.all();
}

// Each two lanes of 128 bits hold a row.
[[gnu::target("avx2")]] __m256i two_rows(const std::uint8_t* codes, std::uint32_t first, std::uint32_t second) {
  const auto* low = reinterpret_cast<const __m128i*>(codes + std::size_t{first} * 16);
  const auto* high = reinterpret_cast<const __m128i*>(codes + std::size_t{second} * 16);
  return _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128(low)), _mm_loadu_si128(high), 1);
}

[[gnu::target("avx2")]] __m128i halves_of(__m256i sums) {
  return _mm_add_epi16(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
}

// Four rows at once: bytes of two rows side by side are added as they are widened.
[[gnu::target("avx2")]] BlockSums block_of_32_by_four(__m128i levels, const std::uint8_t* codes,
                                                      std::span<const std::uint32_t> rows) {
  const __m256i both_levels = _mm256_broadcastsi128_si256(levels);
  const __m256i half = _mm256_set1_epi8(0x0F);
  const __m256i once = _mm256_set1_epi8(1);
  __m256i low_even = _mm256_setzero_si256();
  __m256i low_odd = low_even;
  __m256i high_even = low_even;
  __m256i high_odd = low_even;
  std::size_t at = 0;
  for (; at + 4 <= rows.size(); at += 4) {
    const __m256i one = two_rows(codes, rows[at], rows[at + 1]);
    const __m256i other = two_rows(codes, rows[at + 2], rows[at + 3]);
    const __m256i one_even = _mm256_shuffle_epi8(both_levels, _mm256_and_si256(one, half));
    const __m256i one_odd = _mm256_shuffle_epi8(both_levels, _mm256_and_si256(_mm256_srli_epi16(one, 4), half));
    const __m256i other_even = _mm256_shuffle_epi8(both_levels, _mm256_and_si256(other, half));
    const __m256i other_odd = _mm256_shuffle_epi8(both_levels, _mm256_and_si256(_mm256_srli_epi16(other, 4), half));
    low_even = _mm256_add_epi16(low_even, _mm256_maddubs_epi16(once, _mm256_unpacklo_epi8(one_even, other_even)));
    low_odd = _mm256_add_epi16(low_odd, _mm256_maddubs_epi16(once, _mm256_unpacklo_epi8(one_odd, other_odd)));
    high_even = _mm256_add_epi16(high_even, _mm256_maddubs_epi16(once, _mm256_unpackhi_epi8(one_even, other_even)));
    high_odd = _mm256_add_epi16(high_odd, _mm256_maddubs_epi16(once, _mm256_unpackhi_epi8(one_odd, other_odd)));
  }
  WideSums sums{halves_of(low_even), halves_of(low_odd), halves_of(high_even), halves_of(high_odd)};
  sums.add(levels, codes, rows.subspan(at));
  return sums.all();
}

__m128i levels_of(const Table& table) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(table.levels.data())); }

BlockSums plain_block_of(const Table& table, std::span<const std::uint32_t> rows) {
  return table.lane_count == 32 ? block_of_32(levels_of(table), table.codes.data(), rows)
                                : block_of_16(levels_of(table), table.codes.data(), rows);
}

// Rows of 16 lanes are half a register: nothing is gained by a wider one.
BlockSums wide_block_of(const Table& table, std::span<const std::uint32_t> rows) {
  return table.lane_count == 32 ? block_of_32_by_four(levels_of(table), table.codes.data(), rows)
                                : block_of_16(levels_of(table), table.codes.data(), rows);
}

constexpr std::array kSummings{Summing{"sse4.2", plain_block_of}, Summing{"avx2", wide_block_of}};

}  // namespace

std::span<const Summing> summings() { return std::span(kSummings).first(has_avx2() ? 2 : 1); }

const Summing* Table::fastest() { return &summings().back(); }

BlockSums block_of(const Table& table, std::span<const std::uint32_t> rows) {
  return table.summing().block_of(table, rows);
}

void add_rows(const Table& table, std::span<const std::uint32_t> rows, Sums& sums) {
  while (!rows.empty()) {
    const auto block = rows.first(std::min(rows.size(), kBlockRows));
    add_block(block_of(table, block), sums);
    rows = rows.subspan(block.size());
  }
}

}  // namespace vigie::language
