#include "language/model.h"

#include <gtest/gtest.h>

#include "learning/shipped_for_tests.h"

namespace vigie::language {
namespace {

// The model that is shipped.
const Model& shipped() {
  static const Model kModel = learning::shipped_model<Model>("language.vml");
  return kModel;
}

Guess guess_of(std::string_view text, std::string_view claim = {}) {
  text::Words words;
  words.add(text::Field::kText, text);
  return shipped().read(words, claim);
}

std::string_view code_of(std::string_view text, std::string_view claim = {}) {
  return post::code_of(guess_of(text, claim).language);
}

TEST(Model, KnowsEverydaySentences) {
  EXPECT_EQ(code_of("j'attends toujours ma commande, personne ne répond"), "fr");
  EXPECT_EQ(code_of("still waiting for my order, nobody answers"), "en");
  EXPECT_EQ(code_of("ich warte immer noch auf meine Bestellung"), "de");
  EXPECT_EQ(code_of("todavía estoy esperando mi pedido"), "es");
  EXPECT_EQ(code_of("я до сих пор жду свой заказ"), "ru");
  EXPECT_EQ(code_of("я досі чекаю на своє замовлення"), "uk");
  EXPECT_EQ(code_of("注文がまだ届きません"), "ja");
  EXPECT_EQ(code_of("我还在等我的订单"), "zh");
  EXPECT_EQ(code_of("ما زلت أنتظر طلبي"), "ar");
  EXPECT_EQ(code_of("περιμένω ακόμα την παραγγελία μου"), "el");
}

TEST(Model, ReadsThroughTheNoiseOfPosts) {
  EXPECT_EQ(code_of("@shop @anna c'est trooop bien mdrrr 😂😂 #HappyMonday https://t.co/abc"), "fr");
  EXPECT_EQ(code_of("MERCI BEAUCOUP LES GARS"), "fr");
  EXPECT_EQ(code_of("le nouvel iPhone est arrivé, il est trop beau"), "fr");
}

TEST(Model, IsUnknownWithoutLetters) {
  for (const char* text : {"", "12 345", "😂😂😂", "https://example.org", "@anna", "\xFF\xFE"}) {
    EXPECT_EQ(code_of(text), "unknown") << text;
    EXPECT_EQ(guess_of(text).p, 0) << text;
  }
}

TEST(Model, IsUnknownForALanguageItDoesNotKnow) {
  EXPECT_EQ(code_of("mae'r gath yn cysgu ar y gadair yn y gegin heno"), "unknown");
}

TEST(Model, LetsAClaimTipADoubtfulWordButNotAPlainSentence) {
  EXPECT_GT(guess_of("restaurant", "fr").p, 0);
  EXPECT_EQ(code_of("nous sommes très contents de ce restaurant", "en"), "fr");
  const float without = guess_of("important").p;
  const auto language = post::code_of(guess_of("important").language);
  EXPECT_GT(guess_of("important", language).p, without);
}

TEST(Model, GivesProbabilitiesThatGrowWithTheText) {
  EXPECT_LT(guess_of("le").p, guess_of("le chat dort sur la chaise de la cuisine").p);
  EXPECT_LE(guess_of("le chat dort sur la chaise de la cuisine").p, 1);
}

TEST(Model, SaysWhichWordsSpokeForIt) {
  text::Words words;
  words.add(text::Field::kText, "OK Müdigkeit");
  const auto reasons = shipped().explain(words);
  ASSERT_EQ(reasons.size(), 2U);
  EXPECT_EQ(reasons.front().word, "Müdigkeit");
  EXPECT_EQ(shipped().explain(words, 1).size(), 1U);
}

TEST(Model, TellsWhichLanguageCameNext) {
  text::Words words;
  words.add(text::Field::kText, "det er en stor dag");
  const auto best = shipped().read(words);
  const auto next = shipped().runner_up(words, best.language);
  EXPECT_NE(next.language, best.language);
  EXPECT_NE(next.language, post::kUnknownLanguage);
  EXPECT_GT(next.p, 0);
  EXPECT_LE(next.p, best.p);
  EXPECT_EQ(shipped().runner_up(words, next.language).language, best.language);  // As where somebody corrected it.
}

TEST(Model, HasNoRunnerUpWhereNoOtherLanguageCouldBe) {
  for (const char* text : {"", "Καλημέρα σας"}) {
    text::Words words;
    words.add(text::Field::kText, text);
    const auto next = shipped().runner_up(words, shipped().read(words).language);
    EXPECT_EQ(next.language, post::kUnknownLanguage) << text;
    EXPECT_EQ(next.p, 0) << text;
  }
}

TEST(Model, ReadsTenMegabytesAndRightToLeftOverridesWithoutHarm) {
  EXPECT_NO_THROW(guess_of(std::string(10 << 20, 'e')));
  EXPECT_EQ(code_of("\u202Eune phrase bien française\u202C avec des mots"), "fr");
}

}  // namespace
}  // namespace vigie::language
