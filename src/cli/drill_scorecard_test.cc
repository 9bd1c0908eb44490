#include "cli/drill_scorecard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/time_text.h"

namespace vigie::cli {
namespace {

using testing::HasSubstr;

TEST(DrillScorecard, LaysThePoliciesSideBySide) {
  const Time opening = *parse_time("2026-11-20T17:00:00Z");
  rehearsal::Outcome absent;
  absent.policy = rehearsal::Policy::kAbsent;
  absent.figures.detect = std::chrono::minutes(16 * 60 + 4);
  absent.figures.peak = 1'166;
  absent.figures.peak_at = std::chrono::hours(22);
  for (int i = 0; i < 8; ++i) absent.curve.push_back({std::chrono::minutes(30 * i), 10, i < 4 ? 1U : 9U, 0});
  rehearsal::Outcome present;
  present.policy = rehearsal::Policy::kPresent;
  present.figures.first_answer = std::chrono::minutes(36);
  present.figures.answered_share = 0.447;
  const auto text = scorecard_text({absent, present}, opening, false);
  EXPECT_THAT(text, HasSubstr("absent       present\n"));
  EXPECT_THAT(text, HasSubstr("16 h 04 min             -\n"));
  EXPECT_THAT(text, HasSubstr("-        36 min\n"));
  EXPECT_THAT(text, HasSubstr("0 %          45 %\n"));
  EXPECT_THAT(text, HasSubstr("1,166             0\n"));
  EXPECT_THAT(text, HasSubstr("Sat 15:00             -\n"));
  EXPECT_THAT(text, HasSubstr("  absent    ▁█\n"));
  EXPECT_THAT(text, HasSubstr("forecasts nothing"));
  EXPECT_THAT(scorecard_text({absent}, opening, true), HasSubstr("ne prédit rien"));
  EXPECT_EQ(scorecard_text({}, opening, false), "");
}

}  // namespace
}  // namespace vigie::cli
