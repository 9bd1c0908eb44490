// The query language is true if the table, the naive matcher and the product's engines say the same.
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <string>

#include "naive/query.h"
#include "query/program.h"
#include "query/watch_set.h"
#include "small_talk.h"
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

struct Sameness {
  int refused = 0;
  int yes = 0;
  int no = 0;
};

void compare(const std::string& text, SmallTalk& chance, Sameness& seen) {
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
  SmallTalk chance(2026);
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
  SmallTalk chance(7);
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
