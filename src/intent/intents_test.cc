#include "intent/intents.h"

#include <gmock/gmock.h>

namespace vigie::intent {
namespace {
using ::testing::IsEmpty;

struct Said {
  std::string_view text;
  float negative = 0.2F;
  float positive = 0.2F;
  std::string_view language = "fr";
};

std::vector<Shown> shown(const Said& said) {
  static const IntentsReader reader;
  post::Post post;
  post.text = said.text;
  text::Words words;
  words.add(text::Field::kText, post.text);
  post::Reading reading;
  reading.language = *post::language_of(said.language);
  reading.mood_p[0] = said.negative;
  reading.mood_p[1] = 1 - said.negative - said.positive;
  reading.mood_p[2] = said.positive;
  return reader.read(post, words, reading);
}

std::string intents(const Said& said) {
  std::string out;
  for (const auto& one : shown(said)) out += (out.empty() ? "" : ",") + std::string(name_of(one.kind));
  return out;
}

std::string names(std::string_view text) {
  const auto all = shown({text});
  for (const auto& one : all) {
    if (one.kind == Kind::kSwitches) return one.from + " > " + one.to;
  }
  return "no switch";
}

TEST(Intents, TenseDecidesWhetherOneWantsOrBuys) {
  EXPECT_EQ(intents({"I'd buy one in a heartbeat"}), "wants");
  EXPECT_EQ(intents({"I just bought one in red"}), "buys");
  EXPECT_EQ(intents({"Je rêve d'une tondeuse silencieuse"}), "wants");
  EXPECT_EQ(intents({"Je viens de commander la tondeuse silencieuse"}), "buys");
}

TEST(Intents, NegationUndoesThem) {
  for (const auto* text :
       {"Je n'ai pas acheté cette voiture", "I never bought the second one", "Je ne veux pas de robot",
        "I don't recommend the soup", "Je ne regrette rien", "No regrets at all", "Non merci", "Je n'ai pas résilié"}) {
    EXPECT_EQ(intents({text}), "") << text;
  }
}

TEST(Intents, AnIfIsNoDeed) {
  EXPECT_EQ(intents({"Si je résilie mon contrat, le numéro est perdu"}), "");
  EXPECT_EQ(intents({"Je résilie mon contrat, le numéro est perdu"}), "leaves");
}

TEST(Intents, OfARefundIsNoWantOfAThing) {
  EXPECT_EQ(intents({"I want a new kettle"}), "wants");
  EXPECT_EQ(intents({"I want a refund", 0.7F}), "complains");
  EXPECT_EQ(intents({"Je voudrais un vélo cargo"}), "wants");
  EXPECT_EQ(intents({"Je voudrais une réponse à mon courrier"}), "");
}

TEST(Intents, RecommendationsAreThoseOfTheAuthor) {
  EXPECT_EQ(intents({"Je recommande ce cordonnier"}), "recommends");
  EXPECT_EQ(intents({"Highly recommend the cobbler on Mill Lane"}), "recommends");
  EXPECT_EQ(intents({"Can anyone recommend a cobbler?"}), "asks");
  EXPECT_EQ(intents({"Would you recommend it?"}), "asks");
  EXPECT_EQ(intents({"I can't recommend this cobbler enough"}), "recommends");
}

TEST(Intents, ANameOfManyBytesIsNone) {
  const std::string gap(1 << 20, ' ');
  EXPECT_EQ(names("I switched from Telmio" + gap + "Plus to Orvane"), "no switch");
  EXPECT_EQ(names("I switched from Telmio to Orvane"), "Telmio > Orvane");
}

TEST(Intents, ASwitchHasTwoNames) {
  EXPECT_EQ(names("J'ai quitté Telmio pour Orvane"), "Telmio > Orvane");
  EXPECT_EQ(names("Left @Telvo for @Norvia last week"), "@Telvo > @Norvia");
  EXPECT_EQ(names("We switched from our old Telvo plan to Norvia Home in May"), "Telvo plan > Norvia Home");
  EXPECT_EQ(names("J'ai quitté Telmio le mois dernier, maintenant je suis chez Orvane"), "Telmio > Orvane");
  EXPECT_EQ(names("Goodbye Telvo, hello Norvia!"), "Telvo > Norvia");
  EXPECT_EQ(names("je suis passée de 3 à 2 repas par jour"), "no switch");
  EXPECT_EQ(names("I left the house for work"), "no switch");
  EXPECT_EQ(names("Je résilie mon contrat"), "no switch");
  EXPECT_EQ(intents({"J'ai quitté Telmio pour Orvane"}), "switches");  // And not "leaves" besides.
}

TEST(Intents, SeveralMayHold) {
  EXPECT_EQ(
      intents({"Done with Telvo, cancelling my contract tonight. Unacceptable, they charged me twice", 0.8F, 0.1F}),
      "leaves,complains");
  EXPECT_EQ(intents({"J'ai acheté ce robot et je le regrette amèrement", 0.7F, 0.1F}), "buys,regrets");
  EXPECT_EQ(intents({"Bought the kettle last week, thanks for the quick delivery! Does it come with a filter?"}),
            "buys,asks,thanks");
}

TEST(Intents, WhoCalmlyAsksOfAFaultAsks) {
  EXPECT_EQ(intents({"How do I get rid of this bug?", 0.45F}), "asks");
  EXPECT_EQ(intents({"Why is this bug still there? Nobody answers", 0.8F, 0.05F}), "asks,complains");
}

TEST(Intents, RhetoricAsksNothing) {
  EXPECT_EQ(intents({"Vous vous moquez de qui ?", 0.5F}), "");
  EXPECT_EQ(intents({"Vous livrez le samedi ?"}), "asks");
}

TEST(Intents, ThanksInABadMoodAreNone) {
  EXPECT_EQ(intents({"Merci à toute l'équipe", 0.1F, 0.8F}), "thanks");
  EXPECT_EQ(intents({"Merci pour les deux heures d'attente", 0.9F, 0.05F}), "complains");
}

TEST(Intents, GroundsAreTheWordsAsTypedWithTheirPlace) {
  const std::string_view text = "Franchement, J’AI ACHETÉ la même.";
  const auto all = shown({text});
  ASSERT_EQ(all.size(), 1U);
  ASSERT_EQ(all[0].grounds.size(), 1U);
  const auto& ground = all[0].grounds[0];
  EXPECT_EQ(ground.why, "word");
  EXPECT_EQ(ground.word, "J’AI ACHETÉ");
  EXPECT_EQ(text.substr(ground.from, ground.to - ground.from), ground.word);
}

TEST(Intents, NoneAreReadOfARepost) {
  static const IntentsReader reader;
  post::Post post;
  post.kind = post::Kind::kRepost;
  post.text = "I bought it";
  text::Words words;
  words.add(text::Field::kText, post.text);
  EXPECT_THAT(reader.read(post, words, {}), IsEmpty());
}

TEST(Intents, OfHostileTextsAreReadInLittleTime) {
  static const IntentsReader reader;
  std::string much;
  for (int i = 0; i < 20'000; ++i) much += "j'ai quitté de chez la ";
  for (const auto& text :
       {std::string(), std::string(1'000'000, 'a'), std::string("\xE2\x80\xAE\xff\xfe quitt\xc3"), much}) {
    post::Post post;
    post.text = text;
    text::Words words;
    words.add(text::Field::kText, post.text);
    const auto all = reader.read(post, words, {});
    for (const auto& one : all) EXPECT_LE(one.grounds.size(), kGroundsMax);
  }
}

TEST(Intents, AreReadInTwoLanguages) {
  EXPECT_TRUE(IntentsReader::reads(*post::language_of("fr")));
  EXPECT_TRUE(IntentsReader::reads(*post::language_of("en")));
  EXPECT_FALSE(IntentsReader::reads(*post::language_of("de")));
  EXPECT_FALSE(IntentsReader::reads(post::kUnknownLanguage));
}

TEST(Intents, HaveNamesBothWays) {
  for (std::size_t i = 0; i < kKinds; ++i) {
    const auto kind = static_cast<Kind>(i);
    EXPECT_EQ(kind_of(name_of(kind)), kind);
  }
  EXPECT_EQ(kind_of("votes"), std::nullopt);
}

}  // namespace
}  // namespace vigie::intent
