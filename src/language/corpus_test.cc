#include "language/corpus.h"

#include <gtest/gtest.h>

namespace vigie::language {
namespace {

TEST(Corpus, KeepsTheHeldOutFifthOutOfTraining) {
  std::string bytes;
  for (int line = 0; line < 1'000; ++line) bytes += "fr\tligne " + std::to_string(line) + "\n";
  const std::vector<learning::NamedFile> files = {{"eld/sentences.txt", bytes}};
  const auto corpus = read_corpus(files);
  ASSERT_TRUE(corpus);
  const auto& held_out = corpus->held_out.at("eld/sentences.txt");
  EXPECT_EQ(corpus->train.size() + held_out.size(), 1'000U);
  for (const learning::Row& row : held_out) EXPECT_TRUE(is_held_out(row.text));
  for (const Example& example : corpus->train) EXPECT_FALSE(is_held_out(example.text));
}

TEST(Corpus, TakesTheLanguageOfAFileFromItsName) {
  const std::vector<learning::NamedFile> files = {{"common-voice/nb-NO.txt", "hei\r\n\nha det\n"},
                                                  {"common-voice/cy.txt", "bore da\n"},
                                                  {"common-voice/gl.txt", "bos días\n"},
                                                  {"xed/fr-projections.tsv", "Tant pis.\t6\n"}};
  const auto corpus = read_corpus(files);
  ASSERT_TRUE(corpus);
  ASSERT_EQ(corpus->train.size(), 4U);  // Galician is too near to Portuguese to be called foreign.
  EXPECT_EQ(post::code_of(corpus->train[0].label), "no");
  EXPECT_EQ(corpus->train[1].text, "ha det");
  EXPECT_EQ(corpus->train[2].label, post::kUnknownLanguage);
  EXPECT_EQ(corpus->train[3].text, "Tant pis.");
}

TEST(Corpus, RefusesAFileThatItDoesNotKnow) {
  const std::vector<learning::NamedFile> files = {{"notes.txt", "x"}};
  const auto corpus = read_corpus(files);
  ASSERT_FALSE(corpus);
  EXPECT_EQ(corpus.error().message, "language: notes.txt is in none of the folders eld, common-voice, xed");
}

}  // namespace
}  // namespace vigie::language
