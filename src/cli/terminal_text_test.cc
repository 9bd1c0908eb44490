#include "cli/terminal_text.h"

#include <gtest/gtest.h>

namespace vigie::cli {
namespace {

using Spans = std::vector<protocol::CodePointSpan>;

TEST(TerminalText, LeavesWhatPeopleWriteAsItIs) {
  for (const std::string text : {"", "Été à l'œuvre 👩‍💻 नमस्ते", "שלום مرحبا", "日本語"})
    EXPECT_EQ(shown(text), text);
}

TEST(TerminalText, StaysOnOneLine) {
  EXPECT_EQ(shown("a\nb\r\nc\td"), "a b  c d");
  EXPECT_EQ(shown("a\xC2\x85"
                  "b\xE2\x80\xA8"
                  "c\xE2\x80\xA9"
                  "d"),
            "a b c d");
}

TEST(TerminalText, LetsNothingSteerTheTerminal) {
  EXPECT_EQ(shown("\x1b[2J"), "\xEF\xBF\xBD[2J");
  EXPECT_EQ(shown("\xC2\x9B"
                  "31m"),
            "\xEF\xBF\xBD"
            "31m");  // CSI as one character of C1.
  EXPECT_EQ(shown(std::string_view("\0\x07\x08\x7F", 4)), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(shown("\x9B"), "\xEF\xBF\xBD");  // Broken UTF-8 that an 8-bit terminal would obey.
}

TEST(TerminalText, LetsNothingTurnTheOrderOfReading) {
  EXPECT_EQ(shown("\xE2\x80\xAE"
                  "cod.exe"),
            "\xEF\xBF\xBD"
            "cod.exe");
  EXPECT_EQ(shown("\xE2\x81\xA6"
                  "a\xE2\x81\xA9"),
            "\xEF\xBF\xBD"
            "a\xEF\xBF\xBD");
}

TEST(TerminalText, MarksSpansOfCodePoints) {
  EXPECT_EQ(shown("un été là", Spans{{3, 6}}), "un \x1b[1;4mété\x1b[22;24m là");
  EXPECT_EQ(shown("ab", Spans{{0, 1}, {1, 2}}), "\x1b[1;4ma\x1b[22;24m\x1b[1;4mb\x1b[22;24m");
}

}  // namespace
}  // namespace vigie::cli
