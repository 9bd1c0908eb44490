#include "rehearsal/shipped.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/time_text.h"
#include "post/validate.h"
#include "rehearsal/alert_truth.h"
#include "rehearsal/play.h"
#include "rehearsal/scenario.h"

namespace vigie::rehearsal {
namespace {

using std::chrono::hours;

struct Told {
  post::Batch batch;
  std::vector<Truth> truths;
};

class ShippedStory : public ::testing::TestWithParam<std::string_view> {
 protected:
  Scenario story_ = Scenario::parse(shipped_scenario(GetParam())).value();
  Time base_ = story_.base_ending_by(*parse_time("2026-11-22T12:00:00Z"));
  Told play() const {
    Told told;
    Play play(story_, {1, base_});
    play.until(base_ + story_.duration(), told.batch, &told.truths);
    return told;
  }
};

TEST_P(ShippedStory, LeavesOrdinaryDaysBeforeItsIncidents) {
  const bool is_short = GetParam() == "galerne";  // A week-end, with three quiet days.
  EXPECT_GE(story_.opening(), hours(is_short ? 48 : 13 * 24));
  EXPECT_FALSE(story_.incidents().empty() && story_.gaps().empty());
  for (const auto& incident : story_.incidents()) EXPECT_GE(incident.begin, story_.opening()) << incident.name;
  for (const auto& gap : story_.gaps()) EXPECT_GE(gap.begin, story_.opening());
}

TEST_P(ShippedStory, SpeaksInBothLanguagesWithoutHoles) {
  const auto told = play();
  std::map<std::string, int> languages;
  std::map<std::string, int> times;
  int worded = 0;
  for (std::size_t i = 0; i < told.batch.size(); ++i) {
    const auto& item = told.batch.items()[i];
    ASSERT_TRUE(post::validate(item, base_ + story_.duration()));
    const std::string text(item.post.text);
    EXPECT_EQ(text.find_first_of("{}[|"), std::string::npos) << text;
    EXPECT_EQ(text.find("  "), std::string::npos) << text;
    if (item.act != post::Act::kSay || text.empty() || item.post.edited_at || told.truths[i].copied) continue;
    ++languages[std::string(post::code_of(told.truths[i].language))];
    ++worded;
    ++times[text];
  }
  EXPECT_GT(languages["fr"], worded / 4);
  EXPECT_GT(languages["en"], worded / 4);
  EXPECT_GT(times.size(), static_cast<std::size_t>(worded) * 8 / 10) << "the same again and again";
}

TEST_P(ShippedStory, ItsWatchesMeanItsIncidents) {
  const auto told = play();
  AlertTruth truth(story_);
  for (std::size_t i = 0; i < told.truths.size(); ++i) truth.hear(told.batch.items()[i], told.truths[i]);
  for (std::size_t i = 0; i < story_.incidents().size(); ++i) {
    if (GetParam() == "galerne" && story_.incidents()[i].name == "raid") continue;  // Of the hijack's watches.
    EXPECT_GT(truth.posts_before(i, story_.duration()), 20U) << story_.incidents()[i].name;
    bool is_meant = false;
    for (std::size_t watch = 0; watch < story_.watches().size(); ++watch) is_meant |= truth.is_of(i, watch);
    EXPECT_TRUE(is_meant) << story_.incidents()[i].name;
  }
}

INSTANTIATE_TEST_SUITE_P(All, ShippedStory, ::testing::ValuesIn(shipped_names().begin(), shipped_names().end()),
                         [](const auto& one) {
                           std::string name(one.param);
                           std::erase(name, '-');
                           return name;
                         });

TEST(GreatCall, IsOfTheSizeThatThePressGave) {
  const auto story = Scenario::parse(shipped_scenario("great-call")).value();
  const Time base = story.base_ending_by(*parse_time("2026-11-22T12:00:00Z"));
  Play play(story, {1, base});
  Told told;
  play.until(base + story.duration(), told.batch, &told.truths);
  int entries = 0;
  int hostile = 0;
  int on_the_week_end = 0;
  for (std::size_t i = 0; i < told.truths.size(); ++i) {
    const auto& item = told.batch.items()[i];
    if (item.act != post::Act::kSay || item.post.edited_at || item.post.kind != post::Kind::kEntry) continue;
    ++entries;
    if (told.truths[i].mood != post::Mood::kNegative) continue;
    ++hostile;
    on_the_week_end += told.truths[i].at >= story.incidents()[0].begin + hours(6) ? 1 : 0;
  }
  EXPECT_NEAR(entries, 21'000, 1'500);
  EXPECT_NEAR(hostile, 3'000, 300);
  EXPECT_GT(on_the_week_end, hostile * 9 / 10);
}

}  // namespace
}  // namespace vigie::rehearsal
