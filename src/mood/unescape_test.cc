#include "mood/unescape.h"

#include <gtest/gtest.h>

namespace vigie::mood {
namespace {

TEST(Unescape, UndoesWhatPublishedSetsDo) {
  EXPECT_EQ(unescaped("don\\u2019t"), "don’t");
  EXPECT_EQ(unescaped("R&amp;D &lt;3"), "R&D <3");
}

TEST(Unescape, LeavesAllElse) {
  for (const char* text : {"", "a\\b", "\\u12", "\\ud800x", "AT&T", "\\uzzzz", "&"}) EXPECT_EQ(unescaped(text), text);
}

}  // namespace
}  // namespace vigie::mood
