#include "language/verdict.h"

#include <emmintrin.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <span>

namespace vigie::language {
namespace {

// A script that one of our languages has for itself may yet write another of the world's.
constexpr float kSoleLanguageP = 0.99F;
// What the author's claim is worth: the odds of the claimed language times e.
constexpr float kClaimLogit = 1.0F;
// "Not one of ours" must be plain, and the best of ours not too thin a guess.
constexpr float kForeignP = 0.6F;
constexpr float kGuessPMin = 0.08F;
// A lane so far below the best has no share that anything shows: e to the -16 is a ten-millionth.
constexpr float kLogitsMax = 16;

}  // namespace

Guess of_script(const Alphabet& alphabet, Script script) {
  const auto sole = alphabet.sole_language(script);
  return sole == post::kUnknownLanguage ? Guess{} : Guess{sole, kSoleLanguageP};
}

// Softmax over the lanes of one script; others get 0.
Shares shares_of(const Table& table, Script script, const Sums& sums, std::size_t rows, post::LanguageId claim) {
  const float scale = table.scale(rows);
  Shares out{};
  float most = -1e30F;
  for (std::size_t lane = 0; lane < table.lanes.size(); ++lane) {
    if (table.lanes[lane].script != script) continue;
    out[lane] = static_cast<float>(sums[lane]) * scale;
    if (claim != post::kUnknownLanguage && table.lanes[lane].language == claim) out[lane] += kClaimLogit;
    most = std::max(most, out[lane]);
  }
  float total = 0;
  for (std::size_t lane = 0; lane < table.lanes.size(); ++lane) {
    const bool counts = table.lanes[lane].script == script && out[lane] > most - kLogitsMax;
    out[lane] = counts ? std::exp(out[lane] - most) : 0;
    total += out[lane];
  }
  for (float& share : out) share /= total;
  return out;
}

// `lanes`: those that may have a share, in order.
template <typename LaneList>
Guess best_of(const Table& table, const LaneList& lanes, const Shares& shares) {
  Guess best;
  for (const std::size_t lane : lanes) {
    const Guess guess{table.lanes[lane].language, shares[lane]};
    if (guess.language == post::kUnknownLanguage) {
      if (guess.p >= kForeignP) return guess;
    } else if (guess.p > best.p) {
      best = guess;
    }
  }
  return best.p < kGuessPMin ? Guess{} : best;
}

Guess best_of(const Table& table, const Shares& shares) {
  std::array<std::uint8_t, kLanesMax> all;
  std::iota(all.begin(), all.end(), std::uint8_t{0});
  return best_of(table, std::span(all).first(table.lanes.size()), shares);
}

// The same as best_of(shares_of()), four lanes at once and of the lanes alone that count.
Guess guess_of(const Table& table, Script script, const Sums& sums, std::size_t rows, post::LanguageId claim) {
  constexpr float kNone = -1e30F;
  const __m128 scale = _mm_set1_ps(table.scale(rows));
  Shares logits;
  for (std::size_t lane = 0; lane < kLanesMax; lane += 4) {
    const auto four = _mm_loadu_si128(reinterpret_cast<const __m128i*>(&sums[lane]));
    _mm_storeu_ps(&logits[lane], _mm_mul_ps(_mm_cvtepi32_ps(four), scale));
  }
  std::size_t lane = 0;
  for (const Lane& of : table.lanes) {
    if (of.script != script) logits[lane] = kNone;
    if (claim != post::kUnknownLanguage && of.language == claim) logits[lane] += kClaimLogit;
    ++lane;
  }
  for (; lane < kLanesMax; ++lane) logits[lane] = kNone;

  __m128 most_of_four = _mm_loadu_ps(logits.data());
  for (lane = 4; lane < kLanesMax; lane += 4) most_of_four = _mm_max_ps(most_of_four, _mm_loadu_ps(&logits[lane]));
  alignas(16) std::array<float, 4> four;
  _mm_store_ps(four.data(), most_of_four);
  const float most = std::max(std::max(four[0], four[1]), std::max(four[2], four[3]));

  std::array<std::uint8_t, kLanesMax> near;  // Lanes that have a share: few have.
  std::size_t near_count = 0;
  const __m128 floor = _mm_set1_ps(most - kLogitsMax);
  for (lane = 0; lane < kLanesMax; lane += 4) {
    auto above = static_cast<unsigned>(_mm_movemask_ps(_mm_cmpgt_ps(_mm_loadu_ps(&logits[lane]), floor)));
    for (; above != 0; above &= above - 1) {
      near[near_count++] = static_cast<std::uint8_t>(lane + static_cast<std::size_t>(std::countr_zero(above)));
    }
  }
  Shares shares;  // Of the near ones.
  float total = 0;
  for (const std::uint8_t at : std::span(near).first(near_count)) {
    shares[at] = std::exp(logits[at] - most);
    total += shares[at];
  }
  for (const std::uint8_t at : std::span(near).first(near_count)) shares[at] /= total;
  return best_of(table, std::span(near).first(near_count), shares);
}

std::pair<std::size_t, std::size_t> two_best(Shares shares) {
  const auto best = [&] {
    return static_cast<std::size_t>(std::max_element(shares.begin(), shares.end()) - shares.begin());
  };
  const auto first = best();
  shares[first] = 0;
  return {first, best()};
}

}  // namespace vigie::language
