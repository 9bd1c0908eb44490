// The contract of a reader, against a feed that changes, stays, breaks and forgets.
#include "source/feed_reader.h"

#include <gtest/gtest.h>

#include "source/visit_for_tests.h"

namespace vigie::source {
namespace {

std::string feed_of(int from, int to) {
  std::string out = "<rss version=\"2.0\"><channel><title>t</title>";
  for (int i = to; i >= from; --i) {
    const auto n = std::to_string(i);
    out += "<item><guid>n" + n + "</guid><title>word " + n +
           "</title><pubDate>Sun, 01 Feb 2026 00:00:00 GMT</pubDate></item>";
  }
  return out + "</channel></rss>";
}

class Place final : public Door {
 public:
  Result<net::Answer> ask(const Ask& ask) override {
    asked.push_back(ask);
    if (status != 200) return net::Answer{status, {}, {}};
    if (ask.headers.get("If-None-Match") == etag) return net::Answer{304, {}, {}};
    return net::Answer{200, {{"ETag", etag}, {"Content-Type", "application/rss+xml; charset=utf-8"}}, body};
  }
  std::vector<Ask> asked;
  std::string body = feed_of(1, 3);
  std::string etag = "\"a\"";
  int status = 200;
};

class Kept final : public VisitForTests {
 public:
  using VisitForTests::VisitForTests;
  bool hand_over(Load load, std::string memory) override {
    for (const auto& item : load.batch.items()) {
      EXPECT_EQ(item.post.source, "feed:example.org/feed.xml");
      ids.emplace_back(item.post.id);
    }
    loads.push_back(load.batch.size());
    memories.push_back(memory);
    memory_ = std::move(memory);
    return true;
  }

  std::vector<std::string> ids, memories;
  std::vector<std::size_t> loads;
};

class FeedReaderTest : public ::testing::Test {
 protected:
  Result<Next> visit() {
    kept_.clock_.advance(std::chrono::minutes(15));
    return (*open_feed({{"url", "https://example.org/feed.xml"}}, "", 1))->visit(kept_);
  }
  Place place_;
  Kept kept_{place_};
};

TEST_F(FeedReaderTest, AsksOnlyForWhatHasChanged) {
  const auto next = visit();
  ASSERT_TRUE(next) << next.error().message;
  EXPECT_EQ(next->wait, std::chrono::minutes(15));
  EXPECT_EQ(kept_.ids, (std::vector<std::string>{"n3", "n2", "n1"}));
  EXPECT_EQ(place_.asked[0].headers.get("If-None-Match"), "");
  ASSERT_TRUE(visit());
  EXPECT_EQ(place_.asked[1].headers.get("If-None-Match"), "\"a\"");
  EXPECT_EQ(kept_.ids.size(), 3U);
  EXPECT_EQ(kept_.state, State::kLive);
  ASSERT_EQ(kept_.spans.size(), 2U);
  EXPECT_EQ(kept_.spans[1].second - kept_.spans[1].first, std::chrono::minutes(15));
}

TEST_F(FeedReaderTest, ClaimsNoSpanThatTheFeedMayHaveLost) {
  ASSERT_TRUE(visit());
  place_.body = feed_of(3, 5);
  place_.etag = "\"b\"";
  ASSERT_TRUE(visit());
  EXPECT_EQ(kept_.spans.size(), 2U);
  place_.body = feed_of(9, 12);
  place_.etag = "\"c\"";
  ASSERT_TRUE(visit());
  EXPECT_EQ(kept_.spans.size(), 2U);
}

TEST_F(FeedReaderTest, HandsOverALongFeedInLoadsAndKeepsTheMemoryWithTheLast) {
  place_.body = feed_of(1, 1200);
  ASSERT_TRUE(visit());
  EXPECT_EQ(kept_.loads, (std::vector<std::size_t>{512, 512, 176}));
  EXPECT_EQ(kept_.memories[0], "");
  EXPECT_EQ(kept_.memories[1], "");
  EXPECT_NE(kept_.memories[2], "");
}

TEST_F(FeedReaderTest, SaysWhatIsWrongAndKeepsNothing) {
  place_.status = 410;
  EXPECT_NE(visit().error().message.find("ended by its owner"), std::string::npos);
  place_.status = 200;
  place_.body = "<html><body>Welcome</body></html>";
  EXPECT_NE(visit().error().message.find("is no feed"), std::string::npos);
  place_.body = "";
  EXPECT_FALSE(visit());
  EXPECT_TRUE(kept_.loads.empty());
}

TEST_F(FeedReaderTest, ShowsASampleWithoutKeepingAnything) {
  post::Batch out;
  auto reader = open_feed({{"url", "https://example.org/feed.xml"}}, "", 1);
  ASSERT_TRUE((*reader)->sample(place_, kept_.clock_.now(), 2, out));
  EXPECT_EQ(out.size(), 2U);
  EXPECT_TRUE(kept_.loads.empty());
}

}  // namespace
}  // namespace vigie::source
