#include "net/public_address.h"

#include <gtest/gtest.h>

#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace vigie::net {
namespace {

sockaddr_storage address_of(const std::string& text) {
  sockaddr_storage out{};
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    std::memcpy(&out, &v4, sizeof v4);
  } else if (inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    std::memcpy(&out, &v6, sizeof v6);
  }
  return out;
}

bool is_public(const std::string& text) {
  const auto address = address_of(text);
  return !why_not_public(reinterpret_cast<const sockaddr&>(address));
}

TEST(PublicAddress, LetsTheInternetPass) {
  for (const auto* text :
       {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.1.2.3", "128.0.0.1",
        "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.167.1.1", "223.1.2.3", "168.63.129.15",
        "2606:4700::1111", "2a01:e0a::1", "2001:4860:4860::8888", "3ffe::1", "::ffff:1.1.1.1", "64:ff9b::101:101"}) {
    EXPECT_TRUE(is_public(text)) << text;
  }
}

TEST(PublicAddress, RefusesThisMachinePrivateNetworksAndMetadata) {
  for (const auto* text : {"0.0.0.0",
                           "0.1.2.3",
                           "10.0.0.1",
                           "10.255.255.255",
                           "100.64.0.1",
                           "100.100.100.200",
                           "127.0.0.1",
                           "127.255.255.254",
                           "168.63.129.16",
                           "169.254.169.254",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.0.0.192",
                           "192.0.2.1",
                           "192.88.99.1",
                           "192.168.1.1",
                           "198.18.0.1",
                           "198.19.255.255",
                           "198.51.100.1",
                           "203.0.113.1",
                           "224.0.0.1",
                           "239.1.1.1",
                           "240.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "fc00::1",
                           "fd00:ec2::254",
                           "fe80::1",
                           "fec0::1",
                           "ff02::1",
                           "2001:db8::1",
                           "2001::1",
                           "2001:1ff::1",
                           "2002:7f00:1::",
                           "3fff::1",
                           "4000::1",
                           "100::1",
                           "64:ff9b:1::1",
                           "::127.0.0.1",
                           "5f00::1"}) {
    EXPECT_FALSE(is_public(text)) << text;
  }
}

TEST(PublicAddress, JudgesAnIpv4AddressWithinAnIpv6One) {
  for (const auto* text :
       {"::ffff:127.0.0.1", "::ffff:10.1.2.3", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"}) {
    EXPECT_FALSE(is_public(text)) << text;
  }
}

TEST(PublicAddress, JudgesAHostInWhateverFormItIsNamed) {
  for (const auto* host : {"localhost", "localhost.", "a.localhost", "127.0.0.1", "127.1", "0x7f000001", "2130706433",
                           "0177.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"}) {
    EXPECT_TRUE(why_not_public(std::string(host))) << host;
  }
  for (const auto* host : {"hooks.example", "8.8.8.8", "2606:4700::1", "localhost.example", ""}) {
    EXPECT_FALSE(why_not_public(std::string(host))) << host;
  }
}

TEST(PublicAddress, NamesAnAddressAndWhatItIs) {
  const auto address = address_of("::ffff:10.0.0.1");
  const auto& plain = reinterpret_cast<const sockaddr&>(address);
  EXPECT_EQ(to_text(plain), "::ffff:10.0.0.1");
  EXPECT_EQ(why_not_public(plain), "a private network");
  const auto neither = sockaddr{};
  EXPECT_EQ(to_text(neither), "");
  EXPECT_TRUE(why_not_public(neither)) << "a unix socket is no place in the internet";
}

}  // namespace
}  // namespace vigie::net
