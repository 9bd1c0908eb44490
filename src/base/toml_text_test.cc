#include "base/toml_text.h"

#include <gtest/gtest.h>

#include <string>

namespace vigie {
namespace {

std::size_t fault_line(std::string_view text) {  // 0: none.
  const auto fault = first_toml_fault(text);
  return fault ? fault->line : 0;
}

TEST(TomlText, ReadsWhatOurFilesAreMadeOf) {
  for (const char* text :
       {"", "#", "# été", "a = 1", "a=+1_000\r\nb = -0.5e-3 # c", "a.b . \"c\" = true",
        "[a]\n[[ 'b' ]]\n[ \"é\".c]\n[_]", "a = [ 1, 2, # un\n 3,\n]", "a = [[], [{ x = [ 'b' ] }]]", "a = { }",
        "a = -inf", "a = nan", "a = { b = 1, c.d = \"x\" }", "\"\" = ''", "a = \"\\u00e9 \\\" \\\\ \\n\"",
        "\xEF\xBB\xBF"
        "a = false"}) {
    EXPECT_EQ(fault_line(text), 0U) << text;
  }
}

TEST(TomlText, LetsEveryLetterStandInStringsAndComments) {
  EXPECT_EQ(fault_line("a = \"é\" # \"é\nb = 'é\\'\n\"é\" = ''\nc = \"\"\n"), 0U);
  EXPECT_EQ(fault_line("a = \"\"\"é\n\"\"é\"\"\"\"\"\nb = '''é''\né'''\nc = \"é \\\" é\""), 0U);
  EXPECT_EQ(fault_line("a = '''b\\c\\'''"), 0U);
  EXPECT_EQ(fault_line("a = \"\"\"un \\\n   deux é\"\"\"\nb = \"\"\"\\\n\"\"\"\n"), 0U);
}

TEST(TomlText, RefusesOtherLettersElsewhere) {
  EXPECT_EQ(fault_line("é = 1"), 1U);
  EXPECT_EQ(fault_line("a = 1\nb = é"), 2U);
  EXPECT_EQ(fault_line("a = \"\" é"), 1U);
  EXPECT_EQ(fault_line("a = \"\"\"b\"\"\"\"\"\nc\u4000 = 1"), 2U);
  EXPECT_EQ(fault_line("a = 'b\\' é"), 1U);
  EXPECT_EQ(fault_line("a = \"\\é\""), 1U);
  EXPECT_EQ(fault_line("a = \"\"\"b \\\n   é\"\"\""), 2U);
}

TEST(TomlText, RefusesWhatIsMalformed) {
  for (const char* text : {"a",
                           "a =",
                           "= 1",
                           "a = 1 2",
                           "a = 01",
                           "a = 1.",
                           "a = 0x1F",
                           "a = 2026-01-31",
                           "a = yes",
                           "a = [1 2]",
                           "a = [1",
                           "a = {b = 1,}",
                           "a = {",
                           "[",
                           "[]",
                           "[;a]",
                           "[[ =a]]",
                           "[a",
                           "[[a]",
                           "a. = 1",
                           "a = \"",
                           "a = \"\"\"b",
                           "a = '\n'",
                           "a = \"\\x\"",
                           "a = \"\\u12\"",
                           "a = 0[\"é\"]",
                           "a = x'é'",
                           "a = 0=\"é\"",
                           "a = 1\r",
                           "a = \"\x01\"",
                           "# \x7F",
                           "a = \"\xff\""}) {
    EXPECT_EQ(fault_line(text), 1U) << text;
  }
}

TEST(TomlText, RefusesAKeyOfTooManyParts) {
  std::string key = "a";
  for (std::size_t i = 1; i < kTomlNestingMax; ++i) key += ".a";
  EXPECT_EQ(fault_line(key + " = 1"), 0U);
  EXPECT_EQ(fault_line(key + ".a = 1"), 1U);
  EXPECT_EQ(fault_line("[" + key + ".a]"), 1U);
}

TEST(TomlText, RefusesABombOfNestedLists) {
  EXPECT_EQ(fault_line("a = " + std::string(100'000, '[')), 1U);
  EXPECT_EQ(fault_line("a = " + std::string(kTomlNestingMax, '[') + std::string(kTomlNestingMax, ']')), 0U);
}

}  // namespace
}  // namespace vigie
