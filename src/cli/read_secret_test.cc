#include "cli/read_secret.h"

#include <gtest/gtest.h>

namespace vigie::cli {
namespace {

using State = TypedLine::State;

State type(TypedLine& line, std::string_view keys) {
  State state = State::kTyping;
  for (const char key : keys) {
    if (state == State::kTyping) state = line.key(key);
  }
  return state;
}

TEST(TypedLine, EndsWithTheLine) {
  TypedLine line;
  EXPECT_EQ(type(line, "a lantern\r"), State::kDone);
  EXPECT_EQ(line.text(), "a lantern");
}

TEST(TypedLine, ErasesWholeLettersOrAll) {
  TypedLine line;
  EXPECT_EQ(type(line, "caf\xC3\xA9\x7F\x7F"), State::kTyping);
  EXPECT_EQ(line.text(), "ca");
  EXPECT_EQ(type(line, "\b\b\bx"), State::kTyping);
  EXPECT_EQ(line.text(), "x");
  EXPECT_EQ(type(line, "\x15new\n"), State::kDone);
  EXPECT_EQ(line.text(), "new");
}

TEST(TypedLine, IsGivenUpByCtrlCAndCtrlD) {
  for (const char* keys : {"secret\x03", "\x04"}) {
    TypedLine line;
    EXPECT_EQ(type(line, keys), State::kGivenUp);
  }
}

}  // namespace
}  // namespace vigie::cli
