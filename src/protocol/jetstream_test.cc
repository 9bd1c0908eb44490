#include "protocol/jetstream.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>

#include "base/shared_data.h"
#include "base/time_text.h"
#include "post/validate.h"

namespace vigie::protocol {
namespace {

struct Read {
  post::Batch batch;
  JetstreamEvent event;
  std::string error;
  Jetstream jetstream;
};

Read read(const std::string& json) {
  Read out;
  const auto event = out.jetstream.read(json, out.batch);
  if (event) {
    out.event = *event;
  } else {
    out.error = event.error().message;
  }
  EXPECT_EQ(out.batch.size(), event && event->added ? 1U : 0U);
  return out;
}

std::string commit(const std::string& operation, const std::string& collection, const std::string& record) {
  return R"({"did":"did:plc:zoe","time_us":1770000000123456,"kind":"commit","commit":{"rev":"3m","operation":")" +
         operation + R"(","collection":")" + collection + R"(","rkey":"k1")" +
         (record.empty() ? "" : ",\"record\":" + record) + "}}";
}

std::string post_of(const std::string& members) {
  return commit("create", "app.bsky.feed.post", R"({"$type":"app.bsky.feed.post","text":"bonjour")" + members + "}");
}

TEST(Jetstream, ReadsAPost) {
  const auto out = read(post_of(R"(,"createdAt":"2026-02-02T02:39:59.5Z","langs":["fr","en"])"));
  EXPECT_EQ(out.event.kind, JetstreamKind::kPost);
  EXPECT_EQ(out.event.time_us, 1'770'000'000'123'456);
  EXPECT_EQ(out.event.cursor, 1'770'000'000'123'456U);
  EXPECT_EQ(out.event.did, "did:plc:zoe");
  const post::Post& post = out.batch.items()[0].post;
  EXPECT_EQ(post.id, "at://did:plc:zoe/app.bsky.feed.post/k1");
  EXPECT_EQ(post.source, "bluesky");
  EXPECT_EQ(post.kind, post::Kind::kPost);
  EXPECT_EQ(post.author.id, "did:plc:zoe");
  EXPECT_EQ(post.text, "bonjour");
  EXPECT_EQ(post.lang, "fr");
  EXPECT_EQ(post.url, "https://bsky.app/profile/did:plc:zoe/post/k1");
  EXPECT_EQ(format_time(post.created_at), "2026-02-02T02:39:59.500Z");
  EXPECT_FALSE(post.edited_at);
}

TEST(Jetstream, ReadsRepliesWithParentAndRoot) {
  const auto out = read(post_of(R"(,"reply":{"parent":{"uri":"at://p"},"root":{"uri":"at://r"}})"));
  EXPECT_EQ(out.batch.items()[0].post.kind, post::Kind::kReply);
  EXPECT_EQ(out.batch.items()[0].post.parent, "at://p");
  EXPECT_EQ(out.batch.items()[0].post.root, "at://r");
}

TEST(Jetstream, ReadsImagesVideosAndCards) {
  const auto images =
      read(post_of(R"(,"embed":{"$type":"app.bsky.embed.images","images":[{"alt":"une voiture"},{"alt":""}]})"));
  ASSERT_EQ(images.batch.items()[0].post.media.size(), 2U);
  EXPECT_EQ(images.batch.items()[0].post.media[0].alt, "une voiture");
  const auto video = read(post_of(R"(,"embed":{"$type":"app.bsky.embed.video","alt":"un tour"})"));
  ASSERT_EQ(video.batch.items()[0].post.media.size(), 1U);
  EXPECT_EQ(video.batch.items()[0].post.media[0].type, "video");
  const auto card = read(post_of(
      R"(,"embed":{"$type":"app.bsky.embed.external","external":{"uri":"https://example.org/a","title":"A"}},
          "facets":[{"features":[{"$type":"app.bsky.richtext.facet#link","uri":"https://example.org/a"},
                                 {"$type":"app.bsky.richtext.facet#tag","tag":"x"}]},
                    {"features":[{"$type":"app.bsky.richtext.facet#link","uri":"https://example.org/b"}]}])"));
  ASSERT_EQ(card.batch.items()[0].post.links.size(), 2U);
  EXPECT_EQ(card.batch.items()[0].post.links[0], "https://example.org/a");
  EXPECT_EQ(card.batch.items()[0].post.links[1], "https://example.org/b");
  ASSERT_EQ(card.batch.items()[0].post.media.size(), 1U);
  EXPECT_EQ(card.batch.items()[0].post.media[0].alt, "A");
  const auto gif = read(post_of(
      R"(,"embed":{"$type":"app.bsky.embed.external","external":{"uri":"u","title":"t","description":"ALT: un chat"}})"));
  EXPECT_EQ(gif.batch.items()[0].post.media[0].alt, "un chat");
}

TEST(Jetstream, ReadsQuotesAlsoWithMedia) {
  const auto plain = read(post_of(R"(,"embed":{"$type":"app.bsky.embed.record","record":{"uri":"at://q"}})"));
  EXPECT_EQ(plain.batch.items()[0].post.kind, post::Kind::kQuote);
  EXPECT_EQ(plain.batch.items()[0].post.parent, "at://q");
  const auto both = read(post_of(
      R"(,"embed":{"$type":"app.bsky.embed.recordWithMedia","record":{"record":{"uri":"at://q"}},
          "media":{"$type":"app.bsky.embed.images","images":[{"alt":"x"}]}})"));
  EXPECT_EQ(both.batch.items()[0].post.kind, post::Kind::kQuote);
  EXPECT_EQ(both.batch.items()[0].post.media.size(), 1U);
}

TEST(Jetstream, ReadsAReplyThatQuotesAsAReply) {
  const auto out = read(post_of(
      R"(,"embed":{"$type":"app.bsky.embed.record","record":{"uri":"at://q"}},"reply":{"parent":{"uri":"at://p"}})"));
  EXPECT_EQ(out.batch.items()[0].post.kind, post::Kind::kReply);
  EXPECT_EQ(out.batch.items()[0].post.parent, "at://p");
}

TEST(Jetstream, ReadsARepost) {
  const auto out = read(commit("create", "app.bsky.feed.repost", R"({"subject":{"uri":"at://s"},"createdAt":"x"})"));
  EXPECT_EQ(out.event.kind, JetstreamKind::kRepost);
  EXPECT_EQ(out.batch.items()[0].post.kind, post::Kind::kRepost);
  EXPECT_EQ(out.batch.items()[0].post.parent, "at://s");
  EXPECT_EQ(out.batch.items()[0].post.id, "at://did:plc:zoe/app.bsky.feed.repost/k1");
}

TEST(Jetstream, GivesAnUpdateTheTimeOfItsEventAsEdit) {
  const auto out =
      read(commit("update", "app.bsky.feed.post", R"({"text":"bonsoir","createdAt":"2026-02-01T00:00:00Z"})"));
  EXPECT_EQ(out.event.kind, JetstreamKind::kUpdate);
  EXPECT_EQ(format_time(out.batch.items()[0].post.created_at), "2026-02-01T00:00:00Z");
  EXPECT_EQ(micros_of(*out.batch.items()[0].post.edited_at), 1'770'000'000'123'456);
}

TEST(Jetstream, PutsTheRelaysClockForAbsurdTimes) {
  for (const char* time :
       {"", "soon", "0001-01-01T00:00:00Z", "1989-12-31T23:59:59Z", "2026-02-02T02:41:01Z", "9999-12-31T00:00:00Z"}) {
    const auto out = read(post_of(R"(,"createdAt":")" + std::string(time) + "\""));
    EXPECT_EQ(micros_of(out.batch.items()[0].post.created_at), 1'770'000'000'123'456) << time;
  }
  const auto ahead = read(post_of(R"(,"createdAt":"2026-02-02T02:40:59Z")"));
  EXPECT_EQ(format_time(ahead.batch.items()[0].post.created_at), "2026-02-02T02:40:59Z");
}

TEST(Jetstream, ObeysDeletions) {
  const auto out = read(commit("delete", "app.bsky.feed.post", ""));
  EXPECT_EQ(out.event.kind, JetstreamKind::kDelete);
  EXPECT_EQ(out.batch.items()[0].act, post::Act::kDelete);
  EXPECT_EQ(out.batch.items()[0].post.id, "at://did:plc:zoe/app.bsky.feed.post/k1");
  EXPECT_EQ(read(commit("delete", "app.bsky.feed.like", "")).event.kind, JetstreamKind::kOther);
}

TEST(Jetstream, OnlyTellsLikesAndPassesOverTheRest) {
  EXPECT_EQ(read(commit("create", "app.bsky.feed.like", R"({"subject":{}})")).event.kind, JetstreamKind::kLike);
  EXPECT_EQ(read(commit("create", "app.bsky.graph.follow", "{}")).event.kind, JetstreamKind::kOther);
  EXPECT_EQ(read(R"({"did":"d","time_us":1,"kind":"labels"})").event.kind, JetstreamKind::kOther);
}

std::string account(const std::string& members) {
  return R"({"did":"did:plc:zoe","time_us":1,"kind":"account","account":{"did":"did:plc:zoe",)" + members + "}}";
}

TEST(Jetstream, ForgetsTheAuthorsOfAccountsThatAreGoneForGood) {
  for (const char* status : {"deleted", "takendown"}) {
    const auto out = read(account(R"("active":false,"status":")" + std::string(status) + "\""));
    EXPECT_EQ(out.event.kind, JetstreamKind::kAccount);
    EXPECT_EQ(out.event.status, status);
    ASSERT_TRUE(out.event.added);
    EXPECT_EQ(out.batch.items()[0].act, post::Act::kForgetAuthor);
    EXPECT_EQ(out.batch.items()[0].post.author.id, "did:plc:zoe");
    EXPECT_EQ(micros_of(out.batch.items()[0].post.created_at), 1);
  }
  EXPECT_FALSE(read(account(R"("active":false,"status":"deactivated")")).event.added);
  EXPECT_FALSE(read(account(R"("active":true)")).event.added);
}

TEST(Jetstream, TellsANewHandle) {
  const auto out = read(R"({"did":"did:plc:zoe","time_us":1,"kind":"identity","identity":{"handle":"zoe.example"}})");
  EXPECT_EQ(out.event.kind, JetstreamKind::kIdentity);
  EXPECT_EQ(out.event.handle, "zoe.example");
}

TEST(Jetstream, GoesOnFromTheEventsOwnCursorIfItHasOne) {
  EXPECT_EQ(read(R"({"did":"d","time_us":1770000000123456,"cursor":42,"kind":"identity"})").event.cursor, 42U);
}

TEST(Jetstream, RefusesWhatIsNoEvent) {
  EXPECT_EQ(read("").error, "not a JSON object");
  EXPECT_EQ(read("[]").error, "not a JSON object");
  EXPECT_EQ(read(std::string(100'000, '[')).error, "not a JSON object");
  EXPECT_EQ(read("{}").error, "did: missing");
  EXPECT_EQ(read(R"({"did":"d"})").error, "time_us: missing or out of range");
  EXPECT_EQ(read(R"({"did":"d","time_us":1})").error, "kind: missing");
  EXPECT_EQ(read(R"({"did":"d","time_us":1,"kind":"commit"})").error, "commit: missing");
  EXPECT_EQ(read(commit("create", "app.bsky.feed.post", "")).error, "commit.record: missing");
  EXPECT_EQ(read(commit("create", "app.bsky.feed.post", "{}")).error, "commit.record.text: missing");
  EXPECT_EQ(read(commit("create", "app.bsky.feed.repost", "{}")).error, "commit.record.subject.uri: missing");
  EXPECT_EQ(read(commit("erase", "app.bsky.feed.post", "{}")).error,
            "commit.operation: none of create, update, delete");
}

TEST(Jetstream, ReadsTheRecordedEventsAsTheirCountsSay) {
  VIGIE_NEEDS_SHARED_DATA();
  std::ifstream file(shared_data() + "/payloads/jetstream/internal/corpus/testdata/expected_v1.jsonl");
  std::map<std::string_view, std::size_t> counts;
  Jetstream jetstream;
  post::Batch batch;
  for (std::string line; std::getline(file, line);) {
    const auto event = jetstream.read(line, batch);
    ASSERT_TRUE(event) << event.error().message << line;
    ++counts[name_of(event->kind)];
  }
  EXPECT_EQ(counts["like"], 105U);
  EXPECT_EQ(counts["repost"], 15U);
  EXPECT_EQ(counts["post"], 17U);
  EXPECT_EQ(counts["delete"], 1U);
  EXPECT_EQ(counts["update"], 0U);
  EXPECT_EQ(counts["account"] + counts["identity"] + counts["other"], 14U);
  EXPECT_EQ(batch.size(), 33U);
  for (const auto& item : batch.items()) {
    const auto ok = post::validate(item, *parse_time("2026-12-01T00:00:00Z"));
    EXPECT_TRUE(ok) << item.post.id << ok.error().message;
  }
}

}  // namespace
}  // namespace vigie::protocol
