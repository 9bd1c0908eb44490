#include "community/colour.h"

#include <gtest/gtest.h>

namespace vigie::community {
namespace {

Colour colour(const char* text) { return parse_colour(text).value(); }

TEST(Colour, IsReadAsItIsWritten) {
  EXPECT_EQ(to_text(colour("#0B6e4F")), "#0b6e4f");
  for (const char* wrong : {"", "#fff", "0b6e4f0", "#0b6e4g", "#0b6e4f;", "red"})
    EXPECT_FALSE(parse_colour(wrong)) << wrong;
}

TEST(Colour, ContrastIsThatOfTheGuidelines) {
  EXPECT_NEAR(contrast(colour("#000000"), colour("#ffffff")), 21, 0.001);
  EXPECT_NEAR(contrast(colour("#777777"), colour("#ffffff")), 4.48, 0.01);  // WebAIM's own example.
}

TEST(Colour, TextReadsOnEveryBrandAndEveryBrandReadsByDayAndByNight) {
  const Colour day = colour("#f6f5f2");
  const Colour night = colour("#1c1f24");
  for (int red = 0; red <= 255; red += 15) {
    for (int green = 0; green <= 255; green += 15) {
      for (int blue = 0; blue <= 255; blue += 15) {
        const Colour brand{
            {static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green), static_cast<std::uint8_t>(blue)}};
        ASSERT_GE(contrast(brand, text_on(brand)), kContrastMin) << to_text(brand);
        ASSERT_GE(contrast(readable_on(brand, day), day), kContrastMin) << to_text(brand);
        ASSERT_GE(contrast(readable_on(brand, night), night), kContrastMin) << to_text(brand);
      }
    }
  }
}

TEST(Colour, ThatReadsAlreadyStaysAsItIs) {
  EXPECT_EQ(readable_on(colour("#0b6e4f"), colour("#ffffff")), colour("#0b6e4f"));
}

}  // namespace
}  // namespace vigie::community
