#include "store/key_table.h"

#include <gtest/gtest.h>

#include <map>

#include "base/random.h"

namespace vigie::store {
namespace {

void put(KeyTable& table, std::uint64_t key, Place place) {
  table.reserve(1);
  table.at(key) = {key, 1, place};
}

TEST(KeyTable, KnowsWhatWasPutAndForgetsWhatWasDropped) {
  KeyTable table;
  std::map<std::uint64_t, Place> twin;
  Random random(1);
  // Few homes at both ends of the table, so that chains are long and go round.
  const auto key_of_chance = [&] { return (random.below(8) - 4) << 54 | random.below(300); };
  for (Place place = 1; place < 60'000; ++place) {
    const std::uint64_t key = key_of_chance();
    if (random.chance(0.5)) {
      put(table, key, place);
      twin[key] = place;
    } else {
      table.drop(key);
      twin.erase(key);
    }
    const std::uint64_t asked = key_of_chance();
    const auto found = table.find(asked);
    ASSERT_EQ(found.is_post(), twin.contains(asked)) << place;
    ASSERT_EQ(found.place, twin.contains(asked) ? twin[asked] : Place{0}) << place;
  }
  for (const auto& [key, place] : twin) ASSERT_EQ(table.find(key).place, place);
}

TEST(KeyTable, DoesNotGrowByWhatComesAndGoes) {
  KeyTable table;
  Random random(2);
  std::vector<std::uint64_t> kept;
  for (Place i = 0; i < 100'000; ++i) {
    kept.push_back(random.next());
    put(table, kept.back(), i);
    if (i >= 1'000) table.drop(kept[i - 1'000]);
  }
  EXPECT_LE(table.bytes(), 2'048U * sizeof(KeyTable::Entry));
}

}  // namespace
}  // namespace vigie::store
