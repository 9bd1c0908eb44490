#include "base/ascii.h"

#include <gtest/gtest.h>

#include <cctype>

namespace vigie {
namespace {

TEST(Ascii, KnowsLettersOfAsciiAlone) {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    EXPECT_EQ(is_letter(c), byte < 128 && std::isalpha(byte) != 0) << byte;
    EXPECT_EQ(is_digit(c), byte < 128 && std::isdigit(byte) != 0) << byte;
    EXPECT_EQ(is_space(c), byte < 128 && std::isspace(byte) != 0) << byte;
  }
}

TEST(Ascii, ChangesNoOtherByte) {
  EXPECT_EQ(lower("ÉTÉ Lang_5"),
            "É"
            "t"
            "É lang_5");
  EXPECT_EQ(upper('z'), 'Z');
  EXPECT_EQ(upper('_'), '_');
}

TEST(Ascii, ComparesNamesInAnyCase) {
  EXPECT_TRUE(same_name("LaNg", "lang"));
  EXPECT_FALSE(same_name("lan", "lang"));
}

TEST(Ascii, TrimsWhiteSpaceAround) {
  EXPECT_EQ(trimmed(" \t a b\r\n"), "a b");
  EXPECT_EQ(trimmed(" \v "), "");
}

}  // namespace
}  // namespace vigie
