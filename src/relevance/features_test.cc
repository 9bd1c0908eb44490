#include "relevance/features.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

namespace vigie::relevance {
namespace {

Features read(std::string_view text, std::string_view author = "", std::string_view source = "test") {
  post::Post post;
  post.source = source;
  post.text = text;
  post.author.id = post.author.handle = author;
  text::Words words;
  words.add(text::Field::kText, post.text);
  return features_of(post, words, post::kUnknownLanguage);
}

std::size_t shared(const Features& a, const Features& b) {
  Features both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both.size();
}

TEST(Features, DoNotSeeTheAuthor) { EXPECT_EQ(read("orange juice", "ana"), read("orange juice", "ben")); }

TEST(Features, SeeWordsHoweverTheyAreWritten) { EXPECT_EQ(read("Été ORANGE"), read("ete orange")); }

TEST(Features, ShareTheBeginningOfWords) {
  EXPECT_GT(shared(read("networks"), read("networking")), shared(read("networks"), read("banana")));
}

TEST(Features, SeeTheSourceAndTheSiteOfALink) {
  EXPECT_NE(read("orange", "", "bluesky"), read("orange", "", "mastodon"));
  EXPECT_EQ(shared(read("a https://www.Recipes.example/1"), read("b https://recipes.example/2?x=1")),
            shared(read("a"), read("b")) + 1);
}

TEST(Features, AreSortedAndBounded) {
  std::string text;
  for (int i = 0; i < 5'000; ++i) text += "w" + std::to_string(i) + " ";
  const auto features = read(text);
  EXPECT_TRUE(std::is_sorted(features.begin(), features.end()));
  EXPECT_LE(features.size(), 3 * kWordsMax + kLinksMax + 2);
  EXPECT_FALSE(read("").empty());
  EXPECT_FALSE(read(std::string(10 << 20, 'e')).empty());
}

}  // namespace
}  // namespace vigie::relevance
