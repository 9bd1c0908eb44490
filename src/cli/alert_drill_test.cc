#include "cli/alert_drill.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/posix_disk.h"
#include "cli/alert_drill_text.h"
#include "rehearsal/shipped.h"

namespace vigie::cli {
namespace {

using testing::HasSubstr;

watch::Models shipped_models() {
  const char* source = std::getenv("VIGIE_SOURCE_DIR");  // CTest sets it.
  const auto folder = std::filesystem::path(source == nullptr ? "." : source) / "models";
  const auto read = [&](const char* name) {
    std::ifstream in(folder / name, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  const std::string language = read("language.vml");
  const std::string mood = read("mood.vmm");
  const std::string toward = read("toward.vtw");
  return watch::Models::load({language, mood, toward}).value();
}

rehearsal::Scenario shipped(std::string_view name) {
  return rehearsal::Scenario::parse(rehearsal::shipped_scenario(name)).value();
}

class AlertDrillTest : public ::testing::Test {
 protected:
  // Somebody's letters lie where the drill makes its own folder.
  AlertDrillTest() {
    std::filesystem::create_directories(parent_);
    std::ofstream(parent_ / "letters.txt") << "real";
  }
  ~AlertDrillTest() override { std::filesystem::remove_all(parent_); }
  std::vector<std::string> left() const {
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(parent_)) out.push_back(entry.path().filename());
    return out;
  }
  Result<AlertDrill> play(std::string_view name, std::uint64_t seed = 1) {
    static const auto models = shipped_models();
    return drill_alerts(shipped(name), seed, parent_.string(), models, tools());
  }
  Tools tools() { return {disk_, clock_, log_, stop_, {}, stdout, stderr, false, false}; }

  PosixDisk disk_;
  ManualClock clock_{time_of_micros(1'800'000'000'000'000)};
  SilentLog log_;
  std::atomic<bool> stop_ = false;
  std::filesystem::path parent_ = ::testing::TempDir() + "vigie_alert_drill_" + std::to_string(::getpid());
};

// How soon, over ten seeds, `doc/signals.md` tells: here that the way from the posts to the score is whole.
TEST_F(AlertDrillTest, TellsABanksOutageSoonAndLeavesNothingBehind) {
  const auto drill = play("bank-outage");
  ASSERT_TRUE(drill) << drill.error().message;
  EXPECT_GT(drill->posts, 5'000U);
  ASSERT_EQ(drill->score.incidents.size(), 1U);
  const auto& zero = drill->score.incidents[0];
  EXPECT_EQ(zero.outlook, rehearsal::Outlook::kTold);
  EXPECT_LT(zero.delay, std::chrono::minutes(30));
  EXPECT_GT(drill->score.quiet_weeks, 2.5);
  EXPECT_THAT(left(), testing::ElementsAre("letters.txt"));
}

TEST_F(AlertDrillTest, TellsASourceThatFellSilentAsAnOutage) {
  const auto drill = play("silence");
  ASSERT_TRUE(drill) << drill.error().message;
  ASSERT_EQ(drill->score.incidents.size(), 1U);
  EXPECT_EQ(drill->score.incidents[0].outlook, rehearsal::Outlook::kTold);
  EXPECT_EQ(drill->score.incidents[0].kind, "coverage");
  EXPECT_LT(drill->score.incidents[0].delay, std::chrono::minutes(10));
}

TEST_F(AlertDrillTest, EndsWhenItIsStopped) {
  stop_ = true;
  EXPECT_FALSE(play("silence"));
  EXPECT_THAT(left(), testing::ElementsAre("letters.txt"));
}

TEST_F(AlertDrillTest, SaysWhereThereIsNoRoomForIt) {
  parent_ /= "nowhere";
  const auto refused = play("silence");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("nowhere: no folder for the drill"));
  parent_ = parent_.parent_path();
}

TEST(AlertDrillText, LaysSeveralSeedsTogether) {
  std::vector<AlertDrill> drills(3);
  for (std::size_t i = 0; i < drills.size(); ++i) {
    drills[i].seed = i + 1;
    drills[i].posts = 9'000;
    rehearsal::IncidentScore one;
    one.title = {"La charnière casse", "The hinge breaks"};
    one.outlook = i == 0 ? rehearsal::Outlook::kMissed : rehearsal::Outlook::kTold;
    one.delay = std::chrono::minutes(i == 1 ? 200 : 90);
    one.posts = 12;
    one.alerts = i == 0 ? 0 : 1;
    drills[i].score.incidents.push_back(one);
    drills[i].score.quiet_weeks = 4;
  }
  drills[2].score.false_alerts.push_back({std::chrono::hours(25), 0, "share", 9});
  const auto text = alert_drill_text(shipped("product-fault"), drills, false);
  EXPECT_THAT(text, HasSubstr("9,000 posts, 3 seeds"));
  EXPECT_THAT(text, HasSubstr("The hinge breaks"));
  EXPECT_THAT(text, HasSubstr("2 of 3     200 min     200 min          12           1\n"));
  EXPECT_THAT(text, HasSubstr("Alerts of nothing: 1 in 12.0 quiet weeks of a watch, 0.08 a week\n"));
  EXPECT_THAT(text, HasSubstr("share  Corvelet  (seed 3, day 2)"));
  EXPECT_THAT(alert_drill_text(shipped("product-fault"), drills, true), HasSubstr("La charnière casse"));
  EXPECT_EQ(alert_drill_text(shipped("product-fault"), {}, false), "");
  EXPECT_THAT(text, testing::Not(HasSubstr("Not whole")));
  drills[1].is_whole = false;
  EXPECT_THAT(alert_drill_text(shipped("product-fault"), drills, false),
              HasSubstr("Not whole: a house keeps 1,000 alerts, and 1 seed had more.\n"));
}

}  // namespace
}  // namespace vigie::cli
