#include "mood/clauses.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "learning/shipped_for_tests.h"

namespace vigie::mood {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> clauses(const std::vector<std::string>& texts) {
  text::Words words;
  for (const std::string& text : texts) words.add(text::Field::kText, text);
  std::vector<Clause> found = {{7, 7, 7}};
  clauses_of(words, found);
  std::vector<std::string> out;
  for (const Clause& one : found) {
    out.push_back(texts.at(static_cast<std::size_t>(one.part)).substr(one.from, one.to - one.from));
  }
  return out;
}

TEST(Clauses, EndAtPunctuationAndLineEnds) {
  EXPECT_THAT(clauses({"Orange is awful, Free saved me! Thanks\nBye"}),
              ElementsAre("Orange is awful,", "Free saved me!", "Thanks", "Bye"));
  EXPECT_THAT(clauses({"最悪。でも好き！"}), ElementsAre("最悪。", "でも好き！"));
  EXPECT_THAT(clauses({"سيئ، شكرا"}), ElementsAre("سيئ،", "شكرا"));
  EXPECT_THAT(clauses({"slow - but mine"}), ElementsAre("slow -", "but mine"));
}

TEST(Clauses, KeepNumbersColonsAndHyphensWhole) {
  EXPECT_THAT(clauses({"Orange: 3.5 stars at 10:30, well-made"}),
              ElementsAre("Orange: 3.5 stars at 10:30,", "well-made"));
  EXPECT_THAT(clauses({"see example.org for 1,5 €"}), ElementsAre("see example.org for 1,5 €"));
}

TEST(Clauses, BeginAtContrastsAndAtCoordinationsWithASubject) {
  EXPECT_THAT(clauses({"j'adore le goût mais le prix pique"}), ElementsAre("j'adore le goût", "mais le prix pique"));
  EXPECT_THAT(clauses({"Free marche alors que Orange rame"}), ElementsAre("Free marche", "alors que Orange rame"));
  EXPECT_THAT(clauses({"the screen broke and the shop refused"}),
              ElementsAre("the screen broke", "and the shop refused"));
  EXPECT_THAT(clauses({"fast and cheap"}), ElementsAre("fast and cheap"));
  EXPECT_THAT(clauses({"But I like it"}), ElementsAre("But I like it"));
}

TEST(Clauses, LeaveEmojiWithWhatTheyFollow) {
  EXPECT_THAT(clauses({"I hate it! 😡😡 The other one works"}), ElementsAre("I hate it! 😡😡", "The other one works"));
  EXPECT_THAT(clauses({"😍 love it"}), ElementsAre("😍 love it"));
}

TEST(Clauses, AreOfOnePartEach) { EXPECT_THAT(clauses({"good", "", "bad"}), ElementsAre("good", "bad")); }

TEST(Clauses, HoldAllThatIsNoSpace) {
  EXPECT_THAT(clauses({""}), IsEmpty());
  EXPECT_THAT(clauses({"  \n "}), IsEmpty());
  EXPECT_THAT(clauses({" :) "}), ElementsAre(":)"));
  EXPECT_THAT(clauses({"#one, @two."}), ElementsAre("#one,", "@two."));
  EXPECT_THAT(clauses({"\xFF, \xFE"}), ElementsAre("\xFF, \xFE"));
}

TEST(Clauses, OfAHugeTextAreNotEndless) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "a, ";
  const auto found = clauses({text, "b"});
  ASSERT_EQ(found.size(), kClausesMax);
  EXPECT_EQ(found.front(), "a,");
  EXPECT_GT(found.back().size(), 200'000U);
  EXPECT_NO_THROW(clauses({std::string(10 << 20, 'e')}));
}

TEST(ReadWithin, ReadsTheClauseAlone) {
  const auto model = learning::shipped_model<Model>("mood.vmm");
  const std::string text = "I hate this phone, I love that one";
  text::Words words;
  words.add(text::Field::kText, text);
  std::vector<Clause> found;
  clauses_of(words, found);
  ASSERT_EQ(found.size(), 2U);
  const auto english = *post::language_of("en");
  EXPECT_EQ(mood_of(read_within(model, words, english, found[0])), post::Mood::kNegative);
  EXPECT_EQ(mood_of(read_within(model, words, english, found[1])), post::Mood::kPositive);
}

}  // namespace
}  // namespace vigie::mood
