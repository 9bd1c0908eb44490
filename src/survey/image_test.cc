#include "survey/image.h"

#include <gtest/gtest.h>

#include "survey/house_for_tests.h"

namespace vigie::survey {
namespace {

using std::chrono::hours;

constexpr std::uint8_t kPrice = 0;
constexpr std::uint8_t kService = 2;

class ImageTest : public SurveyTest {
 protected:
  ImageWith with() { return {*house.store, shipped_model(), *reader}; }
  Image read(const std::string& query = "orvelle") {
    const auto out = read_image(with(), query::parse(query).value(), day, hours(6));
    EXPECT_TRUE(out);
    return *out;
  }
  std::vector<Behind> behind(std::uint8_t attribute, std::optional<post::Mood> mood = {}) {
    return posts_behind(with(), query::parse("orvelle").value(), day, attribute, mood).value();
  }
  const store::Span day{store::kNoon, store::kNoon + hours(24)};
  std::shared_ptr<const image::Reader> reader = image::Reader::make(image::built_in()).value();
};

TEST_F(ImageTest, CountsEachAttributeInItsMoodAndItsTime) {
  say("1", "Orvelle est beaucoup trop cher", store::kNoon + hours(1));
  say("2", "Orvelle : service client adorable, mais trop cher", store::kNoon + hours(8));
  say("3", "Je roule en orvelle", store::kNoon + hours(9));
  say("4", "trop cher ce resto", store::kNoon + hours(9));
  const auto image = read();
  EXPECT_EQ(image.drawn.found, 3U);
  EXPECT_EQ(image.drawn.read, 3U);
  EXPECT_EQ(image.speaking, 2U);
  EXPECT_EQ(image.attributes[kPrice], (Moods{{2, 0, 0}}));
  EXPECT_EQ(image.attributes[kService], (Moods{{0, 0, 1}}));
  ASSERT_EQ(image.buckets.size(), 4U);
  EXPECT_EQ(image.buckets[0].read, 1U);
  EXPECT_EQ(image.buckets[1].read, 2U);
  EXPECT_EQ(image.buckets[1].attributes[kPrice], (Moods{{1, 0, 0}}));
}

TEST_F(ImageTest, WhatIsSaidOfAnotherNameIsNotOurs) {
  say("1", "Orvelle me plaît, mais chez Brunel c'est beaucoup trop cher");
  EXPECT_EQ(read().attributes[kPrice].n(), 0U);
}

TEST_F(ImageTest, EachFigureOpensIntoItsPostsWithTheClauseMarked) {
  say("1", "Éh, Orvelle est trop cher, bonne journée", store::kNoon + hours(1));
  say("2", "Orvelle n'est pas cher, bravo", store::kNoon + hours(2));
  const auto image = read();
  ASSERT_EQ(behind(kPrice).size(), image.attributes[kPrice].n());
  EXPECT_EQ(behind(kPrice)[0].id, "2") << "newest first";
  const auto negative = behind(kPrice, post::Mood::kNegative);
  ASSERT_EQ(negative.size(), 1U);
  EXPECT_EQ(negative[0].id, "1");
  ASSERT_EQ(negative[0].clauses.size(), 1U);
  EXPECT_EQ(negative[0].clauses[0], (std::pair<std::uint32_t, std::uint32_t>(4, 26)));
  EXPECT_TRUE(behind(kService).empty());
}

TEST_F(ImageTest, AHugePostIsReadAsFarAsItMayBe) {
  say("1", "orvelle " + std::string(2'000'000, 'a') + " trop cher");
  const auto image = read();
  EXPECT_EQ(image.drawn.read, 1U);
  EXPECT_EQ(image.attributes[kPrice].n(), 0U);
}

TEST_F(ImageTest, AnEmptyHouseGivesAnEmptyImage) {
  const auto image = read();
  EXPECT_EQ(image.drawn.read, 0U);
  EXPECT_EQ(image.buckets.size(), 4U);
  EXPECT_EQ(image.attributes.size(), 7U);
}

TEST_F(ImageTest, ThirtyAreEnough) {
  Moods moods;
  for (int i = 0; i < 29; ++i) moods.add(post::Mood::kNegative);
  EXPECT_FALSE(moods.is_enough());
  moods.add(post::Mood::kPositive);
  EXPECT_TRUE(moods.is_enough());
  EXPECT_EQ(moods.share(post::Mood::kNegative).part, 29U);
  EXPECT_EQ(moods.share(post::Mood::kNegative).whole, 30U);
}

}  // namespace
}  // namespace vigie::survey
