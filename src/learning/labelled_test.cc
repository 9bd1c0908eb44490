#include "learning/labelled.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace vigie::learning {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string_view> lines_of(std::string_view bytes) {
  std::vector<std::string_view> out;
  for (std::string_view line; take_line(bytes, line);) out.push_back(line);
  return out;
}

TEST(TakeLine, GivesEachLineThatHoldsSomething) {
  EXPECT_THAT(lines_of("a\r\n\nb c\n\r\nd"), ElementsAre("a", "b c", "d"));
  EXPECT_THAT(lines_of("a\n"), ElementsAre("a"));
  EXPECT_THAT(lines_of(""), IsEmpty());
  EXPECT_THAT(lines_of("\n\r\n"), IsEmpty());
}

}  // namespace
}  // namespace vigie::learning
