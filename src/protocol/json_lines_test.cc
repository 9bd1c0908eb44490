#include "protocol/json_lines.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/time_text.h"
#include "protocol/limits.h"

namespace vigie::protocol {
namespace {

std::string refusal(std::string_view line) {
  JsonLines lines;
  post::Batch batch;
  const auto ok = lines.read(line, batch);
  EXPECT_EQ(batch.size(), ok ? 1U : 0U);
  return ok ? "" : ok.error().message;
}

// A good post with `members` added in front.
std::string post_with(std::string_view members) {
  std::string line = R"({"id":"1","source":"file:shop","time":"2026-01-31T09:30:00Z","text":"bonjour")";
  if (!members.empty()) line += "," + std::string(members);
  return line + "}";
}

struct Read {
  post::Batch batch;
  post::Item item;
};

Read read(std::string_view line) {
  Read out;
  JsonLines lines;
  const auto ok = lines.read(line, out.batch);
  EXPECT_TRUE(ok) << ok.error().message;
  if (ok) out.item = out.batch.items()[0];
  return out;
}

TEST(JsonLines, ReadsEveryMemberOfAPost) {
  const auto out = read(
      R"({"id": "7", "source": "file:shop", "kind": "review", "time": "2026-01-31T09:30:00.123Z",
          "edited_at": "2026-02-01T00:00:00+01:00", "author": {"id": "a1", "handle": "@zoe", "name": "Zoé"},
          "title": "Bien", "summary": "voiture", "text": "Tr\u00e8s bonne \ud83d\ude97", "lang": "fr",
          "url": "https://example.org/7", "parent": "5", "root": "1", "links": ["https://example.org/a"],
          "media": [{"type": "image", "alt": "une voiture rouge"}], "rating": 4.5, "rating_max": 5, "brand": "Aurora",
          "product": "A1", "verified": true, "incentive": "none", "experienced_at": "2026-01-20",
          "likes": 3, "reposts": 2, "replies": 1})");
  const post::Post& post = out.item.post;
  EXPECT_EQ(post.id, "7");
  EXPECT_EQ(post.kind, post::Kind::kReview);
  EXPECT_EQ(format_time(post.created_at), "2026-01-31T09:30:00.123Z");
  EXPECT_EQ(format_time(*post.edited_at), "2026-01-31T23:00:00Z");
  EXPECT_EQ(post.author.handle, "zoe");
  EXPECT_EQ(post.author.name, "Zoé");
  EXPECT_EQ(post.text, "Très bonne 🚗");
  ASSERT_EQ(post.links.size(), 1U);
  ASSERT_EQ(post.media.size(), 1U);
  EXPECT_EQ(post.media[0].alt, "une voiture rouge");
  EXPECT_EQ(post.rating, 4.5F);
  EXPECT_EQ(post.verified, true);
  EXPECT_EQ(post.likes, 3U);
  EXPECT_EQ(post.experienced_at, "2026-01-20");
  EXPECT_EQ(post.extra, "");
}

TEST(JsonLines, NamesTheMemberThatIsMissing) {
  EXPECT_EQ(refusal(R"({"source":"s","time":"2026-01-31T09:30:00Z","text":"x"})"), "id: missing");
  EXPECT_EQ(refusal(R"({"id":"1","time":"2026-01-31T09:30:00Z","text":"x"})"), "source: missing");
  EXPECT_EQ(refusal(R"({"id":"1","source":"s","text":"x"})"), "time: missing");
  EXPECT_EQ(refusal(R"({"id":"1","source":"s","time":"2026-01-31T09:30:00Z"})"), "text: missing");
  EXPECT_EQ(refusal(R"({"id":"1","source":"s","time":"2026-01-31T09:30:00Z","text":null})"), "text: missing");
}

TEST(JsonLines, NamesTheMemberOfAnotherType) {
  EXPECT_EQ(refusal(R"({"id":1})"), "id: not a string");
  EXPECT_EQ(refusal(post_with(R"("author":"zoe")")), "author: not an object");
  EXPECT_EQ(refusal(post_with(R"("author":{"name":[]})")), "author.name: not a string");
  EXPECT_EQ(refusal(post_with(R"("links":"https://example.org")")), "links: not an array");
  EXPECT_EQ(refusal(post_with(R"("links":[1])")), "links: not a string");
  EXPECT_EQ(refusal(post_with(R"("media":["x"])")), "media: holds what is no object");
  EXPECT_EQ(refusal(post_with(R"("verified":"yes")")), "verified: neither true nor false");
  EXPECT_EQ(refusal(post_with(R"("rating":"4")")), "rating: \"4\" is no number");
  EXPECT_EQ(refusal(post_with(R"("kind":"tweet")")),
            "kind: \"tweet\" is none of post, reply, repost, quote, review, comment, entry");
}

TEST(JsonLines, TakesNullForAbsent) {
  const auto out = read(post_with(
      R"("author":null,"links":null,"media":null,"likes":null,"rating":null,"kind":null,"verified":null,"edited_at":null)"));
  EXPECT_EQ(out.item.post.kind, post::Kind::kPost);
  EXPECT_FALSE(out.item.post.rating);
  EXPECT_FALSE(out.item.post.verified);
}

TEST(JsonLines, RefusesTimesThatAreNone) {
  EXPECT_EQ(refusal(R"({"id":"1","source":"s","text":"x","time":"30000-01-01T00:00:00Z"})"),
            "time: \"30000-01-01T00:00:00Z\" is no time of RFC 3339");
  EXPECT_EQ(refusal(R"({"id":"1","source":"s","text":"x","time":1769851800})"), "time: not a string");
  EXPECT_EQ(refusal(post_with(R"("edited_at":"yesterday")")), "edited_at: \"yesterday\" is no time of RFC 3339");
}

TEST(JsonLines, RefusesCountsThatAreNotWholeOrOutOfRange) {
  EXPECT_EQ(refusal(post_with(R"("likes":-1)")), "likes: -1 is below 0");
  EXPECT_EQ(refusal(post_with(R"("likes":1e17)")), "likes: 1e17 is above 2^53");
  EXPECT_EQ(refusal(post_with(R"("likes":100000000000000000)")), "likes: 100000000000000000 is above 2^53");
  EXPECT_EQ(refusal(post_with(R"("reposts":100000000000000000000000)")),
            "reposts: 100000000000000000000000 is above 2^53");
  EXPECT_EQ(refusal(post_with(R"("replies":1.5)")), "replies: 1.5 is not whole");
  EXPECT_EQ(refusal(post_with(R"("likes":"3")")), "likes: \"3\" is no number");
  EXPECT_EQ(refusal(post_with(R"("likes":[3])")), "likes: [ is no number");
  EXPECT_EQ(read(post_with(R"("likes":9007199254740992)")).item.post.likes, std::uint64_t{1} << 53);
  EXPECT_EQ(read(post_with(R"("likes":1e3)")).item.post.likes, 1'000U);
}

TEST(JsonLines, RefusesWhatIsNoJson) {
  for (const char* line :
       {"", " ", "{", "}", "[]", "1", "\"x\"", "null", "{\"id\":}", "{\"id\":\"1\" \"source\":\"s\"}",
        "{\"id\":\"1\",}", "not json at all", "{\"id\":\"1}", "{'id':'1'}"}) {
    EXPECT_NE(refusal(line), "") << line;
  }
  EXPECT_EQ(refusal(post_with("") + "x"), "not JSON");
  EXPECT_EQ(refusal(post_with("") + post_with("")), "not JSON: text after the object");
  EXPECT_EQ(refusal("{\"id\":\"\xff\"}"), "broken UTF-8");
  EXPECT_EQ(refusal("{\"id\":\"a\nb\"}"), "not JSON: a control character in a string");
}

TEST(JsonLines, RefusesANulAndALoneSurrogateByTheNameOfTheMember) {
  EXPECT_EQ(refusal(post_with(R"("title":"a\u0000b")")), "title: holds a NUL");
  EXPECT_EQ(refusal(post_with(R"("title":"\udc00")")), "title: a broken escape or a lone surrogate");
  EXPECT_EQ(refusal(post_with(R"("title":"\ud800")")), "title: a broken escape or a lone surrogate");
  EXPECT_EQ(refusal(post_with(R"("shop":["\ud800x"])")), "shop: a lone surrogate");
  EXPECT_EQ(refusal(post_with(R"("shop":"\u0000")")), "shop: holds a NUL");
  EXPECT_EQ(refusal(post_with(R"("title":"\x")")), "title: a broken escape or a lone surrogate");
}

TEST(JsonLines, RefusesABombOfNestedArrays) {
  for (const std::size_t depth : {kNestingMax + 1, std::size_t{1'000'000}}) {
    std::string bomb = R"("bomb":)" + std::string(depth, '[') + std::string(depth, ']');
    EXPECT_EQ(refusal(post_with(bomb)), "bomb: nested too deep");
    EXPECT_NE(refusal(std::string(depth, '[')), "");
    EXPECT_NE(refusal(post_with("\"text\":" + std::string(depth, '['))), "");
  }
  EXPECT_EQ(refusal(post_with(R"("deep":)" + std::string(kNestingMax, '[') + std::string(kNestingMax, ']'))), "");
}

TEST(JsonLines, RefusesALineThatIsTooLong) {
  EXPECT_EQ(refusal(std::string(kLineBytesMax + 1, ' ')), "4194305 bytes, at most 4194304");
}

TEST(JsonLines, KeepsUnknownMembersAside) {
  const auto out = read(post_with(
      R"("shop": { "town" : "Lyon", "rows": [1, 2.50, -3e-2 ] }, "author": {"id":"a","followers": 7},
         "media":[{"type":"image","width": 640}], "n": 123456789012345678901234567890, "vigie": {"lang":"fr"})"));
  EXPECT_EQ(out.item.post.extra,
            R"({"shop":{"town":"Lyon","rows":[1,2.50,-3e-2]},"author.followers":7,"media.0.width":640,)"
            R"("n":123456789012345678901234567890})");
}

TEST(JsonLines, RefusesUnknownMembersThatBreakTheGrammar) {
  for (const char* member : {R"("x":[1 2])", R"("x":{"a"})", R"("x":01)", R"("x":tru)", R"("x":[1,])",
                             R"("x":{"a":1,})", R"("x":1.)", R"("x":-)", R"("x":"\q")", R"("x":[)"}) {
    EXPECT_NE(refusal(post_with(member)), "") << member;
  }
}

TEST(JsonLines, LetsTheLastOfEqualNamesCount) {
  EXPECT_EQ(read(post_with(R"("text":"bonsoir")")).item.post.text, "bonsoir");
  const auto out = read(post_with(R"("author":{"id":"a","name":"A"},"author":{"id":"b"})"));
  EXPECT_EQ(out.item.post.author.id, "b");
  EXPECT_EQ(out.item.post.author.name, "");
}

TEST(JsonLines, LetsANullThatComesLastTakeBackAKind) {
  EXPECT_EQ(read(post_with(R"("kind":"review","kind":null)")).item.post.kind, post::Kind::kPost);
  EXPECT_EQ(read(post_with(R"("parent":"0","kind":"review","kind":null)")).item.post.kind, post::Kind::kReply);
}

TEST(JsonLines, KeepsEachUnknownNameOnce) {
  EXPECT_EQ(read(post_with(R"("shop":1,"town":"Lyon","shop":{"a":2},"sho\u0070":3)")).item.post.extra,
            R"({"town":"Lyon","shop":3})");
}

TEST(JsonLines, RefusesNumbersThatNoDoubleHolds) {
  EXPECT_EQ(refusal(post_with(R"("weight":1e999)")), "weight: a number beyond what a double holds");
  EXPECT_EQ(refusal(post_with(R"("weight":[-1E+400])")), "weight: a number beyond what a double holds");
  EXPECT_EQ(refusal(post_with("\"weight\":" + std::string(400, '9'))), "weight: a number beyond what a double holds");
  EXPECT_EQ(read(post_with(R"("weight":1e-999)")).item.post.extra, R"({"weight":1e-999})");
}

TEST(JsonLines, RefusesMoreUnknownMembersThanAreKept) {
  std::string many = R"("a":1)";
  for (int i = 0; i < 300'000; ++i) many += R"(,"b":1)";
  EXPECT_EQ(refusal(post_with(many)), "unknown members: more than 65536 bytes");
}

TEST(JsonLines, ObeysADeletionWhateverElseItSays) {
  for (const char* more :
       {R"("time":"n/a")", R"("likes":"many")", R"("likes":-1)", R"("author":7)", R"("text":"\ud800")",
        R"("media":[1])", R"("kind":"tweet")", R"("deleted":false,"deleted":true)"}) {
    for (const std::string& line : {R"({"id":"1","source":"s","deleted":true,)" + std::string(more) + "}",
                                    "{" + std::string(more) + R"(,"id":"1","source":"s","deleted":true})"}) {
      EXPECT_EQ(read(line).item.act, post::Act::kDelete) << line;
    }
  }
  EXPECT_EQ(refusal(R"({"likes":"many","id":"1","deleted":true})"), "likes: \"many\" is no number");
  EXPECT_EQ(refusal(R"({"likes":"many","id":"1","source":"s","deleted":false})"), "likes: \"many\" is no number");
  EXPECT_EQ(refusal(R"({"id":"1","source":"s","deleted":true} x)"), "not JSON");
}

TEST(JsonLines, ReadsADeletion) {
  const auto out = read(R"({"id":"1","source":"file:shop","deleted":true})");
  EXPECT_EQ(out.item.act, post::Act::kDelete);
  EXPECT_EQ(out.item.post.id, "1");
  EXPECT_EQ(refusal(R"({"id":"1","deleted":true})"), "source: missing");
  EXPECT_EQ(refusal(R"({"id":"1","source":"s","deleted":1})"), "deleted: neither true nor false");
  EXPECT_EQ(read(post_with(R"("deleted":false)")).item.act, post::Act::kSay);
}

TEST(JsonLines, TakesAPostWithAParentForAReplyUnlessToldOtherwise) {
  EXPECT_EQ(read(post_with(R"("parent":"0")")).item.post.kind, post::Kind::kReply);
  EXPECT_EQ(read(post_with(R"("parent":"0","kind":"comment")")).item.post.kind, post::Kind::kComment);
}

TEST(JsonLines, GivesAnAuthorWithoutIdItsHandleOrName) {
  EXPECT_EQ(read(post_with(R"("author":{"handle":"@zoe"})")).item.post.author.id, "zoe");
  EXPECT_EQ(read(post_with(R"("author":{"name":"Zoé"})")).item.post.author.id, "Zoé");
}

TEST(JsonLines, ReadsAnArrayElementByElement) {
  JsonLines lines;
  post::Batch batch;
  std::vector<std::string> refused;
  const std::string json = "[" + post_with("") + ",\n {\"id\": \"2\"}, 7, " + post_with(R"("likes":1)") + "]";
  const auto count = lines.read_array(json, 4, batch, [&](const Refused& each) {
    refused.push_back(std::to_string(each.record) + " " + each.reason + " " + std::string(each.bytes));
  });
  ASSERT_TRUE(count) << count.error().message;
  EXPECT_EQ(*count, 4U);
  EXPECT_EQ(batch.size(), 2U);
  EXPECT_EQ(refused, (std::vector<std::string>{R"(2 source: missing {"id": "2"})", "3 not a JSON object 7"}));
}

TEST(JsonLines, RefusesABrokenElementAlone) {
  JsonLines lines;
  post::Batch batch;
  std::vector<std::string> refused;
  const std::string json = "[" + post_with("") + ", {\"id\": tru},, \"open\n, " + post_with("") + "]";
  ASSERT_TRUE(lines.read_array(json, 5, batch, [&](const Refused& each) { refused.emplace_back(each.bytes); }));
  EXPECT_EQ(batch.size(), 2U);
  EXPECT_EQ(refused, (std::vector<std::string>{"{\"id\": tru}", "", "\"open"}));
}

TEST(JsonLines, RefusesAnArrayThatIsNoneAsAWhole) {
  JsonLines lines;
  post::Batch batch;
  for (const std::string& json :
       {std::string("{}"), "[" + post_with(""), "[" + post_with("") + "] x", std::string("[1,")}) {
    EXPECT_FALSE(lines.read_array(json, 4, batch, [](const Refused&) {})) << json;
    EXPECT_TRUE(batch.empty());
  }
}

TEST(JsonLines, ReadsNothingOfAnArrayOfTooMany) {
  JsonLines lines;
  post::Batch batch;
  const auto count = lines.read_array("[" + post_with("") + ",1,2]", 2, batch, [](const Refused&) { FAIL(); });
  EXPECT_EQ(count.value(), 3U);
  EXPECT_TRUE(batch.empty());
}

TEST(JsonLines, TellsTheIdOfWhatItRefusedIfItStoodBefore) {
  JsonLines lines;
  post::Batch batch;
  EXPECT_FALSE(lines.read(R"({"id":"a/1","source":5})", batch));
  EXPECT_EQ(lines.refused_id(), "a/1");
  EXPECT_FALSE(lines.read("7", batch));
  EXPECT_EQ(lines.refused_id(), "");
}

TEST(JsonLines, PassesOverAByteOrderMarkAndACarriageReturn) {
  EXPECT_EQ(refusal("\xEF\xBB\xBF" + post_with("") + "\r"), "");
}

}  // namespace
}  // namespace vigie::protocol
