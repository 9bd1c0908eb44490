#include "mood/corpus.h"

#include <gtest/gtest.h>

namespace vigie::mood {
namespace {

post::LanguageId unknown(const text::Words&) { return post::kUnknownLanguage; }

TEST(Corpus, NeverLearnsWhatIsKeptForMeasuring) {
  const std::vector<learning::NamedFile> files = {
      {"semeval/en.train.tsv", "positive\tGreat day https://a.example\nnegative\tbad day\n"},
      {"tweeteval/en.dev.tsv", "positive\tgreat DAY\n"}};
  const auto corpus = read_corpus(files, unknown);
  ASSERT_TRUE(corpus);
  ASSERT_EQ(corpus->train.size(), 1U);
  EXPECT_EQ(corpus->train[0].text, "bad day");
  EXPECT_EQ(corpus->held_out.at("tweeteval/en.dev.tsv").size(), 1U);
}

TEST(Corpus, GivesEachMoodOfAFileTheSameWeight) {
  const std::vector<learning::NamedFile> files = {
      {"semeval/en.train.tsv", "positive\tone\npositive\ttwo\npositive\tthree\nnegative\tfour\n"}};
  const auto corpus = read_corpus(files, unknown);
  ASSERT_TRUE(corpus);
  EXPECT_FLOAT_EQ(corpus->train[0].weight * 3, corpus->train[3].weight);
}

TEST(Corpus, ReadsEmotionsAsMoodsWhereTheyAgree) {
  const std::vector<learning::NamedFile> files = {
      {"xed/fr-projections.tsv", "Quelle joie !\t5, 8\nJe le hais.\t1\nDrôle de joie triste.\t5, 6\nTiens.\t7\n"},
      {"xed/neu_en.txt", "9\tIt is on the table.\n"}};
  const auto corpus = read_corpus(files, unknown);
  ASSERT_TRUE(corpus);
  ASSERT_EQ(corpus->train.size(), 3U);
  EXPECT_EQ(corpus->train[0].label, post::Mood::kPositive);
  EXPECT_EQ(corpus->train[1].label, post::Mood::kNegative);
  EXPECT_EQ(corpus->train[2].label, post::Mood::kNeutral);
  EXPECT_FALSE(corpus->train[0].is_post);
}

TEST(Corpus, ReadsWordListsByTheirValence) {
  const std::vector<learning::NamedFile> files = {{"afinn/AFINN-fr-165.txt", "affreux\t-4\nmoyen\t0\n"}};
  const auto corpus = read_corpus(files, unknown);
  ASSERT_TRUE(corpus);
  ASSERT_EQ(corpus->train.size(), 1U);
  EXPECT_FLOAT_EQ(corpus->train[0].weight, 1);
}

TEST(Corpus, LearnsWhatIsWrittenOfMoodsAlone) {
  const std::vector<learning::NamedFile> files = {{"written/README.md", "neutral\tnot a post\n"},
                                                  {"written/image-fr.tsv", "neutral\tnot to be learnt\n"},
                                                  {"written/mood-fr.tsv", "positive\tpas mal du tout\n"}};
  const auto corpus = read_corpus(files, unknown);
  ASSERT_TRUE(corpus);
  ASSERT_EQ(corpus->train.size(), 1U);
  EXPECT_EQ(corpus->train[0].text, "pas mal du tout");
  EXPECT_TRUE(corpus->train[0].is_post);
}

TEST(Corpus, TakesNoNameOfAnEmojiForItsValence) {
  const std::vector<learning::NamedFile> files = {{"vader/emoji_utf8_lexicon.txt", "\u267E\tinfinity\n"},
                                                  {"vader/vader_lexicon.txt", "odd\tinformation\nempty\tnan\n"}};
  const auto corpus = read_corpus(files, unknown);
  ASSERT_TRUE(corpus);
  EXPECT_TRUE(corpus->train.empty());
}

TEST(Corpus, RefusesAFileThatItDoesNotKnow) {
  const std::vector<learning::NamedFile> files = {{"umsab/notes.txt", "x"}};
  const auto corpus = read_corpus(files, unknown);
  ASSERT_FALSE(corpus);
  EXPECT_NE(corpus.error().message.find("mood: umsab/notes.txt is in none"), std::string::npos);
}

}  // namespace
}  // namespace vigie::mood
