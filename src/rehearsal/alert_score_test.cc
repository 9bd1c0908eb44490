#include "rehearsal/alert_score.h"

#include <gtest/gtest.h>

namespace vigie::rehearsal {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::string_view kStory = R"(name = "small"
title_fr = "Petit"
title_en = "Small"
story_fr = "Rien."
story_en = "Nothing."
speech = "everyday"
start = "Mon 00:00"
end = "Thu 00:00"
[[watch]]
name_fr = "Orge"
name_en = "Barley"
purpose_fr = "x"
purpose_en = "x"
query = "barley"
marks = ["barley"]
[[watch]]
name_fr = "Autre"
name_en = "Other"
purpose_fr = "x"
purpose_en = "x"
query = "other"
marks = ["other"]
[[incident]]
name = "fire"
title_fr = "Feu"
title_en = "Fire"
begin = "Tue 00:00"
peak = "Tue 06:00"
end = "Tue 12:00"
[[incident]]
name = "fair"
title_fr = "Foire"
title_en = "Fair"
begin = "Wed 00:00"
peak = "Wed 06:00"
end = "Wed 12:00"
stir = true
[[gap]]
begin = "Mon 10:00"
end = "Mon 12:00"
[[crowd]]
name = "people"
authors = 3
french = 0
[[flow]]
name = "talk"
crowd = "people"
per_hour = 1
does = [{ share = 1, says = "life" }]
)";

// One post of each incident each ten minutes, meant by the first watch: barley.
AlertTruth truth() {
  AlertTruth out(Scenario::parse(kStory).value());
  for (std::uint16_t incident = 0; incident < 2; ++incident) {
    for (int i = 0; i < 72; ++i) {
      post::Item item;
      item.post.text = i % 2 == 0 ? "Barley is burning" : "it is burning";
      Truth one;
      one.at = hours(24 * (incident + 1)) + minutes(10 * i);
      one.incident = incident;
      out.hear(item, one);
    }
  }
  return out;
}

ToldAlert told(Micros at, std::optional<std::size_t> watch, std::int64_t group, std::string kind = "surprise") {
  return {at, watch, std::move(kind), group};
}

AlertScore score(const std::vector<ToldAlert>& alerts, Micros until = hours(72)) {
  return score_alerts(truth(), alerts, Micros{0}, until);
}

TEST(AlertTruth, KnowsOfWhichWatchAnIncidentIsAndHowManyPostsItHad) {
  const auto known = truth();
  EXPECT_TRUE(known.is_of(0, 0));
  EXPECT_FALSE(known.is_of(0, 1));
  EXPECT_EQ(known.posts_before(0, hours(24)), 0U);
  EXPECT_EQ(known.posts_before(0, hours(25)), 6U);
  EXPECT_EQ(known.posts_before(0, hours(72)), 72U);
}

TEST(AlertScore, FindsTheFirstAlertOfAnIncident) {
  const auto found = score({told(hours(26), 0, 2, "share"), told(hours(25), 0, 1)});
  const auto& fire = found.incidents.at(1);
  EXPECT_EQ(fire.name, "fire");
  EXPECT_EQ(fire.outlook, Outlook::kTold);
  EXPECT_EQ(fire.delay, hours(1));
  EXPECT_EQ(fire.posts, 6U);
  EXPECT_EQ(fire.kind, "surprise");
  EXPECT_EQ(fire.alerts, 2U);
  EXPECT_TRUE(found.false_alerts.empty());
}

TEST(AlertScore, MissesWhatNobodyWasToldOf) {
  const auto none = score({});
  ASSERT_EQ(none.incidents.size(), 3U);
  for (const auto& one : none.incidents) EXPECT_EQ(one.outlook, Outlook::kMissed) << one.name;
  EXPECT_TRUE(none.incidents[2].is_stir);
}

TEST(AlertScore, CountsAsFalseWhatIsOfAnotherWatchOrAnotherTime) {
  EXPECT_EQ(score({told(hours(25), 1, 1)}).false_alerts.size(), 1U);
  EXPECT_EQ(score({told(hours(23), 0, 1)}).false_alerts.size(), 1U);
  EXPECT_EQ(score({told(hours(36) + kAftermath, 0, 1)}).false_alerts.size(), 0U);
  EXPECT_EQ(score({told(hours(37) + minutes(1), 0, 1)}).false_alerts.size(), 1U);
}

// Somebody was woken while it was smouldering, by something else.
TEST(AlertScore, TakesNoAlertForAnIncidentThatHasHardlyAnyPosts) {
  const auto early = score({told(hours(24) + minutes(15), 0, 1)});
  EXPECT_EQ(early.incidents.at(1).outlook, Outlook::kMissed);
  EXPECT_EQ(early.false_alerts.size(), 1U);
  EXPECT_EQ(score({told(hours(24) + minutes(25), 0, 1)}).incidents.at(1).outlook, Outlook::kTold);
}

TEST(AlertScore, CountsAGroupOnceAndByItsBestAlert) {
  EXPECT_EQ(score({told(hours(3), 0, 7), told(hours(4), 1, 7)}).false_alerts.size(), 1U);
  EXPECT_TRUE(score({told(hours(25), 1, 7), told(hours(26), 0, 7)}).false_alerts.empty());
}

TEST(AlertScore, AnOutageIsToldAsCoverageAlone) {
  const auto right = score({told(hours(10) + minutes(5), std::nullopt, 1, "coverage")});
  EXPECT_EQ(right.incidents.at(0).outlook, Outlook::kTold);
  EXPECT_EQ(right.incidents.at(0).delay, minutes(5));
  const auto wrong = score({told(hours(10) + minutes(5), 0, 1), told(hours(26), std::nullopt, 2, "coverage")});
  EXPECT_EQ(wrong.incidents.at(0).outlook, Outlook::kMissed);
  EXPECT_EQ(wrong.false_alerts.size(), 2U);
}

TEST(AlertScore, SaysNoMoreThanHasHappened) {
  const auto early = score({told(hours(26), 0, 1)}, hours(25));
  EXPECT_EQ(early.incidents.at(1).outlook, Outlook::kOpen);
  EXPECT_EQ(early.incidents.at(2).outlook, Outlook::kAhead);
  EXPECT_EQ(score({}, hours(23)).incidents.at(1).outlook, Outlook::kAhead);
}

TEST(AlertScore, CountsTheTimeInWhichNothingHappened) {
  // Two watches of 72 hours, less two incidents of 13 hours of the first.
  EXPECT_NEAR(score({}).quiet_weeks, (2 * 72 - 2 * 13) / 168.0, 1e-9);
}

TEST(AlertScore, LeavesOutWhatBeganBeforeAnybodyListened) {
  const auto late = score_alerts(truth(), {}, hours(30), hours(72));
  ASSERT_EQ(late.incidents.size(), 1U);
  EXPECT_EQ(late.incidents[0].name, "fair");
}

TEST(AlertScore, LeavesOutAWatchThatIsNotTheStorys) {
  const std::vector<std::uint32_t> watches = {7, 4};
  EXPECT_EQ(told_in_story({}, 4, watches)->watch, 1U);
  EXPECT_EQ(told_in_story({}, 0, watches)->watch, std::nullopt);
  EXPECT_FALSE(told_in_story({}, 5, watches));
}

}  // namespace
}  // namespace vigie::rehearsal
