#include "api/api_for_tests.h"
#include "net/url.h"

namespace vigie::api {
namespace {

using net::Method;

class UnderstandingTest : public ApiTest {
 protected:
  // Of the watch `aurora`, id 1.
  void SetUp() override {
    ApiTest::SetUp();
    told(Method::kPost, "/watches", nlohmann::json{{"name", "Aurora"}, {"query", "aurora"}}.dump(), 201);
  }
  void say(const std::string& id, const std::string& text) { keep({post(id, text)}); }
};

TEST_F(UnderstandingTest, APostSaysWhyItIsReadSo) {
  say("1", "Aurora is awful, Brixo saved me, thank you so much!");
  const auto alone = get("/posts/file%3At/1/reasons");
  EXPECT_TRUE(alone["toward"].is_null());
  EXPECT_FALSE(alone["mood"]["words"].empty());
  const auto why = get("/posts/file%3At/1/reasons?watch=1");
  EXPECT_EQ(why["toward"]["read"], "negative");
  EXPECT_EQ(why["toward"]["clauses"][0], "Aurora is awful,");
  get("/posts/file%3At/1/reasons?watch=2", 404);
  get("/posts/file%3At/1/reasons?watch=aurora", 404);
  get("/posts/file%3At/2/reasons", 404);
  const auto listed = get("/watches/1/posts")["posts"][0]["vigie"];
  EXPECT_GT(listed["toward"]["negative"], listed["toward"]["positive"]);
  EXPECT_FALSE(get("/search?q=aurora")["posts"][0]["vigie"].contains("toward"));
}

TEST_F(UnderstandingTest, APartOfAWatchIsToldByItsWordsWhichOpenTheirPosts) {
  for (int at = 0; at < 40; ++at) {
    say("a" + std::to_string(at), "aurora: my parcel never came #late");
    say("b" + std::to_string(at), "aurora: the shop opens at nine tomorrow");
  }
  const std::string span = "/watches/1/composition?from=2026-11-22&to=2026-11-23";
  const auto it = get(span + "&within=parcel");
  EXPECT_EQ(it["within"]["found"], 40);
  EXPECT_EQ(it["usual"], 40);
  EXPECT_EQ(it["enough"], true);
  ASSERT_FALSE(it["terms"].empty());
  for (const auto& one : it["terms"]) {
    const std::string query = one["query"];
    EXPECT_EQ(get("/search?limit=100&q=" + net::percent_encode(query))["posts"].size(), one["within"]) << query;
  }
  EXPECT_EQ(get(span + "&mood=positive")["enough"], false);
}

TEST_F(UnderstandingTest, APartThatIsNoneIsRefused) {
  get("/watches/1/composition?mood=angry", 422);
  get("/watches/1/composition?mood=neutral&within=x", 422);
  get("/watches/1/composition?within=x%29%20OR%20%28y", 422);
  get("/watches/2/composition", 404);
  EXPECT_EQ(get("/watches/1/composition")["enough"], false);
}

}  // namespace
}  // namespace vigie::api
