#include "watch/tallies.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

namespace vigie::watch {
namespace {

using nlohmann::json;

TEST(Tallies, CountPostsAndMoodsOfEachWatchSinceTheyWereLastTaken) {
  Tallies tallies;
  const WatchId both[] = {1, 2};
  tallies.add(both, post::Mood::kNegative);
  tallies.add(std::span(both).first(1), post::Mood::kPositive);
  const auto told = json::parse(tallies.take(10));
  EXPECT_EQ(told["1"], json::parse(R"({"posts":2,"negative":1,"neutral":0,"positive":1})"));
  EXPECT_EQ(told["2"], json::parse(R"({"posts":1,"negative":1,"neutral":0,"positive":0})"));
  EXPECT_EQ(tallies.take(10), "{}");
}

TEST(Tallies, GiveEveryWatchItsTurnWhenThereAreMoreThanAreTold) {
  Tallies tallies;
  const WatchId all[] = {1, 2, 3, 4, 5};
  std::set<std::string> heard;
  for (int i = 0; i < 3; ++i) {
    tallies.add(all, post::Mood::kNeutral);
    const auto told = json::parse(tallies.take(2));
    EXPECT_LE(told.size(), 2u);
    for (const auto& [id, counts] : told.items()) heard.insert(id);
  }
  EXPECT_EQ(heard.size(), 5u);
  EXPECT_EQ(json::parse(tallies.take(5))["1"]["posts"], 2) << "of those, what came after it was told";
}

}  // namespace
}  // namespace vigie::watch
