// The query language is true if the table, the naive matcher and the product's engines say the same.
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <string>

#include "base/random.h"
#include "naive/query.h"
#include "query/program.h"
#include "query/watch_set.h"
#include "truth_table.h"

namespace vigie {
namespace {

const std::vector<truth::Row>& rows() {
  static const auto kRows = truth::read_rows(std::string(std::getenv("VIGIE_SOURCE_DIR")) + "/doc/formats/query.tsv");
  return kRows;
}

std::string name_of(const truth::Row& row) {
  return "query.tsv:" + std::to_string(row.line) + ": " + row.query + " | " + row.post;
}

bool product_matches(const query::Query& query, const post::Post& post, const post::Reading& reading) {
  text::Words words;
  query::read_words(post, words);
  return query::Program(query).matches({&post, &words, reading});
}

bool watch_matches(const query::Query& query, const post::Post& post, const post::Reading& reading) {
  text::Words words;
  query::read_words(post, words);
  const std::array watches{query::Watch{7, query}};
  const auto set = query::WatchSet::compile(watches);
  query::Scratch scratch;
  std::vector<std::uint32_t> ids;
  set.match({&post, &words, reading}, scratch, ids);
  return !ids.empty();
}

TEST(QueryTable, HoldsAtLeastTwoHundredRows) { EXPECT_GE(rows().size(), 220U); }

TEST(QueryTable, IsTrueForTheNaiveMatcher) {
  for (const auto& row : rows()) {
    const auto query = naive::parse(row.query);
    if (const auto* refusal = std::get_if<naive::Refusal>(&query)) {
      EXPECT_EQ(row.error_column, refusal->column) << name_of(row);
      continue;
    }
    EXPECT_EQ(row.error_column, 0U) << name_of(row) << ": was not refused";
    if (row.error_column != 0) continue;
    post::Batch batch;
    const auto told = truth::read_post(row.post, batch);
    EXPECT_EQ(naive::matches(std::get<naive::Node>(query), *told.post, told.reading), row.matches) << name_of(row);
  }
}

TEST(QueryTable, IsTrueForTheProduct) {
  for (const auto& row : rows()) {
    const auto query = query::parse_or_problem(row.query);
    if (const auto* problem = std::get_if<query::Problem>(&query)) {
      EXPECT_EQ(row.error_column, problem->column) << name_of(row) << ": " << problem->message();
      continue;
    }
    EXPECT_EQ(row.error_column, 0U) << name_of(row) << ": was not refused";
    if (row.error_column != 0) continue;
    post::Batch batch;
    const auto told = truth::read_post(row.post, batch);
    EXPECT_EQ(product_matches(std::get<query::Query>(query), *told.post, told.reading), row.matches) << name_of(row);
  }
}

TEST(QueryTable, IsTrueForWatches) {
  for (const auto& row : rows()) {
    const auto query = query::parse(row.query, query::Use::kWatch);
    const bool looks_back = row.query.starts_with("after:") || row.query.starts_with("before:");
    ASSERT_EQ(static_cast<bool>(query), row.error_column == 0 && !looks_back) << name_of(row);
    if (!query) continue;
    post::Batch batch;
    const auto told = truth::read_post(row.post, batch);
    EXPECT_EQ(watch_matches(*query, *told.post, told.reading), row.matches) << name_of(row);
  }
}

TEST(QueryTable, RefusesTimesInAWatch) {
  for (const char* text : {"a after:2026-01-31", "a before:2026-02-15T12:00Z"}) {
    EXPECT_EQ(std::get<naive::Refusal>(naive::parse(text, true)).column, 3U);
    EXPECT_EQ(std::get<query::Problem>(query::parse_or_problem(text, query::Use::kWatch)).column, 3U);
  }
}

// Queries and posts over few words, so that they meet often.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}

  std::string query(int depth) {
    const auto kind = depth == 0 ? 0 : random_.below(7);
    if (kind < 2) return leaf();
    if (kind == 2) return query(depth - 1) + " " + query(depth - 1);
    if (kind == 3) return "(" + query(depth - 1) + " OR " + query(depth - 1) + ")";
    if (kind == 4) return query(depth - 1) + " -" + unit(depth - 1);
    if (kind == 5) return side() + sign() + std::to_string(random_.below(3)) + " " + side();
    return query(depth - 1) + " NOT " + unit(depth - 1) + " OR " + leaf();
  }

  std::string post() {
    static constexpr std::array<std::string_view, 7> kGaps{" ", " ", " ", "-", "'", " http://x.fr/ab ", ", "};
    std::string out;
    const auto size = random_.below(7) + 1;
    for (std::uint64_t i = 0; i < size; ++i) {
      if (i > 0) out += kGaps[random_.below(kGaps.size())];
      out += said();
    }
    return out;
  }

  std::uint64_t below(std::uint64_t count) { return random_.below(count); }

 private:
  template <std::size_t N>
  std::string one_of(const std::array<std::string_view, N>& words) {
    return std::string(words[random_.below(N)]);
  }

  std::string said() {
    static constexpr std::array<std::string_view, 25> kSaid{"@ab-c",
                                                            "@a-b.bsky.eu",
                                                            "@ab@münchen.de",
                                                            "#20ab",
                                                            "#20",
                                                            "20",
                                                            "a",
                                                            "b",
                                                            "A",
                                                            "á",
                                                            "ab",
                                                            "abc",
                                                            "#ab",
                                                            "@ab",
                                                            "@ab@c.de",
                                                            "東京",
                                                            "#東b",
                                                            "ё",
                                                            "😀",
                                                            "👍🏽",
                                                            "5️⃣",
                                                            "a_b",
                                                            "か\u3099",
                                                            "ßa",
                                                            "5G"};
    return one_of(kSaid);
  }

  std::string leaf() {
    static constexpr std::array<std::string_view, 38> kLeaves{
        "@a-b",    "@ab-c",      "@ab@c*",   "@ab-*", "@ab@*", "#20*",    "#20", "@a-b.bsky.*", "@ab@münchen.de",
        "@a*",     "a-@ab*",     "a\u200Bb", "a",     "b",     "Á",       "ab",  "ab*",         "ssa",
        "#ab",     "@ab",        "@ab@c.de", "#a*",   "東",    "東京",    "=A",  "=á",          "a-b",
        "\"a b\"", "\"b a ab\"", "😀",        "👍",     "е",     "5️⃣", "が",  "has:link",    "a'b",
        "#ab*",    "“a 😀”"};
    static constexpr std::array<std::string_view, 1> kElse{"site:x.fr"};
    return random_.chance(0.03) ? one_of(kElse) : one_of(kLeaves);
  }

  // What a `-` may stand before.
  std::string unit(int depth) { return depth == 0 ? leaf() : "(" + query(depth - 1) + ")"; }

  std::string side() {
    static constexpr std::array<std::string_view, 14> kSides{"@ab*",       "@a-b", "a-@ab*",  "#20*", "a",
                                                             "b",          "ab*",  "\"a b\"", "=A",   "(a OR b)",
                                                             "(ab OR 東)", "#東b", "😀",       "@ab"};
    return one_of(kSides);
  }
  std::string sign() { return random_.chance(0.5) ? " NEAR/" : " BEFORE/"; }

  Random random_;
};

struct Sameness {
  int refused = 0;
  int yes = 0;
  int no = 0;
};

void compare(const std::string& text, Chance& chance, Sameness& seen) {
  const auto naive_query = naive::parse(text);
  const auto product_query = query::parse_or_problem(text);
  const auto* refusal = std::get_if<naive::Refusal>(&naive_query);
  const auto* problem = std::get_if<query::Problem>(&product_query);
  ASSERT_EQ(refusal != nullptr, problem != nullptr) << text << (problem == nullptr ? "" : problem->message());
  if (refusal != nullptr) {
    ASSERT_EQ(refusal->column, problem->column) << text << "\n" << problem->message();
    ++seen.refused;
    return;
  }
  for (int i = 0; i < 8; ++i) {
    post::Batch batch;
    const auto told = truth::read_post(chance.post(), batch);
    const bool naive_says = naive::matches(std::get<naive::Node>(naive_query), *told.post, told.reading);
    const auto& query = std::get<query::Query>(product_query);
    ASSERT_EQ(product_matches(query, *told.post, told.reading), naive_says) << text << " | " << told.post->text;
    ASSERT_EQ(watch_matches(query, *told.post, told.reading), naive_says) << text << " | " << told.post->text;
    ++(naive_says ? seen.yes : seen.no);
  }
}

TEST(RandomQueries, MeanTheSameToAllMachines) {
  Chance chance(2026);
  Sameness seen;
  for (int round = 0; round < 1'500; ++round) {
    compare(chance.query(static_cast<int>(chance.below(4))), chance, seen);
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(seen.refused, 50);
  EXPECT_GT(seen.yes, 500);
  EXPECT_GT(seen.no, 500);
}

// Every query of up to four signs out of the grammar's own.
TEST(SmallQueries, AreReadAlikeOneAndAll) {
  static constexpr std::array<std::string_view, 11> kSigns{"a", "b ", "-", "(",        ")",   " OR ",
                                                           " ", "\"", "*", " NEAR/1 ", "NOT "};
  Chance chance(7);
  Sameness seen;
  for (std::size_t code = 0; code < 11 * 11 * 11 * 11; ++code) {
    std::string text;
    for (std::size_t rest = code, i = 0; i < 4; ++i, rest /= 11) text += kSigns[rest % 11];
    const auto naive_query = naive::parse(text);
    const auto product_query = query::parse_or_problem(text);
    const auto* refusal = std::get_if<naive::Refusal>(&naive_query);
    const auto* problem = std::get_if<query::Problem>(&product_query);
    ASSERT_EQ(refusal != nullptr, problem != nullptr) << text << (problem == nullptr ? "" : problem->message());
    if (refusal != nullptr) {
      ASSERT_EQ(refusal->column, problem->column) << text << "\n" << problem->message();
    }
    if (code % 97 == 0) compare(text, chance, seen);
  }
}

}  // namespace
}  // namespace vigie
