#include "store/merge.h"

#include <gtest/gtest.h>

#include "store/log_scan.h"

namespace vigie::store {
namespace {

constexpr MergeLimits kLimits{1'000, 100'000, 3};

Weight small(std::uint64_t log_bytes = 100) { return {10, log_bytes, 1, true}; }

TEST(ToMerge, TakesAsManySmallNeighboursAsThereAreAndNoFewerThanPays) {
  std::vector<Weight> weights{small(), small()};
  EXPECT_TRUE(to_merge(weights, kLimits).empty());
  weights.push_back(small());
  weights.push_back(small());
  const Neighbours run = to_merge(weights, kLimits);
  EXPECT_EQ(run.from, 0U);
  EXPECT_EQ(run.to, 4U);
}

TEST(ToMerge, StopsAtWhatIsLargeOrNotSettled) {
  const Weight full{1'000, 30'000, 1, true};
  Weight live = small();
  live.is_settled = false;
  for (const auto& wall : {full, live}) {
    EXPECT_TRUE(to_merge(std::vector{small(), small(), wall, small(), small()}, kLimits).empty());
    const Neighbours run = to_merge(std::vector{small(), small(), wall, small(), small(), small(), wall}, kLimits);
    EXPECT_EQ(run.from, 3U);
    EXPECT_EQ(run.to, 6U);
  }
}

TEST(ToMerge, MakesNothingLargerThanASegmentMayBe) {
  const std::vector<Weight> by_posts(9, Weight{250, 100, 1, true});
  EXPECT_EQ(to_merge(by_posts, kLimits).to, 4U);
  const std::vector<Weight> by_bytes(9, Weight{1, 25'000, 1, true});
  EXPECT_EQ(to_merge(by_bytes, kLimits).to, 4U);
  const std::vector<Weight> by_sources(9, Weight{1, 100, 15'000, true});
  EXPECT_EQ(to_merge(by_sources, kLimits).to, 3U);
}

// Else a segment that grows would be written anew for each few posts that follow.
TEST(ToMerge, LeavesOneThatMakesUpMoreThanHalfUntilEnoughFollow) {
  std::vector<Weight> weights{small(1'000), small(), small()};
  EXPECT_TRUE(to_merge(weights, kLimits).empty());
  weights.push_back(small());
  EXPECT_EQ(to_merge(weights, kLimits).from, 1U);
  weights.assign(11, small());
  weights.front() = small(1'000);
  EXPECT_EQ(to_merge(weights, kLimits).from, 0U);
}

std::string log_of(std::uint32_t number, std::initializer_list<std::string_view> items) {
  BlockWriter blocks;
  blocks.begin(0, 2);
  for (const auto item : items) blocks.put_item(item);
  blocks.end();
  std::string out;
  put_log_header({number, 0}, out);
  return out.append(blocks.bytes());
}

TEST(LogMerger, KeepsTheOrderOfItemsAndTellsTheirNewPlaces) {
  LogMerger merger({7, 3, 5}, 4);
  const Erasures erasures{{place_of(0, 0), std::nullopt}, {place_of(1, 0), 42}};
  using Places = LogMerger::Places;
  EXPECT_EQ(merger.add(log_of(5, {"a", "b", "c", "d"}), erasures).value(),
            (Places{{place_of(0, 1), place_of(0, 0)}, {place_of(1, 1), place_of(0, 2)}}));
  EXPECT_EQ(merger.add(log_of(7, {"e", "f"}), {}).value(),
            (Places{{place_of(0, 0), place_of(0, 3)}, {place_of(0, 1), place_of(1, 0)}}));
  const auto file = merger.finish();
  const LogScan scan = scan_log(file);
  EXPECT_EQ(scan.header.segment, 7U);
  EXPECT_EQ(scan.header.generation, 3U);
  EXPECT_EQ(scan.header.first, 5U);
  ASSERT_EQ(scan.blocks.size(), 2U);
  const auto payload = unpack_block(std::string_view(file).substr(scan.blocks[0].offset)).value();
  const auto entries = read_entries(payload, 4).value();
  EXPECT_EQ(entries[0].item, "b");
  EXPECT_EQ(entries[1].kind, Entry::Kind::kRefused);
  EXPECT_EQ(entries[1].key, 42U);
  EXPECT_EQ(entries[2].item, "d");
  EXPECT_EQ(entries[3].item, "e");
}

TEST(LogMerger, RefusesALogWithAnyByteChangedOrCut) {
  const auto sound = log_of(5, {"abc", "def", "ghi"});
  for (std::size_t at = 0; at < sound.size(); ++at) {
    auto changed = sound;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(LogMerger({7, 3, 5}, 4).add(changed, {})) << at;
  }
  EXPECT_FALSE(LogMerger({7, 3, 5}, 4).add(std::string_view(sound).substr(0, sound.size() - 1), {}));
  EXPECT_TRUE(LogMerger({7, 3, 5}, 4).add(sound, {}));
}

}  // namespace
}  // namespace vigie::store
