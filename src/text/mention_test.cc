#include "text/mention.h"

#include <gtest/gtest.h>

#include <string>

namespace vigie::text {
namespace {

// "full name words", each as far as it reaches; empty: no more than a run of letters.
std::string read(std::string_view text) {
  const auto found = mention_at(text, 0);
  if (!found) return {};
  const auto to = [&](std::size_t end) { return std::string(text.substr(0, end)); };
  return to(found->full_end) + " " + to(found->name_end) + " " + to(found->words_end);
}

TEST(Mention, KeepsItsDomain) {
  EXPECT_EQ(read("al@masto.social!"), "al@masto.social al al");
  EXPECT_EQ(read("al.bsky.social."), "al.bsky.social al al");
  EXPECT_EQ(read("al.com"), "al.com al al");
  EXPECT_EQ(read("j.p@masto.social"), "j.p@masto.social j.p j.p");
}

TEST(Mention, NeedsATrueDomain) {
  for (const char* text : {"al", "al.", "al@masto", "al@localhost", "al.5", "al@-x.fr", "al@x-.fr", "", "-al.fr"}) {
    EXPECT_EQ(read(text), "") << text;
  }
}

TEST(Mention, IsNamedByAllOfItsName) {
  EXPECT_EQ(read("le-monde.bsky.social"), "le-monde.bsky.social le-monde le-monde");
  EXPECT_EQ(read("le-monde@masto.social"), "le-monde@masto.social le-monde le-monde");
}

// Without a domain, who writes may mean the name or its beginning.
TEST(Mention, OfAHyphenatedNameAloneIsAlsoItsFirstWord) {
  EXPECT_EQ(read("jean-paul!"), "jean-paul jean jean-paul");
  EXPECT_EQ(read("jean-paul-- x"), "jean-paul jean jean-paul");
  EXPECT_EQ(read("jean-"), "");
  EXPECT_EQ(read("jean-paulé"), "");
}

TEST(Mention, KnowsDomainsOfOtherLetters) {
  EXPECT_EQ(read("ab@münchen.social"), "ab@münchen.social ab ab");
  EXPECT_EQ(read("ab@mu\u0308nchen.social"), "ab@mu\u0308nchen.social ab ab");
  EXPECT_EQ(read("ab@почта.рф, да"), "ab@почта.рф ab ab");
}

TEST(Mention, EndsWhereAnotherAlphabetIsWrittenAgainstIt) {
  EXPECT_EQ(read("al.bsky.social님"), "al.bsky.social al al");
  EXPECT_EQ(read("al.bsky.socialさん"), "al.bsky.social al al");
  EXPECT_EQ(read("al@masto.socialом"), "al@masto.social al al");
}

TEST(Mention, MayBeLeftOpen) {
  for (const char* typed : {"al", "al@", "al@masto", "al@masto.", "al.bs", "al.", "jean-", "ab@mün", "j.p@x"}) {
    EXPECT_TRUE(opens_mention(typed)) << typed;
  }
  for (const char* typed : {"", "@", "-a", "al@x@y", "al/x", "élie", "al@x!"}) {
    EXPECT_FALSE(opens_mention(typed)) << typed;
  }
}

}  // namespace
}  // namespace vigie::text
