#include "language/model.h"

#include <smmintrin.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "language/claim.h"
#include "language/letters.h"
#include "language/rows.h"
#include "language/weights.h"

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

using Sums = std::array<std::int32_t, kLanesMax>;
using Shares = std::array<float, kLanesMax>;

// Sixteen-bit sums hold 256 rows of int8 at most, so long texts are added block by block.
constexpr std::size_t kBlockRows = 256;

// SSE4.1, which the baseline has: eight weights widened and added at once.
template <std::size_t lanes>
void add_block(const std::int8_t* weights, std::span<const std::uint32_t> rows, Sums& sums) {
  constexpr std::size_t kParts = lanes / 8;
  __m128i block[kParts];
  for (__m128i& sum : block) sum = _mm_setzero_si128();
  for (const std::uint32_t row : rows) {
    const std::int8_t* const weight = weights + std::size_t{row} * lanes;
    for (std::size_t part = 0; part < kParts; ++part) {
      const auto eight = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(weight + 8 * part));
      block[part] = _mm_add_epi16(block[part], _mm_cvtepi8_epi16(eight));
    }
  }
  alignas(16) std::array<std::int16_t, lanes> flat;
  for (std::size_t part = 0; part < kParts; ++part) {
    _mm_store_si128(reinterpret_cast<__m128i*>(flat.data() + 8 * part), block[part]);
  }
  for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += flat[lane];
}

void add_rows(const Table& table, std::span<const std::uint32_t> rows, Sums& sums) {
  while (!rows.empty()) {
    const auto block = rows.first(std::min(rows.size(), kBlockRows));
    if (table.lane_count == 32) {
      add_block<32>(table.weights.data(), block, sums);
    } else {
      add_block<16>(table.weights.data(), block, sums);
    }
    rows = rows.subspan(block.size());
  }
}

// Adds all runs of one script; returns how many rows there were.
std::size_t add_runs(const Table& table, const Letters& letters, Script script, Sums& sums) {
  std::array<std::uint32_t, kRowsOfTextMax> rows;  // Filled as far as counted.
  std::size_t count = 0;
  for (const Letters::Run& run : letters.runs()) {
    if (run.script != script) continue;
    const std::size_t more = rows_of(letters.points(run), table.row_count, rows.data() + count);
    for (std::size_t at = count; at < count + more; ++at) {
      __builtin_prefetch(table.weights.data() + std::size_t{rows[at]} * table.lane_count);
    }
    count += more;
  }
  add_rows(table, std::span(rows).first(count), sums);
  return count;
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

Guess best_of(const Table& table, const Shares& shares) {
  Guess best;
  for (std::size_t lane = 0; lane < table.lanes.size(); ++lane) {
    const Guess guess{table.lanes[lane].language, shares[lane]};
    if (guess.language == post::kUnknownLanguage) {
      if (guess.p >= kForeignP) return guess;
    } else if (guess.p > best.p) {
      best = guess;
    }
  }
  return best.p < kGuessPMin ? Guess{} : best;
}

std::pair<std::size_t, std::size_t> two_best(Shares shares) {
  const auto best = [&] {
    return static_cast<std::size_t>(std::max_element(shares.begin(), shares.end()) - shares.begin());
  };
  const auto first = best();
  shares[first] = 0;
  return {first, best()};
}

Sums sums_of_run(const Table& table, const Letters& letters, const Letters::Run& run) {
  std::vector<std::uint32_t> rows((run.to - run.from) * kRowsPerPointMax);
  rows.resize(rows_of(letters.points(run), table.row_count, rows.data()));
  Sums out{};
  add_rows(table, rows, out);
  return out;
}

}  // namespace

Result<Model> Model::from_bytes(std::string_view bytes) {
  auto weights = Weights::from_bytes(bytes);
  if (!weights) return weights.error();
  return Model(std::move(*weights));
}

std::string_view Model::version() const { return weights_->version; }

Guess Model::read(const text::Words& words, std::string_view claim) const {
  const Letters letters(weights_->alphabet, words);
  const Script script = letters.script();
  if (const auto sole = weights_->alphabet.sole_language(script)) return {sole, kSoleLanguageP};
  const int index = weights_->table_of[static_cast<std::size_t>(script)];
  if (index < 0) return {};
  const Table& table = weights_->tables[static_cast<std::size_t>(index)];
  Sums sums{};
  const std::size_t rows = add_runs(table, letters, script, sums);
  return best_of(table, shares_of(table, script, sums, rows, claimed_language(claim)));
}

std::vector<Reason> Model::explain(const text::Words& words, std::size_t reasons_max) const {
  const Letters letters(weights_->alphabet, words);
  const Script script = letters.script();
  const int index = weights_->table_of[static_cast<std::size_t>(script)];
  if (index < 0) return {};
  const Table& table = weights_->tables[static_cast<std::size_t>(index)];
  Sums sums{};
  const std::size_t row_count = add_runs(table, letters, script, sums);
  const Shares shares = shares_of(table, script, sums, row_count, post::kUnknownLanguage);
  const auto [first, second] = two_best(shares);
  const float scale = table.scale(row_count);
  std::vector<Reason> reasons;
  for (const Letters::Run& run : letters.runs()) {
    if (run.script != script) continue;
    const Sums own = sums_of_run(table, letters, run);
    reasons.push_back({run.typed, static_cast<float>(own[first] - own[second]) * scale});
  }
  std::stable_sort(reasons.begin(), reasons.end(),
                   [](const Reason& a, const Reason& b) { return a.weight > b.weight; });
  if (reasons.size() > reasons_max) reasons.resize(reasons_max);
  return reasons;
}

}  // namespace vigie::language
