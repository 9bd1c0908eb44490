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

TEST_F(ApiTest, AForgottenAuthorIsToldWithTheNumberOfPosts) {
  keep({post("1", "Aurora"), post("2", "Borealis")});
  EXPECT_EQ(told(Method::kDelete, "/authors/file%3At/zoe", {})["deleted"], 2);
  EXPECT_EQ(told(Method::kDelete, "/authors/file%3At/zoe", {})["deleted"], 0);
}

}  // namespace
}  // namespace vigie::api
