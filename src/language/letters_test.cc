#include "language/letters.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/utf8.h"

namespace vigie::language {
namespace {

const Alphabet& alphabet() {
  static const Alphabet kAlphabet;
  return kAlphabet;
}

// The runs as text, markers left out.
std::vector<std::string> runs_of(std::string_view text) {
  text::Words words;
  words.add(text::Field::kText, text);
  const Letters letters(alphabet(), words);
  std::vector<std::string> out;
  for (const Letters::Run& run : letters.runs()) {
    std::string letters_of_run;
    for (const char32_t point : letters.points(run)) {
      if (point > 2) append_utf8(letters_of_run, point);
    }
    out.push_back(letters_of_run);
  }
  return out;
}

Script script_of(std::string_view text) {
  text::Words words;
  words.add(text::Field::kText, text);
  return Letters(alphabet(), words).script();
}

using Runs = std::vector<std::string>;

TEST(Letters, KeepTheirMarksAndLoseTheirCase) { EXPECT_EQ(runs_of("Déjà ÉTÉ"), (Runs{"déjà", "été"})); }

TEST(Letters, LeaveOutMentionsLinksHashtagsAndDigits) {
  EXPECT_EQ(runs_of("@anna regarde https://example.org/page #Bonjour 42 fois"), (Runs{"regarde", "fois"}));
}

TEST(Letters, SaidManyTimesCountTwice) { EXPECT_EQ(runs_of("sooooo"), (Runs{"soo"})); }

TEST(Letters, OfScriptsWithoutSpacesJoin) { EXPECT_EQ(runs_of("日本語 です"), (Runs{"日本語", "です"})); }

TEST(Letters, OfTwoTextsDoNotJoinWhereverTheirBytesLie) {
  const std::string_view bytes = "renaultclio";
  text::Words words;
  words.add(text::Field::kText, bytes.substr(0, 7));
  words.add(text::Field::kTitle, bytes.substr(7));
  EXPECT_EQ(Letters(alphabet(), words).runs().size(), 2U);
}

TEST(Letters, SayTheScriptOfMostBytes) {
  EXPECT_EQ(script_of("привет, iPhone"), Script::kCyrillic);
  EXPECT_EQ(script_of("12 !? 🎉"), Script::kNone);
  EXPECT_EQ(script_of(""), Script::kNone);
}

TEST(Letters, AreReadUpToTheirLimitAlone) {
  const std::string text(10 << 20, 'a');
  EXPECT_EQ(runs_of(text), Runs{"aa"});
  std::string words;
  for (int word = 0; word < 10'000; ++word) words += "ab ";
  EXPECT_EQ(runs_of(words).size(), kLettersMax / 2);
}

TEST(Letters, KnowWhatWasTyped) {
  const std::string text = "Ça VA";
  text::Words words;
  words.add(text::Field::kText, text);
  const Letters letters(alphabet(), words);
  ASSERT_EQ(letters.runs().size(), 2U);
  EXPECT_EQ(letters.runs()[0].typed, "Ça");
  EXPECT_EQ(letters.runs()[1].typed, "VA");
}

}  // namespace
}  // namespace vigie::language
