#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

using net::Method;

class WatchesRouteTest : public ApiTest {
 protected:
  static std::string draft(const std::string& name, const std::string& query = "aurora") {
    return nlohmann::json{{"name", name}, {"query", query}}.dump();
  }
  net::Reply change(const std::string& path, const std::string& name, const std::string& if_match) {
    auto asked = request(Method::kPut, path, draft(name));
    asked.headers.set("If-Match", if_match);
    return ask(asked);
  }
};

TEST_F(WatchesRouteTest, AreAddedReadChangedAndRemoved) {
  const auto reply = ask(Method::kPost, "/api/v1/watches", draft("Aurora"));
  ASSERT_EQ(reply.status, 201);
  const std::string path(reply.headers.get("Location"));
  EXPECT_EQ(ask(Method::kGet, path).status, 200);
  EXPECT_EQ(nlohmann::json::parse(ask(Method::kPut, path, draft("Borealis")).body)["name"], "Borealis");
  EXPECT_EQ(ask(Method::kDelete, path).status, 204);
  EXPECT_EQ(ask(Method::kGet, path).status, 404);
  EXPECT_EQ(ask(Method::kDelete, path).status, 404);
}

TEST_F(WatchesRouteTest, AreListedPageByPage) {
  for (const char* name : {"a", "b", "c"}) told(Method::kPost, "/watches", draft(name), 201);
  const auto first = get("/watches?limit=2");
  EXPECT_EQ(first["watches"].size(), 2U);
  const auto rest = get("/watches?limit=2&cursor=" + first["next_cursor"].get<std::string>());
  ASSERT_EQ(rest["watches"].size(), 1U);
  EXPECT_EQ(rest["watches"][0]["name"], "c");
  EXPECT_TRUE(rest["next_cursor"].is_null());
  for (const char* wrong : {"?limit=0", "?limit=x", "?limit=99999", "?cursor=-1", "?cursor=99999999999"}) {
    get(std::string("/watches") + wrong, 422);
  }
}

TEST_F(WatchesRouteTest, AWrongQueryIsToldWithItsColumn) {
  EXPECT_EQ(told(Method::kPost, "/watches", draft("Aurora", "a (b"), 422)["column"], 3);
  EXPECT_TRUE(get("/watches")["watches"].empty());
}

TEST_F(WatchesRouteTest, TheSecondOfTwoWhoChangeOneMustLookFirst) {
  const std::string path(ask(Method::kPost, "/api/v1/watches", draft("Aurora")).headers.get("Location"));
  const std::string tag(ask(Method::kGet, path).headers.get("ETag"));
  const auto changed = change(path, "Borealis", tag);
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(change(path, "Aurora again", tag).status, 412);
  auto removal = request(Method::kDelete, path);
  removal.headers.set("If-Match", tag);
  EXPECT_EQ(ask(removal).status, 412);
  EXPECT_EQ(nlohmann::json::parse(ask(Method::kGet, path).body)["name"], "Borealis");
  removal.headers.set("If-Match", std::string(changed.headers.get("ETag")));
  EXPECT_EQ(ask(removal).status, 204);
}

TEST_F(WatchesRouteTest, AListThatIsHeldIsNotSentAgain) {
  auto asked = request(Method::kGet, "/api/v1/watches");
  asked.headers.set("If-None-Match", std::string(ask(asked).headers.get("ETag")));
  EXPECT_EQ(ask(asked).status, 304);
  told(Method::kPost, "/watches", draft("Aurora"), 201);
  EXPECT_EQ(ask(asked).status, 200);
}

TEST_F(WatchesRouteTest, TellSeriesTopsAndPosts) {
  told(Method::kPost, "/watches", draft("Aurora"), 201);
  keep({post("1", "une aurore"), post("2", "Aurora !")});
  EXPECT_EQ(get("/watches/1/series?from=2026-11-22&to=2026-11-23")["posts"], 1);
  EXPECT_EQ(get("/watches/1/tops")["posts"], 1);
  EXPECT_EQ(get("/watches/1/posts")["posts"].size(), 1U);
  for (const char* path : {"/watches/1/nothing", "/watches/9/series", "/watches/x"}) get(path, 404);
}

class SeriesRouteTest : public ApiTest {
 protected:
  void SetUp() override {
    ApiTest::SetUp();
    told(Method::kPost, "/watches", R"({"name": "Aurora", "query": "aurora"})", 201);
    keep({post("1", "Aurora by night")});
    for (int i = 0; i < 6; ++i) {
      const auto id = "c" + std::to_string(i);
      auto copy = post(id, "Sell aurora before monday they hide what they owe");
      copy.author.id = copy.author.handle = id;
      keep({copy});
    }
  }
  const std::string day = "/watches/1/series?from=2026-11-22&to=2026-11-23&step=day";
};

TEST_F(SeriesRouteTest, TellsDifferentTextsIfAsked) {
  EXPECT_FALSE(get(day).contains("copies"));
  const auto series = get(day + "&clusters=true");
  EXPECT_EQ(series["posts"], 7);
  EXPECT_EQ(series["buckets"][0]["clusters"], 2);
  EXPECT_EQ(series["copies"]["clusters"], 2);
  EXPECT_EQ(series["copies"]["in_groups"], 6);
  get(day + "&clusters=perhaps", 422);
}

TEST_F(SeriesRouteTest, LeavesOutGroupsThatOpenIntoTheirPosts) {
  const auto series = get(day + "&without=groups");
  EXPECT_EQ(series["posts"], 1);
  EXPECT_EQ(series["voices"], 1);
  EXPECT_EQ(series["buckets"][0]["posts"], 1);
  ASSERT_EQ(series["copies"]["groups"].size(), 1U);
  const auto& group = series["copies"]["groups"][0];
  EXPECT_EQ(group["voices"], 6);
  const auto query = net::percent_encode(group["query"].get<std::string>());
  EXPECT_EQ(get("/search?q=" + query)["posts"].size(), 6U);
  EXPECT_EQ(get("/count?q=aurora&from=2026-11-22&to=2026-11-23&step=day&without=groups")["posts"], 1);
  get(day + "&without=people", 422);
}

}  // namespace
}  // namespace vigie::api
