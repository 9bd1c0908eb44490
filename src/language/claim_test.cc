#include "language/claim.h"

#include <gtest/gtest.h>

namespace vigie::language {
namespace {

TEST(Claim, IsReadWhateverItsRegionOrCase) {
  EXPECT_EQ(post::code_of(claimed_language("fr")), "fr");
  EXPECT_EQ(post::code_of(claimed_language("FR-ca")), "fr");
  EXPECT_EQ(post::code_of(claimed_language("pt_BR")), "pt");
}

TEST(Claim, KnowsTheOtherNamesOfALanguage) {
  EXPECT_EQ(post::code_of(claimed_language("nb-NO")), "no");
  EXPECT_EQ(post::code_of(claimed_language("fil")), "tl");
}

TEST(Claim, IsUnknownForAnythingElse) {
  for (const char* claim : {"", "-", "xx", "french", "a very long claim", "\xFF\xFF"}) {
    EXPECT_EQ(claimed_language(claim), post::kUnknownLanguage) << claim;
  }
}

}  // namespace
}  // namespace vigie::language
