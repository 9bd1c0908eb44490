#include "mood/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace vigie::mood {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> cut(std::string_view text, const std::vector<Clause>& places) {
  std::vector<std::string> out;
  for (const Clause& one : places) out.emplace_back(text.substr(one.from, one.to - one.from));
  return out;
}

std::vector<std::string> places(std::string_view text, std::string_view topic) {
  text::Words words;
  words.add(text::Field::kText, text);
  return cut(text, places_of(words, topic));
}

TEST(PlacesOf, FindATopicInAnySpelling) {
  EXPECT_THAT(places("Ice cream day! ICE-CREAM day, icecream day", "ice cream day"),
              ElementsAre("Ice cream day", "ICE-CREAM day", "icecream day"));
  EXPECT_THAT(places("#IceCreamDay with @icecreamday", "ice cream day"), ElementsAre("#IceCreamDay", "@icecreamday"));
  EXPECT_THAT(places("la Fête", "fete"), ElementsAre("Fête"));
  EXPECT_THAT(places("好吃日本", "日本"), ElementsAre("日本"));
}

TEST(PlacesOf, FindNothingElse) {
  EXPECT_THAT(places("oranges, orangeade and #orangeade", "orange"), IsEmpty());
  EXPECT_THAT(places("ice #cream day", "ice cream day"), IsEmpty());
  EXPECT_THAT(places("whatever", ""), IsEmpty());
  EXPECT_THAT(places("😡 !!", "!!"), IsEmpty());
  EXPECT_THAT(places("", "orange"), IsEmpty());
}

// The clauses with `+` for the target's, `-` for others'.
std::vector<std::string> owned(std::string_view text, std::string_view topic,
                               std::vector<std::string>* beside = nullptr) {
  text::Words words;
  words.add(text::Field::kText, text);
  const std::set<std::string, std::less<>> common = {"service", "was", "but", "thanks", "the", "delivery"};
  Owned out;
  own_clauses(
      words, places_of(words, topic), [&](std::string_view word) { return common.find(word) != common.end(); }, out);
  std::vector<std::string> told;
  for (const OwnedClause& one : out.clauses) {
    told.push_back((one.owner == Owner::kTarget ? "+" : "-") +
                   std::string(text.substr(one.clause.from, one.clause.to - one.clause.from)));
  }
  if (beside != nullptr) *beside = cut(text, out.beside);
  return told;
}

TEST(OwnClauses, GivesEachClauseToWhomItNames) {
  EXPECT_THAT(owned("Velora is awful, Brixo saved me", "velora"), ElementsAre("+Velora is awful,", "-Brixo saved me"));
  EXPECT_THAT(owned("Velora is awful, Brixo saved me", "brixo"), ElementsAre("-Velora is awful,", "+Brixo saved me"));
}

TEST(OwnClauses, LeavesWhatNamesNobodyToTheLastNamed) {
  EXPECT_THAT(owned("thanks! Velora did it. Delivery was quick", "velora"),
              ElementsAre("+thanks!", "+Velora did it.", "+Delivery was quick"));
  EXPECT_THAT(owned("Velora is here. @brixo is not, never was", "velora"),
              ElementsAre("+Velora is here.", "-@brixo is not,", "-never was"));
}

TEST(OwnClauses, CutsBesideTheTargetAtOtherNames) {
  std::vector<std::string> beside;
  owned("left Velora for Brixo today", "velora", &beside);
  EXPECT_THAT(beside, ElementsAre("left Velora for "));
  owned("left Velora for Brixo today", "brixo", &beside);
  EXPECT_THAT(beside, ElementsAre(" for Brixo today"));
}

TEST(OwnClauses, TellsWhatIsBesideTwoPlacesOnce) {
  std::vector<std::string> beside;
  owned("velora velora is not velora", "velora", &beside);
  EXPECT_THAT(beside, ElementsAre("velora velora is not velora"));
  owned("velora left Brixo and velora came, was velora", "velora", &beside);
  EXPECT_THAT(beside, ElementsAre("velora left ", " and velora came,", "was velora"));
}

TEST(OwnClauses, OfNoTargetAreAllItsOwn) {
  EXPECT_THAT(owned("Brixo is here. @velora too", "tarmeo"), ElementsAre("+Brixo is here.", "+@velora too"));
  EXPECT_THAT(owned("", "velora"), IsEmpty());
}

TEST(OwnClauses, OfAShoutedTextKnowsNoNamesByCapitals) {
  EXPECT_THAT(owned("VELORA IS BAD, NEVER AGAIN", "velora"), ElementsAre("+VELORA IS BAD,", "+NEVER AGAIN"));
}

}  // namespace
}  // namespace vigie::mood
