#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

using net::Method;

TEST_F(ApiTest, TheStateIsTold) {
  keep({post("1", "Aurora")});
  const auto state = get("/status");
  EXPECT_EQ(state["version"], "1.2.3");
  EXPECT_EQ(state["posts"], 1);
  EXPECT_EQ(state["rehearsal"], false);
  EXPECT_TRUE(state["drill"].is_null());
}

TEST_F(ApiTest, TheOperatorsToolsAreAnsweredAtTheirDoors) {
  EXPECT_EQ(ask(Method::kGet, "/healthz").status, 200);
  EXPECT_EQ(ask(Method::kGet, "/readyz").status, 200);
  const auto metrics = ask(Method::kGet, "/metrics").body;
  for (const char* line :
       {"\nvigie_posts 0", "\nvigie_requests_total{door=\"port\"} 7", "\nvigie_requests_waiting{lane=\"question\"} 0",
        "\nvigie_alerts 0", "\nvigie_alert_failures_total 0", "\nvigie_deliveries_waiting 0",
        "\nvigie_delivery_tries_total{outcome=\"sent\"} 0"}) {
    EXPECT_NE(metrics.find(line), std::string::npos) << line;
  }
}

TEST_F(ApiTest, SourcesAreListedStartedAndStopped) {
  EXPECT_TRUE(get("/sources")["sources"].empty());
  told(Method::kPost, "/sources", R"({"kind": "pigeons"})", 422);
  told(Method::kPost, "/sources", R"({"kind": "bluesky"})", 201);
  told(Method::kPost, "/sources", R"({"kind": "bluesky"})", 409);
  EXPECT_EQ(get("/sources")["sources"][0]["state"], "live");
  EXPECT_EQ(ask(Method::kDelete, "/api/v1/sources/bluesky").status, 204);
  EXPECT_EQ(ask(Method::kDelete, "/api/v1/sources/bluesky").status, 404);
}

TEST_F(ApiTest, ADrillIsBegunChangedAndEnded) {
  EXPECT_EQ(get("/drill")["state"], "none");
  told(Method::kPatch, "/drill", "{}", 404);
  told(Method::kDelete, "/drill", {}, 404);
  EXPECT_EQ(told(Method::kPost, "/drill", R"({"name": "galerne", "lang": "fr"})", 202)["state"], "playing");
  EXPECT_EQ(told(Method::kPatch, "/drill", R"({"paused": true})")["state"], "paused");
  EXPECT_EQ(told(Method::kDelete, "/drill", {})["state"], "ended");
  told(Method::kPatch, "/drill", R"({"paused": false})", 409);
}

}  // namespace
}  // namespace vigie::api
