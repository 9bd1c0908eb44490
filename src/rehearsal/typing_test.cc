#include "rehearsal/typing.h"

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace vigie::rehearsal {
namespace {

std::string typed(std::string_view sentence, const Habits& habits, Tongue tongue = Tongue::kFrench,
                  std::uint64_t seed = 1) {
  Random random(seed);
  std::string out;
  type(sentence, habits, tongue, {{"c'est", "c"}, {"beaucoup", "bcp"}}, random, out);
  return out;
}

TEST(Typing, WritesCarefullyWhenItsPersonDoes) {
  EXPECT_EQ(typed("élise rit: pourquoi? parce que", {}), "Élise rit : pourquoi ? Parce que.");
}

TEST(Typing, LeavesLinksTagsAndMentionsAlone) {
  Habits habits;
  habits.accents = false;
  habits.typos = 1;
  EXPECT_EQ(typed("@zoé@drill.example #Été https://drill.example/é?a:b", habits),
            "@zoé@drill.example #Été https://drill.example/é?a:b");
}

TEST(Typing, DropsAccentsAndCapitalsOfTheHurried) {
  Habits habits;
  habits.capitals = habits.accents = habits.final_stop = false;
  EXPECT_EQ(typed("Ça m'a déçue, cœur brisé. Noël à Nîmes.", habits), "ca m'a decue, coeur brise. noel a nimes");
}

TEST(Typing, AbbreviatesWhatTheFileSays) {
  Habits habits;
  habits.shorthand = true;
  bool seen = false;
  for (std::uint64_t seed = 1; seed < 20; ++seed) {
    seen |= typed("c'est beaucoup", habits, Tongue::kFrench, seed) == "c bcp.";
  }
  EXPECT_TRUE(seen);
}

TEST(Typing, NeverBreaksUtf8OrNamesWhateverSlips) {
  Habits habits;
  habits.typos = 1;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const auto text = typed("la Galerne épatée où l'œuvre déçoit, « naïve » 😤…", habits, Tongue::kFrench, seed);
    EXPECT_TRUE(is_utf8(text)) << text;
    EXPECT_NE(text.find("Galerne"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace vigie::rehearsal
