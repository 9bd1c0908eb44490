// A set that changes, against one compiled whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>

#include "base/check.h"
#include "query/invented.h"
#include "query/said.h"
#include "query/watch_set.h"

namespace vigie::query {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Ids = std::vector<std::uint32_t>;

Ids matched(const WatchSet& set, std::string_view text) {
  Said said(text);
  Scratch scratch;
  Ids ids;
  set.match(said.document(), scratch, ids);
  return ids;
}

WatchSet with(const WatchSet& set, std::uint32_t id, std::string_view query) {
  const Watch put{id, query_of(query)};
  return set.with({&put, 1}, {});
}

std::vector<Watch> list_of(const std::map<std::uint32_t, Query>& watches) {
  std::vector<Watch> out;
  for (const auto& [id, query] : watches) out.push_back({id, query});
  return out;
}

TEST(ChangingSet, TakesAddsChangesAndRemovals) {
  const auto empty = WatchSet::compile({});
  const auto one = with(empty, 5, "a");
  const auto two = with(one, 3, "a OR b");
  const auto changed = with(two, 5, "c");
  const Ids gone = {3};
  const auto removed = changed.with({}, gone);
  EXPECT_THAT(matched(empty, "a b c"), IsEmpty());
  EXPECT_THAT(matched(one, "a b c"), ElementsAre(5));
  EXPECT_THAT(matched(two, "a b c"), ElementsAre(3, 5));
  EXPECT_THAT(matched(changed, "a b"), ElementsAre(3));
  EXPECT_THAT(matched(changed, "c"), ElementsAre(5));
  EXPECT_THAT(matched(removed, "a b c"), ElementsAre(5));
  EXPECT_EQ(removed.size(), 1U);
  EXPECT_THAT(matched(removed.with({}, gone), "a b c"), ElementsAre(5));  // Nothing is gone twice.
}

TEST(ChangingSet, SeesWhatOnlyAChangedWatchAsksFor) {
  const std::vector<Watch> words = {{1, query_of("a")}};
  const auto set = WatchSet::compile(words);
  EXPECT_THAT(matched(with(set, 2, "has:link"), "a https://example.org"), ElementsAre(1, 2));
  EXPECT_THAT(matched(with(set, 2, "\"the the\""), "the the"), ElementsAre(2));
  EXPECT_THAT(matched(with(set, 2, "abc*"), "abcd"), ElementsAre(2));
  EXPECT_THAT(matched(with(set, 2, "author:nobody OR source:file"), "b"), ElementsAre(2));
}

TEST(ChangingSet, IsWhatItWouldBeCompiledWhole) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    Invented invented(seed);
    auto& random = invented.random();
    std::map<std::uint32_t, Query> watches;
    const auto invent = [&] {
      while (true) {
        if (auto query = parse(invented.query())) return *query;
      }
    };
    for (std::uint32_t id = 1; id <= 60; ++id) watches.emplace(id * 2, invent());
    auto set = WatchSet::compile(list_of(watches));
    Scratch scratch;
    for (int change = 0; change < 200; ++change) {
      std::map<std::uint32_t, Query> put;
      Ids gone;
      for (auto count = 1 + random.below(random.chance(0.1) ? 50 : 2); count > 0; --count) {
        const auto id = static_cast<std::uint32_t>(random.below(150));
        if (random.chance(0.4)) {
          gone.push_back(id);
        } else {
          put.insert_or_assign(id, invent());
        }
      }
      for (const auto id : gone) watches.erase(id);
      for (const auto& [id, query] : put) watches.insert_or_assign(id, query);
      set = set.with(list_of(put), gone);
      if (random.chance(0.02)) set = WatchSet::compile(list_of(watches));
      ASSERT_EQ(set.size(), watches.size()) << "seed " << seed << ", change " << change;
      const auto whole = WatchSet::compile(list_of(watches));
      std::vector<std::unique_ptr<Said>> said;
      std::vector<Document> documents;
      for (int i = 0; i < 5; ++i) {
        documents.push_back(said.emplace_back(std::make_unique<Said>(invented.text()))->document());
      }
      Ids ids;
      Ids ends;
      Ids expected;
      Ids expected_ends;
      set.match(documents, scratch, ids, ends);
      whole.match(documents, scratch, expected, expected_ends);
      ASSERT_EQ(ids, expected) << "seed " << seed << ", change " << change;
      ASSERT_EQ(ends, expected_ends);
    }
  }
}

TEST(ChangingSet, LeavesTheSetThatItWasMadeOfAsItWas) {
  std::vector<Watch> watches;
  for (std::uint32_t id = 0; id < 100; ++id) watches.push_back({id, query_of("a")});
  const auto set = WatchSet::compile(watches);
  auto changing = set;
  for (std::uint32_t id = 0; id < 100; ++id) changing = with(changing, id, "b");
  EXPECT_EQ(matched(set, "a").size(), 100U);
  EXPECT_THAT(matched(changing, "a"), IsEmpty());
  EXPECT_EQ(matched(changing, "b").size(), 100U);
  EXPECT_EQ(set.beside(), 0U);
  EXPECT_EQ(changing.beside(), 200U);  // As many struck out as put beside.
}

TEST(ChangingSet, WantsItsWatchesByTheirIds) {
  const std::vector<Watch> backwards = {{2, query_of("a")}, {1, query_of("b")}};
  EXPECT_THROW(WatchSet::compile(backwards).with(std::span(backwards).first(1), {}), Bug);
  EXPECT_THROW(WatchSet::compile({}).with(backwards, {}), Bug);
}

}  // namespace
}  // namespace vigie::query
