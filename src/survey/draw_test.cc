#include "survey/draw.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "store/test_house.h"

namespace vigie::survey {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class DrawTest : public ::testing::Test {
 protected:
  DrawTest() { EXPECT_TRUE(house.open()); }
  void say(const std::string& id, Time at, const std::string& text = "galerne") { house.say(id, text, at); }
  // `count` posts, one every `apart`.
  void say_many(const std::string& name, int count, Time from, Micros apart) {
    store::Items items;
    for (int i = 0; i < count; ++i) items.say(name + std::to_string(i), "galerne", from + i * apart);
    house.append(items);
  }
  std::vector<std::string> draw_ids(std::size_t read_max, const store::Span& span = {}) {
    std::vector<std::string> ids;
    const auto result = draw(*house.store, query::parse("galerne").value(), span, read_max,
                             [&](const store::Hit& hit) { ids.emplace_back(hit.post.id); });
    EXPECT_TRUE(result);
    drawn = *result;
    EXPECT_EQ(drawn.read, ids.size());
    return ids;
  }
  store::House house;
  Drawn drawn;
};

TEST_F(DrawTest, ReadsAllWhenFewEnough) {
  say_many("a", 2'300, store::kNoon, minutes(1));
  say("other", store::kNoon, "lisiere");
  EXPECT_EQ(draw_ids(2'300).size(), 2'300U);
  EXPECT_EQ(drawn.found, 2'300U);
}

TEST_F(DrawTest, NothingFoundIsNothingRead) {
  EXPECT_TRUE(draw_ids(10).empty());
  EXPECT_EQ(drawn.found, 0U);
  say("other", store::kNoon, "lisiere");
  EXPECT_TRUE(draw_ids(10).empty());
}

TEST_F(DrawTest, ReadsExactlyAsManyAsItMayWhereMoreAreFound) {
  say_many("a", 3'000, store::kNoon, minutes(1));
  for (const std::size_t most : {1, 7, 199, 1'000, 2'999}) {
    const auto ids = draw_ids(most);
    EXPECT_EQ(ids.size(), most);
    EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), most) << "no post twice";
    EXPECT_EQ(drawn.found, 3'000U);
  }
}

TEST_F(DrawTest, IsEvenOverTheSpan) {
  say_many("a", 4'000, store::kNoon, minutes(1));
  std::map<int, int> by_quarter;
  for (const auto& id : draw_ids(400)) ++by_quarter[std::stoi(id.substr(1)) / 1'000];
  for (int quarter = 0; quarter < 4; ++quarter) EXPECT_NEAR(by_quarter[quarter], 100, 2) << quarter;
}

TEST_F(DrawTest, ABurstWeighsAsItWeighsInAll) {
  say_many("calm", 1'000, store::kNoon, hours(1));
  say_many("burst", 3'000, store::kNoon + hours(500), std::chrono::milliseconds(10));  // Half a minute of it.
  int burst = 0;
  int early = 0;
  for (const auto& id : draw_ids(800)) {
    if (!id.starts_with("burst")) continue;
    ++burst;
    if (std::stoi(id.substr(5)) < 1'500) ++early;
  }
  EXPECT_NEAR(burst, 600, 10);
  EXPECT_NEAR(early, 300, 20) << "within the burst too";
}

TEST_F(DrawTest, AllAtOneMomentIsReadAsFarAsItMay) {
  say_many("a", 700, store::kNoon, Micros(0));
  say("end", store::kNoon + hours(24 * 365));
  EXPECT_EQ(draw_ids(300).size(), 300U);
}

TEST_F(DrawTest, TheSameQuestionGivesTheSameDraw) {
  say_many("a", 3'000, store::kNoon, minutes(1));
  const auto once = draw_ids(500);
  EXPECT_EQ(draw_ids(500), once);
  EXPECT_TRUE(house.open());  // Out of the log.
  EXPECT_EQ(draw_ids(500), once);
}

TEST_F(DrawTest, NewestFirstAndOfTheSpanAlone) {
  say_many("a", 1'000, store::kNoon, minutes(1));
  const auto ids = draw_ids(90, {store::kNoon + minutes(100), store::kNoon + minutes(400)});
  EXPECT_EQ(drawn.found, 300U);
  int last = 400;
  for (const auto& id : ids) {
    const int at = std::stoi(id.substr(1));
    EXPECT_LT(at, last);
    EXPECT_GE(at, 100);
    last = at;
  }
}

TEST_F(DrawTest, ASpanWithoutTimeOrTurnedAroundIsEmpty) {
  say_many("a", 10, store::kNoon, minutes(1));
  EXPECT_TRUE(draw_ids(5, {store::kNoon + hours(1), store::kNoon}).empty());
  EXPECT_TRUE(draw_ids(5, {Time::max(), Time::min()}).empty());
  EXPECT_TRUE(draw_ids(5, {store::kNoon, store::kNoon}).empty());
}

TEST_F(DrawTest, ADrawOfNoneCountsAndReadsNothing) {
  say_many("a", 10, store::kNoon, minutes(1));
  EXPECT_TRUE(draw_ids(0).empty());
  EXPECT_EQ(drawn.found, 10U);
}

}  // namespace
}  // namespace vigie::survey
