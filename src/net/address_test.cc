#include "net/address.h"

#include <gtest/gtest.h>

namespace vigie::net {
namespace {

TEST(Address, ReadsNamesIpv4AndBracketedIpv6) {
  EXPECT_EQ(*parse_address("127.0.0.1:8080"), (Address{"127.0.0.1", 8080}));
  EXPECT_EQ(*parse_address("[::1]:0"), (Address{"::1", 0}));
  EXPECT_EQ(*parse_authority("a.example"), (Address{"a.example", {}}));
  EXPECT_EQ(*parse_authority("[2001:db8::1]"), (Address{"2001:db8::1", {}}));
  EXPECT_EQ(*parse_authority("::1"), (Address{"::1", {}}));
}

TEST(Address, GivesItsTextBack) {
  for (const std::string text : {"127.0.0.1:80", "[::1]:443", "localhost:1"}) {
    EXPECT_EQ(to_text(*parse_address(text)), text);
  }
}

TEST(Address, RefusesWhatIsNone) {
  for (const std::string_view text : {"", ":80", "a:", "a:b", "a:65536", "a:-1", "a b:80", "[::1", "[::1]80", "[a]:80",
                                      "::1:x", "a/b:80", "user@a:80", "a:80:90"}) {
    EXPECT_FALSE(parse_address(text)) << text;
  }
  EXPECT_FALSE(parse_address("localhost")) << "the port is missing";
}

TEST(Address, ReadsNothingUpToANulAlone) {
  using namespace std::string_view_literals;
  for (const auto text : {"::1\0x:80"sv, "[::1\0x]:80"sv, "127.0.0.1\0.example:80"sv})
    EXPECT_FALSE(parse_authority(text));
  for (const auto host : {"::1\0x"sv, "127.0.0.1\0.example"sv}) {
    EXPECT_FALSE(is_ip(host));
    EXPECT_FALSE(is_loopback(host));
  }
}

TEST(Address, KnowsLoopback) {
  for (const std::string_view host :
       {"localhost", "LOCALHOST", "localhost.", "a.localhost", "127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1"}) {
    EXPECT_TRUE(is_loopback(host)) << host;
  }
  for (const std::string_view host :
       {"0.0.0.0", "::", "192.168.1.1", "localhost.example", "127.0.0.1.example", "", "evil-localhost", "128.0.0.1"}) {
    EXPECT_FALSE(is_loopback(host)) << host;
  }
}

}  // namespace
}  // namespace vigie::net
