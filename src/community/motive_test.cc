#include "community/motive.h"

#include <gtest/gtest.h>

#include "community/limits.h"

namespace vigie::community {
namespace {

MotiveCard card() {
  return {"We, Orvelle", "To hear you", "All is read", {{"insult", "Insults against persons"}}, "Our staff", "A year"};
}

TEST(MotiveCard, IsWholeOrNoPageOpens) {
  EXPECT_TRUE(check_card(card()));
  for (auto member : {&MotiveCard::who, &MotiveCard::why, &MotiveCard::use, &MotiveCard::paid, &MotiveCard::how_long}) {
    auto without = card();
    for (const char* nothing : {" \n", "\u200B\u2060 \u00AD"}) {
      without.*member = nothing;
      EXPECT_FALSE(check_card(without));
    }
  }
}

TEST(MotiveCard, MayPromiseThatNothingIsRemoved) {
  auto free = card();
  free.removal_reasons.clear();
  EXPECT_TRUE(check_card(free));
}

TEST(MotiveCard, NamesNoOpinionAmongTheReasonsForRemoval) {
  for (const char* words : {"Negative comments",
                            "Contenu NÉGATIF",
                            "négativité",
                            "Criticism of the brand",
                            "Critiques",
                            "critical posts",
                            "Off-message",
                            "hors message",
                            "Mauvais avis",
                            "Plaintes",
                            "Complaints about us",
                            "dénigrement",
                            "Disparaging remarks",
                            "Hostile content",
                            "Nuit à notre image",
                            "bad for the brand image",
                            "Avis défavorables",
                            "ne plaît pas",
                            "People who don't like the car",
                            "Polémique",
                            "Ｎｅｇａｔｉｖｅ",
                            "unfavourable reviews",
                            "low ratings",
                            "réclamations",
                            "désaccord",
                            "n e g a t i v e posts",
                            "n.é.g.a.t.i.f",
                            "nеgаtivе",
                            "neg\u200Bative",
                            "« négatif »",
                            "NEGAT1VE"}) {
    EXPECT_NE(word_against_opinion(words), "") << words;
    auto against = card();
    against.removal_reasons.push_back({"other", words});
    EXPECT_FALSE(check_card(against)) << words;
  }
  auto by_id = card();
  by_id.removal_reasons.push_back({"off-message", "Other things"});
  EXPECT_FALSE(check_card(by_id));
}

TEST(MotiveCard, NamesWhatBreaksARule) {
  for (const char* words :
       {"Insultes et menaces contre des personnes", "Personal data of others", "Publicité pour autre chose", "Spam",
        "Illegal content", "Hors sujet", "Hate speech", "Diffamation d'une personne", "Unrelated to the question"}) {
    EXPECT_EQ(word_against_opinion(words), "") << words;
  }
}

TEST(MotiveCard, ReasonsHaveIdsOfTheirOwnAndWords) {
  for (const Reason& wrong :
       {Reason{"", "x"}, Reason{"Spam", "x"}, Reason{"insult", "again"}, Reason{"spam", " "}, Reason{"a b", "x"}}) {
    auto with = card();
    with.removal_reasons.push_back(wrong);
    EXPECT_FALSE(check_card(with)) << wrong.id;
  }
  auto many = card();
  for (std::size_t i = 0; i < kReasonsMax; ++i) many.removal_reasons.push_back({"r" + std::to_string(i), "x"});
  EXPECT_FALSE(check_card(many));
  auto longer = card();
  longer.who = std::string(kCardPointsMax + 1, 'x');
  EXPECT_FALSE(check_card(longer));
}

}  // namespace
}  // namespace vigie::community
