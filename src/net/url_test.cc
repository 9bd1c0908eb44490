#include "net/url.h"

#include <gtest/gtest.h>

#include "net/limits.h"

namespace vigie::net {
namespace {

using Path = std::vector<std::string>;

TEST(PercentCoding, GivesAnyTextBack) {
  const std::string text = "a/b?c=d&e f+g%h~é\xF0\x9F\x98\x80";
  EXPECT_EQ(percent_encode("a b/é"), "a%20b%2F%C3%A9");
  EXPECT_EQ(*percent_decode(percent_encode(text)), text);
}

TEST(PercentCoding, RefusesBrokenEscapesNulAndBytesThatAreNotUtf8) {
  for (const std::string_view text : {"%", "%a", "%zz", "%0", "a%2", "%00", "%ff", "%C3"}) {
    EXPECT_FALSE(percent_decode(text)) << text;
  }
}

TEST(Target, SplitsThePathBeforeItDecodes) {
  EXPECT_EQ(parse_target("/api/v1/posts/rss%2Fa/b%20c")->path, (Path{"api", "v1", "posts", "rss/a", "b c"}));
  EXPECT_EQ(parse_target("/")->path, Path{});
  EXPECT_EQ(parse_target("/a/")->path, Path{"a"});
  EXPECT_EQ(parse_target("/a//b")->path, (Path{"a", "", "b"}));
  EXPECT_EQ(parse_target("//")->path, Path{});
}

TEST(Target, ReadsParametersAsFormsWriteThem) {
  const Parameters query = parse_target("/search?q=a+b%2Bc&limit=5&flag&q=second&&=x")->query;
  EXPECT_EQ(query.get("q"), "a b+c");
  EXPECT_EQ(query.get("limit"), "5");
  EXPECT_EQ(query.find("flag"), "");
  EXPECT_EQ(query.get("none", "otherwise"), "otherwise");
  EXPECT_EQ(query.size(), 5u);
}

TEST(Target, RefusesWhatCouldMeanAnotherPlace) {
  for (const std::string_view text :
       {"", "a", "/../etc", "/a/./b", "/..", "/a b", "/a#b", "/\x7F", "/\xC3\xA9", "/a%00", "/?a=%"}) {
    EXPECT_FALSE(parse_target(text)) << text;
  }
}

TEST(Target, TakesEncodedDotsForAName) {
  EXPECT_EQ(parse_target("/posts/a/%2E%2e")->path, (std::vector<std::string>{"posts", "a", ".."}));
  EXPECT_EQ(parse_target("/posts/%2E/b")->path, (std::vector<std::string>{"posts", ".", "b"}));
}

TEST(Target, BoundsTheNumberOfParameters) {
  std::string text = "/?";
  for (std::size_t i = 0; i < kParametersMax; ++i) text += "a&";
  EXPECT_TRUE(parse_target(text));
  EXPECT_FALSE(parse_target(text + "a"));
}

TEST(Url, KnowsItsParts) {
  const Url url = *parse_url("WSS://Jet.Example:8443/subscribe?cursor=1");
  EXPECT_EQ(url.scheme, "wss");
  EXPECT_EQ(url.host, "jet.example");
  EXPECT_EQ(url.port, 8443);
  EXPECT_EQ(url.target, "/subscribe?cursor=1");
  EXPECT_EQ(url.authority(), "jet.example:8443");
  EXPECT_TRUE(url.is_tls());
}

TEST(Url, FillsInPortAndPath) {
  EXPECT_EQ(parse_url("ws://a")->port, 80);
  EXPECT_EQ(parse_url("https://a")->port, 443);
  EXPECT_EQ(parse_url("http://a?b")->target, "/?b");
  EXPECT_EQ(parse_url("http://[::1]/")->authority(), "[::1]");
}

TEST(Url, RefusesWhatIsNone) {
  for (const std::string_view text : {"", "a", "ftp://a/", "http://", "http://u@a/", "http://a:0/", "http://a/#b",
                                      "http://a b/", "http:///x", "http://a\n/"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
}

}  // namespace
}  // namespace vigie::net
