#include "mood/reader.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/random.h"
#include "learning/shipped_for_tests.h"

namespace vigie::mood {
namespace {

// The model that is shipped.
const Model& shipped() {
  static const Model kModel = learning::shipped_model<Model>("mood.vmm");
  return kModel;
}

// Words, shouts, negations, elongations, emoticons, marks, tags.
const std::vector<std::string> kPieces = {"bon",
                                          "Bon",
                                          "GREAT",
                                          "not",
                                          "pas",
                                          "never",
                                          "nooooo",
                                          "good",
                                          "bad",
                                          "2012",
                                          "42nd",
                                          "déçu",
                                          "привет",
                                          "ещё",
                                          "日本",
                                          "好",
                                          "#bonjour",
                                          "#love",
                                          "@anna",
                                          "@anna@social.example",
                                          "😍",
                                          "😡",
                                          "https://example.org/page",
                                          ":",
                                          "D",
                                          ":)",
                                          ";-",
                                          "...",
                                          "…",
                                          "!!!",
                                          "?!",
                                          "-",
                                          "l'été",
                                          "without",
                                          "OMG",
                                          "magnifiquement",
                                          "x",
                                          "\xFF",
                                          "#",
                                          "@"};

std::string invented(Random& random, std::size_t words_max) {
  std::string text;
  const std::size_t count = random.below(words_max + 1);
  for (std::size_t at = 0; at < count; ++at) {
    text += kPieces[random.below(kPieces.size())];
    if (random.below(5) != 0) text += " ";  // Else the next one touches.
    if (random.below(6) == 0) text += static_cast<char>('a' + random.below(26));
  }
  return text;
}

TEST(Reader, ReadsAsTheModelDoesWhateverItReadBefore) {
  Random random(1);
  const auto reader = std::make_unique<Reader>(shipped());
  text::Words words;
  std::string title;
  for (int post = 0; post < 20'000; ++post) {
    const std::string text = invented(random, post % 50 == 0 ? 400 : 14);
    title = invented(random, 3);
    words.clear();
    words.add(text::Field::kText, text);
    if (post % 3 == 0) words.add(text::Field::kTitle, title);
    const auto language = static_cast<post::LanguageId>(random.below(3));
    ASSERT_EQ(reader->read(words, language), shipped().read(words, language)) << text;  // To the last bit.
  }
}

TEST(Reader, ReadsTheSameWhereALongTextIsCut) {
  const auto reader = std::make_unique<Reader>(shipped());
  text::Words words;
  std::string text;
  for (int word = 0; word < 250; ++word) {
    text += "Extraordinarymagnificent" + std::to_string(word) + "ly" + (word % 9 == 0 ? " not " : " ");
    words.clear();
    words.add(text::Field::kText, text);
    ASSERT_EQ(reader->read(words, 1), shipped().read(words, 1)) << word;
  }
}

TEST(Reader, ReadsNothingTenMegabytesAndRightToLeftOverridesAsTheModelDoes) {
  const auto reader = std::make_unique<Reader>(shipped());
  text::Words words;
  for (const std::string& text : {std::string(), std::string(10 << 20, 'e'), std::string("\u202Etxet dab\u202C 😡"),
                                  std::string("\u202E\u2066\u2069"), std::string(1 << 20, '\xFF')}) {
    words.clear();
    words.add(text::Field::kText, text);
    for (int time = 0; time < 2; ++time) EXPECT_EQ(reader->read(words, 1), shipped().read(words, 1)) << text.size();
  }
}

}  // namespace
}  // namespace vigie::mood
