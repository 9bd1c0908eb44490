#include "protocol/at_record.h"

#include <gtest/gtest.h>

#include "base/time_text.h"

namespace vigie::protocol {
namespace {

TEST(AtRecord, ReadsTheNameOfARecord) {
  const auto uri = parse_at_uri("at://did:plc:abc/app.bsky.feed.post/3kabc");
  ASSERT_TRUE(uri);
  EXPECT_EQ(uri->repo, "did:plc:abc");
  EXPECT_EQ(uri->collection, "app.bsky.feed.post");
  EXPECT_EQ(uri->key, "3kabc");
  for (const auto* wrong :
       {"", "at://", "at://a/b", "at://a/b/", "at:///b/c", "https://a/b/c", "at://a/b/c d", "at://a/b/c?x"}) {
    EXPECT_FALSE(parse_at_uri(wrong)) << wrong;
  }
}

TEST(AtRecord, NamesARecordByItsMoment) {
  const Time time = *parse_time("2026-11-22T12:00:00Z");
  const auto tid = tid_of(time, 7);
  EXPECT_EQ(tid.size(), 13U);
  EXPECT_EQ(tid, tid_of(time, 7));
  EXPECT_NE(tid, tid_of(time, 8));
  EXPECT_LT(tid, tid_of(time + Micros(1), 0));
  EXPECT_EQ(tid_of(Time{}, 0), "2222222222222");
  // The first character of a TID is one of 234567abcdefghij.
  EXPECT_NE(std::string("234567abcdefghij").find(tid[0]), std::string::npos);
}

TEST(AtRecord, WritesAReply) {
  AtReply reply;
  reply.text = "Oui \"là\"";
  reply.lang = "fr";
  reply.created_at = *parse_time("2026-11-22T12:00:00Z");
  reply.root = {"at://did:a/app.bsky.feed.post/1", "c1"};
  reply.parent = {"at://did:b/app.bsky.feed.post/2", "c2"};
  reply.facets = {{0, 3, "https://example.org", ""}, {4, 8, "", "did:c"}};
  EXPECT_EQ(write_put_record("did:us", "k", reply),
            R"({"repo":"did:us","collection":"app.bsky.feed.post","rkey":"k","record":{"$type":"app.bsky.feed.post",)"
            R"("text":"Oui \"là\"","createdAt":"2026-11-22T12:00:00Z","langs":["fr"],)"
            R"("reply":{"root":{"uri":"at://did:a/app.bsky.feed.post/1","cid":"c1"},)"
            R"("parent":{"uri":"at://did:b/app.bsky.feed.post/2","cid":"c2"}},)"
            R"("facets":[{"index":{"byteStart":0,"byteEnd":3},"features":[{"$type":"app.bsky.richtext.facet#link",)"
            R"("uri":"https://example.org"}]},{"index":{"byteStart":4,"byteEnd":8},"features":[)"
            R"({"$type":"app.bsky.richtext.facet#mention","did":"did:c"}]}]}})");
}

TEST(AtRecord, ReadsWhatAServerSays) {
  const auto session = read_session(R"({"did":"did:a","handle":"a.test","accessJwt":"x","refreshJwt":"y"})");
  ASSERT_TRUE(session);
  EXPECT_EQ(session->handle, "a.test");
  const auto record = read_record(
      R"({"uri":"at://did:a/app.bsky.feed.post/1","cid":"c","value":{"reply":{"root":{"uri":"at://did:b/app.bsky.feed.post/0","cid":"r"}}}})");
  ASSERT_TRUE(record);
  EXPECT_EQ(record->ref.cid, "c");
  EXPECT_EQ(record->root->cid, "r");
  EXPECT_FALSE(read_record(R"({"uri":"at://did:a/app.bsky.feed.post/1","cid":"c","value":{}})").value().root);
  const auto post = read_first_post(R"({"posts":[{"uri":"at://did:a/app.bsky.feed.post/1","cid":"c","record":{}}]})");
  ASSERT_TRUE(post && *post);
  EXPECT_FALSE(*read_first_post(R"({"posts":[]})"));
  EXPECT_EQ(*read_did(R"({"did":"did:a"})"), "did:a");
  EXPECT_EQ(read_fault(R"({"error":"ExpiredToken","message":"Token has expired"})").error, "ExpiredToken");
  EXPECT_EQ(read_fault("<html>").error, "");
}

TEST(AtRecord, TellsNothingOfAnAnswerThatMayHoldASecret) {
  for (const auto* json : {R"({"did":"did:a","accessJwt":"SECRET"})", R"(["SECRET"])", "SECRET", R"({"did":5})"}) {
    const auto session = read_session(json);
    ASSERT_FALSE(session);
    EXPECT_EQ(session.error().message.find("SECRET"), std::string::npos);
  }
}

TEST(AtRecord, CutsALongMessageBetweenCharacters) {
  std::string long_one = "a";
  while (long_one.size() < 500) long_one += "é";
  const auto fault = read_fault(R"({"error":"X","message":")" + long_one + R"("})");
  EXPECT_LE(fault.message.size(), 200U);
  EXPECT_EQ(fault.message.back(), "é"[1]);
}

}  // namespace
}  // namespace vigie::protocol
