#include "survey/suggestions.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "survey/house_for_tests.h"

namespace vigie::survey {
namespace {

class SuggestionsTest : public SurveyTest {
 protected:
  Suggestions suggest_of(std::optional<std::uint8_t> attribute, image::Language language = image::Language::kFrench) {
    const ImageWith with{*house.store, shipped_model(), *reader};
    return suggest(with, query::parse("aurora").value(), {store::kNoon, store::kNoon + std::chrono::hours(24)},
                   language, attribute)
        .value();
  }
  static bool holds(const Suggestions& told, std::string_view term) {
    return std::any_of(told.words.begin(), told.words.end(), [&](const auto& one) { return one.term == term; });
  }
  void say_many(int count, const std::string& text, std::string_view language = "fr") {
    for (int i = 0; i < count; ++i) say(std::to_string(next_++), text, store::kNoon, language);
  }
  static constexpr std::uint8_t kPrice = 0;
  std::shared_ptr<const image::Reader> reader = image::Reader::make(image::built_in()).value();

 private:
  int next_ = 0;
};

TEST_F(SuggestionsTest, OfAnAttributeAreWordsOfItsPostsThatItsListLacks) {
  say_many(40, "Aurora est trop cher, quelle ristourniche");
  say_many(40, "Aurora ouvre une boutique en ville");
  const auto told = suggest_of(kPrice);
  EXPECT_EQ(told.drawn.read, 80U);
  EXPECT_EQ(told.within, 40U);
  EXPECT_EQ(told.usual, 40U);
  EXPECT_TRUE(holds(told, "ristourniche"));
  EXPECT_FALSE(holds(told, "cher")) << "it is in the list";
  EXPECT_FALSE(holds(told, "aurora")) << "it was asked for";
  EXPECT_FALSE(holds(told, "boutique"));
}

TEST_F(SuggestionsTest, OfNoAttributeAreWordsOfClausesThatSayNone) {
  say_many(40, "Aurora a une gourmette sur le toit");
  say_many(40, "le marché ouvre demain en ville");
  say_many(40, "Aurora est trop cher");
  const auto told = suggest_of(std::nullopt);
  EXPECT_EQ(told.within, 80U);
  EXPECT_EQ(told.usual, 40U);
  EXPECT_TRUE(holds(told, "gourmette"));
  EXPECT_FALSE(holds(told, "cher"));
  EXPECT_FALSE(holds(told, "ville"));
}

TEST_F(SuggestionsTest, OfTooFewOrOfAnotherLanguageNothingIsSaid) {
  say_many(29, "Aurora est trop cher, quelle ristourniche");
  say_many(40, "Aurora ouvre une boutique en ville");
  EXPECT_TRUE(suggest_of(kPrice).words.empty());
  EXPECT_EQ(suggest_of(kPrice, image::Language::kEnglish).within, 0U);
}

}  // namespace
}  // namespace vigie::survey
