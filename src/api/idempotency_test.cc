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
  EXPECT_FALSE(keys.begin(post("k", "a"), "1"));
  keys.keep(post("k", "a"), "1", reply(201));
  const auto again = keys.begin(post("k", "a"), "1");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->status, 201);
  EXPECT_EQ(again->body, "made");
}

TEST(Idempotency, RefusesTheKeyForAnotherRequestAndWhileTheFirstRuns) {
  Idempotency keys;
  EXPECT_FALSE(keys.begin(post("k", "a"), "1"));
  EXPECT_EQ(keys.begin(post("k", "a"), "1")->status, 409);
  EXPECT_EQ(keys.begin(post("k", "b"), "1")->status, 422);
}

TEST(Idempotency, ARequestThatFailedMayBeTriedAgain) {
  Idempotency keys;
  EXPECT_FALSE(keys.begin(post("k", "a"), "1"));
  keys.keep(post("k", "a"), "1", reply(503));
  EXPECT_FALSE(keys.begin(post("k", "a"), "1"));
}

TEST(Idempotency, ForgetsTheOldestKeyOnly) {
  Idempotency keys;
  for (std::size_t i = 0; i <= kKeysKept; ++i) EXPECT_FALSE(keys.begin(post(std::to_string(i), "a"), "1"));
  EXPECT_FALSE(keys.begin(post("0", "a"), "1"));
  EXPECT_TRUE(keys.begin(post("5", "a"), "1"));
}

TEST(Idempotency, GivesNobodyTheReplyOfAnother) {
  Idempotency keys;
  EXPECT_FALSE(keys.begin(post("k", "a"), "1"));
  keys.keep(post("k", "a"), "1", reply(201));
  EXPECT_FALSE(keys.begin(post("k", "a"), "2"));
}

TEST(Idempotency, RequestsWithoutAKeyAreTheirOwn) {
  Idempotency keys;
  net::Request plain;
  plain.method = net::Method::kPost;
  EXPECT_FALSE(keys.begin(plain, "1"));
  EXPECT_FALSE(keys.begin(plain, "1"));
}

}  // namespace
}  // namespace vigie::api
