#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/query.h"
#include "query/said.h"

namespace vigie::query {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

std::string tree(std::string_view text) { return explain(query_of(text)); }

std::vector<std::string> warnings(std::string_view text) {
  const auto query = query_of(text);
  std::vector<std::string> out;
  for (const auto& warning : query.warnings()) out.push_back(warning.message());
  return out;
}

TEST(Parse, JoinsWordsByAnImplicitAnd) {
  EXPECT_EQ(tree("renault clio"), "and\n  word renault\n  word clio\n");
  EXPECT_EQ(tree("renault AND clio"), tree("renault clio"));
}

TEST(Parse, FoldsWords) { EXPECT_EQ(tree("Été"), "word ete\n"); }

TEST(Parse, BindsNearThenNotThenAndThenOr) {
  EXPECT_EQ(tree("a b OR c NOT d NEAR/3 e"),
            "or\n"
            "  and\n    word a\n    word b\n"
            "  and\n    word c\n    not\n      near/3\n        word d\n        word e\n");
}

TEST(Parse, ReadsOperatorsInUpperCaseOnly) {
  EXPECT_EQ(tree("gold or argent"), "and\n  word gold\n  word or\n  word argent\n");
  EXPECT_THAT(warnings("gold or argent"), ElementsAre(HasSubstr("the operator is OR")));
  EXPECT_EQ(tree("near/4"), "phrase near 4\n");
}

TEST(Parse, NegatesByMinusOnlyWhereItIsGluedAfterASpace) {
  EXPECT_EQ(tree("a -b"), "and\n  word a\n  not\n    word b\n");
  EXPECT_EQ(tree("a (c -b)"), "and\n  word a\n  word c\n  not\n    word b\n");
  EXPECT_EQ(tree("a -(b OR c)"), "and\n  word a\n  not\n    word b\n  not\n    word c\n");
  EXPECT_EQ(tree("a -\"b c\""), "and\n  word a\n  not\n    phrase b c\n");
  EXPECT_EQ(tree("porte-monnaie"), "phrase porte monnaie\n");
  EXPECT_EQ(tree("\"a\"-b"), "and\n  word a\n  word b\n");
  EXPECT_EQ(tree("c --a"), "and\n  word c\n  not\n    word a\n");
  EXPECT_THAT(refusal("a - b"), StartsWith("query:3: there is no word in \"-\""));
}

TEST(Parse, TakesATypedWordOfSeveralAsAPhrase) {
  EXPECT_EQ(tree("l'appli"), "phrase l appli\n");
  EXPECT_EQ(tree("l’appli"), tree("l'appli"));
  EXPECT_EQ(tree("don't"), "phrase don t\n");
  EXPECT_EQ(tree("10:30"), "phrase 10 30\n");
  EXPECT_EQ(tree("1,000"), "phrase 1 000\n");
  EXPECT_EQ(tree("日本"), "phrase 日 本\n");
}

TEST(Parse, KnowsAllKindsOfQuotes) {
  for (const auto* text : {"\"essai routier\"", "“essai routier”", "„essai routier“", "”essai routier”",
                           "« essai routier »", "»essai routier«", "\"essai routier”"}) {
    EXPECT_EQ(tree(text), "phrase essai routier\n") << text;
  }
  EXPECT_EQ(tree("«a \"b\" c»"), "phrase a b c\n");
}

TEST(Parse, TakesAllBetweenQuotesAsWords) {
  EXPECT_EQ(tree("\"a OR lang:fr -b* (#c)\""), "phrase a or lang fr b c\n");
  EXPECT_EQ(tree("\"OR\""), "word or\n");
}

TEST(Parse, ReadsPrefixes) {
  EXPECT_EQ(tree("bancair*"), "prefix bancair*\n");
  EXPECT_EQ(tree("Éco*"), "prefix eco*\n");
  EXPECT_EQ(tree("l'appli*"), "phrase l appli*\n");
  EXPECT_EQ(tree("#rent*"), "prefix #rent*\n");
  EXPECT_EQ(tree("@ren*"), "prefix @ren*\n");
  EXPECT_THAT(refusal("x b*"), StartsWith("query:3: a star needs at least 2 characters"));
  EXPECT_THAT(refusal("é*"), StartsWith("query:1: a star needs"));
  EXPECT_EQ(tree("ß*"), "prefix ss*\n");
}

TEST(Parse, DropsTheStarInScriptsWithoutSpaces) {
  EXPECT_EQ(tree("日本*"), "phrase 日 本\n");
  EXPECT_EQ(tree("日*"), "word 日\n");
  EXPECT_THAT(warnings("a 日*"), ElementsAre(StartsWith("column 3: the star is dropped")));
  EXPECT_EQ(tree("#日*"), "prefix #日*\n");
}

TEST(Parse, WarnsOfAStarElsewhere) {
  EXPECT_EQ(tree("ban*caire"), "phrase ban caire\n");
  EXPECT_THAT(warnings("ban*caire"), ElementsAre(HasSubstr("only at the end")));
  EXPECT_THAT(refusal("*"), StartsWith("query:1: there is no word in \"*\""));
}

TEST(Parse, ReadsExactForms) {
  EXPECT_EQ(tree("=Orange"), "exact =\"Orange\"\n");
  EXPECT_EQ(tree("=Orange-Bank"), "phrase =\"Orange-Bank\"\n");
  EXPECT_EQ(tree("=\"Orange Bank\""), "phrase =\"Orange Bank\"\n");
  EXPECT_NE(query_of("=Orange").root(), query_of("=orange").root());
  EXPECT_THAT(refusal("=Oran*"), StartsWith("query:1: an exact word takes no star"));
  EXPECT_THAT(refusal("a ="), StartsWith("query:3: \"=\" needs a word"));
}

TEST(Parse, ReadsHashtagsAndMentions) {
  EXPECT_EQ(tree("#Renault"), "word #renault\n");
  EXPECT_EQ(tree("@al"), "word @al\n");
  EXPECT_EQ(tree("@al@masto.social"), "word @al@masto.social\n");
  EXPECT_EQ(tree("@alice.bsky.social"), "word @alice.bsky.social\n");
  EXPECT_EQ(tree("#日本"), "word #日本\n");
  EXPECT_EQ(tree("#a-b"), "phrase #a b\n");
  EXPECT_EQ(tree("#123"), "word 123\n");
}

TEST(Parse, ReadsWordsWithoutTheSignsAboutThem) {
  for (const char* typed : {"@jean-paul", "@jean-paul://", ".@jean-paul", "@@jean-paul!"})
    EXPECT_EQ(tree(typed), "word @jean-paul\n") << typed;
  for (const char* typed : {"@al@mas*", "@@@al@mas*", ".@al@mas*", "#@al@mas*", "(@al@mas*)"})
    EXPECT_EQ(tree(typed), "prefix @al@mas*\n") << typed;
  EXPECT_EQ(tree("#20*"), "prefix #20*\n");
}

TEST(Parse, ReadsNearAndBefore) {
  EXPECT_EQ(tree("a NEAR/4 b"), "near/4\n  word a\n  word b\n");
  EXPECT_EQ(tree("(\"a b\" OR c*c OR dd*) BEFORE/0 =E"),
            "before/0\n  or\n    phrase a b\n    phrase c c\n    prefix dd*\n  exact =\"E\"\n");
  EXPECT_EQ(tree("-a NEAR/4 b c"), "and\n  not\n    near/4\n      word a\n      word b\n  word c\n");
}

TEST(Parse, RefusesWhatNearCannotMeasure) {
  EXPECT_THAT(refusal("a NEAR/4 b NEAR/4 c"), StartsWith("query:12: NEAR and BEFORE cannot be chained"));
  EXPECT_THAT(refusal("a NEAR/4 (b NEAR/4 c)"), StartsWith("query:11: a side of NEAR"));
  EXPECT_THAT(refusal("a NEAR/4 -b"), StartsWith("query:10: NEAR and BEFORE take no NOT inside"));
  EXPECT_THAT(refusal("a NEAR/4 NOT b"), StartsWith("query:10: "));
  EXPECT_THAT(refusal("a NEAR/4 (b OR -c)"), StartsWith("query:11: "));
  EXPECT_THAT(refusal("(a b) NEAR/4 c"), StartsWith("query:2: "));
  EXPECT_THAT(refusal("a NEAR/4 lang:fr"), StartsWith("query:10: "));
  EXPECT_THAT(refusal("a NEAR/51 b"), StartsWith("query:3: NEAR/ needs a number of words from 0 to 50"));
  EXPECT_THAT(refusal("a NEAR/ b"), StartsWith("query:3: "));
  EXPECT_THAT(refusal("a BEFORE/x b"), StartsWith("query:3: "));
  EXPECT_EQ(refusal("a NEAR/0 b"), "");
  EXPECT_EQ(refusal("a NEAR/50 b"), "");
}

TEST(Parse, PushesNegationsDown) {
  EXPECT_EQ(tree("a NOT (b c)"), "and\n  word a\n  or\n    not\n      word b\n    not\n      word c\n");
  EXPECT_EQ(tree("NOT NOT a"), "word a\n");
  EXPECT_EQ(tree("NOT (NOT a OR b)"), "and\n  word a\n  not\n    word b\n");
}

TEST(Parse, FlattensAndSaysOnce) {
  EXPECT_EQ(tree("((a)) (b (c a))"), "and\n  word a\n  word b\n  word c\n");
  EXPECT_EQ(tree("(a OR A) (b OR (c OR é))"), "and\n  word a\n  or\n    word b\n    word c\n    word e\n");
}

TEST(Parse, RefusesBranchesThatOnlyExclude) {
  EXPECT_THAT(refusal("NOT a"), StartsWith("query:1: what is excluded needs something"));
  EXPECT_THAT(refusal("-a -b"), StartsWith("query:1: "));
  EXPECT_THAT(refusal("a OR -b"), StartsWith("query:6: "));
  EXPECT_THAT(refusal("a OR (b OR NOT (c d))"), StartsWith("query:12: "));
  EXPECT_THAT(refusal("NOT (a b)"), StartsWith("query:1: "));
  EXPECT_THAT(refusal("NOT lang:fr"), StartsWith("query:1: "));
  EXPECT_EQ(refusal("a -b OR lang:fr -c"), "");
  EXPECT_EQ(refusal("NOT (NOT a)"), "");
}

TEST(Parse, NamesTheColumnInCodePoints) {
  EXPECT_THAT(refusal("été \"essai"), StartsWith("query:5: this quotation mark is never closed"));
  EXPECT_THAT(refusal("日本 lng:fr"), StartsWith("query:4: unknown field \"lng\"; did you mean lang:fr?"));
}

TEST(Parse, SaysWhatIsMissing) {
  EXPECT_EQ(refusal(""), "query:1: the query is empty");
  EXPECT_EQ(refusal("  "), "query:3: the query is empty");
  EXPECT_EQ(refusal("a AND"), "query:3: AND needs something after it");
  EXPECT_EQ(refusal("OR a"), "query:1: OR needs something before it");
  EXPECT_EQ(refusal("a OR OR b"), "query:3: OR needs something after it");
  EXPECT_EQ(refusal("a NOT"), "query:3: NOT needs something after it");
  EXPECT_EQ(refusal("NEAR/3 a"), "query:1: NEAR needs something before it");
  EXPECT_EQ(refusal("a (b"), "query:3: this \"(\" is never closed");
  EXPECT_EQ(refusal("a ("), "query:3: this \"(\" is never closed");
  EXPECT_EQ(refusal("a ()"), "query:3: there is nothing between these parentheses");
  EXPECT_EQ(refusal("a b)"), "query:4: no \"(\" opens this \")\"");
  EXPECT_EQ(refusal(")"), "query:1: no \"(\" opens this \")\"");
  EXPECT_THAT(refusal("a \"…\""), StartsWith("query:3: there is no word in"));
  EXPECT_THAT(refusal("a \"\""), StartsWith("query:3: these quotes hold no word"));
  EXPECT_THAT(refusal("www.example.org"),
              StartsWith("query:1: a link gives no words; did you mean site:www.example.org?"));
}

TEST(Parse, NeedsNoSpaceAroundParenthesesAndQuotes) {
  EXPECT_EQ(tree("a(b OR\"c d\")e"), "and\n  word a\n  or\n    word b\n    phrase c d\n  word e\n");
}

TEST(Parse, TakesSpacesOfEveryKind) { EXPECT_EQ(tree("a\u00A0OR\u3000b\n"), "or\n  word a\n  word b\n"); }

TEST(Parse, TellsWhetherPostingsAloneDecide) {
  EXPECT_TRUE(exact_by_terms(query_of("a (bb* OR -c) lang:fr").root()));
  EXPECT_FALSE(exact_by_terms(query_of("a (b OR \"c d\")").root()));
  EXPECT_FALSE(exact_by_terms(query_of("=a").root()));
  EXPECT_FALSE(exact_by_terms(query_of("a NEAR/2 b").root()));
}

TEST(Parse, GivesNoWarningWithoutReason) { EXPECT_THAT(warnings("renault OR \"essai or not\" -x"), IsEmpty()); }

}  // namespace
}  // namespace vigie::query
