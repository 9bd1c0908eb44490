// What left the house because of alerts, as the API tells it.
#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

using net::Method;

class DeliveriesTest : public ApiTest {
 protected:
  void try_out(const std::string& channel, const std::string& address, int status = 204) {
    told(Method::kPost, "/deliveries", nlohmann::json{{"channel", channel}, {"address", address}}.dump(), status);
  }
};

TEST_F(DeliveriesTest, TellsNewestFirstWhatBecameOfEach) {
  try_out("webhook", "https://hooks.example/secret-path");
  try_out("email", "ada@example.org");
  const auto list = get("/deliveries")["deliveries"];
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0]["channel"], "email");
  EXPECT_EQ(list[0]["address"], "ada@example.org");
  EXPECT_EQ(list[0]["state"], "given_up") << "no way out is configured here";
  EXPECT_EQ(list[0]["error"], "no mail server: alerts.smtp is not configured");
  EXPECT_TRUE(list[0]["alert"].is_null());
  EXPECT_TRUE(list[0]["next_at"].is_null());
  EXPECT_EQ(list[1]["address"], "https://hooks.example/secret-path");
}

TEST_F(DeliveriesTest, ComesInPages) {
  for (int i = 0; i < 5; ++i) try_out("email", "ada" + std::to_string(i) + "@example.org");
  std::vector<std::string> seen;
  std::string cursor;
  do {
    const auto page = get("/deliveries?limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
    for (const auto& one : page["deliveries"]) seen.push_back(one["address"]);
    cursor = page["next_cursor"].is_null() ? "" : page["next_cursor"].get<std::string>();
  } while (!cursor.empty());
  ASSERT_EQ(seen.size(), 5U);
  EXPECT_EQ(seen.front(), "ada4@example.org");
  EXPECT_EQ(seen.back(), "ada0@example.org");
  get("/deliveries?cursor=first", 422);
  get("/deliveries?limit=501", 422);
}

TEST_F(DeliveriesTest, WhatIsOverIsNotCancelled) {
  try_out("email", "ada@example.org");
  told(Method::kDelete, "/deliveries/" + get("/deliveries")["deliveries"][0]["id"].get<std::string>(), "", 409);
  told(Method::kDelete, "/deliveries/99", "", 404);
  told(Method::kDelete, "/deliveries/first", "", 404);
}

TEST_F(DeliveriesTest, RefusesWhatIsNoAddress) {
  try_out("pigeon", "loft", 422);
  try_out("browser", "", 422);
  try_out("email", "ada@example.org\r\nBcc: eve@example.org", 422);
  try_out("webhook", "file:///etc/passwd", 422);
  told(Method::kPost, "/deliveries", R"({"channel":"email"})", 422);
  told(Method::kPost, "/deliveries", R"({"channel":"email","address":"a@b.example","cc":"x"})", 422);
  EXPECT_TRUE(get("/deliveries")["deliveries"].empty());
}

}  // namespace
}  // namespace vigie::api
