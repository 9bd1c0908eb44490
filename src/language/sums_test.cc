#include "language/sums.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace vigie::language {
namespace {

Table invented_table(Random& random, std::uint32_t lanes) {
  Table out;
  out.row_count = 300;
  out.lane_count = lanes;
  for (auto& level : out.levels) level = static_cast<std::int8_t>(random.below(256));
  for (std::size_t i = 0; i < out.row_count * out.row_bytes(); ++i) {
    out.codes.push_back(static_cast<std::uint8_t>(random.below(256)));
  }
  return out;
}

BlockSums added_one_by_one(const Table& table, std::span<const std::uint32_t> rows) {
  BlockSums out{};
  for (const auto row : rows) {
    for (std::size_t lane = 0; lane < table.lane_count; ++lane) {
      const unsigned both = table.codes[row * table.row_bytes() + lane / 2];
      out[lane] = static_cast<std::int16_t>(out[lane] + table.levels[lane % 2 == 0 ? both & 15U : both >> 4U]);
    }
  }
  return out;
}

TEST(Summings, AgreeToTheLastBit) {
  Random random(1);
  for (const std::uint32_t lanes : {16U, 32U}) {
    for (std::size_t count = 0; count <= kBlockRows; ++count) {
      const Table table = invented_table(random, lanes);
      std::vector<std::uint32_t> rows;
      while (rows.size() < count) rows.push_back(static_cast<std::uint32_t>(random.below(table.row_count)));
      const auto expected = added_one_by_one(table, rows);
      for (const Summing& summing : summings()) {
        ASSERT_EQ(summing.block_of(table, rows), expected) << summing.name << ": " << count << " of " << lanes;
      }
    }
  }
}

// The greatest sums that sixteen bits hold.
TEST(Summings, HoldAWholeBlockOfTheLeastWeight) {
  Random random(2);
  for (const std::uint32_t lanes : {16U, 32U}) {
    Table table = invented_table(random, lanes);
    table.levels.fill(-128);
    const std::vector<std::uint32_t> rows(kBlockRows, 7);
    for (const Summing& summing : summings()) {
      EXPECT_EQ(summing.block_of(table, rows), added_one_by_one(table, rows)) << summing.name;
    }
  }
}

TEST(Summings, AModelTakesTheFastest) { EXPECT_EQ(&Table().summing(), &summings().back()); }

}  // namespace
}  // namespace vigie::language
