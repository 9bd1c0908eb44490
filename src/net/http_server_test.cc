#include "net/http_server.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>

#include "base/guarded.h"
#include "net/test_server.h"

namespace vigie::net {
namespace {

const std::string kGet = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n";

std::string post(std::string_view body) {
  return "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string(body);
}

void echo(const Request& request, const Responder& responder) {
  responder.send({200,
                  {{"Content-Type", "text/plain"}},
                  std::string(name_of(request.method)) + " " + request.target + " " + request.body,
                  {}});
}

std::string body_of(const std::string& reply) {
  return reply.substr(std::min(reply.size(), reply.find("\r\n\r\n") + 4));
}

TEST(HttpServer, AnswersAndKeepsTheConnection) {
  TestServer server(echo);
  RawClient client(server.port());
  for (int i = 0; i < 3; ++i) {
    client.send(post("hello"));
    const std::string reply = client.read_reply();
    EXPECT_TRUE(reply.starts_with("HTTP/1.1 200 OK\r\n")) << reply;
    EXPECT_EQ(body_of(reply), "POST /a hello");
  }
  EXPECT_EQ(server.server().counts().connections, 1u);
  EXPECT_EQ(server.server().counts().requests, 3u);
}

TEST(HttpServer, ClosesWhenTheClientWantsIt) {
  TestServer server(echo);
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_NE(client.read_all().find("Connection: close\r\n"), std::string::npos);
}

TEST(HttpServer, AnswersPipelinedRequestsInTheirOrder) {
  TestServer server(echo);
  RawClient client(server.port());
  std::string all;
  for (int i = 0; i < 500; ++i) all += post(std::to_string(i));
  std::thread sender([&] { client.send(all); });
  for (int i = 0; i < 500; ++i) EXPECT_EQ(body_of(client.read_reply()), "POST /a " + std::to_string(i));
  sender.join();
}

// 20,000 code points of four bytes, percent-encoded: whatever may be watched may be searched.
TEST(HttpServer, TakesTheLongestQueryInItsTarget) {
  TestServer server(echo);
  RawClient client(server.port());
  std::string target = "/a?q=";
  for (int i = 0; i < 20'000; ++i) target += "%F0%9F%98%80";
  for (int i = 0; i < 2; ++i) {
    client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(body_of(client.read_reply()), "GET " + target + " ");
    client.send(post("hello"));
    EXPECT_EQ(body_of(client.read_reply()), "POST /a hello");
  }
}

TEST(HttpServer, SendsNoBodyToHeadNorWith204) {
  TestServer server([](const Request& request, const Responder& responder) {
    responder.send({request.method == Method::kHead ? 200 : 204, {}, "body", {}});
  });
  RawClient client(server.port());
  client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + kGet + "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const std::string all = client.read_all();
  EXPECT_NE(all.find("Content-Length: 4\r\n"), std::string::npos);
  EXPECT_EQ(all.find("body"), std::string::npos);
  EXPECT_NE(all.find("204 No Content"), std::string::npos);
}

TEST(HttpServer, CarriesLargeBodiesBothWays) {
  static const std::string kPage(3 << 20, 'p');
  TestServer server([](const Request& request, const Responder& responder) {
    Reply reply{200, {}, std::to_string(request.body.size()), {}};
    if (request.method == Method::kGet) reply.lasting_body = kPage;
    responder.send(std::move(reply));
  });
  RawClient client(server.port());
  client.send(post(std::string(5 << 20, 'x')));
  EXPECT_EQ(body_of(client.read_reply()), std::to_string(5 << 20));
  client.send(kGet);
  EXPECT_EQ(body_of(client.read_reply()), kPage);
}

TEST(HttpServer, SaysContinueToThoseWhoWait) {
  TestServer server(echo);
  RawClient client(server.port());
  client.send("POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("hello");
  EXPECT_EQ(body_of(client.read_reply()), "POST /a hello");
}

TEST(HttpServer, TakesAnswersFromOtherThreads) {
  std::vector<std::thread> workers;
  {
    TestServer server([&](const Request& request, const Responder& responder) {
      workers.emplace_back([responder, body = request.body] { responder.send({200, {}, body, {}}); });
    });
    RawClient client(server.port());
    for (int i = 0; i < 20; ++i) {
      client.send(post(std::to_string(i)));
      EXPECT_EQ(body_of(client.read_reply()), std::to_string(i));
    }
    for (std::thread& worker : workers) worker.join();
  }
}

TEST(HttpServer, ForgetsAnswersToAClientThatHasLeft) {
  Guarded<std::vector<Responder>> waiting;
  TestServer server(
      [&](const Request&, const Responder& responder) { waiting.with([&](auto& all) { all.push_back(responder); }); });
  {
    RawClient client(server.port());
    client.send(kGet);
    ASSERT_TRUE(comes_true([&] { return waiting.with([](auto& all) { return all.size() == 1; }); }));
    client.reset();
  }
  waiting.with([](auto& all) { all[0].send({200, {}, std::string(1 << 20, 'x'), {}}); });
  EXPECT_TRUE(comes_true([&] { return server.server().counts().open_connections == 0; }));
}

TEST(HttpServer, ForgetsAnswersOnceItIsGone) {
  Guarded<std::vector<Responder>> waiting;
  LoopThread thread;
  SilentLog log;
  std::unique_ptr<HttpServer> server;
  thread.run([&] {
    server = std::move(*HttpServer::start(
        thread.loop, {"127.0.0.1:0", {}, {}},
        [&](const Request&, const Responder& responder) { waiting.with([&](auto& all) { all.push_back(responder); }); },
        log));
  });
  RawClient client(server->port());
  client.send(kGet);
  ASSERT_TRUE(comes_true([&] { return waiting.with([](auto& all) { return all.size() == 1; }); }));
  thread.run([&] { server.reset(); });
  waiting.with([](auto& all) { all[0].send({200, {}, "late", {}}); });
  EXPECT_EQ(client.read_all(), "");
}

TEST(HttpServer, CountsOnlyTheFirstAnswer) {
  TestServer server([](const Request&, const Responder& responder) {
    responder.send({200, {}, "first", {}});
    responder.send({200, {}, "second", {}});
    EXPECT_FALSE(responder.open_stream().is_open());
  });
  RawClient client(server.port());
  client.send(kGet + kGet);
  EXPECT_EQ(body_of(client.read_reply()), "first");
  EXPECT_EQ(body_of(client.read_reply()), "first");
}

TEST(HttpServer, Answers500ForAHandlerThatThrowsOrForgets) {
  TestServer server([](const Request& request, const Responder&) {
    if (request.method == Method::kPost) throw std::runtime_error("a bug");
  });
  RawClient client(server.port());
  client.send(post("x") + kGet);
  const std::string thrown = client.read_reply();
  EXPECT_TRUE(thrown.starts_with("HTTP/1.1 500 ")) << thrown;
  EXPECT_EQ(thrown.find("a bug"), std::string::npos) << "what broke is the log's business";
  EXPECT_TRUE(client.read_reply().starts_with("HTTP/1.1 500 "));
}

TEST(HttpServer, DoesNotLetAHandlerSplitItsReply) {
  TestServer server([](const Request&, const Responder& responder) {
    responder.send({200, {{"Location", "x\r\nSet-Cookie: y"}}, "", {}});
  });
  RawClient client(server.port());
  client.send(kGet);
  const std::string reply = client.read_reply();
  EXPECT_TRUE(reply.starts_with("HTTP/1.1 500 ")) << reply;
  EXPECT_EQ(reply.find("Set-Cookie"), std::string::npos);
}

TEST(HttpServer, ListensOnIpv6) {
  TestServer server(echo, ServerOptions{"[::1]:0", {}, {}});
  EXPECT_NE(server.port(), 0);
}

TEST(HttpServer, SaysWhyItCannotListen) {
  Loop loop;
  SilentLog log;
  const auto taken = HttpServer::start(loop, {"127.0.0.1:0", {}, {}}, echo, log);
  const std::string address = "127.0.0.1:" + std::to_string((*taken)->port());
  const auto second = HttpServer::start(loop, {address, {}, {}}, echo, log);
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().message.find(address), std::string::npos) << second.error().message;
  EXPECT_FALSE(HttpServer::start(loop, {"nonsense", {}, {}}, echo, log));
  EXPECT_FALSE(HttpServer::start(loop, {"a.example:80", {}, {}}, echo, log));
  EXPECT_FALSE(HttpServer::start(loop, {"unix:/no/such/folder/socket", {}, {}}, echo, log));
}

class UnixSocket : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = (std::filesystem::temp_directory_path() / "vigie_net_XXXXXX").string();
    ASSERT_NE(mkdtemp(folder_.data()), nullptr);
    path_ = folder_ + "/socket";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string folder_, path_;
};

TEST_F(UnixSocket, IsOnlyForItsOwnerAndGoesWithTheServer) {
  {
    TestServer server(
        [](const Request& request, const Responder& responder) {
          responder.send({200, {}, request.remote + (request.is_unix_socket ? " yes" : " no"), {}});
        },
        ServerOptions{"unix:" + path_, {}, {}});
    struct stat found {};
    ASSERT_EQ(lstat(path_.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777u, 0600u);
    RawClient client(path_);
    client.send(kGet);
    EXPECT_EQ(body_of(client.read_reply()), "unix yes");
  }
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(UnixSocket, IsNotTakenFromTheLivingNorFromAFile) {
  Loop loop;
  SilentLog log;
  const ServerOptions options{"unix:" + path_, {}, {}};
  const auto first = HttpServer::start(loop, options, echo, log);
  ASSERT_TRUE(first);
  EXPECT_FALSE(HttpServer::start(loop, options, echo, log));
  EXPECT_TRUE(std::filesystem::exists(path_));
  std::ofstream(folder_ + "/file") << "precious";
  EXPECT_FALSE(HttpServer::start(loop, {"unix:" + folder_ + "/file", {}, {}}, echo, log)) << "a file is no socket";
}

TEST_F(UnixSocket, OfAKilledServerIsTakenOver) {
  const int file = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path_.copy(address.sun_path, sizeof(address.sun_path) - 1);
  ASSERT_EQ(bind(file, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  close(file);  // Its file stays, as it does after a SIGKILL.
  Loop loop;
  SilentLog log;
  EXPECT_TRUE(HttpServer::start(loop, {"unix:" + path_, {}, {}}, echo, log));
}

TEST(HttpServerStop, FinishesWhatIsInFlightAndAcceptsNothingMore) {
  Guarded<std::vector<Responder>> waiting;
  TestServer server(
      [&](const Request&, const Responder& responder) { waiting.with([&](auto& all) { all.push_back(responder); }); });
  RawClient busy(server.port());
  RawClient idle(server.port());
  busy.send(kGet);
  ASSERT_TRUE(comes_true([&] { return waiting.with([](auto& all) { return all.size() == 1; }); }));
  std::atomic<bool> stopped{false};
  server.server().stop([&] { stopped = true; });
  EXPECT_EQ(idle.read_all(), "") << "an idle connection is closed";
  EXPECT_FALSE(stopped);
  waiting.with([](auto& all) { all[0].send({200, {}, "done", {}}); });
  EXPECT_EQ(body_of(busy.read_all()), "done");
  busy.reset();
  EXPECT_TRUE(comes_true([&] { return stopped.load(); }));
}

TEST(HttpServerStop, CutsWhatTakesTooLongWithinTwoSeconds) {
  std::atomic<int> closed{0};
  Guarded<std::vector<Responder>> waiting;
  TestServer server([&](const Request& request, const Responder& responder) {
    if (request.method == Method::kGet) {
      responder.open_stream({{}, [&] { ++closed; }});
    } else {
      waiting.with([&](auto& all) { all.push_back(responder); });
    }
  });
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    clients.back()->send(i % 2 == 0 ? kGet : post("never answered"));
  }
  RawClient half(server.port());
  half.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf");
  ASSERT_TRUE(comes_true([&] { return server.server().counts().requests == 20; }));
  const auto start = std::chrono::steady_clock::now();
  std::atomic<bool> stopped{false};
  server.server().stop([&] { stopped = true; });
  EXPECT_TRUE(comes_true([&] { return stopped.load(); }));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
  EXPECT_EQ(closed, 10);
  EXPECT_EQ(server.server().counts().open_connections, 0u);
  EXPECT_EQ(server.server().counts().open_streams, 0u);
}

}  // namespace
}  // namespace vigie::net
