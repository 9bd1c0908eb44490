// Every machine against the slow and obvious one.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "query/invented.h"
#include "query/program.h"
#include "query/said.h"
#include "query/slow_matcher.h"
#include "query/watch_set.h"

namespace vigie::query {
namespace {

void invent_readings(Random& random, Said& said) {
  said.reading.language = random.chance(0.5) ? *post::language_of("fr") : post::kUnknownLanguage;
  if (random.chance(0.5)) said.reading.mood_p[0] = 2;
  if (random.chance(0.3)) said.post.kind = post::Kind::kReview;
  if (random.chance(0.3)) said.post.parent = "0";
  said.post.source = random.chance(0.5) ? "file:test" : "bluesky";
}

std::vector<Watch> invent_watches(Invented& invented, std::size_t count) {
  std::vector<Watch> out;
  while (out.size() < count) {
    auto query = parse(invented.query());
    if (query) out.push_back({static_cast<std::uint32_t>(out.size() * 3 + 1), *query});
  }
  return out;
}

TEST(Machines, AgreeOnRandomQueriesAndPosts) {
  Scratch scratch;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Invented invented(seed);
    const auto watches = invent_watches(invented, 200);
    const auto set = WatchSet::compile(watches);
    std::vector<Program> programs;
    for (const auto& watch : watches) programs.emplace_back(watch.query);
    std::vector<std::unique_ptr<Said>> load;
    std::vector<Document> documents;
    std::vector<std::uint32_t> all_ids;
    std::vector<std::uint32_t> all_ends;
    for (int i = 0; i < 60; ++i) {
      auto& said = *load.emplace_back(std::make_unique<Said>(invented.text()));
      invent_readings(invented.random(), said);
      const auto document = said.document();
      std::vector<std::uint32_t> expected;
      for (std::size_t place = 0; place < watches.size(); ++place) {
        const bool matches = slow::matches(watches[place].query.root(), document);
        ASSERT_EQ(programs[place].matches(document, scratch), matches)
            << "seed " << seed << ": " << watches[place].query.text() << " on " << said.post.text;
        if (matches) expected.push_back(watches[place].id);
      }
      std::vector<std::uint32_t> ids;
      set.match(document, scratch, ids);
      ASSERT_EQ(ids, expected) << "seed " << seed << " on " << said.post.text;
      documents.push_back(document);
      all_ids.insert(all_ids.end(), ids.begin(), ids.end());
      all_ends.push_back(static_cast<std::uint32_t>(all_ids.size()));
    }
    for (const std::size_t count : {60U, 7U, 2U, 1U, 0U}) {  // Together as one by one.
      std::vector<std::uint32_t> ids;
      std::vector<std::uint32_t> ends;
      set.match(std::span(documents).first(count), scratch, ids, ends);
      all_ends.resize(count);
      all_ids.resize(count == 0 ? 0 : all_ends.back());
      ASSERT_EQ(ends, all_ends) << "seed " << seed;
      ASSERT_EQ(ids, all_ids) << "seed " << seed;
    }
  }
}

TEST(Machines, AgreeWhateverTheFrequencies) {
  Invented invented(99);
  const auto watches = invent_watches(invented, 300);
  const auto even = WatchSet::compile(watches);
  const auto known = WatchSet::compile(watches, [](std::uint64_t term) { return static_cast<double>(term % 7); });
  Scratch scratch;
  for (int i = 0; i < 200; ++i) {
    Said said(invented.text());
    std::vector<std::uint32_t> one;
    std::vector<std::uint32_t> other;
    even.match(said.document(), scratch, one);
    known.match(said.document(), scratch, other);
    ASSERT_EQ(one, other) << said.post.text;
  }
}

// All texts of up to six words over two letters, against NEAR and BEFORE of all small sides.
TEST(Machines, AgreeOnNearOverAllSmallTexts) {
  std::vector<Query> queries;
  const std::array<std::string_view, 6> sides = {"a", "b", "\"a b\"", "\"b b\"", "(a OR \"b a\")", "=a"};
  for (const auto left : sides) {
    for (const auto right : sides) {
      for (const std::string sign : {" NEAR/0 ", " NEAR/2 ", " BEFORE/0 ", " BEFORE/1 "}) {
        queries.push_back(query_of(std::string(left) + sign + std::string(right)));
      }
    }
  }
  Scratch scratch;
  for (unsigned words = 0; words <= 6; ++words) {
    for (unsigned bits = 0; bits < 1U << words; ++bits) {
      std::string text;
      for (unsigned i = 0; i < words; ++i) text += (bits >> i & 1) != 0 ? "a " : "b ";
      Said said(text);
      const auto document = said.document();
      for (const auto& query : queries) {
        ASSERT_EQ(Program(query).matches(document, scratch), slow::matches(query.root(), document))
            << query.text() << " on " << text;
      }
    }
  }
}

// All texts of up to five words over three, against all small combinations: what a watch is filed under, and what
// turns it away, must never lose it.
TEST(Machines, AgreeOnSetsOverAllSmallTexts) {
  const std::array<std::string, 7> leaves = {"a", "b", "#c", "\"a b\"", "\"b b a\"", "=a", "has:link"};
  std::vector<Watch> watches;
  const auto add = [&](const std::string& text) {
    if (auto query = parse(text)) watches.push_back({static_cast<std::uint32_t>(watches.size()), *query});
  };
  for (const auto& x : leaves) {
    for (const auto& y : leaves) {
      add(x + " NOT " + y);
      for (const auto& z : leaves) {
        for (const auto& text : {x + " (" + y + " OR " + z + ")", "(" + x + " " + y + ") OR " + z}) add(text);
      }
    }
  }
  const auto set = WatchSet::compile(watches);
  Scratch scratch;
  std::vector<std::uint32_t> ids;
  std::vector<std::uint32_t> expected;
  for (unsigned words = 0; words <= 5; ++words) {
    const auto texts = static_cast<unsigned>(std::pow(3, words));
    for (unsigned number = 0; number < texts; ++number) {
      std::string text;
      for (unsigned rest = number, i = 0; i < words; ++i, rest /= 3) text += std::array{"a ", "b ", "#c "}[rest % 3];
      Said said(text);
      const auto document = said.document();
      ids.clear();
      expected.clear();
      set.match(document, scratch, ids);
      for (const auto& watch : watches) {
        if (slow::matches(watch.query.root(), document)) expected.push_back(watch.id);
      }
      ASSERT_EQ(ids, expected) << text;
    }
  }
}

// A post matches by its spans if and only if it matches, but for fields and negations.
TEST(Machines, GiveSpansOnlyToMatches) {
  Invented invented(7);
  for (int i = 0; i < 3'000; ++i) {
    const auto query = parse(invented.query());
    if (!query) continue;
    Said said(invented.text());
    std::vector<Span> spans;
    const Program program(*query);
    program.spans(said.document(), spans);
    ASSERT_TRUE(spans.empty() || program.matches(said.document())) << query->text() << " on " << said.post.text;
    for (const auto& span : spans) ASSERT_LT(span.from, span.to);
  }
}

TEST(Machines, ReadTheirOwnTextBack) {
  Invented invented(8);
  for (int i = 0; i < 3'000; ++i) {
    const auto query = parse(invented.query(5));
    if (!query) continue;
    const auto again = parse(query->to_text());
    ASSERT_TRUE(again) << query->to_text() << "\n" << again.error().message;
    ASSERT_EQ(again->root(), query->root()) << query->text() << "\n" << query->to_text();
  }
}

}  // namespace
}  // namespace vigie::query
