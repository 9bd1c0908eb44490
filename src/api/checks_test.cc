#include "api/checks.h"

#include <gtest/gtest.h>

namespace vigie::api {
namespace {

net::Request from(std::string host, std::string origin = {}) {
  net::Request request;
  request.method = net::Method::kPost;
  request.headers.set("Host", std::move(host));
  request.headers.set("Content-Type", "application/json");
  if (!origin.empty()) request.headers.set("Origin", std::move(origin));
  return request;
}

int status(const std::optional<net::Reply>& refused) { return refused ? refused->status : 200; }

TEST(Checks, RefuseAForeignName) {
  const std::vector<std::string> hosts = {"vigie.example"};
  for (const char* host : {"localhost:8080", "127.0.0.1", "[::1]:80", "Vigie.Example", "vigie.example:443"}) {
    EXPECT_EQ(status(refuse_foreign_name(from(host), hosts)), 200) << host;
  }
  for (const char* host : {"evil.example:8080", "vigie.example.evil", "192.0.2.1"}) {
    EXPECT_EQ(status(refuse_foreign_name(from(host), hosts)), 421) << host;
  }
  auto by_socket = from("anything");
  by_socket.is_unix_socket = true;
  EXPECT_EQ(status(refuse_foreign_name(by_socket, {})), 200);
}

TEST(Checks, RefuseAChangeFromAPageOfAnotherSite) {
  EXPECT_EQ(status(refuse_foreign_change(from("localhost:8080", "http://localhost:8080"))), 200);
  EXPECT_EQ(status(refuse_foreign_change(from("localhost:8080", "http://evil.example"))), 403);
  EXPECT_EQ(status(refuse_foreign_change(from("localhost:8080", "null"))), 403);
}

TEST(Checks, RefuseAChangeThatTheBrowserSaysIsAnotherSites) {
  auto request = from("localhost:8080");
  for (const auto& [site, expected] : {std::pair("same-origin", 200), std::pair("none", 200),
                                       std::pair("same-site", 403), std::pair("cross-site", 403), std::pair("", 403)}) {
    request.headers.set("Sec-Fetch-Site", site);
    EXPECT_EQ(status(refuse_foreign_change(request)), expected) << site;
  }
  request.headers.set("Sec-Fetch-Site", "cross-site");
  request.method = net::Method::kGet;
  EXPECT_EQ(status(refuse_foreign_change(request)), 200);
}

TEST(Checks, WantABodyThatIsJson) {
  auto request = from("localhost");
  for (const char* type : {"application/json", "Application/JSON; charset=utf-8", "application/x-ndjson"}) {
    request.headers.set("Content-Type", type);
    EXPECT_EQ(status(refuse_foreign_change(request)), 200) << type;
  }
  for (const char* type :
       {"", "text/plain", "application/jsonp", "application/json-seq", "text/plain;application/json"}) {
    request.headers.set("Content-Type", type);
    EXPECT_EQ(status(refuse_foreign_change(request)), 415) << type;
  }
  request.method = net::Method::kDelete;
  EXPECT_EQ(status(refuse_foreign_change(request)), 200);
}

TEST(Checks, RefuseAPackedBody) {
  auto request = from("localhost");
  request.headers.set("Content-Encoding", "identity");
  EXPECT_EQ(status(refuse_foreign_change(request)), 200);
  request.headers.set("Content-Encoding", "gzip");
  const auto refused = refuse_foreign_change(request);
  ASSERT_EQ(status(refused), 415);
  EXPECT_EQ(refused->headers.get("Accept-Encoding"), "identity");
}

}  // namespace
}  // namespace vigie::api
