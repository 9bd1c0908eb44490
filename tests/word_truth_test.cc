// The product's one pass over a text held to the naive splitter, word by word.
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <string>

#include "base/random.h"
#include "base/shared_data.h"
#include "base/utf8.h"
#include "naive/unicode.h"
#include "naive/words.h"
#include "text/words.h"

namespace vigie {
namespace {

std::string naive_words(const std::string& text) {
  std::string out;
  const auto code_points = naive::decode(text);
  for (const auto& word : naive::words_of(code_points).words) {
    const auto before = naive::encode(code_points.substr(0, word.from)).size();
    out += std::string(1, word.sign) + naive::encode(word.folded) + " place " + std::to_string(word.place) + " from " +
           std::to_string(before) + " exact " + std::to_string(text::exact_of(naive::encode(word.exact))) + "\n";
  }
  return out;
}

char sign_of(text::Kind kind) {
  if (kind == text::Kind::kHashtag) return '#';
  return kind == text::Kind::kMention ? '@' : 'w';
}

std::string product_words(const std::string& text) {
  text::Words words;
  words.add(text::Field::kText, text);
  std::string out;
  for (const auto& word : words.all()) {
    out += std::string(1, sign_of(word.kind)) + std::string(words.folded(word)) + " place " +
           std::to_string(word.position) + " from " + std::to_string(word.from) + " exact " +
           std::to_string(word.exact) + "\n";
  }
  return out;
}

// Where the rules meet: signs, joiners, selectors, marks that compose, digits before keycaps.
TEST(WordTruth, HoldsWhereTheRulesMeet) {
  static constexpr std::array<std::string_view, 50> kParts{"a",
                                                           "@a-b",
                                                           ".fr",
                                                           "ü",
                                                           "님",
                                                           "@a@b.",
                                                           "рф",
                                                           "É",
                                                           "e\u0301",
                                                           "ё",
                                                           "е\u0308",
                                                           "и\u0306",
                                                           "東",
                                                           "京",
                                                           "か\u3099",
                                                           "ｶﾞ",
                                                           "กำ",
                                                           "한",
                                                           "\u1112\u1161",
                                                           "#",
                                                           "＃",
                                                           "@",
                                                           "_",
                                                           "5",
                                                           "2",
                                                           "5️⃣",
                                                           "#️⃣",
                                                           "😀",
                                                           "👍🏽",
                                                           "👩‍💻",
                                                           "🇫🇷",
                                                           "🇫",
                                                           "❤️",
                                                           "\u200D",
                                                           "\uFE0F",
                                                           "\u20E3",
                                                           "http://",
                                                           "https://a.fr/b",
                                                           "www.",
                                                           ".",
                                                           "-",
                                                           " ",
                                                           "’",
                                                           "ʼ",
                                                           "´",
                                                           "½",
                                                           "㍍",
                                                           "&",
                                                           "fr",
                                                           "Ⓐ"};
  Random random(1);
  for (int round = 0; round < 30'000; ++round) {
    std::string text;
    const auto size = random.below(9) + 1;
    for (std::uint64_t i = 0; i < size; ++i) text += kParts[random.below(kParts.size())];
    ASSERT_EQ(product_words(text), naive_words(text)) << text << "\n" << testing::PrintToString(text);
  }
}

TEST(WordTruth, HoldsForEveryCodePointInAWord) {
  for (char32_t c = 1; c < 0x20000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text = "xа";  // Latin, Cyrillic.
    append_utf8(text, c);
    text += "b";
    append_utf8(text, c);
    ASSERT_EQ(product_words(text), naive_words(text)) << "U+" << std::hex << static_cast<unsigned>(c);
  }
}

// Texts that people wrote: those of twitter-text's conformance suite, signs and all.
TEST(WordTruth, HoldsForTheTextsOfTwitterText) {
  VIGIE_NEEDS_SHARED_DATA();
  const std::string folder = shared_data() + "/payloads/twitter-text/twitter-text-conformance/conformance/";
  std::size_t lines = 0;
  for (const char* name : {"autolink.yml", "extract.yml", "hit_highlighting.yml", "validate.yml"}) {
    std::ifstream in(folder + name);
    for (std::string line; std::getline(in, line); ++lines) ASSERT_EQ(product_words(line), naive_words(line)) << line;
  }
  EXPECT_GT(lines, 1'000U);
}

}  // namespace
}  // namespace vigie
