#include "mood/model.h"

#include <gtest/gtest.h>

#include "learning/shipped_for_tests.h"

namespace vigie::mood {
namespace {

// The model that is shipped.
const Model& shipped() {
  static const Model kModel = learning::shipped_model<Model>("mood.vmm");
  return kModel;
}

Probabilities read(std::string_view text, std::string_view language = "unknown") {
  text::Words words;
  words.add(text::Field::kText, text);
  return shipped().read(words, *post::language_of(language));
}

post::Mood mood_of_text(std::string_view text, std::string_view language) { return mood_of(read(text, language)); }

TEST(Model, KnowsPlainMoods) {
  EXPECT_EQ(mood_of_text("Service client lamentable, je suis vraiment très déçue", "fr"), post::Mood::kNegative);
  EXPECT_EQ(mood_of_text("Merci beaucoup, super accueil, je suis ravi !", "fr"), post::Mood::kPositive);
  EXPECT_EQ(mood_of_text("I hate this app, worst update ever", "en"), post::Mood::kNegative);
  EXPECT_EQ(mood_of_text("I love this, thank you so much!!!", "en"), post::Mood::kPositive);
  EXPECT_EQ(mood_of_text("The meeting of the city council is on Tuesday", "en"), post::Mood::kNeutral);
}

TEST(Model, ReadsEmojiInAnyLanguage) {
  EXPECT_GT(read("😍😍😍")[2], read("😡😡😡")[2]);
  EXPECT_GT(read("😡😡😡")[0], read("😍😍😍")[0]);
}

TEST(Model, GivesProbabilities) {
  for (const char* text : {"", "ok", "\xFF\xFE", "12 34", "😍", "@anna https://example.org"}) {
    const Probabilities p = read(text);
    EXPECT_NEAR(p[0] + p[1] + p[2], 1, 1e-5) << text;
    for (const float share : p) EXPECT_GE(share, 0) << text;
  }
}

TEST(Model, SaysWhichWordsSpokeForIt) {
  const std::string text = "the new phone is awful";
  text::Words words;
  words.add(text::Field::kText, text);
  const auto reasons = shipped().explain(words, *post::language_of("en"));
  ASSERT_EQ(reasons.size(), 5U);
  EXPECT_EQ(reasons.front().word, "awful");
  EXPECT_GT(reasons.front().weight, 0);
  EXPECT_EQ(shipped().explain(words, *post::language_of("en"), 2).size(), 2U);
}

TEST(Model, ReadsTenMegabytesAndRightToLeftOverridesWithoutHarm) {
  EXPECT_NO_THROW(read(std::string(10 << 20, 'e')));
  EXPECT_NO_THROW(read("\u202Etxet\u202C", "en"));
}

}  // namespace
}  // namespace vigie::mood
