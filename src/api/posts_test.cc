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

TEST_F(ApiTest, AForgottenAuthorIsToldWithTheNumberOfPosts) {
  keep({post("1", "Aurora"), post("2", "Borealis")});
  EXPECT_EQ(told(Method::kDelete, "/authors/file%3At/zoe", {})["deleted"], 2);
  EXPECT_EQ(told(Method::kDelete, "/authors/file%3At/zoe", {})["deleted"], 0);
}

}  // namespace
}  // namespace vigie::api
