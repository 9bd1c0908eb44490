#include "cli/tab_rows.h"

#include <gtest/gtest.h>

namespace vigie::cli {
namespace {

std::string problem_of(std::string bytes) {
  const auto rows = TabRows::of(std::move(bytes), "w.tsv", "watch id");
  return rows ? "" : rows.error().message;
}

TEST(TabRows, GiveKeysAndWhatFollowsTheFirstTab) {
  auto read = TabRows::of("a\tone\ttwo\r\n\n\r\nb\t\nc\tlast", "w.tsv", "watch id");
  ASSERT_TRUE(read);
  const TabRows rows = std::move(*read);
  ASSERT_EQ(rows.all().size(), 3U);
  EXPECT_EQ(rows.all()[0].key, "a");
  EXPECT_EQ(rows.all()[0].rest, "one\ttwo");
  EXPECT_EQ(rows.all()[1].rest, "");
  EXPECT_EQ(rows.all()[2].rest, "last");
  EXPECT_EQ(rows.where(rows.all()[1]), "w.tsv:4: ");
}

TEST(TabRows, AByteOrderMarkIsNoPartOfTheFirstKey) {
  const auto rows = TabRows::of(
      "\xEF\xBB\xBF"
      "a\tx\n",
      "w.tsv", "watch id");
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->all()[0].key, "a");
}

TEST(TabRows, NameTheLineThatIsNone) {
  EXPECT_EQ(problem_of("a\tx\n\nb x\n"), "w.tsv:3: no tab after the watch id");
  EXPECT_EQ(problem_of("a\tx\n\tx\n"), "w.tsv:2: no watch id before the tab");
  EXPECT_EQ(problem_of("\xEF\xBB\xBF\n"), "");
}

}  // namespace
}  // namespace vigie::cli
