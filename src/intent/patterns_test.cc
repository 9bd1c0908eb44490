#include "intent/patterns.h"

#include <gmock/gmock.h>

namespace vigie::intent {
namespace {
using ::testing::HasSubstr;

class PatternsTest : public ::testing::Test {
 protected:
  // What is found, as `section:words` with names behind.
  std::vector<std::string> find(std::string_view list, std::string_view text) {
    Patterns patterns({"buys", "not buys"});
    const auto ok = patterns.add_text(list);
    EXPECT_TRUE(ok) << (ok ? "" : ok.error().message);
    text::Words words;
    words.add(text::Field::kText, text);
    Sentences sentences;
    sentences_of(words, sentences);
    std::vector<std::string> out;
    const auto typed = [&](const WordRange& range) {
      const auto& first = words.all()[sentences.words[range.first].word];
      const auto& last = words.all()[sentences.words[range.last].word];
      return std::string(text.substr(first.from, last.to - first.from));
    };
    for (const auto& one : patterns.find(sentences)) {
      out.push_back(std::to_string(one.section) + ":" + typed(one.words));
      if (one.from) out.back() += " from " + typed(*one.from);
      if (one.to) out.back() += " to " + typed(*one.to);
    }
    return out;
  }
  static std::string error(std::string_view list) {
    Patterns patterns({"buys"});
    const auto ok = patterns.add_text(list);
    return ok ? "" : ok.error().message;
  }
  using All = std::vector<std::string>;
};

TEST_F(PatternsTest, ChooseAmongWordsAndLeaveSomeOut) {
  const auto* list = "$i = (i/we/i've)\n[buys]\n$i (just/) (bought/ordered)\n";
  EXPECT_EQ(find(list, "So we JUST ordered it"), All{"0:we JUST ordered"});
  EXPECT_EQ(find(list, "I’ve bought it"), All{"0:I’ve bought"});
  EXPECT_EQ(find(list, "I soon bought it"), All{});
}

TEST_F(PatternsTest, StepOverAFewWordsOfOneClause) {
  const auto* list = "[buys]\nif .. buy\nthe * one\n";
  EXPECT_EQ(find(list, "if you ever do buy"), All{"0:if you ever do buy"});
  EXPECT_EQ(find(list, "if buy"), All{"0:if buy"});
  EXPECT_EQ(find(list, "if you, do buy"), All{});
  EXPECT_EQ(find(list, "if a b c d buy"), All{});
  EXPECT_EQ(find(list, "the red one"), All{"0:the red one"});
}

TEST_F(PatternsTest, CatchNames) {
  EXPECT_EQ(find("[buys]\nfrom <from> to <to>\n", "went from Old Telvo to #Norvia today"),
            All{"0:from Old Telvo to #Norvia from Old Telvo to #Norvia"});
}

TEST_F(PatternsTest, NoneReachesOverASentence) {
  EXPECT_EQ(find("[buys]\ni bought\n", "That was I. Bought it"), All{});
  EXPECT_EQ(find("[buys]\ni bought\n", "so i, bought"), All{"0:i, bought"});
}

TEST_F(PatternsTest, SomeHoldOnlyWhereASentenceOrAClauseBegins) {
  EXPECT_EQ(find("[buys]\n^bought\n", "@shop bought! I bought"), All{"0:bought"});
  EXPECT_EQ(find("[buys]\n~go\n", "lovely, go there and go again"), All{"0:go"});
}

TEST_F(PatternsTest, OfASectionTheLongestWins) {
  EXPECT_EQ(find("[buys]\nbought\nbought one\n[not buys]\nbought one of\n", "I bought one of them"),
            (All{"0:bought one", "1:bought one of"}));
}

TEST_F(PatternsTest, AWrongListIsNamedByItsLine) {
  EXPECT_THAT(error("[sells]\n"), HasSubstr("line 1: there is no section [sells]"));
  EXPECT_THAT(error("bought\n"), HasSubstr("line 1: a pattern before"));
  EXPECT_THAT(error("[buys]\n\n(bought\n"), HasSubstr("line 3: a '(' without"));
  EXPECT_THAT(error("[buys]\nbought)\n"), HasSubstr("line 2: a ')' without"));
  EXPECT_THAT(error("[buys]\n$who bought\n"), HasSubstr("line 2: there is no class $who"));
  EXPECT_THAT(error("[buys]\n(/it)\n"), HasSubstr("line 2: a pattern of no words"));
  EXPECT_THAT(error("[buys]\n* it\n"), HasSubstr("line 2: a pattern begins with a word"));
  EXPECT_THAT(error("[buys]\nbought ?\n"), HasSubstr("line 2: no word in '?'"));
  EXPECT_THAT(error("[buys]\nbought | 2\n"), HasSubstr("line 2: a weight"));
  EXPECT_THAT(error("[\n"), HasSubstr("line 1: there is no section"));
}

TEST_F(PatternsTest, OneLineCannotStandForAnyNumberOfPlaces) {
  std::string list = "$a = (b/c)\n";
  std::string name = "a";
  for (int i = 0; i < 20; ++i) {
    list += "$" + name + "a = ($" + name + " $" + name + ")\n";
    name += "a";
  }
  EXPECT_THAT(error(list), HasSubstr("too many alternatives in one line"));
}

}  // namespace
}  // namespace vigie::intent
