#include "query/field_terms.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "query/said.h"

namespace vigie::query {
namespace {

constexpr FieldNames kAll = ~FieldNames{0};

TEST(FieldTerms, APostHasTheTermOfATestIfAndOnlyIfTheTestHolds) {
  Random random(3);
  const char* const tests[] = {"lang:fr",       "lang:unknown", "mood:negative", "mood:neutral",
                               "mood:positive", "kind:review",  "kind:repost",   "has:link",
                               "has:image",     "is:reply",     "is:repost"};
  const post::Media image{"image", ""};
  FieldTerms terms;
  for (int i = 0; i < 500; ++i) {
    Said said(random.chance(0.5) ? "a https://example.org" : "a");
    said.reading.language = random.chance(0.5) ? *post::language_of("fr") : post::kUnknownLanguage;
    said.reading.mood_p[random.below(3)] = 2;
    said.post.kind = static_cast<post::Kind>(random.below(7));
    if (random.chance(0.5)) said.post.parent = "0";
    if (random.chance(0.5)) said.post.media = {&image, 1};
    const auto document = said.document();
    terms.read(document, kAll);
    for (const auto* test : tests) {
      const auto field = query_of(test).root().field;
      ASSERT_TRUE(term_of(field));
      const auto all = terms.all();
      EXPECT_EQ(std::find(all.begin(), all.end(), *term_of(field)) != all.end(), holds(field, document)) << test;
    }
  }
}

TEST(FieldTerms, AreOfTheWantedFieldsAlone) {
  Said said("a");
  said.post.parent = "0";
  FieldTerms terms;
  terms.read(said.document(), names_of(FieldName::kIsReply));
  ASSERT_EQ(terms.all().size(), 1U);
  EXPECT_EQ(terms.all()[0], term_of(query_of("is:reply").root().field));
  terms.read(said.document(), 0);
  EXPECT_TRUE(terms.all().empty());
}

TEST(FieldTerms, AreNoneOfFieldsWithManyValues) {
  for (const auto* test : {"source:bluesky", "author:a", "site:example.org", "rating:1..2"}) {
    EXPECT_FALSE(term_of(query_of(test).root().field)) << test;
  }
}

}  // namespace
}  // namespace vigie::query
