#include "source/kinds.h"

#include <gtest/gtest.h>

namespace vigie::source {
namespace {

TEST(KindsTest, EveryKindIsFoundByItsName) {
  for (const auto& kind : kinds()) EXPECT_EQ(kind_named(kind.name), &kind);
  EXPECT_EQ(kind_named("facebook"), nullptr);
}

TEST(KindsTest, RefusesOptionsThatAreUnknownMissingOrWrong) {
  const Kind& feed = *kind_named("feed");
  EXPECT_TRUE(check_options(feed, {{"url", "https://example.org/feed.xml"}}, false));
  EXPECT_FALSE(check_options(feed, {}, false));
  EXPECT_FALSE(check_options(feed, {{"url", ""}}, false));
  EXPECT_FALSE(check_options(feed, {{"url", "ftp://example.org/feed.xml"}}, false));
  EXPECT_FALSE(check_options(feed, {{"url", "https://me:word@example.org/"}}, false));
  EXPECT_FALSE(check_options(feed, {{"url", "https://example.org/a\nb"}}, false));
  EXPECT_FALSE(check_options(feed, {{"url", "https://example.org/"}, {"colour", "red"}}, false));
  EXPECT_FALSE(check_options(feed, {{"url", "https://example.org/"}, {"every_minutes", "0"}}, false));
  EXPECT_FALSE(check_options(feed, {{"url", "https://example.org/"}}, true));
  EXPECT_TRUE(check_options(*kind_named("mastodon"), {{"url", "https://piaille.fr"}}, true));
}

TEST(KindsTest, TellsApartWhatComesFromOneServer) {
  const auto name = [](std::string_view kind, Options options) { return *name_of_source(*kind_named(kind), options); };
  EXPECT_EQ(name("feed", {{"url", "https://Example.org:443/blog/rss/"}}), "feed:example.org/blog/rss");
  EXPECT_EQ(name("mastodon", {{"url", "piaille.fr"}}), "mastodon:piaille.fr");
  EXPECT_EQ(name("mastodon", {{"url", "piaille.fr"}, {"stream", "hashtag"}, {"tag", "#cafe"}}),
            "mastodon:piaille.fr#cafe");
  EXPECT_EQ(name("mastodon", {{"url", "piaille.fr"}, {"stream", "local"}}), "mastodon:piaille.fr#local");
  EXPECT_EQ(name("mastodon", {{"url", "piaille.fr"}, {"stream", "list"}, {"list", "12"}}),
            "mastodon:piaille.fr#list-12");
}

}  // namespace
}  // namespace vigie::source
