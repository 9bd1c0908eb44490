#include "trend/opening.h"

#include <gtest/gtest.h>

#include "query/program.h"
#include "query/query.h"
#include "trend/terms.h"

namespace vigie::trend {
namespace {

using signal::Rise;
using signal::Scope;
using signal::TermKind;

Rise rise_of(TermKind kind, std::string text, Scope scope = {}) {
  Rise out;
  out.kind = kind;
  out.text = std::move(text);
  out.scope = scope;
  return out;
}

TEST(Opening, FoldsAsTheLanguageFolds) {
  EXPECT_EQ(query_of(rise_of(TermKind::kWord, "Été"), ""), "ete");
  EXPECT_EQ(query_of(rise_of(TermKind::kWord, "OR"), ""), "or");
  EXPECT_EQ(query_of(rise_of(TermKind::kPhrase, "Été Indien"), ""), "\"ete indien\"");
  EXPECT_EQ(query_of(rise_of(TermKind::kPhrase, "porte-monnaie"), ""), "\"porte monnaie\"");
  EXPECT_EQ(query_of(rise_of(TermKind::kHashtag, "#Rappel"), ""), "#rappel");
  EXPECT_EQ(query_of(rise_of(TermKind::kEmoji, "❤️"), ""), "❤");
  EXPECT_EQ(query_of(rise_of(TermKind::kLink, "Example.org/a?b"), ""), "site:example.org");
}

TEST(Opening, KeepsTheWatchAndTheLanguage) {
  const auto french = post::language_of("fr").value();
  EXPECT_EQ(query_of(rise_of(TermKind::kWord, "rappel", {0, french}), ""), "rappel lang:fr");
  EXPECT_EQ(query_of(rise_of(TermKind::kWord, "rappel", {7, french}), "galerne OR orvelle"),
            "(galerne OR orvelle) rappel");
}

// Whatever somebody writes.
TEST(Opening, EveryTermOfAPostFindsThePost) {
  for (const std::string_view text :
       {"L’été à Łódź: ŒUVRE n°5, ﬁn! Straße İstanbul", "Не надо! Ёлка й", "東京タワー すごい", "ภาษาไทย",
        "👩‍💻 🇫🇷 1️⃣ ❤️🏽", "#Été2026 #c'est #a_b @x don't",
        "OR AND NOT NEAR/3 lang:fr \"x\" -y z*", "مرحبا بكم", "ＦＵＬＬ ｗｉｄｔｈ", "e\u0301te\u0301 x\u0327\u0323",
        "a·b c&d e/f g_h __"}) {
    post::Post post;
    post.source = "file:test";
    post.text = text;
    const std::vector<std::string_view> links = {"https://user@Sub.Exämple.org:8080/p?q"};
    post.links = links;
    text::Words words;
    query::read_words(post, words);
    Overheard overheard;
    ASSERT_TRUE(overheard.add({&post, &words, {}}, {}, Time()));
    Terms terms;
    terms.read(overheard.post(0));
    for (const auto& sighting : terms.all()) {
      const auto query = query_of(rise_of(sighting.kind, std::string(sighting.text)), "");
      const auto parsed = query::parse(query);
      ASSERT_TRUE(parsed) << query << ": " << parsed.error().message;
      EXPECT_TRUE(query::Program(*parsed).matches({&post, &words, {}})) << query << " in " << text;
    }
  }
}

TEST(Opening, ATextIsFoundByItsFirstWords) {
  EXPECT_EQ(query_of_text("@ada Été à Brest, avec la #Galerne et tout le reste du mon"),
            "\"ete a brest avec la galerne et tout\"");
  EXPECT_EQ(query_of_text("un deux trois quatre @ada cinq"), "");
  EXPECT_EQ(query_of_text("Été à Brest"), "");
}

TEST(Opening, NamesOfKindsGoBothWays) {
  for (const auto kind : {TermKind::kWord, TermKind::kHashtag, TermKind::kLink, TermKind::kPhrase, TermKind::kEmoji}) {
    EXPECT_EQ(term_kind_of(name_of(kind)), kind);
  }
  EXPECT_FALSE(term_kind_of("topic"));
}

TEST(Opening, SaysWhyInBothLanguages) {
  auto reason = reason_of({42, 38, 40, 2.2, std::chrono::minutes(35)});
  EXPECT_EQ(reason.fr, "38\u00a0voix et 42\u00a0messages en 35\u00a0minutes, contre 2\u00a0voix d’ordinaire.");
  EXPECT_EQ(reason.en, "38\u00a0voices and 42\u00a0posts in 35\u00a0minutes, where 2\u00a0voices are usual.");
  reason = reason_of({5, 5, 1, 0.1, std::chrono::seconds(20)});
  EXPECT_EQ(reason.fr,
            "5\u00a0voix et 5\u00a0messages en 1\u00a0minute, là où d’ordinaire il n’y en a pas\u202f; beaucoup se "
            "copient\u00a0: "
            "1\u00a0texte différent.");
  EXPECT_EQ(reason.en,
            "5\u00a0voices and 5\u00a0posts in 1\u00a0minute, where usually there is none; many are copies: "
            "1\u00a0different text.");
}

}  // namespace
}  // namespace vigie::trend
