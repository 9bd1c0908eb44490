#include "image/categories.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace vigie::image {
namespace {

std::vector<std::string> read(std::string_view text, std::string_view language = "fr") {
  static const auto kCategories = Categories::make(built_in_categories()).value();
  text::Words words;
  words.add(text::Field::kText, text);
  std::vector<std::string> out;
  for (const auto place : kCategories->read(words, *post::language_of(language))) {
    out.push_back(kCategories->attributes()[place].name);
  }
  return out;
}
using Names = std::vector<std::string>;

TEST(Categories, AreReadFromTheNamesOfThings) {
  EXPECT_EQ(read("Mon TÉLÉPHONE est tombé"), Names{"phone"});
  EXPECT_EQ(read("j'ai acheté des baskets sur l'ordinateur"), (Names{"computer", "shoes"}));
  EXPECT_EQ(read("my savings account is gone", "en"), Names{"bank"});
  EXPECT_EQ(read("quelle belle journée"), Names{});
}

TEST(Categories, OfOneLanguageAreNotReadInTheOther) {
  EXPECT_EQ(read("four of them came", "en"), Names{});
  EXPECT_EQ(read("le four est mort", "fr"), Names{"appliance"});
}

TEST(Categories, EachHasWordsInBothLanguages) {
  for (const auto& one : built_in_categories()) {
    for (const auto& phrases : one.phrases) EXPECT_FALSE(phrases.empty()) << one.name;
  }
}

TEST(Categories, OfAHugeTextAreRead) {
  std::string text;
  while (text.size() < (10U << 20)) text += "telephone ";
  EXPECT_EQ(read(text), Names{"phone"});
}

TEST(Categories, AListThatIsWrongIsRefused) { EXPECT_FALSE(Categories::make({})); }

}  // namespace
}  // namespace vigie::image
