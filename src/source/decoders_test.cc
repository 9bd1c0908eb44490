#include "source/decoders.h"

#include <gtest/gtest.h>

#include "base/time_text.h"

namespace vigie::source {
namespace {

const Time kNow = *parse_time("2026-11-22T12:00:00Z");

std::string event_at(Time time, const std::string& more = {}) {
  return R"({"did":"did:plc:a","time_us":)" + std::to_string(micros_of(time)) + more + R"(,"kind":"identity"})" + "\n";
}

std::uint64_t cursor_of(const std::string& events) {
  post::Batch batch;
  std::vector<Reject> rejects;
  return jetstream_decoder()->decode(events, {}, kNow, batch, rejects);
}

std::uint64_t cursor_of(Time time) { return static_cast<std::uint64_t>(micros_of(time)); }

TEST(JetstreamDecoder, GoesOnFromTheLastEventOfALoadNotTheFurthest) {
  const auto earlier = kNow - std::chrono::seconds(3);
  EXPECT_EQ(cursor_of(event_at(kNow) + event_at(earlier)), cursor_of(earlier));
  EXPECT_EQ(cursor_of(event_at(kNow, R"(,"cursor":42)")), 42U);
}

TEST(JetstreamDecoder, DoesNotBelieveACursorOfTheFuture) {
  const auto wrong = event_at(*parse_time("2200-01-01T00:00:00Z"));
  EXPECT_EQ(cursor_of(wrong), 0U);
  EXPECT_EQ(cursor_of(event_at(kNow) + wrong), cursor_of(kNow));
  EXPECT_EQ(cursor_of(event_at(kNow, R"(,"cursor":18446744073709551615)")), 0U);
}

TEST(JetstreamDecoder, HoldsTheCursorWhileOurOwnClockIsFarBehind) {
  EXPECT_EQ(cursor_of(event_at(kNow + std::chrono::hours(25))), 0U);
}

std::string said(const std::string& did, const std::string& rkey) {
  return R"({"did":")" + did + R"(","time_us":1795348800000000,"kind":"commit","commit":{"operation":"create",)" +
         R"("collection":"app.bsky.feed.post","rkey":")" + rkey +
         R"(","record":{"text":"Aurora","createdAt":"2026-11-22T11:00:00Z"}}})" + "\n";
}

std::string called(const std::string& did, const std::string& handle) {
  return R"({"did":")" + did + R"(","time_us":1795348800000000,"kind":"identity","identity":{"handle":")" + handle +
         "\"}}\n";
}

TEST(JetstreamDecoder, GivesAPostTheHandleThatItsAccountWasHeardToHaveLast) {
  const auto decoder = jetstream_decoder();
  post::Batch batch;
  std::vector<Reject> rejects;
  decoder->decode(called("did:a", "old.example") + called("did:b", "b.example"), {}, kNow, batch, rejects);
  decoder->decode(called("did:a", "zoe.example") + said("did:a", "1") + said("did:c", "2"), {}, kNow, batch, rejects);
  ASSERT_EQ(batch.size(), 2U);
  EXPECT_EQ(batch.items()[0].post.author.handle, "zoe.example");
  EXPECT_EQ(batch.items()[1].post.author.handle, "");
}

}  // namespace
}  // namespace vigie::source
