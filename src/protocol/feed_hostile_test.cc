// Feeds made to be slow: the time must grow with their bytes, not with a product of what they hold.
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "protocol/feed.h"

namespace vigie::protocol {
namespace {

std::size_t entries_in(const std::string& bytes) {
  const auto feed = parse_feed(bytes, {});
  return feed ? feed->entries.size() : 0;
}

std::chrono::duration<double> time_of(const std::string& bytes) {
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_GT(entries_in(bytes), 0U);
  return std::chrono::steady_clock::now() - begin;
}

std::string many(std::size_t count, const std::string& before, const std::string& after) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += before + std::to_string(i) + after;
  return out;
}

// A root with many attributes, looked through for each element.
TEST(HostileFeed, LooksAtTheAttributesOfAnElementOnce) {
  const std::string children = many(12'000, "<x", "/>") + "<item><title>a</title></item>";
  const auto plain = time_of("<rss>" + children + "</rss>");
  for (const std::string name : {"a", "xmlns:a", "XML:base"}) {
    const auto slow = time_of("<rss" + many(10'000, " " + name, "=''") + ">" + children + "</rss>");
    EXPECT_LT(slow.count(), 20 * plain.count() + 0.5) << name;
  }
}

TEST(HostileFeed, ReadsEachByteOfDeepAndWideElementsAFewTimes) {
  const std::string wide = "<rss><item>" + many(60'000, "<enclosure url='http://a.example/", "'/>") + "</item></rss>";
  EXPECT_LT(time_of(wide).count(), 5);
  std::string deep = "<rss><item>" + many(40'000, "<b xml:base='http://a.example/", "/'>") + "x</item></rss>";
  EXPECT_LT(time_of(deep).count(), 5);
}

}  // namespace
}  // namespace vigie::protocol
