#include "mood/eval.h"

#include <gtest/gtest.h>

#include "mood/small_corpus.h"

namespace vigie::mood {
namespace {

post::LanguageId unknown(const text::Words&) { return post::kUnknownLanguage; }

Model small_model() { return Model::from_bytes(train(small_corpus(), {}).value()).value(); }

TEST(Eval, NeverGuessesALabelThatATwoClassFileLacks) {
  const std::vector<learning::Row> rows = {{"negative", "the shop opens at nine tomorrow"},
                                           {"positive", "le magasin ouvre demain à neuf heures"}};
  const auto scores = evaluate(small_model(), rows, unknown);
  ASSERT_TRUE(scores);
  EXPECT_EQ(scores->classes.size(), 2U);
  double guessed = 0;  // Each row got one of the two labels.
  for (const auto& [label, score] : scores->classes) {
    if (score.precision > 0) guessed += score.recall / score.precision;
  }
  EXPECT_GE(guessed, scores->accuracy);
}

TEST(Eval, NamesTheRowOfALabelThatIsNoMood) {
  const std::vector<learning::Row> rows = {{"negative", "no"}, {"happy", "yes"}};
  const auto scores = evaluate(small_model(), rows, unknown);
  ASSERT_FALSE(scores);
  EXPECT_EQ(scores.error().message, "mood: row 2: the label 'happy' is not negative, neutral or positive");
}

TEST(Eval, OfNothingIsNothing) {
  const auto scores = evaluate(small_model(), {}, unknown);
  ASSERT_TRUE(scores);
  EXPECT_EQ(scores->n, 0U);
}

}  // namespace
}  // namespace vigie::mood
