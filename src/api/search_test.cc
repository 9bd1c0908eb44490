#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

TEST_F(ApiTest, ASearchFindsMarksAndGoesOn) {
  keep({post("1", "Aurora"), post("2", "Aurora"), post("3", "rien")});
  const auto first = get("/search?q=aurora&limit=1");
  ASSERT_EQ(first["posts"].size(), 1U);
  EXPECT_EQ(first["posts"][0]["vigie"]["spans"], nlohmann::json::parse("[[0,6]]"));
  const auto rest =
      get("/search?q=aurora&limit=1&cursor=" + net::percent_encode(first["next_cursor"].get<std::string>()));
  ASSERT_EQ(rest["posts"].size(), 1U);
  EXPECT_TRUE(rest["next_cursor"].is_null());
}

TEST_F(ApiTest, ACountOfNoSpanIsOfTheLastDay) {
  keep({post("1", "Aurora")});
  const auto count = get("/count?q=aurora");
  EXPECT_EQ(count["posts"], 1);
  EXPECT_EQ(count["from"], "2026-11-21T13:00:00Z");
  EXPECT_EQ(count["to"], "2026-11-22T13:00:00Z");
}

TEST_F(ApiTest, ACountWithOneEndTakesTheOtherADayFromIt) {
  EXPECT_EQ(get("/count?q=aurora&to=2020-05-02")["from"], "2020-05-01T00:00:00Z");
  EXPECT_EQ(get("/count?q=aurora&from=2026-11-20")["to"], "2026-11-22T13:00:00Z");
}

TEST_F(ApiTest, AWrongQuestionIsToldByTheParametersName) {
  get("/search?q=%22open", 422);
  for (const char* wrong :
       {"from=soon", "from=2026-01-02&to=2026-01-01", "step=0", "step=year", "step=1&from=2020-01-01"}) {
    get(std::string("/count?q=aurora&") + wrong, 422);
  }
}

TEST_F(ApiTest, AnExplanationSaysTheTreeOrTheProblem) {
  EXPECT_EQ(get("/explain?q=aurora")["ok"], true);
  const auto problem = get("/explain?q=%22open");
  EXPECT_EQ(problem["ok"], false);
  EXPECT_EQ(problem["problem"]["column"], 1);
}

}  // namespace
}  // namespace vigie::api
