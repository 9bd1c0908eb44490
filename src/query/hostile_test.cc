// Queries and posts that were not written to be read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "query/said.h"
#include "query/watch_set.h"

namespace vigie::query {
namespace {

using testing::StartsWith;

std::string repeat(std::string_view text, std::size_t count) {
  std::string out;
  for (; count > 0; --count) out += text;
  return out;
}

TEST(Hostile, NestsSixtyFourDeepAndNoDeeper) {
  EXPECT_EQ(refusal(repeat("(", 64) + "a" + repeat(")", 64)), "");
  EXPECT_THAT(refusal(repeat("(", 65) + "a" + repeat(")", 65)), StartsWith("query:65: parentheses are nested deeper"));
  EXPECT_THAT(refusal(repeat("(", 20'000)), StartsWith("query:65: "));
  EXPECT_THAT(refusal(repeat("-(", 10'000)), StartsWith("query:130: "));
  EXPECT_THAT(refusal(repeat(")", 20'000)), StartsWith("query:1: "));
  EXPECT_THAT(refusal(repeat("a (b OR ", 65)), StartsWith("query:515: "));
}

TEST(Hostile, HoldsFourThousandTermsAndNoMore) {
  EXPECT_EQ(refusal(repeat("a ", 4'000)), "");
  EXPECT_THAT(refusal(repeat("a ", 4'001)), StartsWith("query:8001: the query holds more than 4000 terms"));
  EXPECT_EQ(refusal("\"" + repeat("a ", 4'000) + "\""), "");
  EXPECT_THAT(refusal("\"" + repeat("a ", 4'001) + "\""), StartsWith("query:1: the query holds more"));
  EXPECT_THAT(refusal(repeat("日", 4'001)), StartsWith("query:1: the query holds more"));
}

TEST(Hostile, HoldsTwentyThousandCodePointsAndNoMore) {
  EXPECT_EQ(refusal(repeat("é", 900) + repeat(" ", 19'100)), "");
  EXPECT_THAT(refusal("a" + repeat(" ", 20'000)), StartsWith("query:20001: the query is longer than 20000"));
  EXPECT_THAT(refusal(repeat("é", 20'001)), StartsWith("query:20001: "));
}

TEST(Hostile, AnyNumberOfNegationsIsOneOrNone) {
  EXPECT_EQ(refusal(repeat("NOT ", 4'000) + "a"), "");
  EXPECT_THAT(refusal(repeat("NOT ", 4'001) + "a"), StartsWith("query:1: what is excluded"));
}

TEST(Hostile, BrokenTextIsRefusedAtItsPlace) {
  EXPECT_THAT(refusal("é \xFF"), StartsWith("query:3: this is not valid UTF-8"));
  EXPECT_THAT(refusal("a \xE6\x97"), StartsWith("query:3: this is not valid UTF-8"));
  EXPECT_THAT(refusal("\xED\xA0\x80"), StartsWith("query:1: this is not valid UTF-8"));
  EXPECT_EQ(refusal("a \uFFFD b"), "query:3: there is no word in \"\uFFFD\"");
  EXPECT_EQ(refusal(std::string("a\0b", 3)), "");
}

TEST(Hostile, RandomBytesAreReadOrRefused) {
  constexpr std::string_view kAlphabet = "ab \"()-*=#@:/NOTARE5«»\xC2\xAB\xE2\x80\x9C.,'";
  Random random(5);
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (auto size = random.below(24); size > 0; --size) text += kAlphabet[random.below(kAlphabet.size())];
    const auto query = parse(text);
    if (!query) continue;
    EXPECT_TRUE(parse(query->to_text())) << text << "\n" << query->to_text();
  }
}

TEST(Hostile, WideBranchesAreCompiledAndMatched) {
  std::string wide = "x (w0";
  for (int i = 1; i < 2'000; ++i) wide += " OR w" + std::to_string(i);
  wide += ")";
  const std::vector<Watch> watches = {{1, query_of(wide)}, {2, query_of("x NOT " + wide.substr(2))}};
  const auto set = WatchSet::compile(watches);
  Scratch scratch;
  for (const auto& [text, id] : {std::pair("x w1999", 1U), std::pair("x w2000", 2U)}) {
    Said said(text);
    std::vector<std::uint32_t> ids;
    set.match(said.document(), scratch, ids);
    EXPECT_EQ(ids, std::vector<std::uint32_t>{id}) << text;
  }
}

TEST(Hostile, LongMonotonousPostsAreMatched) {
  Said said(repeat("a ", 100'000));
  EXPECT_FALSE(finds("\"" + repeat("a ", 50) + "b\"", said));
  EXPECT_TRUE(finds("\"" + repeat("a ", 3'000) + "\"", said));
  EXPECT_TRUE(finds("a NEAR/50 a", said));
  EXPECT_FALSE(finds("a NEAR/50 b", said));
}

// A set of watches that all lie in one drawer, and a post that says what leads there many times.
void expect_one_opening(std::string_view query, std::string_view post) {
  constexpr std::uint32_t kWatches = 300;
  std::vector<Watch> watches;
  for (std::uint32_t id = 0; id < kWatches; ++id) {
    watches.push_back({id, query_of(std::string(query) + " zz" + std::to_string(id) + "*")});
  }
  const auto set = WatchSet::compile(watches, [](std::uint64_t) { return 1.0; });
  Said said(post);
  Scratch scratch;
  std::vector<std::uint32_t> ids;
  set.match(said.document(), scratch, ids);
  EXPECT_EQ(ids, std::vector<std::uint32_t>{7}) << query;
  const auto& finding = scratch.pending.front().finding;
  EXPECT_LE(finding.drawers.size(), 4U) << query;
  EXPECT_LE(finding.candidates.room(), 2 * kWatches) << query;
}

TEST(Hostile, WhatAPostSaysManyTimesIsLookedForOnce) {
  expect_one_opening("\"alpha beta\"", repeat("alpha beta ", 20'000) + "zz7");
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "alpha" + std::to_string(100'000 + i) + " ";
  expect_one_opening("alpha*", many + "zz7");
}

}  // namespace
}  // namespace vigie::query
