// What strangers do to a server: too slow, too large, too many, cut in half.
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>

#include "net/limits.h"
#include "net/test_server.h"

namespace vigie::net {
namespace {

const std::string kGet = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n";

void hello(const Request&, const Responder& responder) { responder.send({200, {}, "hello", {}}); }

ServerLimits impatient() {
  ServerLimits limits;
  limits.header_wait = Millis(150);
  limits.transfer_wait = Millis(150);
  limits.idle_wait = Millis(150);
  limits.transfer_bytes_per_s_min = 1u << 20;
  return limits;
}

TEST(Abuse, IsAnsweredInPlainWordsAndThenCut) {
  TestServer server(hello);
  for (const std::string text :
       {"GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n", "nonsense\n"}) {
    RawClient client(server.port());
    client.send(text);
    const std::string reply = client.read_all();
    EXPECT_TRUE(reply.starts_with("HTTP/1.1 400 Bad Request\r\n")) << reply;
    EXPECT_NE(reply.find("application/problem+json"), std::string::npos);
    EXPECT_NE(reply.find("\"status\":400"), std::string::npos);
  }
  EXPECT_EQ(server.server().counts().refused, 4u);
  EXPECT_EQ(server.server().counts().requests, 0u);
}

TEST(Abuse, CannotSmuggleASecondRequestBehindARefusedOne) {
  TestServer server(hello);
  RawClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + kGet);
  const std::string all = client.read_all();
  EXPECT_EQ(all.find("hello"), std::string::npos) << all;
}

TEST(Abuse, OfAPeerThatLeftAtOnceIsNotTakenForTheOwnersSocket) {
  std::atomic<int> heard = 0;
  std::atomic<int> trusted = 0;
  TestServer server([&](const Request& request, const Responder& responder) {
    ++heard;
    trusted += request.is_unix_socket ? 1 : 0;
    responder.send({200, {}, "hello", {}});
  });
  std::promise<void> gone;
  server.loop().post([left = gone.get_future().share()] { left.wait(); });  // Nothing is accepted until then.
  RawClient client(server.port());
  client.send(kGet);
  client.reset();
  gone.set_value();
  RawClient next(server.port());
  next.send(kGet);
  EXPECT_TRUE(next.read_reply().starts_with("HTTP/1.1 200 "));
  EXPECT_GE(heard, 1);
  EXPECT_EQ(trusted, 0);
}

// A porter who lets in who says "friend", with up to 100,000 bytes.
ServerOptions with_porter() {
  ServerOptions options;
  options.listen = "127.0.0.1:0";
  options.porter = [](const Request& head) -> Welcome {
    if (head.headers.get("Who") == "bug") throw std::runtime_error("bug");
    if (head.headers.get("Who") != "friend") return {Reply{401, {}, "strangers wait outside", {}}, 0};
    EXPECT_FALSE(head.remote.empty());
    return {std::nullopt, 100'000};
  };
  return options;
}

std::string large_post(std::string_view who, std::string_view framing) {
  return "POST / HTTP/1.1\r\nHost: a\r\nWho: " + std::string(who) + "\r\n" + std::string(framing) + "\r\n\r\n";
}

TEST(Abuse, OfAStrangersLargeBodyIsRefusedUnread) {
  TestServer server(hello, with_porter());
  for (const char* framing :
       {"Content-Length: 60000000", "Transfer-Encoding: chunked", "Expect: 100-continue\r\nContent-Length: 60000000"}) {
    RawClient client(server.port());
    client.send(large_post("stranger", framing));
    const auto reply = client.read_all();
    EXPECT_TRUE(reply.starts_with("HTTP/1.1 401 ")) << reply;
    EXPECT_NE(reply.find("strangers wait outside"), std::string::npos);
  }
  RawClient bug(server.port());
  bug.send(large_post("bug", "Content-Length: 60000000"));
  EXPECT_TRUE(bug.read_all().starts_with("HTTP/1.1 500 "));
  EXPECT_EQ(server.server().counts().requests, 0u);
}

TEST(Abuse, OfAFriendsBodyIsReadAsFarAsItMayGo) {
  TestServer server(hello, with_porter());
  RawClient fits(server.port());
  fits.send(large_post("friend", "Content-Length: 100000") + std::string(100'000, 'x'));
  EXPECT_TRUE(fits.read_reply().starts_with("HTTP/1.1 200 "));
  RawClient longer(server.port());
  longer.send(large_post("friend", "Content-Length: 100001"));
  EXPECT_TRUE(longer.read_all().starts_with("HTTP/1.1 413 "));
  RawClient swells(server.port());
  swells.send(large_post("friend", "Transfer-Encoding: chunked") + "186A1\r\n" + std::string(100'001, 'x') + "\r\n");
  EXPECT_TRUE(swells.read_all().starts_with("HTTP/1.1 413 "));
}

TEST(Abuse, OfAStrangersSmallBodyCostsNoConnection) {
  TestServer server(hello, with_porter());
  RawClient client(server.port());
  client.send(large_post("stranger", "Content-Length: 1000"));
  client.send(std::string(1'000, 'x'));
  EXPECT_TRUE(client.read_reply().starts_with("HTTP/1.1 200 "));
}

TEST(Abuse, OfHugeHeadersGets431AndOfHugeBodies413) {
  ServerLimits limits;
  limits.body_bytes_max = 1000;
  TestServer server(hello, limits);
  RawClient header(server.port());
  header.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(kHeaderBytesMax, 'x'));
  EXPECT_TRUE(header.read_all().starts_with("HTTP/1.1 431 "));
  RawClient body(server.port());
  body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n" + std::string(500, 'x'));
  EXPECT_TRUE(body.read_all().starts_with("HTTP/1.1 413 "));
}

TEST(Abuse, OfEndlessChunkLinesGets400) {
  TestServer server(hello);
  RawClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(40'000, 'x'));
  EXPECT_TRUE(client.read_all().starts_with("HTTP/1.1 400 "));
}

TEST(Abuse, CannotFillTheMemoryWithManyBodies) {
  ServerLimits limits;
  limits.bodies_bytes_max = 100'000;
  TestServer server(hello, limits);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    clients.back()->send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000\r\n\r\n" + std::string(49'000, 'x'));
  }
  EXPECT_TRUE(comes_true([&] { return server.server().counts().refused == 1; }));
  clients.clear();
  ASSERT_TRUE(comes_true([&] { return server.server().counts().open_connections == 0; }));
  RawClient next(server.port());
  next.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000\r\n\r\n" + std::string(50'000, 'x'));
  EXPECT_TRUE(next.read_reply().starts_with("HTTP/1.1 200 ")) << "what they held is given back";
}

TEST(Slowness, OfAHeaderIsBorneForItsTimeAlone) {
  TestServer server(hello, impatient());
  RawClient client(server.port());
  const auto start = std::chrono::steady_clock::now();
  for (const char c : std::string("GET / HTTP/1.1\r\nHost: a\r\nX: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")) {
    if (!client.send({&c, 1})) break;  // A byte each 20 ms would keep it open for ever.
    std::this_thread::sleep_for(Millis(20));
    if (server.server().counts().slow_dropped > 0) break;
  }
  EXPECT_TRUE(client.read_all().starts_with("HTTP/1.1 408 "));
  EXPECT_LT(std::chrono::steady_clock::now() - start, Millis(800));
  EXPECT_EQ(server.server().counts().slow_dropped, 1u);
}

TEST(Slowness, OfABodyIsBorneWhileItComesFastEnough) {
  TestServer server(hello, impatient());
  RawClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nonly this");
  EXPECT_TRUE(client.read_all().starts_with("HTTP/1.1 408 "));
}

TEST(Slowness, OfAReaderEndsItsReply) {
  static const std::string kPage(30 << 20, 'p');
  TestServer server(
      [](const Request&, const Responder& responder) {
        Reply reply;
        reply.lasting_body = kPage;
        responder.send(std::move(reply));
      },
      [] {
        ServerLimits limits = impatient();
        limits.transfer_bytes_per_s_min = 1u << 30;
        return limits;
      }());
  RawClient client(server.port(), 4096);
  client.send(kGet);
  EXPECT_TRUE(comes_true([&] { return server.server().counts().slow_dropped == 1; }));
  EXPECT_TRUE(comes_true([&] { return server.server().counts().open_connections == 0; }));
}

TEST(Slowness, BetweenRequestsClosesQuietly) {
  TestServer server(hello, impatient());
  RawClient silent(server.port());
  RawClient once(server.port());
  once.send(kGet);
  EXPECT_NE(once.read_reply().find("hello"), std::string::npos);
  EXPECT_EQ(once.read_all(), "");
  EXPECT_EQ(silent.read_all(), "");
  EXPECT_EQ(server.server().counts().slow_dropped, 0u);
}

TEST(Connections, ThatStopInTheMiddleLeaveNothingBehind) {
  TestServer server(hello);
  const std::string post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";
  for (std::size_t bytes = 0; bytes < post.size(); ++bytes) {
    RawClient client(server.port());
    client.send(post.substr(0, bytes));
    if (bytes % 2 == 0) client.reset();
  }
  EXPECT_TRUE(comes_true([&] { return server.server().counts().open_connections == 0; }));
  EXPECT_EQ(server.server().counts().requests, 0u);
}

TEST(Connections, BeyondTheCapAreTold503) {
  ServerLimits limits;
  limits.connections_max = 10;
  TestServer server(hello, limits);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 10; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    clients.back()->send(kGet);
    clients.back()->read_reply();
  }
  RawClient refused(server.port());
  EXPECT_TRUE(refused.read_all().starts_with("HTTP/1.1 503 "));
  clients.pop_back();
  EXPECT_TRUE(comes_true([&] {
    RawClient next(server.port());
    next.send(kGet);
    return next.read_reply().starts_with("HTTP/1.1 200 ");
  }));
}

TEST(Connections, AreServedAThousandAtOnce) {
  TestServer server(hello);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 1000; ++i) clients.push_back(std::make_unique<RawClient>(server.port()));
  for (const auto& client : clients) client->send(kGet);
  for (const auto& client : clients) EXPECT_NE(client->read_reply().find("hello"), std::string::npos);
  EXPECT_EQ(server.server().counts().open_connections, 1000u);
}

}  // namespace
}  // namespace vigie::net
