#include "protocol/mastodon.h"

#include <gtest/gtest.h>

#include "base/time_text.h"

namespace vigie::protocol {
namespace {

// A Status with `members` behind the usual ones; of equal names in them the first counts.
std::string status(const std::string& members = "", const std::string& account = R"("indexable":true)") {
  return "{" + members + (members.empty() ? "" : ",") +
         R"("uri":"https://piaille.example/users/zoe/statuses/1","url":"https://piaille.example/@zoe/1",)"
         R"("created_at":"2026-01-31T09:30:00.000Z","visibility":"public","language":"fr","spoiler_text":"",)"
         R"("content":"<p>Très bonne voiture</p>","media_attachments":[],"replies_count":1,"reblogs_count":2,)"
         R"("favourites_count":3,"reblog":null,"account":{"acct":"zoe","display_name":"Zoé",)" +
         (account.empty() ? "" : account + ",") + R"("url":"https://piaille.example/@zoe"}})";
}

struct Read {
  post::Batch batch;
  std::vector<std::string> refused;
  post::Post post;
};

Read read(const std::string& json, const std::string& host = "") {
  Read out;
  Mastodon mastodon({host});
  if (const auto ok = mastodon.read(json, out.batch); !ok) out.refused.push_back(ok.error().message);
  if (!out.batch.empty()) out.post = out.batch.items()[0].post;
  return out;
}

TEST(Mastodon, ReadsAPublicStatus) {
  const auto out = read(status());
  ASSERT_EQ(out.batch.size(), 1U);
  EXPECT_EQ(out.post.id, "https://piaille.example/users/zoe/statuses/1");
  EXPECT_EQ(out.post.source, "mastodon:piaille.example");
  EXPECT_EQ(out.post.text, "Très bonne voiture");
  EXPECT_EQ(out.post.lang, "fr");
  EXPECT_EQ(out.post.author.id, "https://piaille.example/@zoe");
  EXPECT_EQ(out.post.author.handle, "zoe@piaille.example");
  EXPECT_EQ(out.post.author.name, "Zoé");
  EXPECT_EQ(out.post.likes, 3U);
  EXPECT_EQ(out.post.reposts, 2U);
  EXPECT_EQ(out.post.replies, 1U);
  EXPECT_EQ(format_time(out.post.created_at), "2026-01-31T09:30:00Z");
  EXPECT_FALSE(out.post.edited_at);
  EXPECT_EQ(read(status(), "social.example").post.source, "mastodon:social.example");
}

TEST(Mastodon, RefusesWhatIsNotPublic) {
  EXPECT_EQ(read(status(R"("visibility":"private")")).refused,
            std::vector<std::string>{"visibility: private, only public posts are read"});
  EXPECT_EQ(read(status(R"("visibility":"direct")")).batch.size(), 0U);
  EXPECT_EQ(read(status(R"("visibility":"unlisted")")).batch.size(), 1U);
}

TEST(Mastodon, ObeysAnAuthorWhoRefusesIndexing) {
  EXPECT_EQ(read(status("", R"("indexable":false)")).refused, std::vector<std::string>{"the author refuses indexing"});
  EXPECT_EQ(read(status("", R"("noindex":true)")).refused, std::vector<std::string>{"the author refuses indexing"});
  EXPECT_EQ(read(status("", "")).batch.size(), 1U);
}

TEST(Mastodon, ReadsRepliesBoostsAndQuotes) {
  const auto reply = read(status(R"("in_reply_to_id":"7")"));
  EXPECT_EQ(reply.post.kind, post::Kind::kReply);
  EXPECT_EQ(reply.post.parent, "7");
  const auto boost = read(status(R"("reblog":{"uri":"https://other.example/2","content":"x"})"));
  EXPECT_EQ(boost.post.kind, post::Kind::kRepost);
  EXPECT_EQ(boost.post.parent, "https://other.example/2");
  EXPECT_EQ(boost.post.text, "");
  const auto quote = read(status(R"("quote":{"state":"accepted","quoted_status":{"uri":"https://other.example/3"}})"));
  EXPECT_EQ(quote.post.kind, post::Kind::kQuote);
  EXPECT_EQ(quote.post.parent, "https://other.example/3");
}

TEST(Mastodon, ReadsWarningsPicturesPollsAndEdits) {
  const auto out = read(status(
      R"("spoiler_text":"voiture","edited_at":"2026-02-01T00:00:00.000Z","poll":{"options":[{"title":"oui"},{"title":"non"}]},
         "media_attachments":[{"type":"image","description":"une voiture rouge"},{"type":"video","description":null}])"));
  EXPECT_EQ(out.post.summary, "voiture");
  EXPECT_EQ(out.post.text, "Très bonne voiture\noui\nnon");
  ASSERT_EQ(out.post.media.size(), 2U);
  EXPECT_EQ(out.post.media[0].alt, "une voiture rouge");
  EXPECT_EQ(out.post.media[1].type, "video");
  EXPECT_EQ(format_time(*out.post.edited_at), "2026-02-01T00:00:00Z");
}

TEST(Mastodon, RefusesCountsThatAreNone) {
  for (const char* count : {"-1", "\"x\"", "1.5", "9007199254740993", "true", "[]"}) {
    EXPECT_EQ(
        read(status(R"("favourites_count":)" + std::string(count))).refused,
        std::vector<std::string>{"favourites_count: " + std::string(count) + " is no whole number from 0 to 2^53"});
  }
  EXPECT_EQ(read(status(R"("replies_count":null)")).post.replies, 0U);
}

TEST(Mastodon, ReadsAPageAndTellsWhatTheServerCallsEach) {
  post::Batch batch;
  std::vector<MastodonSeen> seen;
  Mastodon mastodon({"piaille.example"});
  const auto page =
      "[" + status(R"("id":"12","in_reply_to_id":"7")") + "," + status(R"("id":"11")", R"("indexable":false)") + ",3]";
  ASSERT_TRUE(mastodon.read_all(page, batch, seen));
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_EQ(seen[0].id, "12");
  EXPECT_EQ(seen[0].parent_id, "7");
  EXPECT_EQ(seen[0].author, "https://piaille.example/@zoe");
  EXPECT_TRUE(seen[0].added);
  EXPECT_TRUE(seen[1].is_author_refusing);
  EXPECT_FALSE(seen[1].added);
  EXPECT_FALSE(seen[2].added);
  EXPECT_EQ(batch.size(), 1U);
  EXPECT_TRUE(mastodon.read_all(status(), batch, seen));
  EXPECT_EQ(batch.size(), 2U);
  EXPECT_FALSE(mastodon.read_all(R"({"error":"no"})", batch, seen));
  EXPECT_FALSE(mastodon.read_all("[", batch, seen));
}

TEST(Mastodon, RefusesWhatIsNoStatus) {
  EXPECT_EQ(read("{").refused, std::vector<std::string>{"not JSON"});
  EXPECT_EQ(read("{}").refused, std::vector<std::string>{"uri: missing"});
  EXPECT_EQ(read(R"({"uri":"u"})").refused, std::vector<std::string>{"visibility: missing"});
  EXPECT_EQ(read(status(R"("created_at":"soon")")).refused,
            std::vector<std::string>{"created_at: missing or no time of RFC 3339"});
}

}  // namespace
}  // namespace vigie::protocol
