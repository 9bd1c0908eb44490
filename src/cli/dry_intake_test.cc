#include "cli/dry_intake.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "base/log.h"
#include "base/posix_disk.h"
#include "base/time_text.h"

namespace vigie::cli {
namespace {

class DryIntakeTest : public ::testing::Test {
 protected:
  ~DryIntakeTest() override { std::fclose(out_); }

  post::Fate fate(post::Act act, std::string_view id, std::string_view text = "", std::optional<Time> edited_at = {}) {
    source::Load load;
    post::Item item;
    item.act = act;
    item.post.id = id;
    item.post.source = "s";
    item.post.text = text;
    item.post.author.id = "zoe";
    item.post.edited_at = edited_at;
    load.batch.add(item);
    post::Fate out = post::Fate::kRejected;
    intake_.submit(std::move(load), [&](const Result<source::Outcome>& outcome) { out = outcome->fates.at(0); });
    return out;
  }
  post::Fate say(std::string_view id, std::string_view text, std::optional<Time> edited_at = {}) {
    return fate(post::Act::kSay, id, text, edited_at);
  }
  std::size_t lines_printed() {
    std::fflush(out_);
    std::rewind(out_);
    std::size_t lines = 0;
    for (int c = std::fgetc(out_); c != EOF; c = std::fgetc(out_)) lines += c == '\n' ? 1 : 0;
    return lines;
  }

  ManualClock clock_{*parse_time("2026-01-31T09:30:00Z")};
  SilentLog log_;
  std::atomic<bool> stop_ = false;
  std::FILE* out_ = std::tmpfile();
  PosixDisk disk_;
  Tools tools_{disk_, clock_, log_, stop_, {}, out_, stderr, false, false};
  DryIntake intake_{tools_, true};
};

TEST_F(DryIntakeTest, TellsWhatBecomesOfEachItemWithinTheInput) {
  const Time later = clock_.now();
  EXPECT_EQ(fate(post::Act::kForgetAuthor, ""), post::Fate::kDuplicate);
  EXPECT_EQ(say("1", "a"), post::Fate::kAccepted);
  EXPECT_EQ(say("1", "a"), post::Fate::kDuplicate);
  EXPECT_EQ(say("1", "b"), post::Fate::kDuplicate);
  EXPECT_EQ(say("1", "b", later), post::Fate::kEdited);
  EXPECT_EQ(say("1", "c", later), post::Fate::kDuplicate);
  EXPECT_EQ(fate(post::Act::kDelete, "1"), post::Fate::kDeleted);
  EXPECT_EQ(fate(post::Act::kDelete, "1"), post::Fate::kDuplicate);
  EXPECT_EQ(say("1", "d", later + std::chrono::hours(1)), post::Fate::kDuplicate);
  EXPECT_EQ(fate(post::Act::kDelete, "2"), post::Fate::kDeleted);
  EXPECT_EQ(fate(post::Act::kForgetAuthor, ""), post::Fate::kDeleted);
  EXPECT_EQ(lines_printed(), 4U);
}

}  // namespace
}  // namespace vigie::cli
