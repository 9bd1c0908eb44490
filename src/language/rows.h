// Which rows of a table a run of letters picks: one for each run of one to five letters within it
// (markers count as letters, but not alone), one for the whole if it has four letters or more.
// Threads: pure functions. Errors: none.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "language/letters.h"
#include "learning/hashed_rows.h"

namespace vigie::language {

constexpr std::size_t kGramLettersMax = 5;
constexpr std::size_t kWholeLettersMin = 4;
constexpr std::size_t kRowsPerPointMax = kGramLettersMax + 1;
constexpr std::size_t kRowsOfTextMax = kPointsMax * kRowsPerPointMax;

// Writes the rows to `out`, which must have room for kRowsPerPointMax a point; returns how many.
inline std::size_t rows_of(std::span<const char32_t> run, std::uint32_t row_count, std::uint32_t* out) {
  const std::uint32_t* const first = out;
  for (std::size_t from = 0; from < run.size(); ++from) {
    std::uint64_t hash = 0x9E3779B97F4A7C15ULL;
    const std::size_t end = std::min(run.size(), from + kGramLettersMax);
    const bool at_marker = from == 0 || from + 1 == run.size();
    for (std::size_t at = from; at < end; ++at) {
      hash = learning::mix(hash, run[at]);
      if (!(at == from && at_marker)) *out++ = learning::row_of(hash, row_count);
    }
  }
  if (run.size() >= kWholeLettersMin + 2) {
    std::uint64_t hash = 77;
    for (const char32_t point : run) hash = learning::mix(hash, point);
    *out++ = learning::row_of(hash, row_count);
  }
  return static_cast<std::size_t>(out - first);
}

}  // namespace vigie::language
