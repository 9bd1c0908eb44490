#include "rehearsal/french.h"

#include <gtest/gtest.h>

namespace vigie::rehearsal {
namespace {

std::string agreed(std::string_view word, bool feminine, bool plural) {
  std::string out;
  agree(word, {feminine, plural}, out);
  return out;
}

std::string elided(std::string text) {
  elide(text);
  return text;
}

std::string with(Article which, Agreement agreement, std::string_view next) {
  return std::string(article(which, agreement, next)) + std::string(next);
}

TEST(French, ContractsTheArticleWithDeAndA) {
  EXPECT_EQ(with(Article::kDe, {false, false}, "coffre"), "du coffre");
  EXPECT_EQ(with(Article::kDe, {false, false}, "écran"), "de l'écran");
  EXPECT_EQ(with(Article::kDe, {true, false}, "boîte"), "de la boîte");
  EXPECT_EQ(with(Article::kDe, {false, true}, "freins"), "des freins");
  EXPECT_EQ(with(Article::kA, {false, false}, "volant"), "au volant");
  EXPECT_EQ(with(Article::kA, {true, false}, "appli"), "à l'appli");
}

TEST(French, TakesTheMasculinePossessiveBeforeAFeminineVowel) {
  EXPECT_EQ(with(Article::kMon, {true, false}, "appli"), "mon appli");
  EXPECT_EQ(with(Article::kMon, {true, false}, "Galerne"), "ma Galerne");
  EXPECT_EQ(with(Article::kCe, {false, false}, "accoudoir"), "cet accoudoir");
  EXPECT_EQ(with(Article::kLe, {true, false}, "Orvelle"), "l'Orvelle");
}

TEST(French, ElidesBeforeVowelsAndMuteHOnly) {
  EXPECT_EQ(elided("je dis que il a de eau"), "je dis qu'il a d'eau");
  EXPECT_EQ(elided("Je ai vu le hôtel de Orvelle"), "J'ai vu l'hôtel d'Orvelle");
  EXPECT_EQ(elided("si il pleut, si elle vient"), "s'il pleut, si elle vient");
  EXPECT_EQ(elided("ce est ce que ce était"), "c'est ce que c'était");
  EXPECT_EQ(elided("le hérisson, le hasard, le onze, le oui, la honte"),
            "le hérisson, le hasard, le onze, le oui, la honte");
  EXPECT_EQ(elided("je y vais, le yoga"), "j'y vais, le yoga");
  EXPECT_EQ(elided("dis-le à Élise, jusque ici"), "dis-le à Élise, jusqu'ici");
  EXPECT_EQ(elided("que, une fois"), "que, une fois");
}

TEST(French, AgreesRegularAndIrregularAdjectives) {
  EXPECT_EQ(agreed("bruyant", true, true), "bruyantes");
  EXPECT_EQ(agreed("raté", true, false), "ratée");
  EXPECT_EQ(agreed("capricieux", true, false), "capricieuse");
  EXPECT_EQ(agreed("capricieux", false, true), "capricieux");
  EXPECT_EQ(agreed("génial", false, true), "géniaux");
  EXPECT_EQ(agreed("bancal", false, true), "bancals");
  EXPECT_EQ(agreed("nouveau", true, true), "nouvelles");
  EXPECT_EQ(agreed("nouveau", false, true), "nouveaux");
  EXPECT_EQ(agreed("malin", true, false), "maligne");
  EXPECT_EQ(agreed("moyen", true, false), "moyenne");
  EXPECT_EQ(agreed("premier", true, false), "première");
  EXPECT_EQ(agreed("bien conçu", true, true), "bien conçues");
  EXPECT_EQ(agreed("pénible", true, true), "pénibles");
}

TEST(French, TakesFormsThatAreGiven) {
  EXPECT_EQ(agreed("vieux/vieille", true, true), "vieilles");
  EXPECT_EQ(agreed("au top/au top/au top/au top", true, true), "au top");
}

}  // namespace
}  // namespace vigie::rehearsal
