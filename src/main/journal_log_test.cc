#include "main/journal_log.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <cstdio>

namespace vigie {
namespace {

TEST(LogLine, QuotesOnlyWhatNeedsIt) {
  EXPECT_EQ(log_line("source lost", {{"source", "bluesky"}, {"reason", "no route"}, {"tries", 3}}),
            "source lost source=bluesky reason=\"no route\" tries=3");
}

TEST(LogLine, LetsNoValueBreakTheLine) { EXPECT_EQ(log_line("x", {{"v", "a\nb\"c"}}), "x v=\"a b\\\"c\""); }

TEST(IsJournal, ComparesTheStreamWithTheFileNotMerelyItsPresence) {
  std::FILE* file = std::tmpfile();
  struct stat at {};
  fstat(fileno(file), &at);
  const std::string stream = std::to_string(at.st_dev) + ":" + std::to_string(at.st_ino);
  EXPECT_TRUE(is_journal(stream, fileno(file)));
  for (const std::string& other : {std::string(), std::string("8:1"), stream + "0"}) {
    EXPECT_FALSE(is_journal(other, fileno(file))) << other;
  }
  std::fclose(file);
  EXPECT_FALSE(is_journal(stream, -1));
}

}  // namespace
}  // namespace vigie
