#include "mood/train.h"

#include <gtest/gtest.h>

#include "mood/eval.h"
#include "mood/small_corpus.h"

namespace vigie::mood {
namespace {

TEST(Train, GivesTheSameBytesForTheSameSeed) {
  const auto corpus = small_corpus();
  const auto first = train(corpus, {.seed = 7, .epochs = 1});
  ASSERT_TRUE(first);
  EXPECT_EQ(*first, *train(corpus, {.seed = 7, .epochs = 1}));
  EXPECT_NE(*first, *train(corpus, {.seed = 8, .epochs = 1}));
}

TEST(Train, LearnsWhatItWasShown) {
  const auto model = Model::from_bytes(train(small_corpus(), {}).value()).value();
  const std::vector<learning::Row> rows = {{"negative", "terrible service"},
                                           {"neutral", "opening hours of the shop"},
                                           {"positive", "merci, c'est génial"},
                                           {"positive", "😍"}};
  const auto scores = evaluate(model, rows, [](const text::Words&) { return post::kUnknownLanguage; });
  ASSERT_TRUE(scores);
  EXPECT_EQ(scores->accuracy, 1);
}

TEST(Train, RefusesWhatCannotMakeAModel) {
  EXPECT_EQ(train({}, {}).error().message, "mood: fewer than 100 examples cannot make a model");
  EXPECT_FALSE(train(small_corpus(), {.rate = 0}));
}

}  // namespace
}  // namespace vigie::mood
