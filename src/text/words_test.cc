// "Words" of the query language, sentence by sentence.
#include "text/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace vigie::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> words_of(std::string_view text) {
  Words words;
  words.add(Field::kText, text);
  std::vector<std::string> out;
  for (const Word& word : words.all()) {
    if (word.kind == Kind::kWord || word.kind == Kind::kEmoji) out.emplace_back(words.folded(word));
  }
  return out;
}

TEST(Words, FoldCaseAndAccents) {
  EXPECT_THAT(words_of("Été ÉTÉ ete E\u0301te\u0301"), ElementsAre("ete", "ete", "ete", "ete"));
}

TEST(Words, SpellOutTheLettersThatNoDecompositionTakesApart) {
  EXPECT_THAT(words_of("Æon œuvre Straße GROẞ søt Đorđe Łódź ısı ðþ Ǽ Ǿ"),
              ElementsAre("aeon", "oeuvre", "strasse", "gross", "sot", "dorde", "lodz", "isi", "dth", "ae", "o"));
}

TEST(Words, TakeYoForYeButKeepShortI) {
  EXPECT_THAT(words_of("Ёлка ёлка е\u0308лка елка"), ElementsAre("елка", "елка", "елка", "елка"));
  EXPECT_THAT(words_of("Йод и\u0306од иод"), ElementsAre("йод", "йод", "иод"));
}

TEST(Words, DropMarksInGreekArabicAndHebrew) {
  EXPECT_THAT(words_of("Ελλάδα ΣΊΣΥΦΟΣ"), ElementsAre("ελλαδα", "σισυφοσ"));
  EXPECT_THAT(words_of("مُحَمَّد أحمد"), ElementsAre("محمد", "احمد"));
  EXPECT_THAT(words_of("שָׁלוֹם"), ElementsAre("שלום"));
}

TEST(Words, KeepMarksOfKanaIndicAndThaiLetters) {
  EXPECT_THAT(words_of("がか"), ElementsAre("が", "か"));
  EXPECT_THAT(words_of("か\u3099 ｶﾞ"), ElementsAre("が", "ガ"));
  EXPECT_THAT(words_of("हिन्दी"), ElementsAre("हिन्दी"));
  EXPECT_THAT(words_of("กี่"), ElementsAre("กี่"));
}

TEST(Words, ComposeHangul) { EXPECT_THAT(words_of("\u1112\u1161\u11AB국"), ElementsAre("한국")); }

TEST(Words, FoldCompatibleForms) {
  EXPECT_THAT(words_of("ﬁn Ｒｅｎａｕｌｔ 𝗥𝗲𝗻𝗮𝘂𝗹𝘁 m²"), ElementsAre("fin", "renault", "renault", "m2"));
}

TEST(Words, EndAtApostrophesHyphensAndPunctuation) {
  EXPECT_THAT(words_of("l'a l’b lʼc l′d l´e l`f"),
              ElementsAre("l", "a", "l", "b", "l", "c", "l", "d", "l", "e", "l", "f"));
  EXPECT_THAT(words_of("porte-monnaie, a/b;c…d"), ElementsAre("porte", "monnaie", "a", "b", "c", "d"));
}

TEST(Words, RunLettersDigitsAndUnderscoresTogether) {
  EXPECT_THAT(words_of("5G a_b 1,000 10:30 R5é2"), ElementsAre("5g", "a_b", "1", "000", "10", "30", "r5e2"));
}

TEST(Words, AreOneCharacterInScriptsWithoutSpaces) {
  EXPECT_THAT(words_of("東京タワー5G"), ElementsAre("東", "京", "タ", "ワ", "ー", "5g"));
  EXPECT_THAT(words_of("ไทย"), ElementsAre("ไ", "ท", "ย"));
  EXPECT_THAT(words_of("ລາວ"), ElementsAre("ລ", "າ", "ວ"));
  EXPECT_THAT(words_of("ខ្មែរ"), ElementsAre("ខ្", "មែ", "រ"));
  EXPECT_THAT(words_of("မြန်မာ"), ElementsAre("မြ", "န်", "မာ"));
  EXPECT_THAT(words_of("㍍"), ElementsAre("メ", "ー", "ト", "ル"));
}

TEST(Words, CountAnEmojiAsAWord) {
  EXPECT_THAT(words_of("a😀b ❤️ ❤"), ElementsAre("a", "😀", "b", "❤", "❤"));
  EXPECT_THAT(words_of("👍🏽👍"), ElementsAre("👍", "👍"));
}

TEST(Words, KeepAJoinedSequenceAFlagAndAKeycapWhole) {
  EXPECT_THAT(words_of("👩👩‍💻"), ElementsAre("👩", "👩‍💻"));
  EXPECT_THAT(words_of("👩🏽‍❤️‍👨🏻"), ElementsAre("👩‍❤‍👨"));
  EXPECT_THAT(words_of("🇫🇷🇩🇪🇫"), ElementsAre("🇫🇷", "🇩🇪", "🇫"));
  EXPECT_THAT(words_of("🏴󠁧󠁢󠁳󠁣󠁴󠁿🏴"), ElementsAre("🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🏴"));
  EXPECT_THAT(words_of("5️⃣ a15⃣ #️⃣ *️⃣ и5️⃣"), ElementsAre("5⃣", "a1", "5⃣", "#⃣", "*⃣", "и", "5⃣"));
}

TEST(Words, TellAKeycapFromADigit) {
  Words words;
  words.add(Field::kText, "5️⃣ 5⃣ 5");
  ASSERT_EQ(words.all().size(), 3U);
  EXPECT_EQ(words.all()[0].kind, Kind::kEmoji);
  EXPECT_EQ(words.all()[1].kind, Kind::kEmoji);
  EXPECT_EQ(words.all()[2].kind, Kind::kWord);
}

TEST(Words, ComeNotFromLinks) {
  EXPECT_THAT(words_of("voir https://x.fr/a-b?c=d. fin"), ElementsAre("voir", "fin"));
  EXPECT_THAT(words_of("(WWW.Exemple.org) RThttp://t.co/Ab見 x"), ElementsAre("rt", "x"));
  EXPECT_THAT(words_of("www et http: et awww. so"), ElementsAre("www", "et", "http", "et", "awww", "so"));
}

TEST(Words, KnowTheirLinks) {
  Words words;
  words.add(Field::kText, "à http://a.fr/x_(y)). (www.b.fr) «https://c.fr»");
  ASSERT_EQ(words.links().size(), 3U);
  EXPECT_EQ(words.typed(words.links()[0]), "http://a.fr/x_(y)");
  EXPECT_EQ(words.typed(words.links()[1]), "www.b.fr");
  EXPECT_EQ(words.typed(words.links()[2]), "https://c.fr");
}

TEST(Words, ComeFromAnEMailAddress) {
  EXPECT_THAT(words_of("jean.dupont@exemple.fr"), ElementsAre("jean", "dupont", "exemple", "fr"));
}

TEST(Words, StandWhereTheyWereTyped) {
  Words words;
  words.add(Field::kText, "l’Été 5️⃣");
  ASSERT_EQ(words.all().size(), 3U);
  EXPECT_EQ(words.typed(words.all()[0]), "l");
  EXPECT_EQ(words.typed(words.all()[1]), "Été");
  EXPECT_EQ(words.typed(words.all()[2]), "5️⃣");
}

TEST(Words, KnowThemselvesAsTyped) {
  Words words;
  words.add(Field::kText, "Orange orange E\u0301te ㍍ 🤝🏽");
  EXPECT_EQ(words.all()[0].term, words.all()[1].term);
  EXPECT_EQ(words.all()[0].exact, exact_of("Orange"));
  EXPECT_EQ(words.all()[1].exact, exact_of("orange"));
  EXPECT_EQ(words.all()[2].exact, exact_of("Éte"));
  EXPECT_EQ(words.all()[3].exact, exact_of("㍍"));
  EXPECT_EQ(words.all()[7].exact, exact_of("🤝🏽"));
  EXPECT_EQ(words.all()[7].term, term_of(Kind::kWord, "🤝"));
}

TEST(Words, OfTwoFieldsStandApart) {
  Words words;
  words.add(Field::kText, "a b");
  words.add(Field::kTitle, "c");
  ASSERT_EQ(words.all().size(), 3U);
  EXPECT_EQ(words.all()[1].position, 1U);
  EXPECT_EQ(words.all()[2].position, 2U + kFieldGap);
  EXPECT_GT(kFieldGap, 50U);
  EXPECT_EQ(words.typed(words.all()[2]), "c");
}

TEST(Words, AreForgottenByClear) {
  Words words;
  words.add(Field::kText, "a http://x.fr");
  words.clear();
  EXPECT_THAT(words.all(), IsEmpty());
  EXPECT_THAT(words.links(), IsEmpty());
  EXPECT_EQ(words.positions(), 0U);
}

TEST(Words, SurviveBrokenBytes) {
  EXPECT_THAT(words_of("a\xFF\xC3 b\xE2\x82"), ElementsAre("a", "b"));
  EXPECT_THAT(words_of("\xED\xA0\x80z"), ElementsAre("z"));
}

TEST(Words, AreCutWhenTheyAreMonstrous) {
  const std::string monster(10'000'000, 'a');
  EXPECT_THAT(words_of(monster), ElementsAre(std::string(kWordBytesMax, 'a')));
}

TEST(Words, SurviveMarksWithoutEnd) {
  std::string zalgo = "и";
  for (int i = 0; i < 200'000; ++i) zalgo += i % 2 == 0 ? "\u0301" : "\u0323";
  EXPECT_EQ(words_of(zalgo).size(), 1U);
  std::string latin = "e";
  for (int i = 0; i < 200'000; ++i) latin += "\u0301";
  EXPECT_THAT(words_of(latin + "t"), ElementsAre("et"));
}

TEST(Words, GrowWithTheirFolding) {
  std::string text;
  for (int i = 0; i < 3'000; ++i) text += "Ⱥ\uFDFA";
  EXPECT_FALSE(words_of(text).empty());
}

TEST(Words, IgnoreDirectionOverrides) { EXPECT_THAT(words_of("\u202Eabc\u202C def"), ElementsAre("abc", "def")); }

TEST(Words, ThatBeginWithAMarkFoldAlikeWhereverTheyStand) {
  Words alone;
  alone.add(Field::kText, "\u0F71\u0F72");
  Words behind;
  behind.add(Field::kText, "zz \u0F71\u0F72");
  ASSERT_EQ(behind.all().size(), 2U);
  EXPECT_EQ(behind.folded(behind.all()[1]), alone.folded(alone.all()[0]));
}

}  // namespace
}  // namespace vigie::text
