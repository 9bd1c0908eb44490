#include "query/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "query/said.h"

namespace vigie::query {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

std::vector<std::string> found_words(std::string_view query, std::string_view text) {
  Said said(text);
  std::vector<Span> spans;
  Program(query_of(query)).spans(said.document(), spans);
  std::vector<std::string> out;
  for (const auto& span : spans) out.emplace_back(text.substr(span.from, span.to - span.from));
  return out;
}

TEST(Program, FindsWordsWhateverTheirCaseAndMarks) {
  EXPECT_TRUE(finds("ete", "Un Été"));
  EXPECT_TRUE(finds("ÉTÉ", "un ete"));
  EXPECT_FALSE(finds("et", "Un Été"));
}

TEST(Program, JoinsByAndOrNot) {
  EXPECT_TRUE(finds("renault clio", "La Clio de Renault"));
  EXPECT_FALSE(finds("renault clio", "La Clio"));
  EXPECT_TRUE(finds("renault OR dacia", "une Dacia"));
  EXPECT_FALSE(finds("renault -occasion", "Renault d'occasion"));
  EXPECT_TRUE(finds("renault NOT (occasion vente)", "vente Renault"));
  EXPECT_FALSE(finds("renault NOT (occasion vente)", "vente Renault occasion"));
}

TEST(Program, FindsPhrasesInSequence) {
  EXPECT_TRUE(finds("\"essai routier\"", "un essai, routier"));
  EXPECT_FALSE(finds("\"essai routier\"", "routier essai"));
  EXPECT_FALSE(finds("\"essai routier\"", "essai long routier"));
  EXPECT_TRUE(finds("\"a b a c\"", "a b a b a c"));
  EXPECT_TRUE(finds("l'appli", "J’aime l’Appli"));
  EXPECT_TRUE(finds("appli", "l'appli"));
  EXPECT_TRUE(finds("porte-monnaie", "porte monnaie"));
  EXPECT_FALSE(finds("porte-monnaie", "portemonnaie"));
  EXPECT_TRUE(finds("日本", "私は日本人"));
  EXPECT_FALSE(finds("日本", "本日"));
}

TEST(Program, KeepsPhrasesWithinOneField) {
  Said said("essai");
  said.post.title = "routier";
  EXPECT_TRUE(finds("essai routier", said));
  EXPECT_FALSE(finds("\"essai routier\"", said));
  EXPECT_FALSE(finds("essai NEAR/50 routier", said));
}

TEST(Program, SearchesTitleSummaryAndAlternativeTexts) {
  Said said("a");
  said.post.title = "b";
  said.post.summary = "c";
  const std::array<post::Media, 2> media = {{{"image", "d"}, {"image", "e"}}};
  said.post.media = media;
  EXPECT_TRUE(finds("a b c d e", said));
  EXPECT_FALSE(finds("\"d e\"", said));
}

TEST(Program, FindsPrefixes) {
  EXPECT_TRUE(finds("bancair*", "les bancaires"));
  EXPECT_FALSE(finds("bancair*", "banc"));
  EXPECT_TRUE(finds("l'appl*", "l'application"));
  EXPECT_FALSE(finds("l'appl*", "une application"));
  EXPECT_TRUE(finds("#rent*", "#rentree"));
  EXPECT_FALSE(finds("#rent*", "rentree"));
  EXPECT_TRUE(finds("rent*", "#rentree"));
  EXPECT_TRUE(finds("@ren*", "@renault.bsky.social"));
  EXPECT_FALSE(finds("@ren*", "renault"));
  EXPECT_TRUE(finds("#日*", "#日本"));
}

TEST(Program, FindsExactForms) {
  EXPECT_TRUE(finds("=Orange", "chez Orange."));
  EXPECT_FALSE(finds("=Orange", "une orange"));
  EXPECT_FALSE(finds("=Eté", "Été"));
  EXPECT_TRUE(finds("=Été", "E\u0301te\u0301"));
  EXPECT_TRUE(finds("=Orange-Bank", "Orange Bank"));
  EXPECT_FALSE(finds("=Orange-Bank", "Orange bank"));
  EXPECT_TRUE(finds("=\"Orange Bank\"", "l'Orange Bank"));
}

TEST(Program, FindsHashtagsAndMentions) {
  EXPECT_TRUE(finds("#clio", "ma #Clio"));
  EXPECT_FALSE(finds("#clio", "ma Clio"));
  EXPECT_TRUE(finds("clio", "ma #Clio"));
  EXPECT_TRUE(finds("@al", "merci @al@masto.social"));
  EXPECT_TRUE(finds("@al@masto.social", "merci @al@masto.social"));
  EXPECT_FALSE(finds("@al@masto.social", "merci @al@other.net"));
  EXPECT_FALSE(finds("@al@masto.social", "merci @al"));
  EXPECT_FALSE(finds("@al", "al"));
  EXPECT_TRUE(finds("#日本", "#日本"));
  EXPECT_FALSE(finds("#日本", "#日本語"));
  EXPECT_TRUE(finds("日本", "#日本語"));
  EXPECT_TRUE(finds("#日本-x", "#日本 x"));
}

TEST(Program, TellsEmojiApart) {
  EXPECT_TRUE(finds("👍", "ok 👍🏽"));
  EXPECT_FALSE(finds("👩", "👩‍💻"));
  EXPECT_TRUE(finds("👩‍💻", "👩‍💻"));
  EXPECT_TRUE(finds("\"ok 👍\"", "ok 👍"));
}

TEST(Program, MeasuresNearByTheWordsBetween) {
  EXPECT_TRUE(finds("a NEAR/2 b", "b x y a"));
  EXPECT_FALSE(finds("a NEAR/1 b", "b x y a"));
  EXPECT_TRUE(finds("a BEFORE/2 b", "a x y b"));
  EXPECT_FALSE(finds("a BEFORE/50 b", "b x y a"));
  EXPECT_TRUE(finds("a NEAR/0 a", "a a"));
  EXPECT_FALSE(finds("a NEAR/50 a", "a"));
  EXPECT_FALSE(finds("\"a b\" NEAR/5 \"b c\"", "a b c"));
  EXPECT_TRUE(finds("\"a b\" NEAR/0 \"b c\"", "a b b c"));
  EXPECT_FALSE(finds("#a NEAR/5 a", "#a"));
  EXPECT_TRUE(finds("(x OR \"c d\") BEFORE/1 bb*", "c d e bbb"));
  EXPECT_FALSE(finds("#日本 NEAR/5 本", "#日本"));
}

TEST(Program, TellsWhichWordsMatched) {
  EXPECT_THAT(found_words("renault (clio OR zoe) -vente", "La Clio, Renault clio"),
              ElementsAre("Clio", "Renault", "clio"));
  EXPECT_THAT(found_words("\"essai routier\"", "Essai essai ROUTIER"), ElementsAre("essai ROUTIER"));
  EXPECT_THAT(found_words("(a b) OR c", "a c"), ElementsAre("c"));
  EXPECT_THAT(found_words("a NEAR/1 b", "a x x b y a"), ElementsAre("b", "a"));
  EXPECT_THAT(found_words("x lang:unknown", "x"), ElementsAre("x"));
  EXPECT_THAT(found_words("a b", "a"), IsEmpty());
  EXPECT_THAT(found_words("#a OR @al", "#a @al@b.c"), ElementsAre("#a", "@al"));
}

TEST(Program, NamesTheFieldOfASpan) {
  Said said("x");
  said.post.title = "un essai";
  std::vector<Span> spans;
  Program(query_of("essai")).spans(said.document(), spans);
  EXPECT_THAT(spans, ElementsAre(Span{text::Field::kTitle, 1, 3, 8}));
  EXPECT_THAT(code_point_ranges(said.post.text, spans), IsEmpty());
}

TEST(CodePointRanges, CountCodePointsAndMerge) {
  const std::string_view text = "é日本 x é";
  const auto word = [](std::uint32_t from, std::uint32_t to) { return Span{text::Field::kText, 0, from, to}; };
  EXPECT_THAT(code_point_ranges(text, {word(11, 13), word(2, 5), word(5, 8), word(2, 5)}),
              ElementsAre(Pair(1U, 3U), Pair(6U, 7U)));
}

}  // namespace
}  // namespace vigie::query
