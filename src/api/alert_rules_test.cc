// Rules as managers write them: what is refused, and what is told with it.
#include <gmock/gmock.h>

#include "alert/rule.h"
#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

using net::Method;
using nlohmann::json;
using ::testing::HasSubstr;

class AlertRulesTest : public ApiTest {
 protected:
  static json draft() {
    return {
        {"name", "Wake Ada"}, {"kind", "surprise"}, {"to", {{{"channel", "email"}, {"address", "ada@example.org"}}}}};
  }
  json add(const json& rule, int status = 201) { return told(Method::kPost, "/alert-rules", rule.dump(), status); }
  json put(const std::string& id, const json& rule, int status = 200) {
    return told(Method::kPut, "/alert-rules/" + id, rule.dump(), status);
  }
};

TEST_F(AlertRulesTest, ARuleIsReplacedWholeAsItIsRead) {
  const std::string id = add(draft())["id"];
  auto rule = get("/alert-rules/" + id);
  rule["name"] = "Wake Ben";
  EXPECT_EQ(put(id, rule)["name"], "Wake Ben");
  rule.erase("to");
  EXPECT_THAT(put(id, rule, 422)["detail"].get<std::string>(), HasSubstr("to: is missing"));
  EXPECT_EQ(get("/alert-rules/" + id)["to"].size(), 1U);
  put("99", draft(), 404);
}

TEST_F(AlertRulesTest, AWebhookThatWouldNotBeReachedIsRefusedAtOnce) {
  auto rule = draft();
  rule["to"] = {{{"channel", "webhook"}, {"address", "http://127.0.0.1:9200/"}}};
  EXPECT_THAT(add(rule, 422)["detail"].get<std::string>(), HasSubstr("127.0.0.1 is this machine"));
  rule = draft();
  rule["escalate"] = {{"after_minutes", 5}, {"to", {{{"channel", "webhook"}, {"address", "http://10.0.0.1/"}}}}};
  EXPECT_THAT(add(rule, 422)["detail"].get<std::string>(), HasSubstr("alerts.webhook_private"));
}

TEST_F(AlertRulesTest, ARuleWhoseWebhookIsNoLongerReachedCanBeTriedAndMuted) {
  auto rule = draft();
  rule["to"] = {{{"channel", "webhook"}, {"address", "http://127.0.0.1:9200/"}}};
  const auto kept = office_->alerts().rules().add(alert::rule_of(rule).value()).value();
  const auto id = std::to_string(kept.id);
  told(Method::kPost, "/alert-rules/test", json{{"rule", rule}}.dump(), 200);
  auto read = get("/alert-rules/" + id);
  read["name"] = "Wake nobody";
  EXPECT_EQ(put(id, read)["name"], "Wake nobody");
  read["to"].push_back({{"channel", "webhook"}, {"address", "http://10.0.0.1/"}});
  EXPECT_THAT(put(id, read, 422)["detail"].get<std::string>(), HasSubstr("10.0.0.1"));
}

TEST_F(AlertRulesTest, OneMoreThanThereMayBeIsAConflictAndNoOverload) {
  for (std::size_t i = 0; i < alert::kRulesMax; ++i) {
    ASSERT_TRUE(office_->alerts().rules().add(alert::rule_of(draft()).value()));
  }
  EXPECT_THAT(add(draft(), 409)["detail"].get<std::string>(), HasSubstr("200 alert rules"));
  EXPECT_TRUE(get("/alert-rules")["next_cursor"].is_null());
}

TEST_F(AlertRulesTest, ARuleOfNoWatchSaysSo) {
  auto rule = draft();
  rule["watch"] = "";
  EXPECT_THAT(add(rule, 422)["detail"].get<std::string>(), HasSubstr("watch: "));
  rule["watch"] = nullptr;
  add(rule);
}

}  // namespace
}  // namespace vigie::api
