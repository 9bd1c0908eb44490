#include <thread>

#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

using net::Method;

TEST_F(ApiTest, APostIsReadAndDeletedByItsSourceAndId) {
  keep({post("a/b", "Aurora")});
  const std::string path = "/posts/file%3At/a%2Fb";
  EXPECT_EQ(get(path)["text"], "Aurora");
  EXPECT_EQ(ask(Method::kDelete, "/api/v1" + path).status, 204);
  get(path, 404);
  EXPECT_EQ(ask(Method::kDelete, "/api/v1" + path).status, 404);
}

TEST_F(ApiTest, APostNamedEventsIsNoStream) {
  keep({post("events", "Aurora")});
  EXPECT_EQ(ask(Method::kHead, "/api/v1/posts/file%3At/events").status, 200);
}

TEST_F(ApiTest, APostNamedByDotsIsReadLikeAnyOther) {
  keep({post("..", "Aurora")});
  EXPECT_EQ(get("/posts/file%3At/%2E%2E")["text"], "Aurora");
}

TEST_F(ApiTest, TheDeletionOfAnUnknownPostChangesNothing) {
  EXPECT_EQ(ask(Method::kDelete, "/api/v1/posts/file%3At/1").status, 404);
  EXPECT_EQ(keep({post("1", "Aurora")}).accepted, 1U);
}

TEST_F(ApiTest, AReadingThatWasPutRightLeavesNothingOnceThePostIsGone) {
  keep({post("1", "Aurora"), post("2", "Borealis")});
  const std::string right = R"({"lang": "gu"})";
  EXPECT_EQ(told(Method::kPost, "/posts/file%3At/1/reading", right)["corrected"], nlohmann::json({"lang"}));
  EXPECT_EQ(told(Method::kPost, "/posts/file%3At/2/reading", right)["correction"]["by"]["id"], "operator");
  EXPECT_EQ(get("/search?q=lang:gu%20is:corrected")["posts"].size(), 2U);
  ask(Method::kDelete, "/api/v1/posts/file%3At/1");
  told(Method::kPost, "/posts/file%3At/1/reading", right, 404);
  ask(Method::kDelete, "/api/v1/authors/file%3At/zoe");
  EXPECT_EQ(get("/search?q=is:corrected")["posts"].size(), 0U);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!get("/corrections")["corrections"].empty() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_TRUE(get("/corrections")["corrections"].empty());
}

TEST_F(ApiTest, ReasonsTellTheAttributesThatAPostSpeaksOfAndTheWordsThatSaySo) {
  keep({post("1", "Velora is great but Brixo is far too expensive and their customer service is awful!")});
  const auto all = get("/posts/file%3At/1/reasons")["attributes"];
  ASSERT_EQ(all.size(), 2U) << all.dump();
  EXPECT_EQ(all[0]["name"], "price");
  EXPECT_EQ(all[0]["en"], "Price");
  EXPECT_EQ(all[0]["read"], "negative");
  EXPECT_GT(all[0]["mood"]["negative"].get<double>(), 0.5);
  EXPECT_NE(all[0]["words"].dump().find("expensive"), std::string::npos) << all.dump();
  EXPECT_NE(all[0]["clauses"][0].get<std::string>().find("Brixo is far too expensive"), std::string::npos);
  EXPECT_EQ(all[1]["name"], "service");
  const auto watch = told(Method::kPost, "/watches", R"({"name": "Velora", "query": "velora"})", 201)["id"];
  const auto velora = get("/posts/file%3At/1/reasons?watch=" + watch.get<std::string>());
  EXPECT_TRUE(velora["attributes"].empty()) << velora.dump();  // It is Brixo that is too expensive.
}

TEST_F(ApiTest, ReasonsTellTheIntentsOfAPostAndTheWordsThatSaySo) {
  keep({post("1", "I switched from Telmio to Orvane last week, best decision ever"), post("2", "42 42 42"),
        post("3", "I switched from " + std::string(60'000, 'e') + " to Orvane")});
  const auto shown = get("/posts/file%3At/1/reasons")["intents"];
  ASSERT_FALSE(shown.empty());
  EXPECT_EQ(shown[0]["name"], "switches") << shown.dump();
  EXPECT_EQ(shown[0]["from"], "Telmio");
  EXPECT_EQ(shown[0]["to"], "Orvane");
  EXPECT_EQ(shown[0]["words"][0]["why"], "word");
  EXPECT_NE(shown[0]["words"][0]["word"].get<std::string>().find("switched"), std::string::npos);
  EXPECT_TRUE(get("/posts/file%3At/2/reasons")["intents"].empty());
  EXPECT_LT(get("/posts/file%3At/3/reasons").dump().size(), 20'000U);
}

TEST_F(ApiTest, AForgottenAuthorIsToldWithTheNumberOfPosts) {
  keep({post("1", "Aurora"), post("2", "Borealis")});
  EXPECT_EQ(told(Method::kDelete, "/authors/file%3At/zoe", {})["deleted"], 2);
  EXPECT_EQ(told(Method::kDelete, "/authors/file%3At/zoe", {})["deleted"], 0);
}

}  // namespace
}  // namespace vigie::api
