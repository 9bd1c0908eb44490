#include "community/phrases.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/time_text.h"

namespace vigie::community {
namespace {

constexpr Language kBoth[] = {Language::kFrench, Language::kEnglish};

std::size_t holes(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find("{}", at)) != std::string_view::npos; at += 2) ++count;
  return count;
}

TEST(Phrases, SayEverythingInBothLanguagesWithTheSameHoles) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(Say::kLast); ++i) {
    const auto say = static_cast<Say>(i);
    for (const auto language : kBoth) EXPECT_NE(words(say, language), "") << i;
    EXPECT_EQ(holes(words(say, Language::kFrench)), holes(words(say, Language::kEnglish))) << i;
  }
  for (std::size_t i = 0; i <= static_cast<std::size_t>(Fault::kUnclean); ++i) {
    for (const auto language : kBoth) EXPECT_NE(words(static_cast<Fault>(i), language), "");
  }
}

TEST(Phrases, StandInTheOrderOfTheirNames) {
  EXPECT_EQ(words(Say::kSkip, Language::kEnglish), "Skip to content");
  EXPECT_EQ(words(Say::kCard, Language::kEnglish), "Motive card");
  EXPECT_EQ(words(Say::kStillTyped, Language::kEnglish), "Your text");
  EXPECT_EQ(words(Fault::kDateAhead, Language::kEnglish), "This date is still to come.");
}

TEST(Phrases, CountAndDateAsEachLanguageDoes) {
  EXPECT_EQ(counted_contributions(0, Language::kFrench), "0 contribution");
  EXPECT_EQ(counted_contributions(0, Language::kEnglish), "0 contributions");
  EXPECT_EQ(counted_contributions(21'000, Language::kEnglish), "21,000 contributions");
  EXPECT_EQ(number_text(1'234'567, Language::kFrench), "1\u202f234\u202f567");
  EXPECT_EQ(counted_replies(1, Language::kFrench), "1 réponse");
  EXPECT_EQ(mean_text(3.66, Language::kFrench), "3,7");
  const auto first = *parse_time("2026-02-01T07:05:00Z");
  EXPECT_EQ(day_text(first, Language::kFrench), "1er février 2026");
  EXPECT_EQ(moment_text(first, Language::kEnglish), "1 February 2026, 07:05 UTC");
}

TEST(Language, IsTheOneAskedForElseTheOneThatTheReaderLikesBest) {
  const Brand both;
  const auto chosen = [&](std::string_view asked, std::string_view accepted) {
    return choose_language(asked, accepted, both).language;
  };
  EXPECT_EQ(chosen("", ""), Language::kFrench);
  EXPECT_EQ(chosen("en", "fr"), Language::kEnglish);
  EXPECT_EQ(chosen("", "en-GB,en;q=0.9,fr;q=0.8"), Language::kEnglish);
  EXPECT_EQ(chosen("", "de, fr;q=0.5, en;q=0.7"), Language::kEnglish);
  EXPECT_EQ(chosen("", "*;q=,;;=,fr;q=x"), Language::kFrench);
  EXPECT_EQ(chosen("<b>", "FR-ca"), Language::kFrench);
  Brand english;
  english.languages = {"en"};
  EXPECT_EQ(choose_language("fr", "fr", english).language, Language::kEnglish);
  EXPECT_TRUE(choose_language("en", "", both).by_hand);
  EXPECT_FALSE(choose_language("", "en", both).by_hand);
}

}  // namespace
}  // namespace vigie::community
