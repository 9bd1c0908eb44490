#include "desk/check.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace vigie::desk {
namespace {

Checked read(std::string_view text) {
  static const Check check;
  return check.read(text);
}

std::size_t count(const Checked& checked, HintKind kind) {
  return static_cast<std::size_t>(
      std::count_if(checked.hints.begin(), checked.hints.end(), [&](const Hint& one) { return one.kind == kind; }));
}

TEST(Check, CountsWhatPeopleSeeAsOneCharacter) {
  EXPECT_EQ(grapheme_count(""), 0U);
  EXPECT_EQ(grapheme_count("été"), 3U);
  EXPECT_EQ(grapheme_count("e\xCC\x81t"), 2U);                                    // A combining accent.
  EXPECT_EQ(grapheme_count("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80"), 1U);  // Woman astronaut: joined by ZWJ.
  EXPECT_EQ(grapheme_count("\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7"), 1U);              // A flag.
  EXPECT_EQ(grapheme_count("a\xFF"), 2U);
}

TEST(Check, FitsByCharactersAndByBytes) {
  const source::Room room{3, 5};
  EXPECT_TRUE(read("abc").fits(room));
  EXPECT_FALSE(read("abcd").fits(room));
  EXPECT_FALSE(read("ééé").fits(room));
}

TEST(Check, FindsLinks) {
  EXPECT_EQ(read("voir https://example.org/aide.").links, std::vector<std::string>{"https://example.org/aide"});
}

TEST(Check, AsksForSomethingToHoldOnToOnlyWhereThereIsNothing) {
  const auto* empty =
      "Nous comprenons votre ressenti et nous sommes sincèrement désolés de cette situation regrettable";
  EXPECT_EQ(count(read(empty), HintKind::kUseful), 1U);
  for (const auto* more : {" : https://example.org", " depuis 3 jours", " ; que voyez-vous à l'écran ?",
                           ", nous vérifions", " car la pièce manque"}) {
    EXPECT_EQ(count(read(std::string(empty) + more), HintKind::kUseful), 0U) << more;
  }
  EXPECT_EQ(count(read("Merci à vous, avec plaisir"), HintKind::kUseful), 0U);
}

TEST(Check, HearsSellingInBothLanguages) {
  EXPECT_GE(count(read("Profitez de notre offre exclusive"), HintKind::kCommercial), 2U);
  EXPECT_GE(count(read("Buy now, limited time"), HintKind::kCommercial), 2U);
  EXPECT_EQ(count(read("Bonjour ! Venez ! Vite !"), HintKind::kCommercial), 1U);
  EXPECT_EQ(count(read("Bonjour ! Nous regardons cela demain."), HintKind::kCommercial), 0U);
  EXPECT_EQ(count(read("dès 199,90 € par mois"), HintKind::kCommercial), 1U);
  EXPECT_EQ(count(read("only $5 left"), HintKind::kCommercial), 1U);
}

TEST(Check, PointsAtTheWholePrice) {
  const auto price = [](std::string_view text) {
    const auto hints = read(text).hints;
    const auto one = std::find_if(hints.begin(), hints.end(), [](const Hint& hint) { return hint.detail == "price"; });
    return one == hints.end() ? std::pair<std::size_t, std::size_t>()
                              : std::pair<std::size_t, std::size_t>(one->from, one->to);
  };
  EXPECT_EQ(price("at €1,299.50."), (std::pair<std::size_t, std::size_t>(3, 12)));
  EXPECT_EQ(price("à 99 €"), (std::pair<std::size_t, std::size_t>(2, 6)));
}

TEST(Check, PointsAtWhatIsPersonalInCodePoints) {
  const auto checked = read("Écrivez-moi : zoé@mail.fr");
  ASSERT_EQ(count(checked, HintKind::kPersonal), 1U);
  EXPECT_EQ(checked.hints[0].from, 14U);
  EXPECT_EQ(checked.hints[0].to, 25U);
  EXPECT_EQ(checked.hints[0].detail, "email");
}

TEST(Check, EndsForAnyText) {
  std::string text;
  for (int i = 0; i < 5'000; ++i) text += "4111 € a@b.fr ! promo ";
  EXPECT_LE(read(text).hints.size(), 20U);
}

}  // namespace
}  // namespace vigie::desk
