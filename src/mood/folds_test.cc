#include "mood/folds.h"

#include <gtest/gtest.h>

#include <set>

namespace vigie::mood {
namespace {

std::set<std::string> lines_of(std::string_view bytes) {
  std::set<std::string> out;
  for (std::string_view line; learning::take_line(bytes, line);) out.emplace(line);
  return out;
}

const std::vector<learning::NamedFile> kFiles = {{"umsab/fr.dev.tsv", "positive\ta\nnegative\tb"},
                                                 {"umsab/fr.train.tsv", "neutral\tc\nneutral\td\npositive\te\n"},
                                                 {"tweeteval/en.dev.tsv", "positive\tf\n"},
                                                 {"semeval/en.train.tsv", "positive\tg\n"}};

TEST(Folds, MeasureEachRowOnceAndLearnItInTheOthers) {
  const auto folds = deal_folds(kFiles, 5, 1);
  ASSERT_TRUE(folds);
  std::multiset<std::string> measured;
  for (const Fold& fold : *folds) {
    ASSERT_EQ(fold.files.size(), kFiles.size());
    const auto kept = lines_of(fold.files[0].bytes);
    const auto learnt = lines_of(fold.files[1].bytes);
    EXPECT_EQ(kept.size(), 1U);
    EXPECT_EQ(learnt.size(), 4U);
    for (const auto& line : kept) EXPECT_EQ(learnt.count(line), 0U) << line;
    measured.insert(kept.begin(), kept.end());
    EXPECT_EQ(fold.files[2].bytes, kFiles[2].bytes);
    EXPECT_EQ(fold.files[3].bytes, kFiles[3].bytes);
  }
  EXPECT_EQ(measured.size(), 5U);
  EXPECT_EQ(std::set<std::string>(measured.begin(), measured.end()).size(), 5U);
}

TEST(Folds, AreDealtTheSameFromTheSameSeed) {
  const auto kept = [](std::uint64_t seed) {
    std::string out;
    const auto folds = deal_folds(kFiles, 5, seed);
    for (const Fold& fold : *folds) out += fold.files[0].bytes;
    return out;
  };
  EXPECT_EQ(kept(1), kept(1));
  EXPECT_NE(kept(1), kept(2));
}

TEST(Folds, RefuseWhatCannotBeDealt) {
  EXPECT_FALSE(deal_folds(kFiles, 1, 1));
  const std::vector<learning::NamedFile> no_pair = {{"tweeteval/en.dev.tsv", "positive\tf\n"}};
  const auto folds = deal_folds(no_pair, 5, 1);
  ASSERT_FALSE(folds);
  EXPECT_NE(folds.error().message.find("no set has both"), std::string::npos);
}

TEST(Folds, TellHowFarTheirMeanMayBeOff) {
  const std::vector<double> values = {0.60, 0.62, 0.64, 0.66, 0.68};
  const FoldMean mean = mean_of_folds(values);
  EXPECT_NEAR(mean.mean, 0.64, 1e-9);
  EXPECT_NEAR(mean.half, 2.78 * 0.0316228 / 2.2360680, 1e-5);
  EXPECT_EQ(mean_of_folds(std::vector<double>{0.5}).half, 0);
}

}  // namespace
}  // namespace vigie::mood
