#include "api/api.h"

#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

using net::Method;

TEST_F(ApiTest, APathThatIsNotThereIsNotFoundByAnyMethod) {
  for (const Method method : {Method::kGet, Method::kPost, Method::kDelete, Method::kOptions}) {
    for (const char* path : {"/api", "/api/v1", "/api/v2/status", "/api/v1/nothing", "/api/v1/status/more"}) {
      EXPECT_EQ(ask(method, path).status, 404) << path;
    }
  }
}

TEST_F(ApiTest, AMethodThatAPathHasNotIsToldTheOthers) {
  for (const char* path : {"/healthz", "/readyz", "/metrics", "/api/v1/search"}) {
    for (const Method method : {Method::kPost, Method::kPut, Method::kPatch, Method::kDelete}) {
      const auto reply = ask(method, path);
      EXPECT_EQ(reply.status, 405) << path;
      EXPECT_EQ(reply.headers.get("Allow"), "GET, HEAD, OPTIONS") << path;
    }
  }
  EXPECT_EQ(ask(Method::kPost, "/any/page").headers.get("Allow"), "GET, HEAD, OPTIONS");
}

TEST_F(ApiTest, OptionsAreToldOfEveryPath) {
  const auto reply = ask(Method::kOptions, "/api/v1/watches");
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(reply.headers.get("Allow"), "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(ask(Method::kOptions, "/").headers.get("Allow"), "GET, HEAD, OPTIONS");
}

TEST_F(ApiTest, AMethodThatNobodyKnowsIsNotImplementedWhateverItsType) {
  auto brew = request(Method::kOther, "/api/v1/posts");
  brew.headers.set("Content-Type", "message/coffeepot");
  EXPECT_EQ(ask(brew).status, 501);
}

TEST_F(ApiTest, ABodyTooLargeForItsRouteIsRefused) {
  EXPECT_EQ(ask(Method::kPost, "/api/v1/watches", std::string(kBodyBytesMax + 1, ' ')).status, 413);
  EXPECT_EQ(ask(Method::kPost, "/api/v1/posts", std::string(kBodyBytesMax + 1, ' ')).status, 422);
}

TEST_F(ApiTest, AClosedApiTellsWhoStillAsks) {
  api_->close();
  EXPECT_EQ(ask(Method::kGet, "/api/v1/status").status, 503);
}

TEST_F(ApiTest, ARehearsalIsThereOnceItHasBegunAndTakesNothingOfTheWorld) {
  EXPECT_EQ(ask(Method::kGet, "/rehearsal/api/v1/status").status, 404);
  told(Method::kPost, "/drill", R"({"name": "galerne", "speed": 10000})", 202);
  EXPECT_EQ(ask(Method::kGet, "/rehearsal/api/v1/status").status, 200);
  EXPECT_EQ(ask(Method::kPost, "/rehearsal/api/v1/posts", "[]").status, 403);
  EXPECT_EQ(ask(Method::kPost, "/rehearsal/api/v1/sources", R"({"kind": "bluesky"})").status, 403);
}

TEST_F(ApiTest, LongAnswersArePackedForThoseWhoTakeThem) {
  auto asked = request(Method::kGet, "/api/v1/openapi.json");
  EXPECT_FALSE(ask(asked).headers.find("Content-Encoding"));
  EXPECT_EQ(ask(asked).headers.get("Vary"), "Accept-Encoding");
  asked.headers.set("Accept-Encoding", "gzip");
  EXPECT_EQ(ask(asked).headers.get("Content-Encoding"), "gzip");
}

}  // namespace
}  // namespace vigie::api
