// Hashtags and mentions: the sign, the name, and the plain words at the same place.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "text/words.h"

namespace vigie::text {
namespace {

using ::testing::ElementsAre;

// "#tag:0", "@al:1", "word:2": kind, folded form, position.
std::vector<std::string> all_of(std::string_view text) {
  Words words;
  words.add(Field::kText, text);
  std::vector<std::string> out;
  for (const Word& word : words.all()) {
    const std::string sign = word.kind == Kind::kHashtag ? "#" : word.kind == Kind::kMention ? "@" : "";
    out.push_back(sign + std::string(words.folded(word)) + ":" + std::to_string(word.position));
    EXPECT_EQ(word.term, term_of(word.kind, words.folded(word)));
  }
  return out;
}

TEST(Hashtags, AreAlsoPlainWords) {
  EXPECT_THAT(all_of("le #ÉtéIndien!"), ElementsAre("le:0", "#eteindien:1", "eteindien:1"));
}

TEST(Hashtags, EndAtAHyphen) { EXPECT_THAT(all_of("#porte-clé"), ElementsAre("#porte:0", "porte:0", "cle:1")); }

TEST(Hashtags, NeedANonDigit) {
  EXPECT_THAT(all_of("#2024 #1er #_"), ElementsAre("2024:0", "#1er:1", "1er:1", "#_:2", "_:2"));
}

TEST(Hashtags, HashAsTypedWhateverTheirLengthAndMarks) {
  for (const std::string name : {"ab", "東京5G", "\u00E9te\u0301", "か\u3099き", "\u0301a"}) {
    Words words;
    const std::string text = "#" + name;
    words.add(Field::kText, text);
    EXPECT_EQ(words.all().front().exact, exact_of(nfc(name))) << name;
  }
}

TEST(Hashtags, AreNotSplitInScriptsWithoutSpaces) {
  EXPECT_THAT(all_of("#東京5G"), ElementsAre("#東京5g:0", "東:0", "京:1", "5g:2"));
}

TEST(Hashtags, DoNotBeginInsideAWordOrAnEntity) {
  EXPECT_THAT(all_of("a#b"), ElementsAre("a:0", "b:1"));
  EXPECT_THAT(all_of("&#39;"), ElementsAre("39:0"));
  EXPECT_THAT(all_of("&#nbsp;"), ElementsAre("nbsp:0"));
}

TEST(Hashtags, MayFollowPunctuationEmojiAndTheWideSign) {
  EXPECT_THAT(all_of("a/#b😀#c ＃ｄ"), ElementsAre("a:0", "#b:1", "b:1", "😀:2", "#c:3", "c:3", "#d:4", "d:4"));
}

TEST(Hashtags, AreNotKeycapsNorAlone) {
  EXPECT_THAT(all_of("#️⃣ #️tag # ##x"), ElementsAre("#⃣:0", "tag:1", "#x:2", "x:2"));
}

TEST(Hashtags, EndWhereALinkBegins) { EXPECT_THAT(all_of("#ahttp://x.fr #http://x.fr"), ElementsAre("#a:0", "a:0")); }

TEST(Mentions, AreAlsoThePlainWordOfTheirName) { EXPECT_THAT(all_of("@Al_2!"), ElementsAre("@al_2:0", "al_2:0")); }

TEST(Mentions, KeepTheirDomain) {
  EXPECT_THAT(all_of("@Al@Masto.Social."), ElementsAre("@al@masto.social:0", "@al:0", "al:0"));
  EXPECT_THAT(all_of("@alice.bsky.social dit"), ElementsAre("@alice.bsky.social:0", "@alice:0", "alice:0", "dit:1"));
}

TEST(Mentions, OfHyphenatedNamesHoldTheirWordsInSequence) {
  EXPECT_THAT(all_of("@jean-paul.bsky.social"),
              ElementsAre("@jean-paul.bsky.social:0", "@jean-paul:0", "jean:0", "paul:1"));
  EXPECT_THAT(all_of("@jean-paul !"), ElementsAre("@jean-paul:0", "@jean:0", "jean:0", "paul:1"));
}

TEST(Mentions, FoldTheirDomainAsWordsAreFolded) {
  EXPECT_THAT(all_of("@Ab@MÜNCHEN.social"), ElementsAre("@ab@munchen.social:0", "@ab:0", "ab:0"));
}

TEST(Mentions, EndASentenceWithoutADomain) {
  EXPECT_THAT(all_of("avec @al. Et @bo..."), ElementsAre("avec:0", "@al:1", "al:1", "et:2", "@bo:3", "bo:3"));
}

TEST(Mentions, AreNotEMailAddresses) {
  EXPECT_THAT(all_of("al@masto.social"), ElementsAre("al:0", "masto:1", "social:2"));
}

TEST(Mentions, MayFollowAScriptWithoutSpaces) {
  EXPECT_THAT(all_of("見て@al"), ElementsAre("見:0", "て:1", "@al:2", "al:2"));
}

TEST(Mentions, MayBeInAnyScript) {
  EXPECT_THAT(all_of("@Иван @東京"), ElementsAre("@иван:0", "иван:0", "@東京:1", "東:1", "京:2"));
}

TEST(Tags, SpanTheirSign) {
  Words words;
  words.add(Field::kText, "x #ab @c@d.fr");
  EXPECT_EQ(words.typed(words.all()[1]), "#ab");
  EXPECT_EQ(words.typed(words.all()[2]), "ab");
  EXPECT_EQ(words.typed(words.all()[3]), "@c@d.fr");
  EXPECT_EQ(words.typed(words.all()[4]), "@c");
  EXPECT_EQ(words.typed(words.all()[5]), "c");
}

}  // namespace
}  // namespace vigie::text
