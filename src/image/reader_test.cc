#include "image/reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace vigie::image {
namespace {

const mood::Model& model() {
  static const auto kModel = [] {
    std::ifstream file(std::filesystem::path(std::getenv("VIGIE_SOURCE_DIR")) / "models/mood.vmm", std::ios::binary);
    return mood::Model::from_bytes(std::string{std::istreambuf_iterator<char>(file), {}}).value();
  }();
  return kModel;
}

class ReaderTest : public ::testing::Test {
 protected:
  void use(std::vector<Attribute> attributes) { reader = Reader::make(std::move(attributes)).value(); }
  std::vector<Said> read(std::string_view text, std::string_view language = "fr") {
    words.clear();
    words.add(text::Field::kText, text);
    post::Reading reading;
    reading.language = *post::language_of(language);
    const auto whole = model().read(words, reading.language);
    std::copy(whole.begin(), whole.end(), reading.mood_p);
    mood::clauses_of(words, clauses);
    return reader->read(model(), words, reading, clauses);
  }
  // By attribute: the mood told.
  std::map<std::string, std::string> moods(std::string_view text, std::string_view language = "fr") {
    std::map<std::string, std::string> out;
    const auto said = read(text, language);
    for (const auto& one : told_of(said)) {
      out[reader->attributes().at(one.attribute).name] = post::name_of(mood::mood_of(one.mood));
    }
    return out;
  }
  std::string typed(const Stretch& stretch) {
    return std::string(
        words.texts()[static_cast<std::size_t>(stretch.part)].substr(stretch.from, stretch.to - stretch.from));
  }
  std::shared_ptr<const Reader> reader = Reader::make(built_in()).value();
  text::Words words;
  std::vector<mood::Clause> clauses;
};

using Moods = std::map<std::string, std::string>;

TEST_F(ReaderTest, ReadsEachAttributeInItsOwnClause) {
  EXPECT_EQ(moods("Le service client est adorable, mais c'est beaucoup trop cher."),
            (Moods{{"price", "negative"}, {"service", "positive"}}));
  EXPECT_EQ(moods("Gorgeous design, but it fell apart after a week.", "en"),
            (Moods{{"look", "positive"}, {"quality", "negative"}}));
}

TEST_F(ReaderTest, ANegationTurnsWhatAPhraseSaysByItself) {
  EXPECT_EQ(moods("It is not expensive at all", "en"), (Moods{{"price", "positive"}}));
  EXPECT_EQ(moods("Ce n'est vraiment pas une bonne affaire"), (Moods{{"price", "negative"}}));
  EXPECT_EQ(read("You can rely on them", "en").at(0).polarity, 1);
  EXPECT_EQ(read("You can't rely on them", "en").at(0).polarity, -1);
}

TEST_F(ReaderTest, ALongerPhraseIsNoShorterOne) {
  const auto said = read("pas cher");
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0].polarity, 1);
  ASSERT_EQ(said[0].words.size(), 1U);
  EXPECT_EQ(typed(said[0].words[0]), "pas cher");
}

TEST_F(ReaderTest, TellsTheClauseAndItsWords) {
  const auto said = read("Bonjour, le Prix est honteux, mais le livreur est gentil");
  ASSERT_EQ(said.size(), 2U);
  EXPECT_EQ(typed(said[0].within), "le Prix est honteux,");
  EXPECT_EQ(typed(said[0].words.at(0)), "Prix");
}

TEST_F(ReaderTest, AClauseThatOnlyNamesGoesOnIntoTheNext) {
  EXPECT_EQ(moods("La livraison ? Lamentable, je suis dégoûté."), (Moods{{"service", "negative"}}));
}

TEST_F(ReaderTest, AWeakPhraseCountsWhereNothingSurerIsSaid) {
  use({{"price", {"Prix", "Price"}, {{{"prix"}, {}}}}, {"quality", {"Q", "Q"}, {{{"nul | -?"}, {}}}}});
  EXPECT_EQ(moods("il est nul").count("quality"), 1U);
  EXPECT_EQ(moods("le prix est nul").count("quality"), 0U);
}

TEST_F(ReaderTest, AccentsCapitalsAndHashtagsHideNothingAndMentionsSayNothing) {
  EXPECT_EQ(moods("QUALITE lamentable").count("quality"), 1U);
  EXPECT_EQ(moods("encore une #arnaque").count("trust"), 1U);
  EXPECT_TRUE(moods("bonjour @prix").empty());
  EXPECT_EQ(moods("9€ pour ça").count("price"), 1U);
}

TEST_F(ReaderTest, ReadsByTheListOfTheLanguageAndOfAnUnknownOneByBoth) {
  EXPECT_TRUE(moods("a bargain", "fr").empty());
  EXPECT_EQ(moods("a bargain", "en").count("price"), 1U);
  EXPECT_EQ(moods("trop cher, so expensive", "unknown").count("price"), 1U);
}

TEST_F(ReaderTest, AnEmptyAHugeAndABrokenTextAreRead) {
  EXPECT_TRUE(read("").empty());
  EXPECT_TRUE(read("\xff\xfe").empty());
  EXPECT_TRUE(read(std::string(10'000'000, 'a')).empty());
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "prix, ";
  EXPECT_LE(read(many).size(), mood::kClausesMax);
  EXPECT_EQ(moods("\u202Etrop cher\u202C").count("price"), 1U);
}

TEST_F(ReaderTest, OfSeveralClausesThoseWithAFeelingWeighMost) {
  const std::vector<Said> said = {{0, 0, {}, {0.02F, 0.96F, 0.02F}, 0, {}}, {0, 1, {}, {0.9F, 0.05F, 0.05F}, 0, {}}};
  const auto told = told_of(said);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(mood::mood_of(told[0].mood), post::Mood::kNegative);
  EXPECT_EQ(told[0].clauses.size(), 2U);
  EXPECT_TRUE(told_of({}).empty());
}

}  // namespace
}  // namespace vigie::image
