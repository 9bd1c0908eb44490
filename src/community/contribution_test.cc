#include "community/contribution.h"

#include <gmock/gmock.h>

#include "base/time_text.h"
#include "community/limits.h"

namespace vigie::community {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Time kNow = *parse_time("2026-11-30T08:00:00Z");

ContributionDraft draft() {
  ContributionDraft out;
  out.pseudonym = "Zoé";
  out.text = "Plus de couleurs !";
  return out;
}

Faults faults(ContributionDraft draft, PageKind kind = PageKind::kSubject) {
  Page page;
  page.said.kind = kind;
  return faults_of(tidy(std::move(draft)), page, {"Orvelle", {}, {}}, kNow);
}

TEST(Contribution, HoldsTextWithinItsLimits) {
  EXPECT_THAT(faults(draft()), IsEmpty());
  auto one = draft();
  one.text = " \r\n ";
  EXPECT_THAT(faults(one), ElementsAre(Fault::kTextMissing));
  one = draft();
  one.text.clear();
  for (std::size_t i = 0; i < kTextPointsMax; ++i) one.text += "é";
  EXPECT_THAT(faults(one), IsEmpty());
  one.text += "é";
  EXPECT_THAT(faults(one), ElementsAre(Fault::kTextTooLong));
  one = draft();
  one.title = std::string(kTitlePointsMax + 1, 't');
  one.text = "a\x02";
  EXPECT_THAT(faults(one), ElementsAre(Fault::kTitleTooLong, Fault::kUnclean));
}

TEST(Contribution, IsTidied) {
  auto one = draft();
  one.text = "\r\n a\r\nb\rc ";
  EXPECT_EQ(tidy(one).text, "a\nb\nc");
}

TEST(Contribution, AReviewGivesStarsAndNothingElseDoes) {
  EXPECT_THAT(faults(draft(), PageKind::kProduct), ElementsAre(Fault::kStarsMissing));
  auto one = draft();
  for (const char* stars : {"1", "5"}) {
    one.stars = stars;
    EXPECT_THAT(faults(one, PageKind::kProduct), IsEmpty());
    EXPECT_THAT(faults(one), ElementsAre(Fault::kStarsWrong));
  }
  for (const char* stars : {"0", "6", "4.5", "-1", "five", "55"}) {
    one.stars = stars;
    EXPECT_THAT(faults(one, PageKind::kProduct), ElementsAre(Fault::kStarsWrong)) << stars;
  }
  one.stars.clear();
  one.parent = "c1";
  EXPECT_THAT(faults(one, PageKind::kProduct), IsEmpty());
}

TEST(Contribution, IsOfAnExperienceThatIsPastOrOfAClockADayAhead) {
  auto one = draft();
  for (const char* fine : {"2026-11-30", "2026-12-01", "1999-02-28"}) {
    one.experienced_at = fine;
    EXPECT_THAT(faults(one), IsEmpty()) << fine;
  }
  one.experienced_at = "2026-12-02";
  EXPECT_THAT(faults(one), ElementsAre(Fault::kDateAhead));
  for (const char* wrong : {"yesterday", "2026-13-01", "2026-02-30", "0001-01-01", "2026-11-30T08:00:00Z"}) {
    one.experienced_at = wrong;
    EXPECT_THAT(faults(one), ElementsAre(Fault::kDateWrong)) << wrong;
  }
}

}  // namespace
}  // namespace vigie::community
