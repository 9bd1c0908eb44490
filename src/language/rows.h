// Which rows of a table a run of letters picks: one for each run of one to five letters within it
// (markers count as letters, but not alone), one for the whole if it has four letters or more.
// Threads: pure functions.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace vigie::language {

constexpr std::size_t kGramLettersMax = 5;
constexpr std::size_t kWholeLettersMin = 4;
constexpr std::size_t kRowsPerPointMax = kGramLettersMax + 1;

namespace rows {

// The mixing step of MurmurHash3's finaliser (Appleby).
inline std::uint64_t mix(std::uint64_t hash, char32_t point) {
  hash = (hash ^ point) * 0xFF51AFD7ED558CCDULL;
  return hash ^ (hash >> 32U);
}

// Spreads a hash over `row_count` rows (Lemire, "Fast random integer generation in an interval").
inline std::uint32_t place(std::uint64_t hash, std::uint32_t row_count) {
  return static_cast<std::uint32_t>((((hash * 0x9E3779B97F4A7C15ULL) >> 32U) * row_count) >> 32U);
}

}  // namespace rows

// Writes the rows to `out`, which must have room for kRowsPerPointMax a point; returns how many.
inline std::size_t rows_of(std::span<const char32_t> run, std::uint32_t row_count, std::uint32_t* out) {
  const std::uint32_t* const first = out;
  for (std::size_t from = 0; from < run.size(); ++from) {
    std::uint64_t hash = 0x9E3779B97F4A7C15ULL;
    const std::size_t end = std::min(run.size(), from + kGramLettersMax);
    const bool at_marker = from == 0 || from + 1 == run.size();
    for (std::size_t at = from; at < end; ++at) {
      hash = rows::mix(hash, run[at]);
      if (!(at == from && at_marker)) *out++ = rows::place(hash, row_count);
    }
  }
  if (run.size() >= kWholeLettersMin + 2) {
    std::uint64_t hash = 77;
    for (const char32_t point : run) hash = rows::mix(hash, point);
    *out++ = rows::place(hash, row_count);
  }
  return static_cast<std::size_t>(out - first);
}

}  // namespace vigie::language
