// Rows of a table added up, lane by lane.
// Threads: pure functions. Errors: none.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "language/weights.h"

namespace vigie::language {

using Sums = std::array<std::int32_t, kLanesMax>;

// Sixteen bits hold the sum of so many rows of int8.
constexpr std::size_t kBlockRows = 256;
using BlockSums = std::array<std::int16_t, kLanesMax>;

// A way to sum a block. All say the same to the last bit.
struct Summing {
  std::string_view name;  // Of the instructions that it takes.
  BlockSums (*block_of)(const Table& table, std::span<const std::uint32_t> rows);
};
// Those that this processor has: the plain one first, the fastest last.
std::span<const Summing> summings();

// Of at most kBlockRows rows. Lanes that the table has not are 0.
BlockSums block_of(const Table& table, std::span<const std::uint32_t> rows);
// Of any number of rows.
void add_rows(const Table& table, std::span<const std::uint32_t> rows, Sums& sums);

inline void add_block(const BlockSums& block, Sums& sums) {
  for (std::size_t lane = 0; lane < kLanesMax; ++lane) sums[lane] += block[lane];
}

inline void prefetch_rows(const Table& table, std::span<const std::uint32_t> rows) {
  for (const std::uint32_t row : rows) __builtin_prefetch(table.codes.data() + std::size_t{row} * table.row_bytes());
}

}  // namespace vigie::language
