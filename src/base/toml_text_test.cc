#include "base/toml_text.h"

#include <gtest/gtest.h>

namespace vigie {
namespace {

std::size_t fault_line(std::string_view text) {  // 0: none.
  const auto fault = first_toml_fault(text);
  return fault ? fault->line : 0;
}

TEST(TomlText, LetsEveryLetterStandInStringsAndComments) {
  EXPECT_EQ(fault_line("\xEF\xBB\xBF# été\na = \"é\" # \"é\nb = 'é\\'\n\"é\" = ''\nc = \"\"\n"), 0U);
  EXPECT_EQ(fault_line("a = \"\"\"é\n\"\"é\"\"\"\"\"\nb = '''é''\né'''\nc = \"é \\\" é\""), 0U);
  EXPECT_EQ(fault_line("a = \"\"\"un \\\n   deux é\"\"\"\nb = \"\"\"\\\n\"\"\"\n"), 0U);
}

TEST(TomlText, RefusesOtherLettersElsewhere) {
  EXPECT_EQ(fault_line("é = 1"), 1U);
  EXPECT_EQ(fault_line("a = 1\nb = é"), 2U);
  EXPECT_EQ(fault_line("a = \"\" é"), 1U);
  EXPECT_EQ(fault_line("a = \"\"\"b\"\"\"\"\"\nc\u4000 = 1"), 2U);
  EXPECT_EQ(fault_line("a = 'b\\' é"), 1U);
  EXPECT_EQ(fault_line("a = \"never closed\né"), 2U);
}

TEST(TomlText, RefusesOtherLettersRightAfterABackslash) {
  EXPECT_EQ(fault_line("a = \"\\é\""), 1U);
  EXPECT_EQ(fault_line("a = \"\"\"b \\\n   é\"\"\""), 2U);
}

TEST(TomlText, RefusesTablesWithoutAName) {
  for (const char* text : {"[;a]", "[[ =a]]", "[#a]", "\xEF\xBB\xBF[=]"}) EXPECT_EQ(fault_line(text), 1U) << text;
  EXPECT_EQ(fault_line("a = [1]\n [\n]"), 2U);
  EXPECT_EQ(fault_line("[a]\n[[ 'b' ]]\n[ \"é\".c]\n[_]\nd = [\n  [ +1 ],\n  [ { x = [\n[.5]] } ],\n]\n[]"), 0U);
}

TEST(TomlText, RefusesATextGluedToANumber) {
  for (const char* text : {"a = 0[\"é\"]", "a = 0\"é\"", "a = x'é'"}) EXPECT_EQ(fault_line(text), 1U) << text;
}

TEST(TomlText, EndsWhereTheTextEnds) {
  for (const char* text : {"", "#", "\"", "\"\"\"", "\"\\", "'''a''", "a = \"\"\"\\\n  "})
    EXPECT_EQ(fault_line(text), 0U);
}

}  // namespace
}  // namespace vigie
