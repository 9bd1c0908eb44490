#include "image/attributes.h"

#include <gtest/gtest.h>

namespace vigie::image {
namespace {

std::string refused(std::vector<Attribute> attributes) {
  const auto ok = check_attributes(attributes);
  return ok ? "" : ok.error().message;
}

Attribute smell() { return {"smell", {"Odeur", "Smell"}, {{{"odeur*"}, {"smells | -"}}}}; }

TEST(Attributes, OfTheHouseAreSevenWithWordsInBothLanguages) {
  ASSERT_EQ(built_in().size(), 7U);
  EXPECT_EQ(built_in().front().name, "price");
  for (const auto& one : built_in()) {
    EXPECT_GT(one.phrases[0].size(), 50U) << one.name;
    EXPECT_GT(one.phrases[1].size(), 50U) << one.name;
  }
}

TEST(Attributes, APhraseTellsItsWordsItsMoodAndWhetherItIsWeak) {
  const auto phrase = phrase_of("Prix cassé* | +?").value();
  ASSERT_EQ(phrase.parts.size(), 2U);
  EXPECT_EQ(phrase.parts[0].folded, "prix");
  EXPECT_FALSE(phrase.parts[0].is_prefix);
  EXPECT_EQ(phrase.parts[1].folded, "casse");
  EXPECT_TRUE(phrase.parts[1].is_prefix);
  EXPECT_EQ(phrase.polarity, 1);
  EXPECT_TRUE(phrase.is_weak);
  EXPECT_EQ(phrase_of("€").value().sign, "€");
}

TEST(Attributes, WhatIsNoPhraseIsRefused) {
  const std::string long_one(kPhraseBytesMax + 1, 'a');
  const auto* many = "a a a a a a a a a a a a a";
  for (const auto* line :
       {"", "   ", "| +", "cher | x", "cher | +-", "ab*", "a\nb", "...", "*", many, "\xff", long_one.c_str()}) {
    EXPECT_FALSE(phrase_of(line)) << line;
  }
}

TEST(Attributes, AListThatIsWrongIsRefusedByNameAndPlace) {
  EXPECT_EQ(refused({smell()}), "");
  EXPECT_EQ(refused({}), "attributes: at least one");
  EXPECT_EQ(refused({smell(), smell()}), "attributes: smell twice");
  EXPECT_NE(refused(std::vector<Attribute>(kAttributesMax + 1, smell())), "");
  auto one = smell();
  for (const auto* name : {"", "-a", "Smell", "a b", "é", "0123456789012345678901234567890123"}) {
    one.name = name;
    EXPECT_NE(refused({one}), "") << name;
  }
  one = smell();
  one.titles[1] = "";
  EXPECT_NE(refused({one}), "");
  one = smell();
  one.phrases[0].push_back("x*");
  EXPECT_EQ(refused({one}), "smell: phrase 2: before `*` stand at least 3 letters");
  one = smell();
  one.phrases[0].assign(kPhrasesMax + 1, "odeur");
  EXPECT_NE(refused({one}), "");
}

}  // namespace
}  // namespace vigie::image
