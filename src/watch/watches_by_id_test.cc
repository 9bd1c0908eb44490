#include "watch/watches_by_id.h"

#include <gtest/gtest.h>

#include <map>

#include "base/random.h"
#include "watch/watches.h"

namespace vigie::watch {
namespace {

std::shared_ptr<const Watch> watch(WatchId id) {
  static const auto query = query::parse("a").value();
  return std::make_shared<const Watch>(Watch{id, {}, {}, query, query::Program(query)});
}

using Expected = std::map<WatchId, std::shared_ptr<const Watch>>;

void expect_same(const WatchesById& watches, const Expected& expected, Random& random) {
  ASSERT_EQ(watches.size(), expected.size());
  auto at = watches.begin();
  for (const auto& [id, one] : expected) {
    ASSERT_NE(at, watches.end());
    ASSERT_EQ(*at++, one);
  }
  ASSERT_EQ(at, watches.end());
  for (int i = 0; i < 20; ++i) {
    const auto id = static_cast<WatchId>(random.below(2'100));
    const auto found = expected.find(id);
    ASSERT_EQ(watches.get(id), found == expected.end() ? nullptr : found->second);
    const auto next = expected.upper_bound(id);
    const auto after = watches.after(id);
    ASSERT_EQ(after == watches.end(), next == expected.end());
    if (next != expected.end()) {
      ASSERT_EQ(*after, next->second);
    }
  }
}

TEST(WatchesById, AreThoseOfAMapWhateverChanges) {
  Random random(4);
  for (const std::size_t size : {0, 1, 256, 257, 1'500}) {
    Expected expected;
    WatchesById::Chunk all;
    for (WatchId id = 1; id <= size; ++id) all.push_back(expected[id] = watch(id));
    WatchesById watches(all);
    expect_same(watches, expected, random);
    for (int change = 0; change < 300; ++change) {
      WatchesById::Chunk put;
      std::vector<WatchId> gone;
      for (auto count = random.below(8); count > 0; --count) {
        put.push_back(watch(static_cast<WatchId>(random.below(2'000))));
      }
      for (auto count = random.below(change < 150 ? 4 : 30); count > 0; --count) {
        gone.push_back(static_cast<WatchId>(random.below(2'000)));
      }
      const auto before = watches;
      const auto expected_before = expected;
      for (const auto id : gone) expected.erase(id);
      for (const auto& one : put) expected[one->id] = one;
      watches = watches.with(put, gone);
      expect_same(watches, expected, random);
      if (change % 50 == 0) expect_same(before, expected_before, random);
    }
  }
}

TEST(WatchesById, MayBeEmptied) {
  const WatchId gone[] = {7};
  const auto one = WatchesById({watch(7)});
  const auto none = one.with({}, gone);
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(none.begin(), none.end());
  EXPECT_EQ(none.get(7), nullptr);
  EXPECT_EQ(none.with(std::vector{watch(9)}, {}).size(), 1U);
  EXPECT_EQ(one.size(), 1U);
  EXPECT_EQ(one.after(0xFFFF'FFFF), one.end());
}

}  // namespace
}  // namespace vigie::watch
