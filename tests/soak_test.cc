// Ten minutes at full rate with retention: memory stays flat, the disk bounded, and a source that is faster than the
// house is slowed, never robbed. Run by ./test --long. VIGIE_SOAK_S and VIGIE_SOAK_POSTS, seconds and posts kept, make
// it shorter. The table of keys doubles where two thirds of it are taken, as at 22.4 million keys from 512 MiB: keep
// clear of such a number, or that step is what the slope shows.
#include <cmath>
#include <numeric>
#include <thread>

#include "base/large_blocks.h"
#include "base/random.h"
#include "source/decoders.h"
#include "watch/world_for_tests.h"

namespace vigie::watch {
namespace {

constexpr std::uint64_t kSeed = 2026;
constexpr std::chrono::hours kKeepFor{5};
constexpr std::size_t kWatches = 10'000;
constexpr std::size_t kTexts = 8'192;
constexpr std::uint64_t kAgainEvery = 200;   // A record said twice.
constexpr std::uint64_t kBrokenEvery = 500;  // A record that is none.
constexpr std::size_t kLongSamples = 240;
constexpr std::uint64_t kForgottenRoundsSlack = 2;
constexpr std::uint64_t kSegmentsSlack = 3;  // Live, waiting to be sealed, partly forgotten.

std::uint64_t number_in(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr || *text == '\0' ? otherwise : std::stoull(text);
}

// Twelve words by Zipf's law, as tweets have; letters after the rank of the word.
std::string invent_word(Random& random) {
  constexpr double kVocabularyLog = 11.0;
  Random letters(static_cast<std::uint64_t>(std::exp(random.real() * kVocabularyLog)));
  std::string out;
  for (auto left = 2 + letters.below(7); left > 0; --left) out += static_cast<char>('a' + letters.below(26));
  return out;
}

std::string invent_text(Random& random) {
  std::string out;
  for (int i = 0; i < 12; ++i) out += (i == 0 ? "" : " ") + invent_word(random);
  return out;
}

// Resident memory that is no file's, and all that lies in a folder.
std::uint64_t memory_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    constexpr std::string_view kName = "RssAnon:";
    if (line.starts_with(kName)) return std::stoull(line.substr(kName.size())) * 1024;
  }
  return 0;
}

std::uint64_t disk_bytes(const std::filesystem::path& folder) {
  std::uint64_t out = 0;
  std::error_code gone;  // Files come and go meanwhile.
  for (std::filesystem::recursive_directory_iterator at(folder, gone), end; !gone && at != end; at.increment(gone)) {
    std::error_code ignored;
    const auto size = at->file_size(ignored);
    if (!ignored) out += size;
  }
  return out;
}

// How much a fitted line rises over all samples, as a share of their mean.
double rise(const std::vector<double>& samples) {
  const auto count = static_cast<double>(samples.size());
  const double mean = std::accumulate(samples.begin(), samples.end(), 0.0) / count;
  const double middle = (count - 1) / 2;
  double up = 0, across = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double x = static_cast<double>(i) - middle;
    up += x * (samples[i] - mean);
    across += x * x;
  }
  return across > 0 && mean > 0 ? up / across * (count - 1) / mean : 0;
}

class SoakTest : public HouseTest {
 protected:
  void SetUp() override {
    if (const char* wanted = std::getenv("VIGIE_LONG"); wanted == nullptr || *wanted == '\0') {
      GTEST_SKIP() << "./test --long runs it";
    }
    give_large_blocks_back();  // As main does.
    HouseTest::SetUp();
    if (const char* scratch = std::getenv("VIGIE_SCRATCH"))
      folder_ = std::filesystem::path(scratch) / folder_.filename();
    for (std::size_t i = 0; i < kTexts; ++i) texts_.push_back(invent_text(random_));
    HouseOptions options;
    options.folder = folder_;
    options.workers = 2;
    options.keep_for = kKeepFor;
    options.retain_every = std::chrono::seconds(5);
    auto house = House::open(options, world());
    ASSERT_TRUE(house) << house.error().message;
    house_ = std::move(*house);
    std::vector<WatchDraft> watches;
    for (std::size_t i = 0; i < kWatches; ++i) {
      watches.push_back({"w" + std::to_string(i), invent_word(random_) + " " + invent_word(random_), "", "", ""});
    }
    ASSERT_TRUE(house_->watches().add_all(watches));
    house_->start();
  }

  // Time goes by posts, so that the house keeps as many as it shall, at whatever rate they come.
  void send_load() {
    source::Load load;
    load.decoder = source::json_lines_decoder();
    std::uint64_t records = 0;
    for (; records < source::kLoadRecordsMax; ++records) {
      const std::uint64_t record = sent_ + records;
      if (record % kBrokenEvery == 1) {
        load.raw += "{no record}\n";
        continue;
      }
      if (record % kAgainEvery != 3) ++said_;
      put_record(load.raw);
    }
    clock_.set(time_of(said_));
    sent_ += records;
    const bool taken = house_->pipeline().submit(std::move(load), [this](const Result<source::Outcome>& outcome) {
      ++loads_heard_;
      if (!outcome) return;
      told_.accepted += outcome->accepted;
      told_.duplicates += outcome->duplicates;
      told_.rejected += outcome->rejects.size();
    });
    ASSERT_TRUE(taken);
    ++loads_sent_;
  }

  Time time_of(std::uint64_t number) const {
    const auto step = Micros(kKeepFor) / static_cast<std::int64_t>(kept_posts_);
    return start_ + step * static_cast<std::int64_t>(number);
  }

  void put_record(std::string& out) const {
    out += R"({"id":"s)" + std::to_string(said_) + R"(","source":"file:soak","time":")" + format_time(time_of(said_));
    out +=
        R"(","author":{"id":"a)" + std::to_string(said_ % 50'000) + R"("},"text":")" + texts_[said_ % kTexts] + "\"}\n";
  }

  struct Told {  // Written by the house's writer, read once all was heard.
    std::uint64_t accepted = 0, duplicates = 0, rejected = 0;
  };

  const std::uint64_t kept_posts_ = number_in("VIGIE_SOAK_POSTS", 20'000'000);
  const std::uint64_t seconds_ = number_in("VIGIE_SOAK_S", 600);
  const Time start_ = clock_.now();
  Random random_{kSeed};
  std::vector<std::string> texts_;
  std::uint64_t sent_ = 0;  // Records.
  std::uint64_t said_ = 0;  // Posts that are not said again.
  std::uint64_t loads_sent_ = 0;
  std::atomic<std::uint64_t> loads_heard_ = 0;
  Told told_;
};

TEST_F(SoakTest, MemoryAndDiskStayAsTheyAreAndNothingIsDropped) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> memory, disk;  // Once as many posts have gone as are kept, each second.
  std::uint64_t most_posts = 0, most_segments = 0;
  const auto begin = Clock::now();
  const auto end = begin + std::chrono::seconds(seconds_);
  for (auto sample_at = begin; Clock::now() < end;) {
    send_load();
    if (Clock::now() < sample_at) continue;
    sample_at += std::chrono::seconds(1);
    if (said_ < kept_posts_ + kept_posts_ / 2) continue;
    memory.push_back(static_cast<double>(memory_bytes()));
    disk.push_back(static_cast<double>(disk_bytes(folder_)));
    const auto stats = house_->store().stats();
    most_posts = std::max(most_posts, stats.posts);
    most_segments = std::max<std::uint64_t>(most_segments, stats.segments);
  }
  const double took = std::chrono::duration<double>(Clock::now() - begin).count();
  while (loads_heard_ < loads_sent_) std::this_thread::yield();
  const double rate = static_cast<double>(sent_) / took;
  const auto mean = [](const std::vector<double>& all) {
    return std::accumulate(all.begin(), all.end(), 0.0) / static_cast<double>(all.size());
  };
  ASSERT_GT(memory.size(), 9U) << "at " << rate << " posts/s retention had no time to work: keep fewer posts";
  std::printf(
      "%.0f posts/s for %.0f s, %llu kept in %llu segments; memory %.0f MiB, rising by %.2f %% in %zu s; disk %.0f "
      "MiB, %.2f %%; seed "
      "%llu\n",
      rate, took, static_cast<unsigned long long>(most_posts), static_cast<unsigned long long>(most_segments),
      mean(memory) / (1 << 20), rise(memory) * 100, memory.size(), mean(disk) / (1 << 20), rise(disk) * 100,
      static_cast<unsigned long long>(kSeed));

  EXPECT_EQ(told_.accepted + told_.duplicates + told_.rejected, sent_) << "each record is told of";
  EXPECT_EQ(told_.accepted, said_);
  EXPECT_GT(house_->pipeline().counts().submit_waits, 0U) << "the source was the faster one";
  // Segments come and go, so a short look sees little more than that nothing runs away.
  const bool is_long = memory.size() >= kLongSamples;
  EXPECT_LT(rise(memory), is_long ? 0.01 : 1);
  EXPECT_LT(rise(disk), is_long ? 0.01 : 1);
  EXPECT_LT(*std::max_element(disk.begin(), disk.end()), (is_long ? 1.5 : 3) * mean(disk));
  const auto between_rounds = static_cast<std::uint64_t>(rate * 10) * kForgottenRoundsSlack;
  EXPECT_LE(most_posts, kept_posts_ + between_rounds);
  EXPECT_GE(most_posts, kept_posts_);
  // Besides those of the posts that are kept as many again that a round is about to drop.
  EXPECT_LE(most_segments, 2 * (most_posts / store::Options{}.segment_posts_max + kSegmentsSlack));
}

}  // namespace
}  // namespace vigie::watch
