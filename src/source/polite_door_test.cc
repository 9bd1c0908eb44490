// Our manners at other people's servers, against a server on loopback.
#include "source/polite_door.h"

#include "base/time_text.h"
#include "net/responder.h"
#include "net/test_server.h"

namespace vigie::source {
namespace {

class PoliteDoorTest : public ::testing::Test {
 protected:
  PoliteDoorTest()
      : server_([this](net::Request request, net::Responder responder) {
          net::Reply reply;
          seen_.with([&](auto& seen) {
            seen.push_back(request.target);
            agent_ = std::string(request.headers.get("User-Agent"));
            reply = answer_;
          });
          if (request.target == "/away") {
            reply.status = 302;
            reply.headers.set("Location", "/arrived");
          }
          if (request.target == "/round") {
            reply.status = 302;
            reply.headers.set("Location", "/round");
          }
          responder.send(std::move(reply));
        }) {}

  Result<net::Answer> ask(const std::string& target) {
    Ask ask;
    ask.url = server_.url(target);
    return door_.ask(ask);
  }
  std::size_t count() {
    return seen_.with([](auto& seen) { return seen.size(); });
  }

  Guarded<std::vector<std::string>> seen_;
  std::string agent_;
  net::Reply answer_;
  net::TestServer server_;
  ManualClock clock_{*parse_time("2026-02-01T00:00:00Z")};
  Hosts hosts_{clock_};
  std::atomic<bool> stop_ = false;
  PoliteDoor door_{{"vigie/test", "", true}, hosts_, stop_};
};

TEST_F(PoliteDoorTest, SaysWhoWeAreAndFollowsRedirects) {
  const auto answer = ask("/away");
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(agent_, "vigie/test");
  EXPECT_EQ(count(), 2U);
}

TEST_F(PoliteDoorTest, FollowsNoRedirectForEver) {
  EXPECT_FALSE(ask("/round"));
  EXPECT_EQ(count(), 6U);
}

TEST_F(PoliteDoorTest, ReachesPublicAddressesAlone) {
  PoliteDoor door({"vigie/test", "", false}, hosts_, stop_);
  Ask ask;
  ask.url = server_.url("/");
  const auto answer = door.ask(ask);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::kRefused);
  EXPECT_EQ(count(), 0U);
}

TEST_F(PoliteDoorTest, AsksNoHostBeforeTheTimeThatItNamed) {
  answer_.status = 429;
  answer_.headers.set("Retry-After", "120");
  EXPECT_EQ(ask("/")->status, 429);
  PoliteDoor other({"vigie/test", "", true}, hosts_, stop_);
  Ask again;
  again.url = server_.url("/other");
  const auto refused = other.ask(again);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kOverloaded);
  EXPECT_NE(refused.error().message.find("2026-02-01T00:02:00Z"), std::string::npos);
  EXPECT_EQ(count(), 1U);
  clock_.advance(std::chrono::seconds(120));
  EXPECT_TRUE(other.ask(again));
  EXPECT_EQ(count(), 2U);
}

TEST_F(PoliteDoorTest, MayAskFromWithinAnAnswer) {
  answer_.body = "x";
  Ask outer;
  outer.url = server_.url("/outer");
  outer.total_wait = net::Millis(0);
  int inner = 0;
  outer.on_bytes = [&](std::string_view) {
    inner = ask("/inner")->status;
    return true;
  };
  EXPECT_TRUE(door_.ask(outer));
  EXPECT_EQ(inner, 200);
}

TEST(ComesAgainTest, ReadsWhatHostsSay) {
  const Time now = *parse_time("2026-02-01T00:00:00Z");
  const auto at = [&](int status, net::Headers headers) {
    const auto time = comes_again({status, std::move(headers), {}}, now);
    return time ? format_time(*time) : "now";
  };
  EXPECT_EQ(at(200, {}), "now");
  EXPECT_EQ(at(503, {}), "now");
  EXPECT_EQ(at(429, {}), "2026-02-01T00:01:00Z");
  EXPECT_EQ(at(503, {{"Retry-After", "30"}}), "2026-02-01T00:00:30Z");
  EXPECT_EQ(at(503, {{"Retry-After", "Sun, 01 Feb 2026 00:05:00 GMT"}}), "2026-02-01T00:05:00Z");
  EXPECT_EQ(at(503, {{"Retry-After", "99999999999999"}}), "2026-02-01T01:00:00Z");
  EXPECT_EQ(at(503, {{"Retry-After", "-5"}}), "now");
  EXPECT_EQ(at(200, {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "2026-02-01T00:03:00.000Z"}}),
            "2026-02-01T00:03:00Z");
  EXPECT_EQ(at(200, {{"X-RateLimit-Remaining", "7"}, {"X-RateLimit-Reset", "2026-02-01T00:03:00.000Z"}}), "now");
}

}  // namespace
}  // namespace vigie::source
