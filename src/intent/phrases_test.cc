#include "intent/phrases.h"

#include <gtest/gtest.h>

namespace vigie::intent {
namespace {

struct Read {
  explicit Read(std::string_view text) { words.add(text::Field::kText, text); }
  text::Words words;
};

std::size_t count(const Phrases& phrases, std::string_view text) {
  const Read read(text);
  return phrases.find(plain_words(read.words)).size();
}

Phrases phrases_of(std::string_view list) {
  Phrases out;
  const auto ok = out.add_text(list);
  EXPECT_TRUE(ok) << (ok ? "" : ok.error().message);
  return out;
}

TEST(Phrases, AreFoundWhateverAccentsCapitalsAndApostrophes) {
  const auto phrases = phrases_of("[question]\nêtes-vous\nqu'est-ce que\ndoesn't work\n");
  EXPECT_EQ(count(phrases, "ETES VOUS là"), 1U);
  EXPECT_EQ(count(phrases, "Qu’est-ce que c'est"), 1U);
  EXPECT_EQ(count(phrases, "it doesn’t work"), 1U);
  EXPECT_EQ(count(phrases, "vous êtes"), 0U);
}

TEST(Phrases, MarkedByACaretHoldOnlyWhereASentenceBegins) {
  const auto phrases = phrases_of("[question]\n^comment\n");
  EXPECT_EQ(count(phrases, "Comment faire"), 1U);
  EXPECT_EQ(count(phrases, "Bonjour. Comment faire"), 1U);
  EXPECT_EQ(count(phrases, "@marque comment faire"), 1U);
  EXPECT_EQ(count(phrases, "je sais comment faire"), 0U);
}

TEST(Phrases, GiveTheLongestOfASection) {
  const auto phrases = phrases_of("[complaint]\nmarche plus | 0.5\nne marche plus\n[attack]\nplus\n");
  const Read read("ça ne marche plus");
  const auto found = phrases.find(plain_words(read.words));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].section, Section::kComplaint);
  EXPECT_FLOAT_EQ(found[0].weight, 1);
  EXPECT_EQ(found[1].section, Section::kAttack);
}

TEST(Phrases, RefuseAListThatIsWrongByItsLine) {
  const std::pair<const char*, const char*> kWrong[] = {{"merci\n", "line 1"},
                                                        {"[thanks]\n\nmerci | 2\n", "line 3"},
                                                        {"[thanks]\nmerci | x\n", "line 2"},
                                                        {"[joy]\n", "line 1"},
                                                        {"[thanks]\n!!\n", "line 2"}};
  for (const auto& [list, line] : kWrong) {
    Phrases phrases;
    const auto ok = phrases.add_text(list);
    ASSERT_FALSE(ok) << list;
    EXPECT_NE(ok.error().message.find(line), std::string::npos) << ok.error().message;
  }
}

}  // namespace
}  // namespace vigie::intent
