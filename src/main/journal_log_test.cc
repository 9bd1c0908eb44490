#include "main/journal_log.h"

#include <gtest/gtest.h>

namespace vigie {
namespace {

TEST(LogLine, QuotesOnlyWhatNeedsIt) {
  EXPECT_EQ(log_line("source lost", {{"source", "bluesky"}, {"reason", "no route"}, {"tries", 3}}),
            "source lost source=bluesky reason=\"no route\" tries=3");
}

TEST(LogLine, LetsNoValueBreakTheLine) { EXPECT_EQ(log_line("x", {{"v", "a\nb\"c"}}), "x v=\"a b\\\"c\""); }

}  // namespace
}  // namespace vigie
