#include "refusal/identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vigie::refusal {
namespace {

std::string identity(std::string_view source, std::string_view author) {
  IdentityRoom room;
  return std::string(identity_of(source, author, room));
}

TEST(Identity, IsTheSameWhateverSourceBringsAPersonWithAKeyOfTheirOwn) {
  EXPECT_EQ(identity("bluesky", "did:plc:abc"), "did:plc:abc");
  EXPECT_EQ(identity("file:archive", "did:plc:abc"), "did:plc:abc");
  EXPECT_EQ(identity("feed:a", "https://zoe.example/"), identity("feed:b", "https://zoe.example"));
}

TEST(Identity, KnowsAPersonOfTheFediverseByActorProfileAndHandle) {
  for (const auto* author : {"https://piaille.fr/users/Zoe", "https://Piaille.fr/@zoe", "https://piaille.fr/@zoe/",
                             "zoe@piaille.fr", "@zoe@piaille.fr", "acct:ZOE@piaille.fr"}) {
    EXPECT_EQ(identity("mastodon:mastodon.social", author), "acct:zoe@piaille.fr") << author;
    EXPECT_TRUE(is_known_everywhere(author)) << author;
  }
}

TEST(Identity, TakesNoOtherAddressForAProfile) {
  for (const auto* author :
       {"https://piaille.fr/users/zoe/statuses/1", "https://piaille.fr/@zoe@other.example", "https://piaille.fr/users/",
        "https://piaille.fr/@", "https://piaille.fr/zoe", "https://piaille.fr", "https://piaille.fr/@zoe?x=@y"}) {
    EXPECT_THAT(identity("mastodon:piaille.fr", author), testing::Not(testing::StartsWith("acct:"))) << author;
  }
}

TEST(Identity, OfANameThatMeansNothingElsewhereIsBoundToItsSource) {
  EXPECT_NE(identity("file:shop", "zoe"), identity("file:forum", "zoe"));
  EXPECT_NE(identity("file:shop", "zoe"), identity("file:shop", "Zoe"));
  EXPECT_NE(identity("file:shop\nzoe", "a"), identity("file:shop", "zoe a"));
  EXPECT_FALSE(is_known_everywhere("zoe"));
  EXPECT_FALSE(is_known_everywhere("zoe@home"));
}

TEST(Identity, OfNobodyIsEmpty) { EXPECT_EQ(identity("file:shop", ""), ""); }

TEST(Identity, HoldsTheLongestNamesThatMayEnter) {
  const std::string source(post::kSourceBytesMax, 's'), author(post::kIdBytesMax, 'a');
  EXPECT_EQ(identity(source, author), source + "\n" + author);
  const std::string host = std::string(post::kIdBytesMax - 6, 'h') + ".e";
  EXPECT_EQ(identity("m", "@zoe@" + host), "acct:zoe@" + host);
}

TEST(Identity, TellsUnderWhichNamesPostsMayBeKept) {
  EXPECT_THAT(names_of("did:plc:abc"), testing::ElementsAre("did:plc:abc"));
  EXPECT_THAT(names_of("@Zoe@piaille.fr"),
              testing::IsSupersetOf({"zoe@piaille.fr", "https://piaille.fr/users/zoe", "https://piaille.fr/@zoe"}));
  EXPECT_THAT(names_of("https://zoe.example/"), testing::ElementsAre("https://zoe.example/", "https://zoe.example"));
}

}  // namespace
}  // namespace vigie::refusal
