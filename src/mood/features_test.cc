#include "mood/features.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace vigie::mood {
namespace {

struct Read {
  explicit Read(std::string_view text) {
    words.add(text::Field::kText, text);
    features->read(words, post::kUnknownLanguage);
    for (const std::string_view piece : features->pieces().subspan(1)) pieces.emplace_back(piece);
    hashes.assign(features->hashes().begin(), features->hashes().end());
    std::sort(hashes.begin(), hashes.end());
  }
  text::Words words;
  std::unique_ptr<Features> features = std::make_unique<Features>();
  std::vector<std::string> pieces;
  std::vector<std::uint64_t> hashes;
};

using Pieces = std::vector<std::string>;

// How many features of `a` are not of `b`.
std::size_t differing(const Read& a, const Read& b) {
  std::vector<std::uint64_t> out;
  std::set_difference(a.hashes.begin(), a.hashes.end(), b.hashes.begin(), b.hashes.end(), std::back_inserter(out));
  return out.size();
}

TEST(Features, ArePiecesOfTheText) {
  EXPECT_EQ(Read("Trop bien!! 😍 #Merci @anna https://example.org").pieces,
            (Pieces{"Trop", "bien", "!!", "😍", "#Merci", "Merci", "@anna", "https://example.org"}));
}

TEST(Features, SeeEmoticonsWithAndWithoutLetters) {
  EXPECT_EQ(Read("ok :) ok :D ok").pieces, (Pieces{"ok", ":)", "ok", ":D", "ok"}));
  EXPECT_EQ(Read("note: demain").pieces, (Pieces{"note", ":", "demain"}));
  EXPECT_EQ(Read("fin:").pieces, (Pieces{"fin", ":"}));
}

TEST(Features, OfMarksAloneAreSeen) {
  EXPECT_EQ(Read("?!").pieces, Pieces{"?!"});
  EXPECT_EQ(Read("").pieces, Pieces{});
}

TEST(Features, SeeElongatedWordsAsTheWordAndAsElongated) {
  EXPECT_EQ(differing(Read("nooooo"), Read("nooooooooo")), 0U);
  EXPECT_GT(differing(Read("noooo"), Read("no")), 0U);
}

TEST(Features, SeeNegatedWordsApart) { EXPECT_GT(differing(Read("not good"), Read("so good")), 2U); }

TEST(Features, HearAShout) { EXPECT_GE(differing(Read("GREAT news"), Read("great news")), 2U); }

TEST(Features, AreTheSameWhicheverMentionOrLink) {
  EXPECT_EQ(differing(Read("@anna ok http://a.example"), Read("@ben ok http://b.example/long?x=1")), 0U);
}

TEST(Features, EndAtTheirLimits) {
  std::string text;
  for (int word = 0; word < 10'000; ++word) text += "magnifiquement ";
  EXPECT_LE(Read(text).hashes.size(), kFeaturesMax);
  EXPECT_LE(Read(text).pieces.size(), kTokensMax);
  EXPECT_LT(Read(std::string(10 << 20, 'e')).hashes.size(), 200U);
  std::string marks;
  for (int mark = 0; mark < 100'000; ++mark) marks += "! ";
  EXPECT_LE(Read(marks).pieces.size(), kTokensMax);
}

TEST(Features, OfSeveralFieldsAreReadOnceEach) {
  text::Words words;
  words.add(text::Field::kText, "");
  words.add(text::Field::kTitle, "bien!");
  words.add(text::Field::kAlt, "mal?");
  const auto features = std::make_unique<Features>();
  features->read(words, post::kUnknownLanguage);
  EXPECT_EQ(features->pieces().size(), 5U);
}

}  // namespace
}  // namespace vigie::mood
