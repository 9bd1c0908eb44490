// What the rows of a text's features sum up to, and what the sums say.
// Threads: pure functions. Errors: none.
#pragma once

#include <smmintrin.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <span>

#include "learning/hashed_rows.h"
#include "mood/model.h"
#include "mood/weights.h"

namespace vigie::mood {

using Sums = std::array<std::int32_t, 4>;  // By post::Mood; the fourth is 0.

inline std::uint32_t place_of(std::uint64_t feature, const std::vector<Row8>& rows) {
  return learning::row_of(feature, static_cast<std::uint32_t>(rows.size()));
}

// SSE4.1, which the baseline has: the weights of a row widened and added at once.
inline void add_places(const std::vector<Row8>& rows, std::span<const std::uint32_t> places, Sums& sums) {
  __m128i sum = _mm_loadu_si128(reinterpret_cast<const __m128i*>(sums.data()));
  for (const std::uint32_t place : places) {
    std::int32_t four = 0;
    std::memcpy(&four, &rows[place], sizeof four);
    sum = _mm_add_epi32(sum, _mm_cvtepi8_epi32(_mm_cvtsi32_si128(four)));
  }
  _mm_storeu_si128(reinterpret_cast<__m128i*>(sums.data()), sum);
}

// `scale`: what a sum is multiplied by, Weights::scale().
Probabilities softmax(const Sums& sums, float scale);

}  // namespace vigie::mood
