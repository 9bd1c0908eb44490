#include "mood/layer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "learning/shipped_for_tests.h"
#include "mood/layer_training.h"
#include "mood/reader.h"
#include "mood/weights.h"

namespace vigie::mood {
namespace {

const Model& shipped() {
  static const Model kModel = learning::shipped_model<Model>("mood.vmm");
  return kModel;
}

Probabilities read(const Model& model, std::string_view text) {
  text::Words words;
  words.add(text::Field::kText, text);
  return model.read(words, post::kUnknownLanguage);
}

void teach(LayerTraining& training, std::string_view text, post::Mood right) {
  text::Words words;
  words.add(text::Field::kText, text);
  EXPECT_TRUE(training.add(words, post::kUnknownLanguage, right));
}

// What a house's own people say in words of their own: neither is read so by the shipped model.
LayerTraining house_words(const Model& model) {
  LayerTraining training(model);
  const std::string places[] = {"Lyon", "Brest", "Lille", "Nantes", "Paris", "Metz", "Dijon", "Tours", "Nice", "Caen"};
  for (const auto& place : places) {
    for (const std::string_view day : {"hier", "lundi", "ce matin"}) {
      teach(training, "ticket zorvex " + place + " " + std::string(day), post::Mood::kNegative);
      teach(training, "badge flumor " + place + " " + std::string(day), post::Mood::kPositive);
    }
  }
  return training;
}

Model taught() { return Layer::from_bytes(house_words(shipped()).learn(7)).value().over(shipped()).value(); }

TEST(Layer, MovesWhatItWasTaughtAndWhatIsLikeIt) {
  const Model model = taught();
  EXPECT_EQ(mood_of(read(model, "ticket zorvex Bordeaux mardi")), post::Mood::kNegative);
  EXPECT_EQ(mood_of(read(model, "badge flumor Bordeaux mardi")), post::Mood::kPositive);
}

TEST(Layer, LeavesTheRest) {
  const Model model = taught();
  for (const std::string_view text : {"I love this, thank you so much!!!", "what a terrible service", "c'est génial",
                                      "encore une panne, c'est vraiment nul", "the shop opens at nine tomorrow"}) {
    const auto before = read(shipped(), text);
    const auto after = read(model, text);
    EXPECT_EQ(mood_of(before), mood_of(after)) << text;
    for (std::size_t mood = 0; mood < kMoods; ++mood) EXPECT_NEAR(before[mood], after[mood], 0.08) << text;
  }
  EXPECT_EQ(shipped().version().find('+'), std::string_view::npos) << "The shipped model itself stays as it is.";
}

TEST(Layer, IsReadByReadersToTheLastBit) {
  const Model model = taught();
  Reader reader(model);
  text::Words words;
  words.add(text::Field::kText, "ticket zorvex Bordeaux mardi, not good :(");
  for (int again = 0; again < 2; ++again) EXPECT_EQ(reader.read(words, 3), model.read(words, 3));
}

TEST(Layer, NamesItselfBehindTheModel) {
  const std::string bytes = house_words(shipped()).learn(7);
  const auto layer = Layer::from_bytes(bytes).value();
  EXPECT_EQ(layer.version().substr(0, 6), "layer-");
  EXPECT_EQ(layer.over(shipped()).value().version(),
            std::string(shipped().version()) + "+" + std::string(layer.version()));
  EXPECT_EQ(bytes, house_words(shipped()).learn(7));
  EXPECT_NE(bytes, house_words(shipped()).learn(8));
}

TEST(Layer, IsMeasuredOnPostsThatItHasNotLearnt) {
  auto training = house_words(shipped());
  teach(training, "Rien de neuf, une phrase seule.", post::Mood::kNegative);
  const auto held_out = training.measure(7);
  ASSERT_EQ(held_out.size(), training.size());
  std::size_t before = 0;
  std::size_t after = 0;
  for (const auto& one : held_out) {
    before += one.model == one.right ? 1 : 0;
    after += one.layered == one.right ? 1 : 0;
  }
  EXPECT_LT(before, 40U);
  EXPECT_GT(after, 55U);
  EXPECT_EQ(held_out.back().layered, held_out.back().model) << "Nothing else that it learnt is like it.";
}

TEST(Layer, HasNothingToLearnFromAPostWithoutWords) {
  LayerTraining training(shipped());
  EXPECT_FALSE(training.add(text::Words(), post::kUnknownLanguage, post::Mood::kPositive));
  EXPECT_EQ(training.size(), 0U);
}

TEST(Layer, RefusesAnotherModel) {
  const auto other = Model::from_bytes(to_bytes(0.5F, 0.01F, std::vector<Row8>(64))).value();
  const auto layer = Layer::from_bytes(house_words(shipped()).learn(7)).value();
  const auto over = layer.over(other);
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().message, "mood layer: it belongs to " + std::string(shipped().version()) + ", and not to " +
                                      std::string(other.version()));
}

std::string problem_of(std::string_view bytes) {
  const auto layer = Layer::from_bytes(bytes);
  return layer ? "" : layer.error().message;
}

TEST(LayerFile, NamesWhatIsBroken) {
  const std::string bytes = to_layer_bytes("mood-00000001", {{3, {1, 0, -1}}, {9, {0, 2, 0}}});
  EXPECT_EQ(problem_of(bytes), "");
  const std::string broken = "mood layer: the model file is broken: ";
  EXPECT_EQ(problem_of(""), broken + "it does not begin with VGML");
  EXPECT_EQ(problem_of("VGML"), broken + "it is cut short");
  EXPECT_EQ(problem_of(bytes.substr(0, bytes.size() - 1)), broken + "its checksum does not fit");
  EXPECT_EQ(problem_of(to_layer_bytes("", {})), broken + "its head makes no sense");
  EXPECT_EQ(problem_of(to_layer_bytes("mood-1", {{9, {1, 0, 0}}, {9, {0, 2, 0}}})),
            broken + "its rows are not in order");
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    EXPECT_NE(problem_of(changed), "") << at;
  }
}

// Rows that the model has not, and weights at their limit.
TEST(LayerFile, HoldsTheWeightsWithinTheModel) {
  std::vector<Row8> rows(64);
  rows[3].weight[0] = 120;
  const auto model = Model::from_bytes(to_bytes(0.5F, 0.01F, rows)).value();
  const std::string version(model.version());
  EXPECT_TRUE(Layer::from_bytes(to_layer_bytes(version, {{3, {100, -128, 0}}})).value().over(model));
  EXPECT_FALSE(Layer::from_bytes(to_layer_bytes(version, {{64, {1, 0, 0}}})).value().over(model));
}

}  // namespace
}  // namespace vigie::mood
