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
    bytes_max = std::max(bytes_max, load.raw.size());
    items_max = std::max(items_max, load.batch.size());
    Outcome outcome;
    if (load.decoder) load.decoder->decode(load.raw, load.first, clock_.now(), load.batch, outcome.rejects);
    if (++loads == fails_at) {
      done(unavailable("the house burns"));
      return true;
    }
    for (const auto& item : load.batch.items()) {
      texts.emplace_back(item.post.text);
      sources.emplace_back(item.post.source);
      outcome.add(post::Fate::kAccepted);
    }
    done(outcome);
    return true;
  }
  bool try_submit(Load& load, Done& done) override { return submit(std::move(load), std::move(done)); }

  std::vector<std::string> texts;
  std::vector<std::string> sources;
  std::size_t bytes_max = 0;
  std::size_t items_max = 0;
  std::size_t loads = 0;
  std::size_t fails_at = 0;  // 0: never.

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
    listener.on_reject = [&](const std::string&, const Reject& reject) {
      rejects_.push_back(reject);
      return reject.reason == refuse_at_ ? Result<void>(unavailable("no room for refused records")) : Result<void>{};
    };
    listener.on_durable = [&](const ImportCounts& counts) {
      acked_ = counts.records;
      return Result<void>{};
    };
    listener.on_unreadable = [&](const Error& error) { unreadable_.push_back(error.message); };
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
  std::vector<std::string> unreadable_;
  std::string refuse_at_ = "none";
  std::uint64_t acked_ = 0;
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
  EXPECT_TRUE(run(std::vector<std::string>{write("a.jsonl.gz", packed)}));
  ASSERT_EQ(unreadable_.size(), 1U);
  EXPECT_GE(counts_.accepted, 1U);
  ASSERT_EQ(rejects_.size(), 1U);
  EXPECT_EQ(rejects_[0].place.line, counts_.accepted + 1);
  EXPECT_NE(rejects_[0].reason.find("truncated"), std::string::npos);
}

TEST_F(ImportTest, ReadsTheOthersWhenAFileCannotBeRead) {
  const std::string none = folder_ / "none.jsonl";
  const std::string no_feed = write("no.xml", "hello");
  const std::string no_column = write("no.csv", "time,text\n");
  auto options = options_for({none, write("a.jsonl", line(1)), no_feed, no_column, write("b.jsonl", line(2))});
  options.map = {"title=heading"};
  EXPECT_TRUE(run(std::move(options)));
  EXPECT_EQ(counts_.accepted, 2U);
  EXPECT_EQ(unreadable_,
            (std::vector<std::string>{none + ": No such file or directory",
                                      no_feed + ": feed: neither RSS, Atom, RDF nor JSON Feed",
                                      no_column + ": csv: no column \"heading\"; the columns are time, text"}));
}

TEST_F(ImportTest, AcknowledgesNothingBehindALoadThatFailed) {
  std::string file;
  for (int i = 0; i < 5000; ++i) file += line(i);
  intake_.fails_at = 3;
  const auto done = run(std::vector<std::string>{write("a.jsonl", file), write("b.jsonl", line(1))});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "the house burns");
  EXPECT_EQ(acked_, 1024U);
  EXPECT_EQ(counts_.accepted, 1024U);
  EXPECT_EQ(intake_.loads, 3U);
}

TEST_F(ImportTest, EndsWhereARefusedRecordCannotBeKept) {
  refuse_at_ = "not a JSON object";
  std::string file = line(1);
  for (int i = 0; i < 600; ++i) file += "x\n";
  const auto done = run(std::vector<std::string>{write("a.jsonl", file)});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "no room for refused records");
  EXPECT_EQ(acked_, 0U);
}

TEST_F(ImportTest, BoundsItsLoadsByBytes) {
  std::string rows = "time,text\n";
  std::string lines;
  for (int i = 0; i < 40; ++i) {
    rows += "2026-01-31," + std::string(500'000, 'x') + "\n";
    lines += line(i, std::string(500'000, 'x'));
  }
  ASSERT_TRUE(run(std::vector<std::string>{write("a.csv", rows), write("a.jsonl", lines)}));
  EXPECT_EQ(counts_.accepted, 80U);
  EXPECT_LE(intake_.items_max, 3U);
  EXPECT_LE(intake_.bytes_max, kLoadBytesMax + 600'000);
}

TEST_F(ImportTest, ReadsAnArrayOfPostsElementByElement) {
  std::string file = "\xEF\xBB\xBF[\n";
  for (int i = 0; i < 1'500; ++i) file += "  " + line(i) + ",";
  ASSERT_TRUE(run(std::vector<std::string>{write("a.json", file + "\n{\"id\": tru},\n" + line(7777) + "]\n")}));
  EXPECT_EQ(counts_.accepted, 1'501U);
  ASSERT_EQ(rejects_.size(), 1U);
  EXPECT_EQ(rejects_[0].place.record, 1'501U);
  EXPECT_EQ(rejects_[0].place.line, 1'503U);
  EXPECT_EQ(rejects_[0].raw, "{\"id\": tru}");
}

TEST_F(ImportTest, KeepsWhatATruncatedArrayHolds) {
  ASSERT_TRUE(run(std::vector<std::string>{write("a.json", "[" + line(1) + "," + line(2) + ",{\"id\":")}));
  EXPECT_EQ(counts_.accepted, 2U);
  ASSERT_EQ(rejects_.size(), 1U);
  EXPECT_EQ(rejects_[0].reason, "the document breaks off here");
  EXPECT_EQ(rejects_[0].raw, "{\"id\":");
  EXPECT_EQ(rejects_[0].place.line, 3U);
}

TEST_F(ImportTest, ReadsStatusesAsAnArrayAsLinesAndOverManyLines) {
  const auto status = [](const std::string& id, const std::string& blank, const std::string& more = "") {
    return "{" + blank + R"("uri":"https://m.example/)" + id + R"(",)" + blank +
           R"("created_at":"2026-01-31T09:30:00Z","visibility":"public","content":"<p>bonjour</p>",)" + more +
           R"("account":{"acct":"zoe","url":"https://m.example/@zoe"})" + blank + "}";
  };
  const std::string bom = "\xEF\xBB\xBF";
  for (const std::string& file : {bom + status("1", "") + "\n" + status("2", "") + "\n",
                                  bom + "[" + status("1", "\n  ") + ",\n" + status("2", "") + "]",
                                  status("1", "\n  ") + "\n" + status("2", "\n  ")}) {
    auto options = options_for({write("s.json", file)});
    options.format = Format::kMastodon;
    ASSERT_TRUE(run(options));
    EXPECT_EQ(counts_.accepted, 2U) << file;
  }
  auto options =
      options_for({write("s.json", "[" + status("1", "") + ",\n" + status("2", "\n", R"("favourites_count":-1,)") +
                                       ",\n" + status("3", "") + "]")});
  options.format = Format::kMastodon;
  ASSERT_TRUE(run(options));
  EXPECT_EQ(counts_.accepted, 2U);
  ASSERT_EQ(rejects_.size(), 1U);
  EXPECT_EQ(rejects_[0].place.record, 2U);
  EXPECT_EQ(rejects_[0].place.line, 2U);
  EXPECT_TRUE(rejects_[0].raw.starts_with("{\n\"uri\":\"https://m.example/2\""));
}

TEST_F(ImportTest, SaysHowMuchOfALongRecordWasCut) {
  const std::string endless(protocol::kLineBytesMax + 100'000, 'x');
  ASSERT_TRUE(
      run(std::vector<std::string>{write("a.jsonl", endless + "\n" + line(2)), write("a.json", "[" + endless + "]")}));
  ASSERT_EQ(rejects_.size(), 2U);
  for (const auto& reject : rejects_) {
    EXPECT_EQ(reject.whole_bytes, endless.size());
    EXPECT_EQ(reject.raw.size(), 4096U);
    EXPECT_EQ(reject.reason, "longer than 4194304 bytes");
  }
}

TEST_F(ImportTest, KeepsTheWholeEntryOfAFeedThatIsRefused) {
  ASSERT_TRUE(run(std::vector<std::string>{
      write("blog.xml",
            "<rss>\n<item><guid>1</guid><title>a</title></item>\n<item><guid>2</guid>"
            "<pubDate>Sat, 01 Jan 1980 00:00:00 GMT</pubDate><title>b</title></item></rss>")}));
  EXPECT_EQ(counts_.accepted, 1U);
  EXPECT_EQ(intake_.sources, std::vector<std::string>{"feed:blog"});
  ASSERT_EQ(rejects_.size(), 1U);
  EXPECT_EQ(rejects_[0].place.record, 2U);
  EXPECT_EQ(rejects_[0].place.line, 3U);
  EXPECT_NE(rejects_[0].raw.find(R"("text":"b")"), std::string::npos);
}

TEST_F(ImportTest, KeepsTheRowThatATruncatedFileBreaksOff) {
  std::string rows = "time,text\n";
  for (int i = 0; i < 3000; ++i) rows += "2026-01-31,row " + std::to_string(i * 7919) + "\n";
  std::string packed = net::gzip(rows);
  packed.resize(packed.size() - 20);
  ASSERT_TRUE(run(std::vector<std::string>{write("a.csv.gz", packed)}));
  ASSERT_EQ(unreadable_.size(), 1U);
  ASSERT_EQ(rejects_.size(), 1U);
  EXPECT_EQ(rejects_[0].place.record, counts_.accepted + 1);
  EXPECT_EQ(rejects_[0].place.line, counts_.accepted + 2);
  EXPECT_TRUE(rejects_[0].raw.starts_with("2026")) << rejects_[0].raw;
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
  for (const char* name : {"Shop.CSV", "shop.csv.GZ", "shop.csv.zstd", "shop.TSV.Zst"})
    EXPECT_EQ(format_by_name(name), Format::kCsv);
  EXPECT_EQ(format_by_name("-"), Format::kJsonLines);
  EXPECT_EQ(stem_of("/tmp/shop.csv.gz"), "shop");
  EXPECT_EQ(stem_of("/tmp/Shop.CSV.ZST"), "Shop");
}

}  // namespace
}  // namespace vigie::source
