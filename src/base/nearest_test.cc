#include "base/nearest.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace vigie {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"lang", "mood", "source", "data"};

TEST(Nearest, IsTheLeastDistantInAnyCase) {
  EXPECT_EQ(nearest("langue", kNames), "lang");
  EXPECT_EQ(nearest("MOD", kNames), "mood");
  EXPECT_EQ(nearest("sourec", std::vector<std::string>{"site", "source"}), "source");
}

TEST(Nearest, IsNoneWhereMoreThanHalfWouldChange) {
  EXPECT_EQ(nearest("http", kNames), "");
  EXPECT_EQ(nearest("zzzzzzz", kNames), "");
  EXPECT_EQ(nearest("", kNames), "");
  EXPECT_EQ(nearest(std::string(1'000, 'l'), kNames), "");
}

TEST(EditDistance, CountsWhatIsPutInTakenOutAndChanged) {
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("Same", "sAME"), 0U);
}

}  // namespace
}  // namespace vigie
