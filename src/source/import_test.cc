#include "source/import.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/time_text.h"
#include "net/gzip.h"
#include "protocol/limits.h"

namespace vigie::source {
namespace {

// A house that keeps nothing but counts: every item is accepted at once.
class CountingIntake final : public Intake {
 public:
  explicit CountingIntake(const Clock& clock) : clock_(clock) {}
  bool submit(Load load, Done done) override {
    Outcome outcome;
    if (load.decoder) load.decoder->decode(load.raw, load.first, clock_.now(), load.batch, outcome.rejects);
    for (const auto& item : load.batch.items()) texts.emplace_back(item.post.text);
    outcome.accepted = load.batch.size();
    done(outcome);
    return !closed;
  }
  bool try_submit(Load& load, Done& done) override { return submit(std::move(load), std::move(done)); }

  std::vector<std::string> texts;
  bool closed = false;

 private:
  const Clock& clock_;
};

class ImportTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(::testing::TempDir()) / ("vigie_import_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, std::string_view bytes) {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return folder_ / name;
  }

  static ImportOptions options_for(std::vector<std::string> files) {
    ImportOptions options;
    options.files = std::move(files);
    return options;
  }

  Result<void> run(std::vector<std::string> files) { return run(options_for(std::move(files))); }
  Result<void> run(ImportOptions options) {
    ImportListener listener;
    listener.on_reject = [&](const std::string&, const Reject& reject) { rejects_.push_back(reject); };
    Import import(intake_, clock_, std::move(options), listener);
    auto done = import.run(stop_);
    counts_ = import.counts();
    return done;
  }

  static std::string line(int id, std::string_view text = "bonjour") {
    return R"({"id":")" + std::to_string(id) + R"(","source":"file:t","time":"2026-01-31T09:30:00Z","text":")" +
           std::string(text) + "\"}\n";
  }

  std::filesystem::path folder_;
  ManualClock clock_{*parse_time("2026-11-22T12:00:00Z")};
  CountingIntake intake_{clock_};
  std::atomic<bool> stop_ = false;
  std::vector<Reject> rejects_;
  ImportCounts counts_;
};

TEST_F(ImportTest, NumbersEachRefusedLineAndKeepsTheRest) {
  const std::string bad = "not json\n\n" + line(2) + R"({"id":"3","source":"s","text":"no time"})" + "\n";
  ASSERT_TRUE(run(std::vector<std::string>{write("a.jsonl", line(1) + bad + line(4))}));
  EXPECT_EQ(counts_.records, 5U);
  EXPECT_EQ(counts_.accepted, 3U);
  EXPECT_EQ(counts_.rejected, 2U);
  ASSERT_EQ(rejects_.size(), 2U);
  EXPECT_EQ(rejects_[0].place.line, 2U);
  EXPECT_EQ(rejects_[0].raw, "not json");
  EXPECT_EQ(rejects_[1].place.line, 5U);
  EXPECT_EQ(rejects_[1].place.record, 4U);
}

TEST_F(ImportTest, PassesOverALineBeyondTheLimitAndNumbersWhatFollows) {
  const std::string endless(protocol::kLineBytesMax + 100'000, 'x');
  ASSERT_TRUE(run(std::vector<std::string>{write("a.jsonl", line(1) + endless + "\n" + line(3) + "bad\n" + endless)}));
  EXPECT_EQ(counts_.accepted, 2U);
  ASSERT_EQ(rejects_.size(), 3U);
  EXPECT_EQ(rejects_[0].place.line, 2U);
  EXPECT_EQ(rejects_[1].place.line, 4U);
  EXPECT_EQ(rejects_[2].place.line, 5U);
}

TEST_F(ImportTest, CutsManyLinesIntoLoadsWithoutLosingOne) {
  std::string file;
  for (int i = 0; i < 5000; ++i) file += line(i, std::to_string(i));
  file.pop_back();  // The last line lacks its newline.
  ASSERT_TRUE(run(std::vector<std::string>{write("a.jsonl", file)}));
  ASSERT_EQ(intake_.texts.size(), 5000U);
  for (int i = 0; i < 5000; ++i) EXPECT_EQ(intake_.texts[static_cast<std::size_t>(i)], std::to_string(i));
}

TEST_F(ImportTest, ReadsRowsByTheEndingOfTheFile) {
  const auto path =
      write("shop.csv", "when;who;words\n2026-01-31T09:30:00Z;zoé;\"deux\nlignes\"\nnonsense;x;y\nragged\n");
  auto options = options_for({path});
  options.map = {"time=when", "author.handle=who", "text=words"};
  ASSERT_TRUE(run(std::move(options)));
  EXPECT_EQ(counts_.accepted, 1U);
  EXPECT_EQ(intake_.texts, std::vector<std::string>{"deux\nlignes"});
  ASSERT_EQ(rejects_.size(), 2U);
  EXPECT_EQ(rejects_[0].place.line, 4U);
  EXPECT_EQ(rejects_[1].place.line, 5U);
}

TEST_F(ImportTest, SetsAFieldOfEveryRecord) {
  auto options = options_for({write("a.jsonl", line(1))});
  options.set = {"text=autre"};
  ASSERT_TRUE(run(options));
  EXPECT_EQ(intake_.texts, std::vector<std::string>{"autre"});
  options.set = {"colour=red"};
  EXPECT_FALSE(run(options));
}

TEST_F(ImportTest, RefusesTheRecordThatATruncatedFileBreaksOffAndKeepsTheRest) {
  std::string packed = net::gzip(line(1) + line(2) + line(3));
  packed.resize(packed.size() - 12);
  EXPECT_FALSE(run(std::vector<std::string>{write("a.jsonl.gz", packed)}));
  EXPECT_GE(counts_.accepted, 1U);
  ASSERT_EQ(rejects_.size(), 1U);
  EXPECT_EQ(rejects_[0].place.line, counts_.accepted + 1);
  EXPECT_NE(rejects_[0].reason.find("truncated"), std::string::npos);
}

TEST_F(ImportTest, AFileThatIsNotThereIsAnError) {
  const auto done = run(std::vector<std::string>{folder_ / "none.jsonl"});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kUnavailable);
}

TEST_F(ImportTest, StopsWhenTold) {
  stop_ = true;
  EXPECT_FALSE(run(std::vector<std::string>{write("a.jsonl", line(1))}));
}

TEST(Format, IsToldByNameOrByEnding) {
  EXPECT_EQ(format_of("csv").value(), Format::kCsv);
  EXPECT_FALSE(format_of("xlsx"));
  EXPECT_EQ(format_by_name("/tmp/shop.csv.gz"), Format::kCsv);
  EXPECT_EQ(format_by_name("feed.xml"), Format::kFeed);
  EXPECT_EQ(format_by_name("-"), Format::kJsonLines);
  EXPECT_EQ(stem_of("/tmp/shop.csv.gz"), "shop");
}

}  // namespace
}  // namespace vigie::source
