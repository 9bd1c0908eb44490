#include "rehearsal/scenario.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/time_text.h"
#include "rehearsal/limits.h"
#include "rehearsal/shipped.h"

namespace vigie::rehearsal {
namespace {

using testing::HasSubstr;

constexpr std::string_view kSmall = R"(name = "small"
title_fr = "Petit"
title_en = "Small"
story_fr = "Rien."
story_en = "Nothing."
start = "Fri 17:00"
end = "Mon 09:00"
[rhythm]
weekday = [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]
saturday = [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]
sunday = [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]
[fr]
name_woman = ["Zoé"]
name_man = ["Malo"]
handle = ["x{n 1 9}"]
hello = ["bonjour"]
[fr.shorthand]
[en]
name_woman = ["Ava"]
name_man = ["Tom"]
handle = ["y{n 1 9}"]
hello = ["hello"]
[en.shorthand]
[[crowd]]
name = "people"
authors = 10
french = 0.5
[[flow]]
name = "talk"
crowd = "people"
per_hour = 5
does = [{ share = 1, says = "hello" }]
)";

// The refusal of kSmall with `from` replaced by `to`; empty: it was accepted.
std::string refusal(std::string_view from, std::string_view to) {
  std::string text(kSmall);
  const auto at = text.find(from);
  if (at == std::string::npos) return "no such text";
  text.replace(at, from.size(), to);
  const auto scenario = Scenario::parse(text);
  return scenario ? "" : scenario.error().message;
}

TEST(Scenario, ReadsASmallOne) {
  const auto scenario = Scenario::parse(kSmall);
  ASSERT_TRUE(scenario) << scenario.error().message;
  EXPECT_EQ(scenario->name(), "small");
  EXPECT_EQ(scenario->duration(), std::chrono::hours(64));
  EXPECT_NEAR(scenario->expected_posts(), 5 * 64, 1);
}

TEST(Scenario, NamesTheNearestKeyOfAnUnknownOne) {
  EXPECT_EQ(refusal("per_hour = 5", "per_hours = 5\nper_hour = 5"),
            "scenario:31: key `flow.per_hours` is unknown; did you mean `per_hour`?");
  EXPECT_THAT(refusal("end = ", "scael = 3\nend = "), HasSubstr("did you mean `scale`?"));
}

TEST(Scenario, NamesTheLineOfAMistake) {
  EXPECT_EQ(refusal("per_hour = 5", "per_hour = \"five\""), "scenario:31: key `flow.per_hour` must be a number");
  EXPECT_THAT(refusal("says = \"hello\"", "says = \"helo\""), HasSubstr("names the rule `helo`"));
  EXPECT_THAT(refusal("crowd = \"people\"", "crowd = \"poeple\""), HasSubstr("did you mean `people`?"));
  EXPECT_THAT(refusal("\"bonjour\"", "\"{bonsoir}\""), HasSubstr("scenario:16: `fr.hello`: unknown rule"));
  EXPECT_THAT(refusal("Mon 09:00", "Monday"), HasSubstr("must be a day and hour"));
}

TEST(Scenario, RefusesNumbersThatNobodyCanPlay) {
  EXPECT_THAT(refusal("per_hour = 5", "per_hour = nan"), HasSubstr("`flow.per_hour` must be a finite number"));
  EXPECT_THAT(refusal("per_hour = 5", "per_hour = inf"), HasSubstr("finite"));
  EXPECT_THAT(refusal("per_hour = 5", "per_hour = 1e99"), HasSubstr("must be from 0 to 100000"));
  EXPECT_THAT(refusal("per_hour = 5", "per_hour = -1"), HasSubstr("must be from 0"));
  EXPECT_THAT(refusal("authors = 10", "authors = 4000000000"), HasSubstr("`crowd.authors`"));
  EXPECT_THAT(refusal("weekday = [1", "weekday = [99"), HasSubstr("`rhythm.weekday`"));
  EXPECT_THAT(refusal("per_hour = 5", "per_hour = 5\npeak = \"Sat 10:00\""), HasSubstr("half_life_h"));
  EXPECT_THAT(refusal("per_hour = 5", "per_hour = 5\nbegin = \"Wed 10:00\""), HasSubstr("is after the end"));
}

TEST(Scenario, RefusesHostileFiles) {
  EXPECT_THAT(refusal("\"hello\"]", "\"{hello}\"]"), HasSubstr("calls itself"));
  EXPECT_THAT(refusal("\"small\"", "\"../small\""), HasSubstr("`name`"));
  EXPECT_FALSE(Scenario::parse(std::string(kScenarioBytesMax + 1, '#')));
  EXPECT_FALSE(Scenario::parse("name = \"\xff\""));
  EXPECT_FALSE(Scenario::parse(std::string("name = \"a\0b\"", 12)));
  EXPECT_FALSE(Scenario::parse("a = " + std::string(100'000, '[')));
  EXPECT_FALSE(Scenario::parse(""));
  EXPECT_EQ(refusal("[en.shorthand]", "été = 1"), "scenario:23: a letter outside ASCII must stand in quotes");
}

TEST(Scenario, LaysItsFridayOnAFriday) {
  const auto scenario = Scenario::parse(kSmall);
  ASSERT_TRUE(scenario);
  const Time base = scenario->base_ending_by(*parse_time("2026-11-22T12:00:00Z"));  // A Sunday.
  EXPECT_EQ(format_time(base).substr(0, 16), "2026-11-13T17:00");
  const Time monday = *parse_time("2026-11-23T09:00:00Z");
  EXPECT_EQ(scenario->base_ending_by(monday) + scenario->duration(), monday);
}

TEST(Shipped, EveryScenarioParses) {
  ASSERT_FALSE(shipped_names().empty());
  for (const auto name : shipped_names()) {
    const auto scenario = Scenario::parse(shipped_scenario(name));
    ASSERT_TRUE(scenario) << scenario.error().message;
    EXPECT_EQ(scenario->name(), name);
  }
  EXPECT_EQ(shipped_scenario("none"), "");
}

}  // namespace
}  // namespace vigie::rehearsal
