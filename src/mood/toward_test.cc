#include "mood/toward.h"

#include <gtest/gtest.h>

#include <string>

#include "learning/shipped_for_tests.h"
#include "mood/toward_weights.h"

namespace vigie::mood {
namespace {

const Model& mood() {
  static const Model kModel = learning::shipped_model<Model>("mood.vmm");
  return kModel;
}

const Toward& shipped() {
  static const Toward kModel = learning::shipped_model<Toward>("toward.vtw");
  return kModel;
}

TowardReading read(std::string_view text, std::string_view topic, std::string_view language = "en") {
  text::Words words;
  words.add(text::Field::kText, text);
  return shipped().explain(mood(), words, *post::language_of(language), places_of(words, topic));
}

post::Mood toward(std::string_view text, std::string_view topic, std::string_view language = "en") {
  return mood_of(read(text, topic, language).p);
}

TEST(Toward, TellsTwoBrandsOfOnePostApart) {
  EXPECT_EQ(toward("Velora is awful, Brixo saved me, thank you so much!", "velora"), post::Mood::kNegative);
  EXPECT_EQ(toward("Velora is awful, Brixo saved me, thank you so much!", "brixo"), post::Mood::kPositive);
  EXPECT_EQ(toward("Encore une panne chez Velora, alors que Brixo fonctionne parfaitement", "velora", "fr"),
            post::Mood::kNegative);
  EXPECT_EQ(toward("Encore une panne chez Velora, alors que Brixo fonctionne parfaitement", "brixo", "fr"),
            post::Mood::kPositive);
}

TEST(Toward, SaysFromWhichClausesItRead) {
  const std::string text = "Velora is awful, Brixo saved me";
  const auto reading = read(text, "brixo");
  ASSERT_EQ(reading.clauses.size(), 1U);
  EXPECT_EQ(text.substr(reading.clauses[0].from), "Brixo saved me");
}

TEST(Toward, IsTheMoodOfThePostWhereTheTargetIsNotNamed) {
  const std::string text = "I love this, thank you so much!!!";
  text::Words words;
  words.add(text::Field::kText, text);
  const auto english = *post::language_of("en");
  EXPECT_EQ(shipped().read(mood(), words, english, {}), mood().read(words, english));
}

TEST(Toward, GivesProbabilitiesWhateverItReads) {
  for (const std::string& text :
       {std::string("x"), std::string("x \xFF\xFE"), std::string("\u202Ex\u202C"), std::string("@x #x x"),
        std::string(10 << 20, 'e') + " x", "x " + std::string(100'000, ',')}) {
    const auto p = read(text, "x").p;
    EXPECT_NEAR(p[0] + p[1] + p[2], 1, 1e-5);
    for (const float share : p) EXPECT_GE(share, 0);
  }
  std::string many;
  for (int at = 0; at < 20'000; ++at) many += "Velora, Brixo. ";
  EXPECT_NO_THROW(read(many, "velora"));
}

TEST(TowardFile, NamesWhatIsBroken) {
  const auto problem_of = [](std::string_view bytes) {
    const auto model = Toward::from_bytes(bytes);
    return model ? "" : model.error().message;
  };
  TowardWeights weights;
  weights.power = 0.5F;
  weights.unit = 0.01F;
  weights.rows.resize(64);
  const std::string bytes = weights.to_bytes();
  EXPECT_EQ(problem_of(bytes), "");
  EXPECT_EQ(problem_of(""), "toward: the model file is broken: it does not begin with VGTW");
  EXPECT_EQ(problem_of(bytes.substr(0, 100)), "toward: the model file is broken: its checksum does not fit");
  for (std::size_t at = 0; at < bytes.size(); at += 97) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    EXPECT_NE(problem_of(changed), "") << at;
  }
  weights.unit = 0;
  EXPECT_EQ(problem_of(weights.to_bytes()), "toward: the model file is broken: its head makes no sense");
}

}  // namespace
}  // namespace vigie::mood
