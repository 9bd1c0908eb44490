#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

class RefusalsApi : public ApiTest {
 protected:
  void say(const std::string& id, const std::string& author, const std::string& fate) {
    const auto told = this->told(net::Method::kPost, "/posts",
                                 R"([{"source": "file:shop", "id": ")" + id +
                                     R"(", "time": "2026-11-22T11:00:00Z", "text": "rouge", "author": {"id": ")" +
                                     author + R"("}}])");
    EXPECT_EQ(told.at("results").at(0).at("fate"), fate) << told;
    EXPECT_EQ(told["results"][0].contains("reason"), fate == "rejected") << "who hands over must know why";
  }
  nlohmann::json refuse(const std::string& body, int status = 201) {
    return told(net::Method::kPost, "/refusals", body, status);
  }
};

TEST_F(RefusalsApi, TakesOutAPersonAndKeepsThemOutUntilTakenBack) {
  say("1", "zoe", "accepted");
  const auto added = refuse(R"({"source": "file:shop", "author": "zoe"})");
  EXPECT_EQ(added["deleted"], 1);
  EXPECT_EQ(get("/search?q=rouge")["posts"].size(), 0U);
  say("2", "zoe", "rejected");
  say("3", "ana", "accepted");
  EXPECT_EQ(get("/refusals")["refusals"][0]["id"], added["id"]);
  told(net::Method::kDelete, "/refusals/" + added["id"].get<std::string>(), {}, 204);
  told(net::Method::kDelete, "/refusals/" + added["id"].get<std::string>(), {}, 404);
  say("4", "zoe", "accepted");
}

TEST_F(RefusalsApi, TellsTheNumberOfSomebodyWhoIsOnTheListAndNeverAName) {
  const auto added = refuse(R"({"author": "@Zoe@piaille.fr"})");
  EXPECT_EQ(refuse(R"({"author": "https://piaille.fr/users/zoe"})", 200)["id"], added["id"]);
  EXPECT_EQ(get("/refusals").dump().find("zoe"), std::string::npos);
  EXPECT_EQ(get("/refusals")["count"], 1);
}

TEST_F(RefusalsApi, TellsTheListInPages) {
  for (const auto* author : {"a", "b", "c"}) {
    refuse(R"({"source": "file:shop", "author": ")" + std::string(author) + "\"}");
  }
  const auto first = get("/refusals?limit=2");
  EXPECT_EQ(first["refusals"].size(), 2U);
  const auto rest = get("/refusals?cursor=" + first["next_cursor"].get<std::string>());
  EXPECT_EQ(rest["refusals"].size(), 1U);
  EXPECT_TRUE(rest["next_cursor"].is_null());
  get("/refusals?cursor=x", 422);
}

TEST_F(RefusalsApi, RefusesANameThatMeansNobodyForSure) {
  refuse(R"({"source": "file:shop"})", 422);
  refuse(R"({"source": "file:shop", "author": ""})", 422);
  refuse(R"({"author": "zoe"})", 422);
  refuse(R"({"source": "bluesky", "author": "zoe.bsky.social"})", 422);
  EXPECT_EQ(get("/refusals")["count"], 0);
}

}  // namespace
}  // namespace vigie::api
