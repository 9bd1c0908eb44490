#include "language/train.h"

#include <gtest/gtest.h>

#include "language/eval.h"
#include "language/small_corpus.h"

namespace vigie::language {
namespace {

TEST(Train, GivesTheSameBytesForTheSameSeed) {
  const auto corpus = small_corpus();
  const auto first = train(corpus, {.seed = 7, .epochs = 1});
  ASSERT_TRUE(first);
  EXPECT_EQ(*first, *train(corpus, {.seed = 7, .epochs = 1}));
  EXPECT_NE(*first, *train(corpus, {.seed = 8, .epochs = 1}));
}

TEST(Train, LearnsWhatItWasShown) {
  const auto bytes = train(small_corpus(), {});
  ASSERT_TRUE(bytes);
  const auto model = Model::from_bytes(*bytes);
  ASSERT_TRUE(model);
  const std::vector<learning::Row> rows = {{"fr", "la chaise de la cuisine"},
                                           {"en", "the chair in the kitchen"},
                                           {"de", "auf dem stuhl"},
                                           {"ru", "кошка спит"},
                                           {"uk", "кішка спить"},
                                           {"xx", "das ist keine sprache von uns"}};
  const learning::Scores scores = evaluate(*model, rows);
  EXPECT_EQ(scores.n, 6U);
  EXPECT_NEAR(scores.accuracy, 5.0 / 6, 1e-9);
  EXPECT_EQ(scores.classes.at("xx").recall, 0);
}

TEST(Train, RefusesWhatCannotMakeAModel) {
  EXPECT_EQ(train({}, {}).error().message, "language: fewer than 100 examples cannot make a model");
  const auto corpus = small_corpus();
  EXPECT_FALSE(train(corpus, {.epochs = 0}));
}

TEST(HeldOut, IsAboutAFifthOfAllTexts) {
  int held_out = 0;
  for (int text = 0; text < 10'000; ++text) held_out += is_held_out(std::to_string(text)) ? 1 : 0;
  EXPECT_NEAR(held_out, 2'000, 200);
}

}  // namespace
}  // namespace vigie::language
