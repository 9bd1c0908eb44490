#include "intent/intent.h"

#include <gtest/gtest.h>

namespace vigie::intent {
namespace {

struct Said {
  std::string_view text;
  float negative = 0.2F;
  float positive = 0.2F;
  std::string_view language = "fr";
  std::optional<float> rating = std::nullopt;
};

Intent read(const Said& said) {
  static const Reader reader;
  post::Post post;
  post.text = said.text;
  post.rating = said.rating;
  text::Words words;
  words.add(text::Field::kText, post.text);
  post::Reading reading;
  reading.language = *post::language_of(said.language);
  reading.mood_p[0] = said.negative;
  reading.mood_p[1] = 1 - said.negative - said.positive;
  reading.mood_p[2] = said.positive;
  return reader.read(post, words, reading);
}

Wish wish(std::string_view text, float negative = 0.2F, float positive = 0.2F) {
  return read({text, negative, positive}).wish;
}

TEST(Intent, HearsQuestionsInBothLanguages) {
  for (const auto* text :
       {"Est-ce que la Galerne existe en électrique", "Pouvez-vous me dire le délai",
        "Quelqu'un sait quand le garage ouvre", "How long is the warranty", "Does anyone know the price",
        "Comment changer le filtre", "Y a-t-il un rappel en cours", "help me please"}) {
    EXPECT_EQ(wish(text), Wish::kQuestion) << text;
  }
}

TEST(Intent, HearsComplaints) {
  for (const auto* text :
       {"Mon application ne marche plus", "The app doesn’t work since Monday", "Je veux un remboursement, ça suffit",
        "still waiting for my refund", "Voiture en panne au bout d'un mois"}) {
    EXPECT_EQ(wish(text, 0.6F), Wish::kComplaint) << text;
  }
}

TEST(Intent, HearsAttacks) {
  for (const auto* text :
       {"Boycott de cette marque", "N'achetez jamais chez eux", "what a scam, liars", "Shame on you"}) {
    EXPECT_EQ(wish(text, 0.6F), Wish::kAttack) << text;
  }
}

TEST(Intent, HearsThanksButNotRequestsThatThankBefore) {
  EXPECT_EQ(wish("Merci à toute l'équipe"), Wish::kThanks);
  EXPECT_EQ(wish("Thank you, it works again", 0.1F, 0.8F), Wish::kThanks);
  EXPECT_EQ(wish("merci pour rien", 0.4F), Wish::kNothing);
  EXPECT_EQ(wish("Merci de me répondre"), Wish::kQuestion);
  EXPECT_NE(wish("merci pour les deux heures d'attente", 0.9F), Wish::kThanks);
  EXPECT_NE(wish("Merci à toute l'équipe", 0.6F), Wish::kThanks);  // In so bad a mood, said of something else.
  EXPECT_EQ(wish("Merci à toute l'équipe", 0.5F), Wish::kThanks);
}

TEST(Intent, LetsChatPass) {
  for (const auto* text : {"Il fait beau ce matin", "I love the new colour", "Belle balade en Galerne hier", ""}) {
    EXPECT_EQ(wish(text), Wish::kNothing) << text;
  }
}

TEST(Intent, ReadsAQuestionMarkInAnyLanguageButNotInALink) {
  EXPECT_EQ(read({"¿Cuándo llega mi coche?", 0.2F, 0.2F, "es"}).wish, Wish::kQuestion);
  EXPECT_EQ(wish("see https://example.org/?a=1"), Wish::kNothing);
}

TEST(Intent, OfALanguageWithoutAListIsReadFromTheMoodAlone) {
  EXPECT_EQ(read({"Das Auto ist wieder stehen geblieben", 0.85F, 0.05F, "de"}).wish, Wish::kComplaint);
  EXPECT_EQ(read({"La voiture est grise", 0.8F, 0.05F, "fr"}).wish, Wish::kNothing);
  EXPECT_EQ(read({"La voiture est grise", 0.9F, 0.05F, "fr"}).wish, Wish::kComplaint);
}

TEST(Intent, OfFewStarsIsAComplaint) {
  const auto intent = read({"Bof", 0.3F, 0.2F, "fr", 2.0F});
  EXPECT_EQ(intent.wish, Wish::kComplaint);
  ASSERT_EQ(intent.reasons.size(), 1U);
  EXPECT_EQ(intent.reasons[0].why, "rating");
  EXPECT_EQ(intent.reasons[0].word, "2/5");
}

TEST(Intent, TellsTheWordsAsTheyWereTyped) {
  const auto intent = read({"Elle NE MARCHE plus du tout", 0.8F});
  ASSERT_FALSE(intent.reasons.empty());
  EXPECT_EQ(intent.reasons[0].word, "NE MARCHE plus");
  EXPECT_EQ(intent.reasons.back().why, "mood");
  EXPECT_EQ(intent.reasons.back().word, "80 %");
}

TEST(Intent, OfARepostIsNothing) {
  static const Reader reader;
  post::Post post;
  post.kind = post::Kind::kRepost;
  post.text = "Pouvez-vous répondre ?";
  text::Words words;
  words.add(text::Field::kText, post.text);
  EXPECT_EQ(reader.read(post, words, {}).wish, Wish::kNothing);
}

TEST(Intent, OfThanksWithAFaceThatRollsItsEyesIsNoThanks) {
  EXPECT_EQ(wish("Merci à vous"), Wish::kThanks);
  EXPECT_EQ(wish("Merci à vous 🙄"), Wish::kNothing);
  EXPECT_EQ(wish("Carte refusée à la caisse, merci 🙄"), Wish::kComplaint);
}

TEST(Intent, OfAnAnswerToAnOpenCallInABadMoodIsAnAttack) {
  static const Reader reader;
  post::Post post;
  post.text = "Vous vouliez une pub ? On pousse.";
  text::Words words;
  words.add(text::Field::kText, post.text);
  post::Reading reading;
  reading.language = *post::language_of("fr");
  reading.mood_p[0] = 0.5F;
  reading.mood_p[1] = 0.4F;
  reading.mood_p[2] = 0.1F;
  EXPECT_EQ(reader.read(post, words, reading).wish, Wish::kQuestion);
  post.kind = post::Kind::kEntry;
  EXPECT_EQ(reader.read(post, words, reading).wish, Wish::kAttack);
  reading.mood_p[0] = 0.1F;
  reading.mood_p[2] = 0.5F;
  EXPECT_EQ(reader.read(post, words, reading).wish, Wish::kNothing);
}

TEST(Intent, NamesGoThereAndBack) {
  for (const auto wish : {Wish::kNothing, Wish::kQuestion, Wish::kComplaint, Wish::kAttack, Wish::kThanks}) {
    EXPECT_EQ(wish_of(name_of(wish)), wish);
  }
  EXPECT_FALSE(wish_of("joke"));
}

}  // namespace
}  // namespace vigie::intent
