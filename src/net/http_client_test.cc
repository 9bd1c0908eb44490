#include "net/http_client.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "net/line_peer.h"
#include "net/sse.h"
#include "net/test_server.h"

namespace vigie::net {
namespace {

Fetch get(const std::string& url) {
  Fetch fetch;
  fetch.url = url;
  return fetch;
}

void answer(const Request& request, const Responder& responder) {
  if (request.target == "/moved") return responder.send({302, {{"Location", "/here"}}, "", {}});
  if (request.target == "/never") {
    std::thread([responder] { std::this_thread::sleep_for(Millis(500)); }).detach();
    return;
  }
  if (request.target == "/large") return responder.send({200, {}, std::string(100'000, 'x'), {}});
  responder.send({request.target == "/missing" ? 404 : 200,
                  {{"X-Method", std::string(name_of(request.method))},
                   {"X-Type", std::string(request.headers.get("Content-Type"))}},
                  request.target + " " + request.body,
                  {}});
}

TEST(HttpClient, FetchesWithAnyMethodOnOneConnection) {
  TestServer server(answer);
  HttpClient client;
  for (const Method method : {Method::kGet, Method::kPost, Method::kPut, Method::kPatch, Method::kDelete}) {
    Fetch fetch = get(server.url("/a?b"));
    fetch.method = method;
    if (method != Method::kGet) fetch.body = "body";
    fetch.headers.add("Content-Type", "application/json");
    const Result<Answer> answered = client.fetch(fetch);
    ASSERT_TRUE(answered) << answered.error().message;
    EXPECT_EQ(answered->status, 200);
    EXPECT_EQ(answered->headers.get("x-method"), name_of(method));
    EXPECT_EQ(answered->headers.get("X-Type"), "application/json");
    EXPECT_EQ(answered->body, "/a?b " + fetch.body);
  }
  Fetch head = get(server.url("/a"));
  head.method = Method::kHead;
  EXPECT_EQ(client.fetch(head)->body, "");
  EXPECT_EQ(server.server().counts().connections, 1u);
}

TEST(HttpClient, TakesAnyStatusAsAnAnswer) {
  TestServer server(answer);
  EXPECT_EQ(HttpClient().fetch(get(server.url("/missing")))->status, 404);
}

TEST(HttpClient, FollowsRedirectsOnlyWhenAsked) {
  TestServer server(answer);
  HttpClient client;
  Fetch fetch = get(server.url("/moved"));
  EXPECT_EQ(client.fetch(fetch)->status, 302);
  fetch.redirects_max = 2;
  const Result<Answer> followed = client.fetch(fetch);
  EXPECT_EQ(followed->status, 200);
  EXPECT_FALSE(followed->headers.find("Location")) << "headers of the redirect are not the answer's";
}

TEST(HttpClient, BoundsBodyAndTime) {
  TestServer server(answer);
  HttpClient client;
  Fetch large = get(server.url("/large"));
  large.body_bytes_max = 99'999;
  EXPECT_EQ(client.fetch(large).error().code, ErrorCode::kOverloaded);
  Fetch never = get(server.url("/never"));
  never.total_wait = Millis(100);
  EXPECT_EQ(client.fetch(never).error().code, ErrorCode::kUnavailable);
}

TEST(HttpClient, SaysWhatIsWrongWithAUrlOrAHost) {
  HttpClient client;
  EXPECT_EQ(client.fetch(get("ftp://127.0.0.1/")).error().code, ErrorCode::kInvalid);
  EXPECT_EQ(client.fetch(get("http://127.0.0.1:1/")).error().code, ErrorCode::kUnavailable);
  Fetch nobody = get("http://localhost/");
  nobody.unix_socket = "/no/such/socket";
  EXPECT_EQ(client.fetch(nobody).error().code, ErrorCode::kUnavailable);
}

TEST(HttpClient, SpeaksThroughAUnixSocket) {
  std::string folder = (std::filesystem::temp_directory_path() / "vigie_net_XXXXXX").string();
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  {
    TestServer server(answer, ServerOptions{"unix:" + folder + "/socket", {}, {}});
    Fetch fetch = get("http://localhost/a");
    fetch.unix_socket = folder + "/socket";
    EXPECT_EQ(HttpClient().fetch(fetch)->body, "/a ");
  }
  std::filesystem::remove_all(folder);
}

TEST(HttpClient, ReadsEventsAsTheyComeUntilToldToStop) {
  TestServer server([](const Request&, const Responder& responder) {
    const Stream stream = responder.open_stream();
    for (int i = 0; i < 5; ++i) stream.send(event_text("tick", std::to_string(i)));
  });
  std::vector<std::string> events;
  EventReader reader([&](const Event& event) { events.push_back(event.data); });
  Fetch fetch = get(server.url("/events"));
  fetch.total_wait = Millis(0);
  fetch.on_bytes = [&](std::string_view bytes) {
    reader.feed(bytes);
    return events.size() < 5;
  };
  const Result<Answer> ended = HttpClient().fetch(fetch);
  ASSERT_TRUE(ended) << ended.error().message;
  EXPECT_EQ(ended->status, 200);
  EXPECT_EQ(events, (std::vector<std::string>{"0", "1", "2", "3", "4"}));
}

TEST(HttpClient, LetsExceptionsOfItsCallerThrough) {
  TestServer server(answer);
  Fetch fetch = get(server.url("/a"));
  fetch.on_bytes = [](std::string_view) -> bool { throw std::runtime_error("mine"); };
  HttpClient client;
  EXPECT_THROW(static_cast<void>(client.fetch(fetch)), std::runtime_error);
}

TEST(HttpClient, VerifiesTheServersCertificate) {
  const TlsFiles files = make_certificate();
  TestServer server(answer, ServerOptions{"127.0.0.1:0", {}, files});
  HttpClient client;
  Fetch fetch = get("https://localhost:" + std::to_string(server.port()) + "/a");
  EXPECT_EQ(client.fetch(fetch).error().code, ErrorCode::kUnavailable) << "an unknown root";
  fetch.ca_file = files.certificate_chain;
  const Result<Answer> trusted = client.fetch(fetch);
  ASSERT_TRUE(trusted) << trusted.error().message;
  EXPECT_EQ(trusted->body, "/a ");
}

TEST(HttpServerTls, SaysWhichFileIsNoKey) {
  Loop loop;
  SilentLog log;
  const auto started = HttpServer::start(loop, {"127.0.0.1:0", {}, TlsFiles{"/no/chain", "/no/key"}}, answer, log);
  ASSERT_FALSE(started);
  EXPECT_NE(started.error().message.find("/no/chain"), std::string::npos);
}

TEST(HttpClient, ReachesNothingButTheInternetWhenOthersChoseTheUrl) {
  TestServer server(answer);
  const std::string port = ":" + std::to_string(server.port()) + "/";
  for (const auto* host : {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0",
                           "127.1", "2130706433", "0x7f000001"}) {
    Fetch fetch = get("http://" + std::string(host) + port);
    fetch.is_public_only = true;
    const auto answered = HttpClient().fetch(fetch);
    ASSERT_FALSE(answered) << host;
    EXPECT_EQ(answered.error().code, ErrorCode::kRefused) << host << ": " << answered.error().message;
    EXPECT_NE(answered.error().message.find("this machine"), std::string::npos) << answered.error().message;
  }
  EXPECT_EQ(server.server().counts().connections, 0u);
}

TEST(HttpClient, DoesNotGoRoundItsGuardByAConnectionThatIsOpenOrAProxy) {
  TestServer server(answer);
  HttpClient client;
  ASSERT_TRUE(client.fetch(get(server.url("/a"))));
  Fetch fetch = get(server.url("/a"));
  fetch.is_public_only = true;
  EXPECT_EQ(client.fetch(fetch).error().code, ErrorCode::kRefused);
  ASSERT_EQ(setenv("http_proxy", server.url("").c_str(), 1), 0);
  EXPECT_EQ(HttpClient().fetch(fetch).error().code, ErrorCode::kRefused);
  unsetenv("http_proxy");
}

TEST(HttpClient, BoundsTheHeadOfAnAnswer) {
  LinePeer peer([](PeerLine& line) {
    line.hear_until("\r\n\r\n");
    line.say("HTTP/1.1 200 OK\r\n");
    while (line.say("X-More: " + std::string(1000, 'x') + "\r\n")) {
    }
  });
  EXPECT_EQ(HttpClient().fetch(get(peer.url("http", "/"))).error().code, ErrorCode::kOverloaded);
}

}  // namespace
}  // namespace vigie::net
