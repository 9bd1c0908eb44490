#include "people/name.h"

#include <gtest/gtest.h>

namespace vigie::people {
namespace {

TEST(Name, MayHoldLettersOfAnyScriptDigitsAndThreeSigns) {
  for (const char* name : {"ada", "Zoé", "jean-luc", "a.b_c", "鈴木", "مريم", "Ольга", "r2d2"}) {
    EXPECT_TRUE(check_name(name)) << name;
  }
  for (const char* name :
       {"", "b", " ada", "ada b", "a/b", "a\nb", "a<b>", "...", "\xFF\xFE", "a\xC2\xA0z", "a\0b", "a@b",
        "a\xCD\xBA"
        "A",
        "ada\xE2\x80\xAE",
        "a\xD8\x9C"
        "da",
        "a\xCD\x8F"
        "da",
        "a\xE1\xA0\x8E"
        "da"}) {
    EXPECT_FALSE(check_name(name)) << name;
  }
  EXPECT_FALSE(check_name(std::string(41, 'a')));
}

TEST(Name, FoldsCaseAndMarks) {
  EXPECT_EQ(folded_name("ZOÉ"), folded_name("zoe"));
  EXPECT_NE(folded_name("zoe"), folded_name("zoa"));
}

TEST(Name, LooksAlikeWhateverTheScriptTheSignsAndTheDigits) {
  const auto orvelle = skeleton_of("Orvelle");
  for (const char* name : {"0rve11e", "ORVELLE", "Оrvеllе", "O r v e l l e", "orvel\xE2\x80\x8Ble", "Ｏｒｖｅｌｌｅ",
                           "ОRVΕLLE", "orvellé", "o.r.v.e.l.l.e", "orveIle"}) {
    EXPECT_EQ(skeleton_of(name), orvelle) << name;
  }
  for (const char* name : {"Orville", "Norvelle", "Orvelles", "Arvelle"}) EXPECT_NE(skeleton_of(name), orvelle) << name;
  EXPECT_EQ(skeleton_of("rnaria"), skeleton_of("maria"));
  EXPECT_EQ(skeleton_of("a\xD8\x9C\xCD\x8F\xE1\xA0\x8E"
                        "da"),
            skeleton_of("ada"));
  EXPECT_EQ(skeleton_of("☕ ☕"), "");
  EXPECT_NE(skeleton_of("鈴木"), skeleton_of("佐藤"));
}

}  // namespace
}  // namespace vigie::people
