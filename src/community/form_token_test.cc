#include "community/form_token.h"

#include <gtest/gtest.h>

#include "base/time_text.h"
#include "community/limits.h"

namespace vigie::community {
namespace {

const Time kNow = *parse_time("2026-11-30T08:00:00Z");

TEST(FormToken, IsGoodForItsPageForADay) {
  const auto token = make_form_token("secret", "notre-pub", kNow);
  const auto form = read_form_token("secret", "notre-pub", token, kNow + kFormHolds);
  EXPECT_EQ(form.state, FormState::kGood);
  EXPECT_EQ(form.number.size(), 32U);
  EXPECT_EQ(read_form_token("secret", "notre-pub", token, kNow + kFormHolds + Micros(1)).state, FormState::kExpired);
}

TEST(FormToken, OfAnotherPageOrSecretIsForged) {
  const auto token = make_form_token("secret", "notre-pub", kNow);
  EXPECT_EQ(read_form_token("secret", "aurora", token, kNow).state, FormState::kForged);
  EXPECT_EQ(read_form_token("guess", "notre-pub", token, kNow).state, FormState::kForged);
}

TEST(FormToken, ChangedAnywhereIsForged) {
  const auto token = make_form_token("secret", "p", kNow);
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == '0' ? '1' : '0';
    EXPECT_EQ(read_form_token("secret", "p", changed, kNow).state, FormState::kForged) << i;
  }
  const std::string dots(100'000, '.');
  for (const std::string_view wrong : {std::string_view(), std::string_view("."), std::string_view(".."),
                                       std::string_view("1.2"), std::string_view("a.b.c"), std::string_view(dots)}) {
    EXPECT_EQ(read_form_token("secret", "p", wrong, kNow).state, FormState::kForged);
  }
}

TEST(FormToken, IsNeverTheSameTwice) {
  EXPECT_NE(make_form_token("secret", "p", kNow), make_form_token("secret", "p", kNow));
}

TEST(FormToken, OutlivesAClockThatStepsBack) {
  const auto token = make_form_token("secret", "p", kNow);
  EXPECT_EQ(read_form_token("secret", "p", token, kNow - std::chrono::hours(2)).state, FormState::kGood);
}

}  // namespace
}  // namespace vigie::community
