#include <gtest/gtest.h>

#include "base/random.h"
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

// Random queries out of everything that the language gives a meaning to.
class Nasty {
 public:
  std::string query(unsigned depth = 4) {
    if (depth == 0 || random_.chance(0.3)) return leaf();
    switch (random_.below(5)) {
      case 0:
        return "(" + query(depth - 1) + " OR " + query(depth - 1) + ")";
      case 1:
        return query(depth - 1) + " -(" + query(depth - 1) + ")";
      case 2:
        return leaf() + " NEAR/2 " + leaf();
      case 3:
        return leaf() + " BEFORE/0 (" + leaf() + " OR " + leaf() + ")";
      default:
        return query(depth - 1) + " " + query(depth - 1);
    }
  }

 private:
  std::string atom() {
    static constexpr std::array<std::string_view, 46> kAtoms = {"a",
                                                                "É",
                                                                "20",
                                                                "b_",
                                                                "OR",
                                                                "NOT",
                                                                "near/",
                                                                "NEAR/4",
                                                                "lang:",
                                                                "lang:fr",
                                                                "@al@m.social",
                                                                "@le-monde.fr",
                                                                "@a",
                                                                "#a",
                                                                "#20",
                                                                "#a-",
                                                                "日",
                                                                "か\u3099",
                                                                "ก",
                                                                "👩‍💻",
                                                                "🇫🇷",
                                                                "5️⃣",
                                                                "*️⃣",
                                                                "#️⃣",
                                                                "❤️",
                                                                "½",
                                                                "&#39;",
                                                                "=",
                                                                "'",
                                                                "-",
                                                                ".",
                                                                ":",
                                                                "/",
                                                                "*",
                                                                "\u200B",
                                                                "\uFEFF",
                                                                "\u00AD",
                                                                "http://x.fr/a",
                                                                "www.x.fr",
                                                                "x@y.fr",
                                                                "«",
                                                                "\u0301",
                                                                "\u0F71",
                                                                "@ab@münchen.de",
                                                                "ｱ",
                                                                "\\"};
    return std::string(kAtoms[random_.below(kAtoms.size())]);
  }
  std::string run() {
    std::string out = atom();
    while (random_.chance(0.5)) out += atom();
    return out;
  }
  std::string leaf() {
    switch (random_.below(8)) {
      case 0:
        return "\"" + run() + " " + run() + "\"";
      case 1:
        return "=" + run();
      case 2:
        return "=«" + run() + " \"" + run() + "»";
      case 3:
        return run() + "*";
      case 4:
        return field();
      default:
        return run();
    }
  }
  std::string field() {
    static constexpr std::array<std::string_view, 4> kNames = {"author", "source", "site", "rating"};
    const std::string value = random_.chance(0.3) ? "\"" + run() + " " + run() + "\"" : run();
    return std::string(kNames[random_.below(kNames.size())]) + ":" + value;
  }

  Random random_{2027};
};

TEST(ToText, ReadsBackToTheSameTreeWhateverTheQuery) {
  Nasty nasty;
  std::size_t accepted = 0;
  for (int round = 0; round < 40'000; ++round) {
    const auto text = nasty.query();
    const auto query = parse(text);
    if (!query) continue;
    ++accepted;
    const auto again = parse(query->to_text());
    ASSERT_TRUE(again) << text << "\n" << query->to_text() << "\n" << again.error().message;
    ASSERT_EQ(again->root(), query->root()) << text << "\n"
                                            << query->to_text() << "\n"
                                            << explain(*query) << explain(*again);
    ASSERT_EQ(again->to_text(), query->to_text()) << text;
  }
  EXPECT_GT(accepted, 10'000U);
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
