#include "api/idempotency.h"

#include <gtest/gtest.h>

namespace vigie::api {
namespace {

net::Request post(std::string key, std::string body) {
  net::Request request;
  request.method = net::Method::kPost;
  request.target = "/api/v1/watches";
  request.headers.set("Idempotency-Key", std::move(key));
  request.body = std::move(body);
  return request;
}

net::Reply reply(int status) {
  net::Reply out;
  out.status = status;
  out.body = "made";
  return out;
}

TEST(Idempotency, GivesTheFirstReplyAgain) {
  Idempotency keys;
  EXPECT_FALSE(keys.begin(post("k", "a")));
  keys.keep(post("k", "a"), reply(201));
  const auto again = keys.begin(post("k", "a"));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->status, 201);
  EXPECT_EQ(again->body, "made");
}

TEST(Idempotency, RefusesTheKeyForAnotherRequestAndWhileTheFirstRuns) {
  Idempotency keys;
  EXPECT_FALSE(keys.begin(post("k", "a")));
  EXPECT_EQ(keys.begin(post("k", "a"))->status, 409);
  EXPECT_EQ(keys.begin(post("k", "b"))->status, 422);
}

TEST(Idempotency, ARequestThatFailedMayBeTriedAgain) {
  Idempotency keys;
  EXPECT_FALSE(keys.begin(post("k", "a")));
  keys.keep(post("k", "a"), reply(503));
  EXPECT_FALSE(keys.begin(post("k", "a")));
}

TEST(Idempotency, ForgetsTheOldestKeyOnly) {
  Idempotency keys;
  for (std::size_t i = 0; i <= kKeysKept; ++i) EXPECT_FALSE(keys.begin(post(std::to_string(i), "a")));
  EXPECT_FALSE(keys.begin(post("0", "a")));
  EXPECT_TRUE(keys.begin(post("5", "a")));
}

TEST(Idempotency, RequestsWithoutAKeyAreTheirOwn) {
  Idempotency keys;
  net::Request plain;
  plain.method = net::Method::kPost;
  EXPECT_FALSE(keys.begin(plain));
  EXPECT_FALSE(keys.begin(plain));
}

}  // namespace
}  // namespace vigie::api
