// Every route at once: who may ask for it, and what strangers are told.
#include <map>

#include "api/api.h"
#include "api/api_for_tests.h"
#include "api/routes.h"

namespace vigie::api {
namespace {

using net::Method;
using people::Role;

constexpr const char* kPassword = "a lantern by the sea";

class AccessTest : public ApiTest {
 protected:
  // A house with people, one of each role; how each proves it.
  void SetUp() override {
    ApiTest::SetUp();
    for (const Role role : {Role::kManager, Role::kExpert, Role::kReader}) {
      people::AccountDraft draft;
      draft.name = name_of(role);
      draft.role = role;
      ASSERT_TRUE(people_->add(draft, kPassword));
      cookies_[role] = "vigie_session=" + people_->log_in(draft.name, kPassword, "192.0.2.1")->secret;
    }
  }
  net::Request as(Role role, Method method, const std::string& target, std::string body = {}) {
    auto out = request(method, target, std::move(body));
    if (role != Role::kAnyone) out.headers.set("Cookie", cookies_[role]);
    return out;
  }
  int status(Role role, Method method, const std::string& target, std::string body = {}) {
    const auto answered = api_->answer(as(role, method, target, std::move(body)));
    return std::holds_alternative<OpenStream>(answered) ? 200 : std::get<net::Reply>(answered).status;
  }
  // Every route of the API, with something in place of its arguments.
  static std::vector<std::pair<const Route*, std::string>> all_routes() {
    std::vector<std::pair<const Route*, std::string>> out;
    for (const auto routes :
         {accounts_routes(),   alert_rules_routes(), alerts_routes(),  authors_routes(), climate_routes(),
          deliveries_routes(), refusals_routes(),    drill_routes(),   events_routes(),  image_routes(),
          intents_routes(),    measure_routes(),     openapi_routes(), posts_routes(),   readings_routes(),
          relevance_routes(),  sample_routes(),      search_routes(),  session_routes(), sources_routes(),
          status_routes(),     tokens_routes(),      trends_routes(),  watches_routes()}) {
      for (const auto& route : routes) {
        std::string path;
        for (const char c : route.path) {
          if (c == '}') path.erase(path.rfind('{'));
          path += c == '}' ? '9' : c;
        }
        out.emplace_back(&route, "/api/v1" + path);
      }
    }
    return out;
  }
  std::map<Role, std::string> cookies_;
};

TEST_F(AccessTest, AStrangerIsRefusedByEveryRouteThatIsNotForAnyone) {
  for (const auto& [route, path] : all_routes()) {
    const int told = status(Role::kAnyone, route->method, path, "{}");
    if (role_needed(*route) == Role::kAnyone) continue;
    EXPECT_EQ(told, 401) << net::name_of(route->method) << " " << path;
  }
  EXPECT_EQ(status(Role::kAnyone, Method::kGet, "/metrics"), 401);
}

TEST_F(AccessTest, AReaderIsRefusedByEveryRouteThatWantsMore) {
  for (const auto& [route, path] : all_routes()) {
    if (role_needed(*route) <= Role::kReader) continue;
    EXPECT_EQ(status(Role::kReader, route->method, path, "{}"), 403) << net::name_of(route->method) << " " << path;
  }
}

TEST_F(AccessTest, WhatChangesTheHouseIsTheManagersUnlessARouteSaysOtherwise) {
  for (const auto& [route, path] : all_routes()) {
    const bool is_own = path.ends_with("/session") || path.find("/invitations/") != std::string::npos;
    // Whoever is woken takes it in hand; whoever may answer a post may say how it is to be read.
    const bool is_of_experts = path.ends_with("/acknowledge") || path.ends_with("/reading") ||
                               path.ends_with("/relevance") || path.find("/readings/sample") != std::string::npos;
    if (route->method == Method::kGet || is_own) continue;
    if (is_of_experts && route->method == Method::kPost) {
      EXPECT_EQ(role_needed(*route), Role::kExpert) << path;
      continue;
    }
    EXPECT_EQ(role_needed(*route), Role::kManager) << net::name_of(route->method) << " " << path;
  }
}

TEST_F(AccessTest, AddressesOfAlertsAreForManagersAlone) {
  for (const char* to : {R"({"channel": "email", "address": "ada@example.org"})",
                         R"({"channel": "webhook", "address": "https://hooks.example/path"})"}) {
    ASSERT_EQ(status(Role::kManager, Method::kPost, "/api/v1/deliveries", to), 204);
  }
  for (const Role role : {Role::kReader, Role::kExpert, Role::kManager}) {
    const auto list = ask(as(role, Method::kGet, "/api/v1/deliveries"));
    ASSERT_EQ(list.status, 200);
    for (const char* secret : {"example.org", "hooks.example", "ada"}) {
      EXPECT_EQ(list.body.find(secret) != std::string::npos, role == Role::kManager) << list.body;
    }
  }
}

TEST_F(AccessTest, EachMayDoWhatThoseBeforeMay) {
  for (const Role role : {Role::kReader, Role::kExpert, Role::kManager}) {
    EXPECT_EQ(status(role, Method::kGet, "/api/v1/status"), 200);
    EXPECT_EQ(status(role, Method::kGet, "/api/v1/events"), 200);
    EXPECT_EQ(status(role, Method::kPost, "/api/v1/watches", R"({"name": "A", "query": "a"})"),
              role == Role::kManager ? 201 : 403);
  }
}

TEST_F(AccessTest, PagesHealthAndTheSessionAreForAnyone) {
  for (const char* path : {"/", "/watches/1", "/healthz", "/readyz", "/api/v1/session"}) {
    EXPECT_EQ(status(Role::kAnyone, Method::kGet, path), 200) << path;
  }
}

TEST_F(AccessTest, TheSocketStaysTheOperators) {
  auto by_socket = request(Method::kGet, "/api/v1/accounts");
  by_socket.is_unix_socket = true;
  EXPECT_EQ(ask(by_socket).status, 200);
}

TEST_F(AccessTest, AForgedCookieAndAForgedTokenAreRefused) {
  for (const char* cookie :
       {"vigie_session=", "vigie_session=AAAA", "other=1; vigie_session=../../x", "vigie_session"}) {
    auto forged = request(Method::kGet, "/api/v1/status");
    forged.headers.set("Cookie", cookie);
    EXPECT_EQ(ask(forged).status, 401) << cookie;
  }
  for (const char* header : {"Bearer ", "Bearer x", "Basic YWRhOmFkYQ==", "", "bearer"}) {
    auto forged = as(Role::kManager, Method::kGet, "/api/v1/status");
    forged.headers.set("Authorization", header);
    EXPECT_EQ(ask(forged).status, 401) << header;
    EXPECT_TRUE(ask(forged).headers.find("WWW-Authenticate"));
  }
}

TEST_F(AccessTest, ATokenOpensWhatItsRoleOpens) {
  const auto made = people_->add_token({"export", Role::kReader, clock_.now() + std::chrono::hours(1)}, 0).value();
  auto read = request(Method::kGet, "/api/v1/status");
  read.headers.set("Authorization", "bearer " + made.secret);
  EXPECT_EQ(ask(read).status, 200);
  auto write = request(Method::kPost, "/api/v1/watches", R"({"name": "A", "query": "a"})");
  write.headers.set("Authorization", "Bearer " + made.secret);
  EXPECT_EQ(ask(write).status, 403);
  clock_.advance(std::chrono::hours(1));
  EXPECT_EQ(ask(read).status, 401);
}

TEST_F(AccessTest, AReplyThatIsKeptUnderAKeyIsNobodyElses) {
  auto first = as(Role::kManager, Method::kPost, "/api/v1/tokens", R"({"name": "export", "role": "reader"})");
  first.headers.set("Idempotency-Key", "one");
  const auto mine = ask(first);
  EXPECT_EQ(mine.status, 201);
  EXPECT_EQ(ask(first).body, mine.body);
  people::AccountDraft other;
  other.name = "second";
  other.role = Role::kManager;
  ASSERT_TRUE(people_->add(other, kPassword));
  auto second = first;
  second.headers.set("Cookie", "vigie_session=" + people_->log_in("second", kPassword, "192.0.2.1")->secret);
  EXPECT_NE(ask(second).body, mine.body);
}

TEST_F(AccessTest, ARehearsalKnowsTheSamePeople) {
  EXPECT_EQ(status(Role::kManager, Method::kPost, "/api/v1/drill", R"({"name": "galerne", "speed": 10000})"), 202);
  EXPECT_EQ(status(Role::kAnyone, Method::kGet, "/rehearsal/api/v1/status"), 401);
  EXPECT_EQ(status(Role::kReader, Method::kGet, "/rehearsal/api/v1/status"), 200);
  EXPECT_EQ(status(Role::kReader, Method::kPost, "/rehearsal/api/v1/watches", "{}"), 403);
}

}  // namespace
}  // namespace vigie::api
