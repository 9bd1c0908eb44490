#include "language/reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/random.h"
#include "learning/shipped_for_tests.h"

namespace vigie::language {
namespace {

// The model that is shipped.
const Model& shipped() {
  static const Model kModel = learning::shipped_model<Model>("language.vml");
  return kModel;
}

// Words of many scripts and shapes: marks apart and composed, digits within, letters said many times.
const std::vector<std::string> kPieces = {"bonjour",
                                          "Bonjour",
                                          "déjà",
                                          "de\u0301ja\u0300",
                                          "the",
                                          "and",
                                          "weather",
                                          "nooooo",
                                          "x2y",
                                          "2012",
                                          "42nd",
                                          "привет",
                                          "погода",
                                          "ещё",
                                          "日本",
                                          "語",
                                          "です",
                                          "我",
                                          "안녕",
                                          "γειά",
                                          "שלום",
                                          "مرحبا",
                                          "नमस्ते",
                                          "abcдеж",
                                          "aлпha",
                                          "#bonjour",
                                          "#привет",
                                          "@anna",
                                          "@иван",
                                          "😀",
                                          "https://example.org/page",
                                          "ОК",
                                          "à",
                                          "l'été",
                                          "Donaudampfschifffahrtsgesellschaft",
                                          "обществоведческий",
                                          "กขค",
                                          "\xFF",
                                          "x",
                                          "e\u0301"};

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

TEST(Reader, GuessesAsTheModelDoesWhateverItReadBefore) {
  Random random(1);
  Reader reader(shipped());
  text::Words words;
  std::string title;
  for (int post = 0; post < 20'000; ++post) {
    const std::string text = invented(random, post % 50 == 0 ? 120 : 14);
    title = invented(random, 3);
    words.clear();
    words.add(text::Field::kText, text);
    if (post % 3 == 0) words.add(text::Field::kTitle, title);
    const std::string_view claim = post % 7 == 0 ? "ru" : "";
    const Guess plain = shipped().read(words, claim);
    const Guess again = reader.read(words, claim);
    ASSERT_EQ(post::code_of(again.language), post::code_of(plain.language)) << text;
    ASSERT_EQ(again.p, plain.p) << text;  // To the last bit.
  }
}

TEST(Reader, ReadsMoreWordsThanItRemembers) {
  Reader reader(shipped());
  text::Words words;
  Random random(2);
  for (std::size_t post = 0; post < kWordsRemembered; ++post) {
    std::string text;
    for (int word = 0; word < 8; ++word) {
      for (std::uint64_t letter = 0; letter < 3 + random.below(3); ++letter) {
        text += static_cast<char>('a' + random.below(26));
      }
      text += ' ';
    }
    words.clear();
    words.add(text::Field::kText, text);
    ASSERT_EQ(reader.read(words).p, shipped().read(words).p) << text;
  }
}

}  // namespace
}  // namespace vigie::language
