#include "query/problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "base/random.h"
#include "query/query.h"

namespace vigie::query {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Problem problem_of(std::string_view text, Use use = Use::kSearch) {
  auto read = parse_or_problem(text, use);
  EXPECT_TRUE(std::holds_alternative<Problem>(read)) << text;
  return std::holds_alternative<Problem>(read) ? std::get<Problem>(std::move(read)) : Problem{};
}

std::string source_file(const std::string& path) {
  std::ifstream file(std::string(std::getenv("VIGIE_SOURCE_DIR")) + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Diagnostics, HaveEachACodeOfItsOwnThatIsDocumented) {
  const auto page = source_file("/doc/formats/query.md");
  const auto api = source_file("/src/api/openapi.json");
  std::set<std::string_view> codes;
  for (std::size_t i = 0; i < kDiagnostics; ++i) {
    const auto code = code_of(static_cast<Diagnostic>(i));
    EXPECT_FALSE(code.empty()) << i;
    EXPECT_TRUE(codes.insert(code).second) << code;
    EXPECT_NE(page.find("| `" + std::string(code) + "` | " + std::string(sentence_of(static_cast<Diagnostic>(i)))),
              std::string::npos)
        << code;
    EXPECT_NE(api.find("          \"" + std::string(code) + "\""), std::string::npos) << code;
  }
}

TEST(Problem, NamesWhatItsSentenceIsMadeOf) {
  const auto problem = problem_of("a mood:happy");
  EXPECT_EQ(code_of(problem.what), "value-unknown");
  EXPECT_THAT(problem.values, ElementsAre(Value{"field", "mood"}, Value{"value", "happy"},
                                          Value{"known", "negative, neutral, positive"}));
  EXPECT_EQ(problem.reason(), "mood: knows no \"happy\", only negative, neutral, positive");
}

TEST(Problem, TellsTheTokenThatItsSuggestionStandsFor) {
  const std::string text = "été (langue:fr) x";
  const auto problem = problem_of(text);
  EXPECT_EQ(problem.column, 6U);
  EXPECT_EQ(problem.from, 6U);
  EXPECT_EQ(problem.to, 15U);
  EXPECT_EQ(problem.suggestion, "lang:fr");
  const auto of_value = problem_of("x -lang:fra");
  EXPECT_EQ(of_value.column, 9U);
  EXPECT_EQ(of_value.from, 4U);
  EXPECT_EQ(of_value.to, 12U);
}

TEST(Problem, OfALinkSuggestsItsSite) {
  EXPECT_EQ(problem_of("http://renault.fr/clio").suggestion, "site:renault.fr");
  EXPECT_EQ(problem_of("www.Renault.fr").suggestion, "site:www.renault.fr");
  EXPECT_EQ(problem_of("=https://al@Renault.fr:80/").suggestion, "site:renault.fr");
  EXPECT_EQ(code_of(problem_of("http://renault.fr").what), "link-without-words");
}

TEST(Problem, OfALanguageSuggestsTheCodeItBeginsWith) {
  EXPECT_EQ(problem_of("lang:fra").suggestion, "lang:fr");
  EXPECT_EQ(problem_of("lang:pt_BR").suggestion, "lang:pt");
  EXPECT_EQ(problem_of("lang:unkown").suggestion, "lang:unknown");
  EXPECT_EQ(problem_of("lang:zz").suggestion, "");
}

TEST(Problem, OfAStarInAFieldSaysThatThereIsNone) {
  EXPECT_EQ(problem_of("site:*.al.fr").suggestion, "site:al.fr");
  EXPECT_EQ(problem_of("source:mastodon:*").suggestion, "source:mastodon");
  EXPECT_EQ(code_of(problem_of("author:al*").what), "field-takes-no-star");
}

TEST(Problem, SuggestsNothingThatWouldBeRefused) {
  EXPECT_EQ(problem_of("autor:\"\"").suggestion, "");
  EXPECT_EQ(problem_of("langue:xx").suggestion, "\"langue xx\"");
  EXPECT_EQ(problem_of("befor:2026-01-01", Use::kWatch).suggestion, "");
  EXPECT_EQ(problem_of("site:(a lang:)").suggestion, "");
}

// A random field, its name or its value nearly right; with what people and pages put around it.
TEST(Problem, SuggestsOnlyWhatIsAcceptedAndNotTheSameAgain) {
  constexpr std::array<std::string_view, 24> kNames = {
      "lang", "langue", "mood", "moods", "source", "kind",   "author", "auteur", "site", "http",   "url",  "rating",
      "note", "has",    "hass", "is",    "after",  "before", "befor",  "foo",    "x",    "mailto", "from", "https"};
  constexpr std::array<std::string_view, 40> kValues = {
      "fr",  "fra",  "x",    "1",     "2026-01-01", "negative", "pos",        "al.fr", "//x.y", "//x.y/a?b",
      "a*",  "é",    "日",   "..",    "-",          ".",        "@al",        "#a",    "=a",    "a:b",
      "l'a", "OR",   "link", "reply", ".fr",        "*.al.fr",  "al.fr:80",   "4-5",   "5..1",  "10",
      "-1",  "2026", "«a»",  "\"a\"", "\"\"",       "(a b)",    "(fr OR en)", "((",    "//",    "🙂"};
  Random random(20260131);
  std::size_t suggested = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text(kNames[random.below(kNames.size())]);
    text += ':';
    text += kValues[random.below(kValues.size())];
    if (random.chance(0.3)) text = "été (" + text + ")";
    if (random.chance(0.3)) text = "-" + text;
    const auto use = random.chance(0.5) ? Use::kSearch : Use::kWatch;
    const auto read = parse_or_problem(text, use);
    const auto* problem = std::get_if<Problem>(&read);
    if (problem == nullptr || problem->suggestion.empty()) continue;
    ++suggested;
    ASSERT_TRUE(parse(problem->suggestion, use)) << text << "\n" << problem->message();
    ASSERT_NE(problem->suggestion, text);
    ASSERT_LT(problem->from, problem->to) << text;
  }
  EXPECT_GT(suggested, 3'000U);
}

TEST(Warning, HasACodeToo) {
  const auto query = parse("gold or argent").value();
  ASSERT_EQ(query.warnings().size(), 1U);
  const auto& warning = query.warnings().front();
  EXPECT_EQ(code_of(warning.what), "operator-is-word");
  EXPECT_THAT(warning.values, ElementsAre(Value{"word", "or"}, Value{"operator", "OR"}));
  EXPECT_EQ(warning.message(), "column 6: \"or\" is a word here; the operator is OR");
  const auto plain = parse("renault").value();
  EXPECT_THAT(plain.warnings(), IsEmpty());
}

}  // namespace
}  // namespace vigie::query
