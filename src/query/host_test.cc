#include "query/host.h"

#include <gtest/gtest.h>

namespace vigie::query {
namespace {

TEST(Host, IsWhatALinkLeadsTo) {
  EXPECT_EQ(host_of("https://al@Shop.Example.org:8080/x?y#z"), "Shop.Example.org");
  EXPECT_EQ(host_of("www.example.org/share?u=https://other.fr/"), "www.example.org");
  EXPECT_EQ(host_of("https://al.fr@evil.com/"), "evil.com");
  EXPECT_EQ(host_of("https://al.fr./x"), "al.fr");
  EXPECT_EQ(host_of("https://evil.com\\@al.fr"), "evil.com");
}

TEST(Host, IsTheSameByItsLettersAndByTheNetworksName) {
  EXPECT_EQ(network_name("München.DE"), "xn--mnchen-3ya.de");
  EXPECT_EQ(network_name("XN--mnchen-3ya.de"), "xn--mnchen-3ya.de");
  EXPECT_EQ(network_name("почта.рф"), "xn--80a1acny.xn--p1ai");
  EXPECT_EQ(readable_name("xn--mnchen-3ya.de"), "münchen.de");
  EXPECT_EQ(network_name("münchen。de。"), "xn--mnchen-3ya.de");
  EXPECT_EQ(readable_name("example.org"), "example.org");
}

TEST(Host, ThatNoNetworkKnowsStaysAsItIs) {
  EXPECT_EQ(readable_name("xn--a.de"), "xn--a.de");
  EXPECT_EQ(network_name("É \u2028"), "é \u2028");
}

TEST(Host, IsReachedByLinksToItAndBelowIt) {
  EXPECT_TRUE(leads_to("https://www.example.org/", "example.org"));
  EXPECT_FALSE(leads_to("https://notexample.org/", "example.org"));
  EXPECT_FALSE(leads_to("https://example.org.evil.com/", "example.org"));
  EXPECT_TRUE(leads_to("https://www.MÜNCHEN.de/a", "xn--mnchen-3ya.de"));
  EXPECT_FALSE(leads_to("https://munchen.de/a", "xn--mnchen-3ya.de"));
}

}  // namespace
}  // namespace vigie::query
