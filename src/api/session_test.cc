#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

using net::Method;
using nlohmann::json;

constexpr const char* kAda = R"({"name": "ada", "role": "manager", "password": "a lantern by the sea"})";
constexpr const char* kLogin = R"({"name": "ada", "password": "a lantern by the sea"})";

class SessionTest : public ApiTest {
 protected:
  // As a browser: it keeps what Set-Cookie says.
  net::Reply browse(Method method, const std::string& target, std::string body = {}) {
    auto asked = request(method, "/api/v1" + target, std::move(body));
    if (!cookie_.empty()) asked.headers.set("Cookie", cookie_);
    auto reply = ask(asked);
    if (const auto set = reply.headers.find("Set-Cookie")) cookie_ = set->substr(0, set->find(';'));
    return reply;
  }
  json seen(Method method, const std::string& target, std::string body = {}, int status = 200) {
    const auto reply = browse(method, target, std::move(body));
    EXPECT_EQ(reply.status, status) << target << ": " << reply.body;
    return json::parse(reply.body, nullptr, false);
  }
  std::string cookie_;
};

TEST_F(SessionTest, WithoutAccountsWhoeverIsHereIsTheManager) {
  const auto session = seen(Method::kGet, "/session");
  EXPECT_EQ(session["open"], true);
  EXPECT_EQ(session["account"], nullptr);
  EXPECT_EQ(session["role"], "manager");
}

TEST_F(SessionTest, WhoMakesTheFirstAccountIsInWithIt) {
  EXPECT_EQ(seen(Method::kPost, "/accounts", R"({"name": "ada", "role": "reader", "password": "a lantern by the sea"})",
                 422)["detail"],
            "role: the first account must be a manager's, with a password");
  const auto account = seen(Method::kPost, "/accounts", kAda, 201);
  EXPECT_EQ(account["state"], "active");
  EXPECT_EQ(account["display_name"], "ada");
  const auto session = seen(Method::kGet, "/session");
  EXPECT_EQ(session["open"], false);
  EXPECT_EQ(session["account"], account);
  EXPECT_EQ(session["role"], "manager");
  cookie_.clear();
  EXPECT_EQ(seen(Method::kGet, "/session")["role"], "anyone");
  EXPECT_EQ(browse(Method::kGet, "/status").status, 401);
}

TEST_F(SessionTest, LogsInAndOut) {
  seen(Method::kPost, "/accounts", kAda, 201);
  cookie_.clear();
  EXPECT_EQ(seen(Method::kPost, "/session", R"({"name": "ada", "password": "wrong"})", 401)["detail"],
            seen(Method::kPost, "/session", R"({"name": "eve", "password": "wrong"})", 401)["detail"]);
  EXPECT_EQ(seen(Method::kPost, "/session", kLogin)["account"]["name"], "ada");
  EXPECT_EQ(browse(Method::kGet, "/status").status, 200);
  const auto before = cookie_;
  EXPECT_EQ(browse(Method::kDelete, "/session").status, 204);
  EXPECT_EQ(cookie_, "vigie_session=");
  cookie_ = before;
  EXPECT_EQ(browse(Method::kGet, "/status").status, 401);
}

TEST_F(SessionTest, LoggingInAnewEndsTheSessionBefore) {
  seen(Method::kPost, "/accounts", kAda, 201);
  const auto before = cookie_;
  seen(Method::kPost, "/session", kLogin);
  EXPECT_NE(cookie_, before);
  cookie_ = before;
  EXPECT_EQ(browse(Method::kGet, "/status").status, 401);
}

TEST_F(SessionTest, TooManyTriesAreToldHowLongToWait) {
  seen(Method::kPost, "/accounts", kAda, 201);
  cookie_.clear();
  for (int i = 0; i < 10; ++i) seen(Method::kPost, "/session", R"({"name": "ada", "password": "wrong"})", 401);
  const auto refused = browse(Method::kPost, "/session", kLogin);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.headers.get("Retry-After"), "60");
  clock_.advance(std::chrono::seconds(60));
  EXPECT_EQ(browse(Method::kPost, "/session", kLogin).status, 200);
}

TEST_F(SessionTest, OnesOwnPasswordIsChangedWithTheOldOneAlone) {
  seen(Method::kPost, "/accounts", kAda, 201);
  const auto before = cookie_;
  seen(Method::kPut, "/session", R"({"password": "wrong", "new_password": "another lantern"})", 401);
  seen(Method::kPut, "/session", R"({"password": "a lantern by the sea", "new_password": "short"})", 422);
  seen(Method::kPut, "/session", R"({"password": "a lantern by the sea", "new_password": "another lantern"})");
  EXPECT_EQ(browse(Method::kGet, "/status").status, 200);
  cookie_ = before;
  EXPECT_EQ(browse(Method::kGet, "/status").status, 401);
}

TEST_F(SessionTest, AnInvitationLetsInOnce) {
  seen(Method::kPost, "/accounts", kAda, 201);
  const auto naima = seen(Method::kPost, "/accounts",
                          R"({"name": "naima", "role": "expert", "topics": ["motor"], "title": "engineer",
                              "mandate_until": "2026-12-01T00:00:00Z"})",
                          201);
  EXPECT_EQ(naima["state"], "invited");
  EXPECT_EQ(naima["mandate_until"], "2026-12-01T00:00:00Z");
  const std::string token = naima["invitation"]["token"];
  EXPECT_TRUE(std::string(naima["invitation"]["url"]).ends_with("/invitation/" + token));
  cookie_.clear();
  EXPECT_EQ(seen(Method::kGet, "/invitations/" + token)["account"]["topics"], json({"motor"}));
  seen(Method::kPost, "/invitations/" + token, R"({"password": "short"})", 422);
  EXPECT_EQ(seen(Method::kPost, "/invitations/" + token, R"({"password": "a motor that hums"})")["role"], "expert");
  EXPECT_EQ(browse(Method::kGet, "/status").status, 200);
  seen(Method::kPost, "/invitations/" + token, R"({"password": "a motor that hums"})", 404);
  seen(Method::kGet, "/invitations/" + token, {}, 404);
}

TEST_F(SessionTest, AManagerChangesAndEndsAccountsButNotTheLastManager) {
  const std::string ada = seen(Method::kPost, "/accounts", kAda, 201)["id"];
  const std::string ben = seen(Method::kPost, "/accounts", R"({"name": "ben", "role": "reader"})", 201)["id"];
  EXPECT_EQ(seen(Method::kPut, "/accounts/" + ben, R"({"name": "ben", "role": "expert", "topics": ["motor"]})")["role"],
            "expert");
  seen(Method::kPut, "/accounts/" + ben, R"({"name": "ADA", "role": "expert"})", 409);
  seen(Method::kPut, "/accounts/" + ada, R"({"name": "ada", "role": "reader"})", 409);
  seen(Method::kDelete, "/accounts/" + ada, {}, 409);
  EXPECT_EQ(browse(Method::kDelete, "/accounts/" + ben).status, 204);
  const auto list = seen(Method::kGet, "/accounts");
  EXPECT_EQ(list["accounts"].size(), 2U);
  EXPECT_EQ(list["accounts"][1]["state"], "ended");
  const auto page = seen(Method::kGet, "/accounts?limit=1");
  EXPECT_EQ(page["next_cursor"], ada);
  EXPECT_EQ(seen(Method::kGet, "/accounts?limit=1&cursor=" + ada)["accounts"][0]["id"], ben);
  for (const char* nobody : {"99", "x", "-1"}) seen(Method::kDelete, std::string("/accounts/") + nobody, {}, 404);
}

TEST_F(SessionTest, AManagerWhoChangesTheirOwnPasswordStaysIn) {
  const std::string ada = seen(Method::kPost, "/accounts", kAda, 201)["id"];
  const auto before = cookie_;
  seen(Method::kPut, "/accounts/" + ada, R"({"name": "ada", "role": "manager", "password": "another lantern"})");
  EXPECT_NE(cookie_, before);
  EXPECT_EQ(browse(Method::kGet, "/accounts").status, 200);
}

TEST_F(SessionTest, ATokensSecretIsToldOnce) {
  seen(Method::kPost, "/accounts", kAda, 201);
  const auto made =
      seen(Method::kPost, "/tokens", R"({"name": "export", "role": "reader", "until": "2026-12-24T00:00:00Z"})", 201);
  EXPECT_TRUE(std::string(made["secret"]).starts_with("vigie_"));
  const auto list = seen(Method::kGet, "/tokens");
  EXPECT_EQ(list["tokens"][0]["name"], "export");
  EXPECT_FALSE(list["tokens"][0].contains("secret"));
  EXPECT_EQ(browse(Method::kDelete, "/tokens/" + std::string(made["id"])).status, 204);
  seen(Method::kDelete, "/tokens/" + std::string(made["id"]), {}, 404);
  seen(Method::kPost, "/tokens", R"({"name": "export", "role": "king"})", 422);
}

}  // namespace
}  // namespace vigie::api
