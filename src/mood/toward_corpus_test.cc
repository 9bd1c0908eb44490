#include "mood/toward_corpus.h"

#include <gtest/gtest.h>

#include <string>

#include "mood/joined_posts.h"
#include "mood/toward_eval.h"

namespace vigie::mood {
namespace {

post::LanguageId english(const text::Words&) { return *post::language_of("en"); }

TEST(TowardCorpus, HoldsWholeTopicsOut) {
  std::string rows;
  for (int topic = 0; topic < 100; ++topic) {
    for (const char* label : {"negative", "positive"})
      rows += std::string(label) + "\ttopic " + std::to_string(topic) + "\tso &amp; so\n";
  }
  const std::vector<learning::NamedFile> files = {{"toward/en.train.tsv", rows}};
  const auto corpus = read_toward_corpus(files, english, 1);
  ASSERT_TRUE(corpus);
  EXPECT_EQ(corpus->train.size() + corpus->held_out.size(), 200U);
  EXPECT_GT(corpus->held_out.size(), 10U);
  for (const auto& one : corpus->train) EXPECT_FALSE(is_topic_held_out(one.topic));
  for (const auto& one : corpus->held_out) EXPECT_TRUE(is_topic_held_out(one.topic));
  EXPECT_EQ(corpus->train.front().text, "so & so");
}

TEST(TowardCorpus, NamesARowThatIsNone) {
  const std::vector<learning::NamedFile> files = {{"toward/en.train.tsv", "negative\tx\ty\nangry\tx\ty\n"}};
  const auto corpus = read_toward_corpus(files, english, 1);
  ASSERT_FALSE(corpus);
  EXPECT_EQ(corpus.error().message, "mood: toward/en.train.tsv: row 2 is not `mood<TAB>topic<TAB>text`");
  const std::vector<learning::NamedFile> short_row = {{"toward/en.train.tsv", "negative\tx\n"}};
  EXPECT_FALSE(read_toward_corpus(short_row, english, 1));
}

TEST(JoinedPosts, NameBothBrandsWithTheMoodOfEach) {
  const std::vector<learning::Row> posts = {
      {"negative", "so slow."}, {"positive", "so good!"}, {"neutral", "left over"}};
  const auto joined = join_posts(posts, false, 3);
  ASSERT_EQ(joined.size(), 1U);
  text::Words words;
  words.add(text::Field::kText, joined[0].text);
  for (const auto& [name, mood] : joined[0].named) EXPECT_EQ(places_of(words, name).size(), 1U) << joined[0].text;
  EXPECT_NE(joined[0].named[0].first, joined[0].named[1].first);
  EXPECT_EQ(join_posts(posts, false, 3)[0].text, joined[0].text);
}

}  // namespace
}  // namespace vigie::mood
