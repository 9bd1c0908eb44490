#include <gtest/gtest.h>

#include "query/query.h"
#include "query/said.h"

namespace vigie::query {
namespace {

TEST(ToText, ReadsBackToTheSameTree) {
  for (const auto* text :
       {"renault clio",
        "a OR b c -d",
        "(a OR b) (c OR -d) e",
        "\"essai routier\" OR l'appli*",
        "=Orange-Bank =\"A « B\"",
        "#Renault -@al@masto.social",
        "#rent* #a-bb*",
        "(a OR \"b c\" OR dd*) NEAR/4 =E",
        "x NOT (a BEFORE/0 b)",
        "lang:fr mood:negative source:mastodon:piaille.fr kind:review author:@Al.Bsky.Social site:example.org",
        "rating:1..2 OR rating:4.. OR rating:..3.5 OR rating:3",
        "has:link has:image is:reply is:repost",
        "after:2026-01-31 before:2026-02-15T12:00Z",
        "\"OR\" \"NEAR/4\"",
        "«a \"b\" c»",
        "\"x\":ab:cd*",
        "author:\"a b\"",
        "👩‍💻 🇫🇷 \"1️⃣ *️⃣\"",
        "日本 #日本* Å ½",
        "a-#b-cc*",
        "'NEAR/33* \"a»b\""}) {
    const auto query = query_of(text);
    const auto again = query_of(query.to_text());
    EXPECT_EQ(query.root(), again.root()) << text << "\n" << query.to_text();
    EXPECT_EQ(query.to_text(), again.to_text()) << text;
  }
}

TEST(ToText, SaysThePlainTree) {
  EXPECT_EQ(query_of("A -(b OR \"c d\") (e OR (f OR g))").to_text(), "A NOT b NOT \"c d\" (e OR f OR g)");
}

TEST(ExplainJson, TellsTheTree) {
  EXPECT_EQ(explain_json(query_of("l'appli* -lang:fr")),
            R"({"op":"and","children":[{"op":"phrase","typed":"l'appli","words":[)"
            R"({"kind":"word","folded":"l","prefix":false},{"kind":"word","folded":"appli","prefix":true}]},)"
            R"({"op":"not","children":[{"op":"field","name":"lang","value":"fr"}]}]})");
}

TEST(ExplainJson, TellsDistanceAndEscapes) {
  EXPECT_EQ(explain_json(query_of("#a NEAR/4 «b\\\"c»")),
            R"({"op":"near","distance":4,"children":[{"op":"word","typed":"#a","words":[)"
            R"({"kind":"hashtag","folded":"a","prefix":false}]},{"op":"phrase","typed":"b\\\"c","words":[)"
            R"({"kind":"word","folded":"b","prefix":false},{"kind":"word","folded":"c","prefix":false}]}]})");
}

TEST(ExplainJson, EscapesControlCharacters) {
  EXPECT_NE(explain_json(query_of("\"a\x01"
                                  "b\""))
                .find("a\\u0001b"),
            std::string::npos);
}

}  // namespace
}  // namespace vigie::query
