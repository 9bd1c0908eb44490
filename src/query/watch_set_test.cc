#include "query/watch_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/said.h"

namespace vigie::query {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::uint32_t> matched(const WatchSet& set, std::string_view text) {
  Said said(text);
  Scratch scratch;
  std::vector<std::uint32_t> ids;
  set.match(said.document(), scratch, ids);
  return ids;
}

WatchSet set_of(std::initializer_list<std::string_view> queries) {
  std::vector<Watch> watches;
  for (const auto query : queries) watches.push_back({static_cast<std::uint32_t>(watches.size()), query_of(query)});
  return WatchSet::compile(watches);
}

TEST(WatchSet, GivesIdsInTheOrderOfTheSetEachOnce) {
  const std::vector<Watch> watches = {
      {9, query_of("a OR b OR bb*")}, {4, query_of("b")}, {7, query_of("c")}, {1, query_of("a")}};
  EXPECT_THAT(matched(WatchSet::compile(watches), "a b bbb a b"), ElementsAre(9, 4, 1));
}

TEST(WatchSet, MayBeEmpty) {
  EXPECT_THAT(matched(set_of({}), "a"), IsEmpty());
  EXPECT_THAT(matched(set_of({"a"}), ""), IsEmpty());
}

TEST(WatchSet, AsksOfEachPostWhatNeedsNoWord) {
  const auto set = set_of({"lang:unknown", "lang:unknown -a", "lang:fr OR a", "has:link"});
  EXPECT_THAT(matched(set, "b"), ElementsAre(0, 1));
  EXPECT_THAT(matched(set, "a"), ElementsAre(0, 2));
  EXPECT_THAT(matched(set, "https://example.org"), ElementsAre(0, 1, 3));
}

TEST(WatchSet, FilesPrefixesOfEveryLength) {
  const auto set = set_of({"ab*", "abc*", "abcdefgh*", "abcdefghi*", "#ab*", "@ab*", "日本 ab*", "éé*"});
  EXPECT_THAT(matched(set, "abcdefgh"), ElementsAre(0, 1, 2));
  EXPECT_THAT(matched(set, "abcdefghij"), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(matched(set, "#ab"), ElementsAre(0, 4));
  EXPECT_THAT(matched(set, "@abc 日本"), ElementsAre(0, 1, 5, 6));
  EXPECT_THAT(matched(set, "eee"), ElementsAre(7));
}

TEST(WatchSet, TellsLongPrefixesApart) {
  const auto set =
      set_of({"abcdefghijklmno*", "abcdefghijklmnop*", "abcdefghijklmnopq*", "перест*", "пересм*", "переск*"});
  EXPECT_THAT(matched(set, "abcdefghijklmno"), ElementsAre(0));
  EXPECT_THAT(matched(set, "abcdefghijklmnop"), ElementsAre(0, 1));
  EXPECT_THAT(matched(set, "abcdefghijklmnopqr"), ElementsAre(0, 1, 2));
  EXPECT_THAT(matched(set, "abcdefghijklmnoxyz"), ElementsAre(0));
  EXPECT_THAT(matched(set, "перестройка и пересмотр"), ElementsAre(3, 4));
  EXPECT_THAT(matched(set, "пере"), IsEmpty());
}

TEST(WatchSet, ExcludesWordsAndFieldsHoweverMany) {
  const auto set =
      set_of({"a -b", "(a OR c) -b -d", "a -b -c -d -e -f", "a -lang:unknown", "a -\"b c\"", "\"a b\" -c -has:link"});
  EXPECT_THAT(matched(set, "a"), ElementsAre(0, 1, 2, 4));
  EXPECT_THAT(matched(set, "a b"), ElementsAre(4, 5));
  EXPECT_THAT(matched(set, "a b c"), IsEmpty());
  EXPECT_THAT(matched(set, "c a"), ElementsAre(0, 1, 4));
  EXPECT_THAT(matched(set, "a f"), ElementsAre(0, 1, 4));
  EXPECT_THAT(matched(set, "a b https://example.org"), ElementsAre(4));
}

TEST(WatchSet, FilesPhrasesExactFormsAndNear) {
  const auto set = set_of({"\"the the\"", "=Orange", "a NEAR/1 (b OR c)", "b-ccc*"});
  EXPECT_THAT(matched(set, "the the"), ElementsAre(0));
  EXPECT_THAT(matched(set, "Orange orange"), ElementsAre(1));
  EXPECT_THAT(matched(set, "orange"), IsEmpty());
  EXPECT_THAT(matched(set, "c x a"), ElementsAre(2));
  EXPECT_THAT(matched(set, "b cccc"), ElementsAre(3));
}

// A word, or two in sequence, need no more than their key; all else is asked again.
TEST(WatchSet, IsSureOfNoMoreThanItsKeysTell) {
  const auto set =
      set_of({"\"a b\"", "\"a b c\"", "=\"a b\"", "\"a b*\"", "a OR (b NOT a)", "(a OR b) c", "b OR -a b"});
  EXPECT_THAT(matched(set, "a b"), ElementsAre(0, 2, 3, 4, 6));
  EXPECT_THAT(matched(set, "A b"), ElementsAre(0, 3, 4, 6));
  EXPECT_THAT(matched(set, "b a"), ElementsAre(4, 6));
  EXPECT_THAT(matched(set, "a b b c"), ElementsAre(0, 2, 3, 4, 5, 6));
  EXPECT_THAT(matched(set, "a x b"), ElementsAre(4, 6));
}

// Eight terms are asked at once, of up to twelve; the groups end anywhere.
TEST(WatchSet, GuardsLetPassWhatHasOneOfEachGroup) {
  const auto letters = [](char from, int count) {
    std::string out = "(";
    for (int i = 0; i < count; ++i) out += (i == 0 ? "" : " OR ") + std::string(2, static_cast<char>(from + i));
    return out + ")";
  };
  for (int first = 1; first <= 8; ++first) {
    for (int second = 1; second <= 8; ++second) {
      std::vector<Watch> watches;
      for (std::uint32_t id = 0; id < 3; ++id) {
        watches.push_back({id, query_of("name " + letters('a', first) + " " + letters('i', second))});
      }
      const auto set = WatchSet::compile(watches);
      for (int one = 0; one < 8; ++one) {
        for (int other = 0; other < 8; ++other) {
          const std::string text = "name " + std::string(2, static_cast<char>('a' + one)) + " " +
                                   std::string(2, static_cast<char>('i' + other));
          const std::size_t count = one < first && other < second ? 3 : 0;
          ASSERT_EQ(matched(set, text).size(), count) << first << " and " << second << ": " << text;
        }
      }
    }
  }
}

TEST(WatchSet, TellsItsSize) {
  const auto set = set_of({"a", "\"b c\" OR d", "source:bluesky"});
  EXPECT_EQ(set.size(), 3U);
  EXPECT_GT(set.bytes(), 3U * 16);
  EXPECT_LT(set.bytes(), 4'096U);
}

TEST(WatchSet, OutlivesItsQueries) {
  auto watches = std::make_unique<std::vector<Watch>>();
  watches->push_back({5, query_of("l'appli* source:file")});
  const auto set = WatchSet::compile(*watches);
  watches.reset();
  EXPECT_THAT(matched(set, "l'application"), ElementsAre(5));
}

}  // namespace
}  // namespace vigie::query
