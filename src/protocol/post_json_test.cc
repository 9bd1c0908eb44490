#include "protocol/post_json.h"

#include <gtest/gtest.h>

#include "base/check.h"
#include "base/time_text.h"
#include "protocol/json_lines.h"

namespace vigie::protocol {
namespace {

constexpr std::string_view kFull =
    R"({"id":"7","source":"file:shop","kind":"review","time":"2026-01-31T09:30:00.123Z","edited_at":"2026-02-01T00:00:00Z",)"
    R"("author":{"id":"a1","handle":"zoe","name":"Zoé"},"title":"Bien","summary":"voiture","text":"Très\n\"bonne\" 🚗",)"
    R"("lang":"fr","url":"https://example.org/7","parent":"5","root":"1","links":["https://example.org/a","https://example.org/b"],)"
    R"("media":[{"type":"image","alt":"une voiture rouge"},{"type":"video"}],"rating":4.5,"rating_max":10,"brand":"Aurora",)"
    R"("product":"A1","verified":false,"incentive":"none","experienced_at":"2026-01-20","likes":3,"reposts":2,"replies":1,)"
    R"("shop":{"town":"Lyon"},"author.followers":7})";

TEST(PostJson, WritesWhatJsonLinesReads) {
  JsonLines lines;
  post::Batch batch;
  ASSERT_TRUE(lines.read(kFull, batch));
  std::string out;
  write_json(batch.items()[0], out);
  EXPECT_EQ(out, kFull);
}

TEST(PostJson, WritesADeletionAsItsKeys) {
  post::Item item;
  item.act = post::Act::kDelete;
  item.post.id = "1";
  item.post.source = "bluesky";
  std::string out;
  write_json(item, out);
  EXPECT_EQ(out, R"({"id":"1","source":"bluesky","deleted":true})");
  item.act = post::Act::kForgetAuthor;
  EXPECT_THROW(write_json(item, out), Bug);
}

TEST(PostJson, AddsOurReading) {
  post::Post post;
  post.id = "1";
  post.source = "s";
  post.created_at = *parse_time("2026-01-31T09:30:00Z");
  post.text = "x";
  const post::Reading reading{17, 0.98765F, {0.1F, 0.25F, 0.65F}};
  std::string out;
  write_json(post, reading, {{{0, 3}, {5, 9}}, {}}, out);
  EXPECT_EQ(
      out,
      R"({"id":"1","source":"s","kind":"post","time":"2026-01-31T09:30:00Z","text":"x","vigie":{"lang":"fr","lang_p":0.9877,)"
      R"("mood":{"negative":0.1,"neutral":0.25,"positive":0.65},"spans":[[0,3],[5,9]]}})");
}

TEST(PostJson, MarksATitleOnlyWhereSomethingMatchedInIt) {
  post::Post post;
  post.id = "1";
  post.source = "s";
  std::string out;
  write_json(post, post::Reading{}, {{}, {{2, 4}}}, out);
  EXPECT_NE(out.find(R"("spans":[],"title_spans":[[2,4]]}})"), std::string::npos) << out;
}

TEST(PostJson, EscapesWhatMustNotStandInAString) {
  std::string out;
  write_json_string(std::string_view("a\"b\\c\n\r\t\x01\x7f\0é", 13), out);
  EXPECT_EQ(out, R"("a\"b\\c\n\r\t\u0001\u007f\u0000é")");
  out.clear();
  write_json_string("a\xff\xe2\x82z", out);
  EXPECT_EQ(out, "\"a\uFFFD\uFFFD\uFFFDz\"");
}

}  // namespace
}  // namespace vigie::protocol
