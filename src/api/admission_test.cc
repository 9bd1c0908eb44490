#include "api/admission.h"

#include <gtest/gtest.h>

namespace vigie::api {
namespace {

net::Request from(std::string remote, std::string forwarded = {}) {
  net::Request out;
  out.remote = std::move(remote);
  if (!forwarded.empty()) out.headers.add("X-Forwarded-For", std::move(forwarded));
  return out;
}

TEST(Admission, TheClientIsWhoConnectsUnlessThatIsATrustedProxy) {
  const DoorRules none;
  EXPECT_EQ(client_address(from("127.0.0.1:4711", "203.0.113.9"), none), "127.0.0.1");
  DoorRules rules;
  rules.trusted_proxies = {"127.0.0.1", "::1"};
  EXPECT_EQ(client_address(from("127.0.0.1:4711", "203.0.113.9"), rules), "203.0.113.9");
  EXPECT_EQ(client_address(from("[::1]:4711", "2001:db8::9"), rules), "2001:db8::9");
  EXPECT_EQ(client_address(from("[::ffff:127.0.0.1]:4711", "203.0.113.9"), rules), "203.0.113.9");
  EXPECT_EQ(client_address(from("192.0.2.1:4711", "203.0.113.9"), rules), "192.0.2.1");
}

TEST(Admission, OfSeveralForwardersTheNearestIsBelieved) {
  DoorRules rules;
  rules.trusted_proxies = {"127.0.0.1"};
  EXPECT_EQ(client_address(from("127.0.0.1:1", "198.51.100.1, 203.0.113.9"), rules), "203.0.113.9");
  auto twice = from("127.0.0.1:1", "198.51.100.1");
  twice.headers.add("x-forwarded-for", "203.0.113.9:5000");
  EXPECT_EQ(client_address(twice, rules), "203.0.113.9");
  EXPECT_EQ(client_address(from("127.0.0.1:1", "unknown"), rules), "127.0.0.1");
  EXPECT_EQ(client_address(from("127.0.0.1:1"), rules), "127.0.0.1");
}

TEST(Admission, TheCookieIsForNoScriptAndNoOtherSite) {
  EXPECT_EQ(session_cookie("s", {}), "vigie_session=s; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800");
  DoorRules secure;
  secure.is_secure = true;
  EXPECT_EQ(session_cookie("s", secure),
            "__Host-vigie_session=s; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800; Secure");
  EXPECT_EQ(no_cookie({}), "vigie_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
}

TEST(Admission, AsksForTlsAloneWhereItIsOurNameThatHasIt) {
  const auto asked = [](bool is_secure, std::string public_url) {
    DoorRules rules;
    rules.is_secure = is_secure;
    rules.public_url = std::move(public_url);
    net::Reply reply;
    require_tls(reply, rules);
    return reply.headers.find("Strict-Transport-Security").has_value();
  };
  EXPECT_TRUE(asked(true, "https://vigie.example.org"));
  EXPECT_FALSE(asked(false, "https://vigie.example.org"));
  EXPECT_FALSE(asked(true, "https://127.0.0.1:8443")) << "no name, and other servers of this machine are none of ours";
  EXPECT_FALSE(asked(true, ""));
}

TEST(Admission, FindsTheCookieAmongOthers) {
  net::Request request;
  request.headers.add("Cookie", "a=1; xvigie_session=2;vigie_session=3; b=4");
  EXPECT_EQ(cookie_of(request, {}), "3");
  DoorRules secure;
  secure.is_secure = true;
  EXPECT_EQ(cookie_of(request, secure), "");
  request.headers.add("Cookie", "__Host-vigie_session=5");
  EXPECT_EQ(cookie_of(request, secure), "5");
}

}  // namespace
}  // namespace vigie::api
