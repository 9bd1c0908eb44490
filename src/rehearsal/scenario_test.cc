#include "rehearsal/scenario.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/time_text.h"
#include "rehearsal/limits.h"
#include "rehearsal/play.h"
#include "rehearsal/rhythm.h"
#include "rehearsal/script.h"
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

constexpr std::string_view kPlace = R"([place]
slug = "our-ad"
brand = "Small"
colour = "#123456"
contact = "a@small.drill.example"
tagline_fr = "t"
tagline_en = "t"
title_fr = "Titre"
title_en = "Title"
text_fr = "x"
text_en = "x"
[place.motive]
who_fr = "q"
who_en = "w"
why_fr = "p"
why_en = "y"
use_fr = "u"
use_en = "u"
paid_fr = "n"
paid_en = "n"
how_long_fr = "l"
how_long_en = "l"
removal_reasons = [{ id = "threat", words_fr = "menace", words_en = "threat" }]
[[crowd]])";

TEST(Scenario, GivesItsOwnPlaceWithItsMotives) {
  std::string text(kSmall);
  text.replace(text.find("[[crowd]]"), 9, kPlace);
  const auto scenario = Scenario::parse(text);
  ASSERT_TRUE(scenario) << scenario.error().message;
  ASSERT_TRUE(scenario->place());
  EXPECT_EQ(scenario->place()->slug, "our-ad");
  EXPECT_EQ(scenario->place()->title.fr, "Titre");
  EXPECT_EQ(scenario->place()->motive.removal_reasons.at(0).words.en, "threat");
  EXPECT_THAT(refusal("[[crowd]]", std::string(kPlace).replace(kPlace.find("our-ad"), 6, "our/ad")),
              HasSubstr("`place.slug`"));
  EXPECT_THAT(refusal("[[crowd]]", std::string(kPlace).replace(kPlace.find("why_fr"), 6, "wyh_fr")),
              HasSubstr("`place.motive.why_fr` is missing"));
  EXPECT_FALSE(Scenario::parse(kSmall)->place());
}

TEST(Scenario, TakesEveryRuleOnceWithItsSourceOrNone) {
  const std::string rule = "[[reaction]]\nname = \"patience\"\nvalue = 60\nunit = \"min\"\nsource = \"assumed\"\n";
  EXPECT_THAT(refusal("[[flow]]", rule + "[[flow]]"), HasSubstr("has no `silence_forgotten`"));
  EXPECT_THAT(refusal("[[flow]]", rule + rule + "[[flow]]"), HasSubstr("is there twice"));
  EXPECT_THAT(
      refusal("[[flow]]", "[[reaction]]\nname = \"patiense\"\nvalue = 1\nunit = \"\"\nsource = \"a\"\n[[flow]]"),
      HasSubstr("did you mean `patience`?"));
  EXPECT_THAT(refusal("[[flow]]", "[[reaction]]\nname = \"patience\"\nvalue = 1\nunit = \"\"\nsource = \"\"\n[[flow]]"),
              HasSubstr("`reaction.source` is empty"));
  EXPECT_THAT(
      refusal("[[flow]]", "[[reaction]]\nname = \"patience\"\nvalue = -1\nunit = \"\"\nsource = \"a\"\n[[flow]]"),
      HasSubstr("must be from 0"));
  EXPECT_THAT(refusal("per_hour = 5", "per_hour = 5\nrole = \"outrage\""), HasSubstr("must be from 0 to 0"));
  EXPECT_THAT(refusal("per_hour = 5", "per_hour = 5\nrole = \"critic\""), HasSubstr("did you mean `critical`?"));
}

TEST(Scenario, RefusesAnOutrageThatNeverEnds) {
  EXPECT_THAT(
      refusal("[[flow]]", "[[reaction]]\nname = \"outrage_echo\"\nvalue = 1\nunit = \"p\"\nsource = \"a\"\n[[flow]]"),
      HasSubstr("must be from 0 to 0.95"));
  EXPECT_THAT(refusal("[[flow]]", "[[expert]]\nname = \"" + std::string(250, 'x') +
                                      "\"\nhandle = \"a\"\ntitle_fr = \"experte\"\ntitle_en = \"expert\"\ntopics = "
                                      "[]\nsays = \"hello\"\n[[flow]]"),
              HasSubstr("longer than 256 bytes"));
}

TEST(Shipped, SaysOfEachNumberWhereItComesFrom) {
  const auto scenario = Scenario::parse(shipped_scenario(shipped_names()[0])).value();
  EXPECT_EQ(scenario.reactions().size(), rule_names().size());
  EXPECT_EQ(scenario.policies().size(), habit_names().size());
  for (const auto numbers : {scenario.reactions(), scenario.policies()}) {
    for (const auto& number : numbers) EXPECT_FALSE(number.source.empty() || number.unit.empty()) << number.name;
  }
  ASSERT_TRUE(scenario.place());
  EXPECT_GE(scenario.place()->motive.removal_reasons.size(), 3U);
  EXPECT_EQ(scenario.experts().size(), 2U);
}

// The small one with the shared speech in the place of its own names and its own day.
std::string with_speech(std::string_view more_french) {
  std::string text(kSmall);
  const auto cut = [&](std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    text.erase(at, text.find(to, at) - at);
  };
  cut("[rhythm]", "[fr]");
  cut("[fr]", "[[crowd]]");
  text.insert(text.find("start ="), "speech = \"everyday\"\n");
  text.replace(text.find("\"hello\""), 7, "\"life\"");
  text.insert(text.find("[[crowd]]"), "[fr]\n" + std::string(more_french) + "\n");
  return text;
}

TEST(Scenario, BuildsOnSharedSpeech) {
  ASSERT_TRUE(Scenario::parse(with_speech("")));
  EXPECT_THAT(refusal("start =", "speech = \"evryday\"\nstart ="), HasSubstr("did you mean `everyday`?"));
  const auto own = Scenario::parse(with_speech("life = [\"rien de neuf\"]"));
  ASSERT_TRUE(own) << own.error().message;
  PlayOptions options;
  options.base = own->base_ending_by(*parse_time("2026-11-22T12:00:00Z"));
  post::Batch batch;
  Play(*own, options).until(options.base + own->duration(), batch);
  int french = 0;
  for (const auto& item : batch.items()) {
    if (item.post.lang != "fr" || item.post.text.empty()) continue;
    ++french;
    EXPECT_THAT(std::string(item.post.text), testing::ContainsRegex("[Rr]ien de neuf"));
  }
  EXPECT_GT(french, 10);
}

TEST(Scenario, NamesTheFileOfAWrongRule) {
  const auto own = Scenario::parse(with_speech("life = [\"{nowhere}\"]"));
  ASSERT_FALSE(own);
  EXPECT_THAT(own.error().message, HasSubstr("scenario:"));
  // What one's own rule makes of the shared ones is told of the shared one.
  const auto loop = Scenario::parse(with_speech("who = [\"{life}\"]"));
  ASSERT_FALSE(loop);
  EXPECT_THAT(loop.error().message, HasSubstr("calls itself"));
}

TEST(Scenario, RefusesGapsThatAreNone) {
  const std::string gap = "[[gap]]\nbegin = \"Sat 10:00\"\nend = \"Sat 12:00\"\n";
  EXPECT_EQ(refusal("[[crowd]]", gap + "[[crowd]]"), "");
  EXPECT_THAT(refusal("[[crowd]]", gap + gap + "[[crowd]]"), HasSubstr("one after the other"));
  EXPECT_THAT(refusal("[[crowd]]", "[[gap]]\nbegin = \"Sat 12:00\"\nend = \"Sat 12:00\"\n[[crowd]]"),
              HasSubstr("must come after begin"));
}

TEST(Scenario, RisesByDoubling) {
  std::string text(kSmall);
  text.replace(text.find("per_hour = 5"), 12,
               "per_hour = 64\nbegin = \"Sat 04:00\"\npeak = \"Sat 10:00\"\nhalf_life_h = 2\ndoubles_h = 1");
  const auto story = Scenario::parse(text);
  ASSERT_TRUE(story) << story.error().message;
  const auto& flow = story->script().flows[0];
  const auto at = [&](int hour) { return rate(story->script(), flow, std::chrono::hours(hour)); };
  EXPECT_EQ(at(10), 0);
  EXPECT_NEAR(at(11), 1, 1e-9);
  EXPECT_NEAR(at(12), 2, 1e-9);
  EXPECT_NEAR(at(17), 64, 1e-9);
  EXPECT_NEAR(at(19), 32, 1e-9);
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
