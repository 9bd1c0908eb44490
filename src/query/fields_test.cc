#include "query/fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "base/time_text.h"
#include "query/said.h"

namespace vigie::query {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(Field, LangIsOurReadingAndNotTheClaim) {
  Said said("bonjour");
  said.post.lang = "en";
  said.reading.language = *post::language_of("fr");
  EXPECT_TRUE(finds("lang:fr", said));
  EXPECT_TRUE(finds("lang:FR", said));
  EXPECT_FALSE(finds("lang:en", said));
  EXPECT_FALSE(finds("lang:unknown", said));
  said.reading.language = post::kUnknownLanguage;
  EXPECT_TRUE(finds("lang:unknown", said));
}

TEST(Field, MoodIsTheLikeliest) {
  Said said("bof");
  said.reading.mood_p[0] = 0.6F;
  said.reading.mood_p[1] = 0.3F;
  said.reading.mood_p[2] = 0.1F;
  EXPECT_TRUE(finds("mood:negative", said));
  EXPECT_FALSE(finds("mood:neutral", said));
}

TEST(Field, SourceIsAPrefixUpToAColon) {
  Said said("x");
  said.post.source = "mastodon:piaille.fr";
  EXPECT_TRUE(finds("source:mastodon", said));
  EXPECT_TRUE(finds("source:mastodon:", said));
  EXPECT_TRUE(finds("source:mastodon:piaille.fr", said));
  EXPECT_FALSE(finds("source:mastodon:piaille", said));
  EXPECT_FALSE(finds("source:mast", said));
}

TEST(Field, KindIsThatOfThePost) {
  Said said("x");
  said.post.kind = post::Kind::kReview;
  EXPECT_TRUE(finds("kind:review", said));
  EXPECT_FALSE(finds("kind:post", said));
}

TEST(Field, AuthorIsAHandleOrAnId) {
  Said said("x");
  said.post.author = {"did:plc:abc", "Alice.bsky.social", "Alice"};
  EXPECT_TRUE(finds("author:alice.bsky.social", said));
  EXPECT_TRUE(finds("author:@Alice.bsky.social", said));
  EXPECT_TRUE(finds("author:did:plc:abc", said));
  EXPECT_FALSE(finds("author:alice", said));
}

TEST(Field, NamesAreReadInAnyCaseOfAnyLetters) {
  Said said("x");
  said.post.source = "file:Épicerie";
  said.post.author = {"ИД:7", "Élodie", "x"};
  EXPECT_TRUE(finds("author:élodie", said));
  EXPECT_TRUE(finds("author:E\u0301LODIE", said));
  EXPECT_TRUE(finds("author:ид:7", said));
  EXPECT_FALSE(finds("author:elodie", said));
  EXPECT_TRUE(finds("source:file:épicerie", said));
  EXPECT_FALSE(finds("source:file:épi", said));
}

TEST(Field, SiteKnowsInternationalisedNamesBothWays) {
  Said said("voir https://www.München.de/x");
  EXPECT_TRUE(finds("site:münchen.de", said));
  EXPECT_TRUE(finds("site:MÜNCHEN.de", said));
  EXPECT_TRUE(finds("site:xn--mnchen-3ya.de", said));
  EXPECT_FALSE(finds("site:munchen.de", said));
  EXPECT_FALSE(parse("site:\u200B"));
  EXPECT_EQ(query_of("site:xn--mnchen-3ya.de").to_text(), "site:\"münchen.de\"");
}

TEST(Field, SiteTestsLinksAndTheirSubDomainsButNotTheOwnAddress) {
  Said said("see https://user@Shop.Example.org:8080/x?y and www.other.com.");
  said.post.url = "https://network.net/1";
  const std::array<std::string_view, 1> links = {"http://third.fr#a"};
  said.post.links = links;
  EXPECT_TRUE(finds("site:example.org", said));
  EXPECT_TRUE(finds("site:shop.example.org", said));
  EXPECT_TRUE(finds("site:EXAMPLE.org", said));
  EXPECT_TRUE(finds("site:other.com", said));
  EXPECT_TRUE(finds("site:third.fr", said));
  EXPECT_FALSE(finds("site:ample.org", said));
  EXPECT_FALSE(finds("site:network.net", said));
  EXPECT_TRUE(finds("has:link", said));
}

TEST(Field, RatingIsScaledToFiveWithItsBounds) {
  Said said("x");
  EXPECT_FALSE(finds("rating:0..5", said));
  said.post.rating = 4.2F;
  said.post.rating_max = 6;  // 3.5 of 5
  EXPECT_TRUE(finds("rating:3.5", said));
  EXPECT_TRUE(finds("rating:3.5..", said));
  EXPECT_TRUE(finds("rating:..3.5", said));
  EXPECT_TRUE(finds("rating:1..4", said));
  EXPECT_FALSE(finds("rating:4..", said));
  EXPECT_FALSE(finds("rating:1..3.4", said));
}

TEST(Field, HasAndIsLookAtWhatThePostCarries) {
  Said said("x");
  for (const auto* query : {"has:link", "has:image", "is:reply", "is:repost"})
    EXPECT_FALSE(finds(query, said)) << query;
  const std::array<post::Media, 2> media = {{{"video", ""}, {"image", ""}}};
  said.post.media = media;
  said.post.parent = "0";
  said.post.kind = post::Kind::kRepost;
  for (const auto* query : {"has:image", "is:reply", "is:repost"}) EXPECT_TRUE(finds(query, said)) << query;
}

TEST(Field, TimesIncludeTheBeginningAndNotTheEnd) {
  Said said("x");
  said.post.created_at = *parse_time("2026-01-31T00:00:00Z");
  EXPECT_TRUE(finds("after:2026-01-31", said));
  EXPECT_FALSE(finds("before:2026-01-31", said));
  EXPECT_TRUE(finds("before:2026-01-31T00:01", said));
  EXPECT_TRUE(finds("before:2026-01-31T00:01Z", said));
  EXPECT_TRUE(finds("after:2026-01-31T01:00+02:00", said));
  EXPECT_FALSE(finds("after:2026-01-31T00:00:00.5", said));
}

TEST(Field, TimesAreRefusedInAWatch) {
  EXPECT_THAT(refusal("a after:2026-01-31", Use::kWatch), StartsWith("query:3: a watch looks ahead"));
  EXPECT_THAT(refusal("a -before:2026-01-31", Use::kWatch), StartsWith("query:4: a watch looks ahead"));
  EXPECT_EQ(refusal("a after:2026-01-31", Use::kSearch), "");
}

TEST(Field, IsGuessedWhenUnknown) {
  EXPECT_EQ(refusal("lnag:fr"), "query:1: unknown field \"lnag\"; did you mean lang:fr?");
  EXPECT_THAT(refusal("a autor:x"), StartsWith("query:3: unknown field \"autor\"; did you mean author:x?"));
  EXPECT_THAT(refusal("Remarque:super"), HasSubstr("did you mean \"Remarque super\"?"));
  EXPECT_EQ(refusal("LANG:fr"), "");
}

TEST(Field, GuessesItsValue) {
  EXPECT_THAT(refusal("mood:postive"), StartsWith("query:6: mood: knows no \"postive\""));
  EXPECT_THAT(refusal("mood:postive"), HasSubstr("did you mean mood:positive?"));
  EXPECT_THAT(refusal("lang:fr-FR"), HasSubstr("did you mean lang:fr?"));
  EXPECT_THAT(refusal("has:images"), HasSubstr("did you mean has:image?"));
  EXPECT_THAT(refusal("is:review"), HasSubstr("only reply, repost"));
  EXPECT_THAT(refusal("kind:poste"), HasSubstr("did you mean kind:post?"));
  EXPECT_THAT(refusal("site:https://example.org/a"), HasSubstr("did you mean site:example.org?"));
}

TEST(Field, RefusesRatingsAndTimesThatSayNothing) {
  for (const auto* value : {"..", "x", "6", "1..9", "-1..2", "1...2", "4..3", "1..2..3", "1e0", "nan"}) {
    EXPECT_THAT(refusal("rating:" + std::string(value)), StartsWith("query:8: rating:")) << value;
  }
  EXPECT_THAT(refusal("rating:4..3"), HasSubstr("did you mean rating:3..4?"));
  for (const auto* value : {"hier", "2026-02-30", "2026", "2026-01-31T25:00", "30000-01-01"}) {
    EXPECT_THAT(refusal("after:" + std::string(value)), StartsWith("query:7: after: needs a date")) << value;
  }
}

TEST(Field, WithoutAValueIsAWord) {
  EXPECT_EQ(explain(query_of("lang: fr")), "and\n  word lang\n  word fr\n");
  EXPECT_EQ(query_of("lang: fr").warnings().size(), 1U);
  EXPECT_EQ(refusal("lang:(fr OR en)"),
            "query:6: lang: takes one value, not parentheses; did you mean (lang:fr OR lang:en)?");
}

}  // namespace
}  // namespace vigie::query
