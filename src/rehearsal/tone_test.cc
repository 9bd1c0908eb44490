#include "rehearsal/tone.h"

#include <gtest/gtest.h>

#include <string>

namespace vigie::rehearsal {
namespace {

TEST(Tone, FindsAUsefulAnswerInBothLanguages) {
  EXPECT_GE(tone_of("Envoyez-nous votre numéro de série, l'atelier de Nîmes vous rappelle demain avant 13 h.").useful,
            0.8);
  EXPECT_GE(tone_of("Send us your serial number and the workshop in Leeds will call you tomorrow before 1 pm.").useful,
            0.8);
  EXPECT_LE(tone_of("ok").useful, 0.1);
  EXPECT_LE(tone_of("on en parle").useful, 0.1);
}

TEST(Tone, FindsWhatSells) {
  const auto french = tone_of("Découvrez notre gamme exceptionnelle et profitez de nos offres exclusives !!!");
  EXPECT_GE(french.commercial, 0.9);
  EXPECT_LE(french.useful, 0.2);
  EXPECT_GE(tone_of("Discover our exclusive offers, we are passionate about your dream!!").commercial, 0.9);
  EXPECT_EQ(tone_of("Envoyez-nous votre numéro de série.").commercial, 0);
  EXPECT_EQ(tone_of("Merci, essayez d'insérer la puce !").commercial, 0);
}

TEST(Tone, FindsAnApologyWhateverAccentsAndCapitals) {
  EXPECT_GE(tone_of("DÉSOLÉS pour l'attente").apologises, 0.6);
  EXPECT_GE(tone_of("desoles pour l'attente").apologises, 0.6);
  EXPECT_GE(tone_of("Sorry about the wait").apologises, 0.6);
  EXPECT_EQ(tone_of("Voici la pièce").apologises, 0);
}

TEST(Tone, StaysBetweenNothingAndAllForAnyText) {
  std::string long_one;
  for (int i = 0; i < 2'000; ++i) long_one += "désolé découvrez envoyez votre numéro demain 12 !! ";
  for (const auto& text : {std::string(), std::string("\xff\xfe\x80"), std::string(3, '\0'), long_one}) {
    const auto tone = tone_of(text);
    for (const double each : {tone.useful, tone.commercial, tone.apologises}) {
      EXPECT_GE(each, 0);
      EXPECT_LE(each, 1);
    }
  }
}

}  // namespace
}  // namespace vigie::rehearsal
