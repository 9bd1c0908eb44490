#include "alert/webhook.h"

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <thread>

#include "net/line_peer.h"

namespace vigie::alert {
namespace {

using net::LinePeer;
using net::PeerLine;

const Time kNow = Time(std::chrono::seconds(1'800'000'000));
const std::atomic<bool> kGoOn = false;

Parcel parcel_to(const std::string& url) {
  return {7, 3, 1, {Channel::kWebhook, url, "correct horse"}, "", R"({"id":"3"})", false, 0, kNow};
}

WebhookOptions own_network() {
  WebhookOptions options;
  options.may_be_private = true;
  options.user_agent = "vigie/test";
  options.wait = std::chrono::seconds(30);
  return options;
}

Result<void> call(const LinePeer& peer, const WebhookOptions& options = own_network()) {
  return call_webhook(parcel_to(peer.url("http", "/hook?a=b")), options, kNow, kGoOn);
}

// Hears one request and says `answer`.
struct Answers {
  std::string answer;
  std::string head = {};
  std::string body = {};
  void operator()(PeerLine& line) {
    head = line.hear_until("\r\n\r\n");
    body = line.hear_until("}");
    line.say(answer);
  }
};

TEST(Webhook, SaysTheAlertSigned) {
  Answers answers{"HTTP/1.1 204 No Content\r\n\r\n"};
  {
    LinePeer peer([&](PeerLine& line) { answers(line); });
    const auto called = call(peer);
    ASSERT_TRUE(called) << called.error().message;
  }
  EXPECT_TRUE(answers.head.starts_with("POST /hook?a=b HTTP/1.1\r\n")) << answers.head;
  for (const auto* line : {"Vigie-Event: alert\r\n", "Vigie-Delivery: 7\r\n", "Content-Type: application/json\r\n",
                           "User-Agent: vigie/test\r\n", "Vigie-Signature: t=1800000000,v1="}) {
    EXPECT_NE(answers.head.find(line), std::string::npos) << line << answers.head;
  }
  EXPECT_NE(answers.head.find("v1=" + signature_of("correct horse", 1'800'000'000, answers.body)), std::string::npos);
  EXPECT_EQ(answers.body, R"({"id":"3"})");
}

TEST(Webhook, SignsAsAnybodyElseWould) {
  // `printf '%s' '1800000000.{"id":"3"}' | openssl dgst -sha256 -hmac 'correct horse'`
  EXPECT_EQ(signature_of("correct horse", 1'800'000'000, R"({"id":"3"})"),
            "a5958d69d005c04a3aaac9ead5a428b71f611a69c818924b4a529100c968e2e5");
}

TEST(Webhook, TellsWhatMayBeBetterLaterFromWhatIsFinal) {
  for (const auto& [answer, code] : {std::pair{"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", ErrorCode::kUnavailable},
                                     {"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", ErrorCode::kUnavailable},
                                     {"HTTP/1.1 429 No\r\nContent-Length: 0\r\n\r\n", ErrorCode::kUnavailable},
                                     {"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n", ErrorCode::kRefused},
                                     {"220 mail.example ESMTP\r\n", ErrorCode::kUnavailable},
                                     {"", ErrorCode::kUnavailable}}) {
    LinePeer peer([&, said = answer](PeerLine& line) { Answers{said}(line); });
    const auto called = call(peer);
    ASSERT_FALSE(called) << answer;
    EXPECT_EQ(called.error().code, code) << answer << called.error().message;
  }
  EXPECT_EQ(call_webhook(parcel_to("http://127.0.0.1:1/"), own_network(), kNow, kGoOn).error().code,
            ErrorCode::kUnavailable);
}

TEST(Webhook, TellsARedirectAndDoesNotFollowIt) {
  LinePeer inner([](PeerLine& line) { line.be_silent(); });
  LinePeer peer([&](PeerLine& line) {
    Answers{"HTTP/1.1 302 Found\r\nLocation: " + inner.url("http", "/\x1B[31m") +
            "\r\nContent-Length: 0\r\n\r\n"}(line);
  });
  const auto called = call(peer);
  ASSERT_FALSE(called);
  EXPECT_NE(called.error().message.find("a redirect to " + inner.url("http", "/?[31m") + ", which is not followed"),
            std::string::npos)
      << called.error().message;
  EXPECT_EQ(inner.connections(), 0);
}

TEST(Webhook, ReachesNoAddressOfOurOwnNetworkUnlessItMay) {
  LinePeer peer([](PeerLine& line) { Answers{"HTTP/1.1 204 No Content\r\n\r\n"}(line); });
  auto options = own_network();
  options.may_be_private = false;
  const std::string port = ":" + std::to_string(peer.port()) + "/";
  for (const auto* host : {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0", "127.1", "0x7f.1"}) {
    const auto called = call_webhook(parcel_to("http://" + std::string(host) + port), options, kNow, kGoOn);
    ASSERT_FALSE(called) << host;
    EXPECT_EQ(called.error().code, ErrorCode::kRefused) << called.error().message;
  }
  EXPECT_EQ(peer.connections(), 0);
}

TEST(Webhook, ReadsNoMoreOfAnAnswerThanItsStatus) {
  std::atomic<std::size_t> said = 0;
  LinePeer peer([&](PeerLine& line) {
    Answers{"HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n"}(line);
    const std::string piece(65'536, 'x');
    while (said < 10'000'000 && line.say(piece)) said += piece.size();
  });
  const auto called = call(peer);
  EXPECT_TRUE(called) << called.error().message;
}

TEST(Webhook, GivesUpOnAnAnswerThatIsSlowOrNeverComes) {
  auto options = own_network();
  options.wait = std::chrono::milliseconds(300);
  LinePeer never([](PeerLine& line) { line.be_silent(); });
  EXPECT_EQ(call(never, options).error().code, ErrorCode::kUnavailable);
  LinePeer slow([](PeerLine& line) {
    line.hear_until("\r\n\r\n");
    for (const char c : std::string("HTTP/1.1 200 OK\r\n") + std::string(1'000, 'x')) {
      if (!line.say(std::string(1, c))) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  });
  EXPECT_EQ(call(slow, options).error().code, ErrorCode::kUnavailable);
}

TEST(Webhook, StopsWhenTold) {
  auto never = std::make_unique<LinePeer>([](PeerLine& line) { line.be_silent(); });
  auto options = own_network();
  options.wait = std::chrono::minutes(10);
  const std::atomic<bool> stop = true;
  const auto parcel = parcel_to(never->url("http", "/"));
  auto called = std::async(std::launch::async, [&] { return call_webhook(parcel, options, kNow, stop); });
  EXPECT_EQ(called.wait_for(std::chrono::seconds(30)), std::future_status::ready);
  never.reset();  // Nothing holds it any more.
  EXPECT_EQ(called.get().error().code, ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace vigie::alert
