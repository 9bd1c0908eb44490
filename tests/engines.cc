#include "engines.h"

#include <optional>

#include "naive/query.h"
#include "query/program.h"
#include "query/watch_set.h"

namespace vigie {
namespace {

using Ids = std::vector<std::string>;  // Of posts, newest first.

struct Question {
  query::Query query;
  Ids expected;
};

Ids naive_answer(const naive::Node& query, std::span<const naive::Document> documents) {
  Ids out;
  for (const auto& document : documents) {
    if (naive::matches(query, document)) out.emplace_back(document.post->id);
  }
  return out;
}

// Nothing: refused by both.
std::optional<Question> read(const std::string& text, std::span<const naive::Document> documents) {
  const auto naive_query = naive::parse(text);
  auto query = query::parse_or_problem(text);
  const auto* refusal = std::get_if<naive::Refusal>(&naive_query);
  const auto* problem = std::get_if<query::Problem>(&query);
  EXPECT_EQ(refusal != nullptr, problem != nullptr) << text << (problem == nullptr ? "" : problem->message());
  if (refusal != nullptr || problem != nullptr) return std::nullopt;
  return Question{std::get<query::Query>(std::move(query)),
                  naive_answer(std::get<naive::Node>(naive_query), documents)};
}

void ask_programs(std::span<const Question> questions, std::span<const store::Analysed> posts) {
  query::Scratch scratch;
  for (const auto& question : questions) {
    const query::Program program(question.query);
    Ids found;
    for (const auto& post : posts) {
      if (program.matches({&post.item->post, post.words, post.reading}, scratch))
        found.emplace_back(post.item->post.id);
    }
    ASSERT_EQ(found, question.expected) << question.query.text() << " compiled alone";
  }
}

void ask_watches(std::span<const Question> questions, std::span<const store::Analysed> posts) {
  std::vector<query::Watch> watches;
  for (const auto& question : questions)
    watches.push_back({static_cast<std::uint32_t>(watches.size()), question.query});
  const auto set = query::WatchSet::compile(watches);
  std::vector<Ids> found(questions.size());
  query::Scratch scratch;
  std::vector<std::uint32_t> ids;
  for (const auto& post : posts) {
    ids.clear();
    set.match({&post.item->post, post.words, post.reading}, scratch, ids);
    for (const auto id : ids) found.at(id).emplace_back(post.item->post.id);
  }
  std::vector<query::Document> together;
  for (const auto& post : posts) together.push_back({&post.item->post, post.words, post.reading});
  std::vector<std::uint32_t> all_ids, ends;
  set.match(together, scratch, all_ids, ends);
  std::vector<Ids> found_together(questions.size());
  std::size_t from = 0;
  for (std::size_t i = 0; i < posts.size(); ++i) {
    for (; from < ends.at(i); ++from) found_together.at(all_ids.at(from)).emplace_back(posts[i].item->post.id);
  }
  ASSERT_EQ(found_together, found) << "several posts at once";
  for (std::size_t i = 0; i < questions.size(); ++i) {
    ASSERT_EQ(found[i], questions[i].expected)
        << questions[i].query.text() << " among " << questions.size() << " watches";
  }
}

void ask_store(std::span<const Question> questions, const store::Store& store, const std::string& state) {
  store::SearchOptions options;
  options.limit = store::kPageMax;
  for (const auto& question : questions) {
    const auto page = store.search(question.query, options);
    ASSERT_TRUE(page) << page.error().message;
    Ids found;
    for (const auto& hit : page->hits) found.emplace_back(hit.post.id);
    ASSERT_EQ(found, question.expected) << question.query.text() << " searched " << state;
  }
}

void ask_stores(std::span<const Question> questions, std::span<const store::Analysed> posts) {
  const auto unless_failed = [](auto&& act) {
    if (!testing::Test::HasFatalFailure()) act();
  };
  std::vector<post::Fate> fates;
  store::House one;
  one.options.segment_posts_max = static_cast<std::uint32_t>(posts.size()) + 1;
  ASSERT_TRUE(one.open());
  ASSERT_TRUE(one.store->append(posts, fates));
  unless_failed([&] { ask_store(questions, *one.store, "in the live segment"); });
  ASSERT_TRUE(one.store->seal());
  unless_failed([&] { ask_store(questions, *one.store, "in a sealed segment"); });
  ASSERT_TRUE(one.open());
  unless_failed([&] { ask_store(questions, *one.store, "after reopening"); });

  store::House many;
  constexpr std::uint32_t kSegments = 12;
  many.options.segment_posts_max = static_cast<std::uint32_t>(posts.size()) / kSegments + 1;
  ASSERT_TRUE(many.open());
  for (std::size_t from = 0; from < posts.size(); from += 7) {
    ASSERT_TRUE(many.store->append(posts.subspan(from, std::min<std::size_t>(7, posts.size() - from)), fates));
  }
  unless_failed([&] { ask_store(questions, *many.store, "in many segments"); });
  for (std::uint32_t round = 0; round < kSegments; ++round) ASSERT_TRUE(many.store->keep());
  unless_failed([&] { ask_store(questions, *many.store, "after the keeper's rounds"); });
  ASSERT_TRUE(many.open());
  unless_failed([&] { ask_store(questions, *many.store, "in many segments, reopened"); });

  store::House merged;
  merged.options.segment_posts_max = static_cast<std::uint32_t>(posts.size()) * 4;
  ASSERT_TRUE(merged.open());
  for (std::size_t from = 0; from < posts.size(); from += posts.size() / kSegments + 1) {
    const auto some = std::min(posts.size() / kSegments + 1, posts.size() - from);
    ASSERT_TRUE(merged.store->append(posts.subspan(from, some), fates));
    ASSERT_TRUE(merged.store->seal());
  }
  ASSERT_TRUE(merged.store->keep());
  ASSERT_TRUE(merged.store->stats().merges == 1 || posts.size() < kSegments);
  unless_failed([&] { ask_store(questions, *merged.store, "after merging"); });
  ASSERT_TRUE(merged.open());
  unless_failed([&] { ask_store(questions, *merged.store, "after merging, reopened"); });
}

}  // namespace

Told expect_one_meaning(store::Items& items, std::span<const std::string> queries) {
  const auto posts = items.analysed();
  EXPECT_LE(posts.size(), store::kPageMax) << "one page holds every answer";
  std::vector<naive::Document> documents;
  for (const auto& post : posts) documents.push_back(naive::read(post.item->post, post.reading));
  Told told;
  std::vector<Question> questions;
  for (const auto& text : queries) {
    auto question = read(text, documents);
    if (!question) {
      ++told.refused;
      continue;
    }
    ++told.accepted;
    told.matches += question->expected.size();
    questions.push_back(std::move(*question));
  }
  if (!testing::Test::HasFailure()) ask_programs(questions, posts);
  if (!testing::Test::HasFailure()) ask_watches(questions, posts);
  if (!testing::Test::HasFailure()) ask_stores(questions, posts);
  return told;
}

}  // namespace vigie
