// What the store costs, stage by stage. Posts are invented, of 12 words as tweets have; with
// VIGIE_SHARED the whole program's `vigie bench firehose` measures real ones.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <thread>

#include "base/posix_disk.h"
#include "base/random.h"
#include "post/batch.h"
#include "post/codec.h"
#include "query/document.h"
#include "store/live_segment.h"
#include "store/log_format.h"
#include "store/seal.h"
#include "store/store.h"

namespace vigie::store {
namespace {

constexpr std::size_t kBatch = 512;

// Words by Zipf's law: the rank of a word is an exponential of a uniform number.
std::string word(Random& random) {
  constexpr double kVocabularyLog = 13.0;
  const auto rank = static_cast<std::uint64_t>(std::exp(random.real() * kVocabularyLog));
  Random letters(rank);
  std::string out;
  for (std::uint64_t left = 2 + letters.below(7); left > 0; --left)
    out.push_back(static_cast<char>('a' + letters.below(26)));
  return out;
}

// Invented posts, read once; each round gives them new ids and times.
class Supply {
 public:
  explicit Supply(std::size_t count) {
    Random random(7);
    for (std::size_t i = 0; i < count; ++i) {
      std::string text;
      for (int k = 0; k < 12; ++k) text.append(word(random)).push_back(' ');
      const std::string author = "author" + std::to_string(random.below(count / 8 + 1));
      const std::string id = "t00000000";
      post::Post post;
      post.id = id;
      post.source = "file:tweets";
      post.text = text;
      post.author = {author, author, ""};
      batch_.add(post);
      query::read_words(batch_.items()[i].post, words_.emplace_back());
    }
  }
  // A batch that no one has seen before.
  std::span<const Analysed> next() {
    analysed_.clear();
    for (std::size_t i = 0; i < kBatch; ++i) {
      const std::size_t at = number_ % batch_.size();
      post::Post& post = batch_.items()[at].post;
      char* const digits = const_cast<char*>(post.id.data()) + 1;
      std::size_t left = number_++;
      for (int k = 7; k >= 0; --k, left /= 10) digits[k] = static_cast<char>('0' + left % 10);
      post.created_at = time_of_micros(1'400'000'000'000'000 + static_cast<std::int64_t>(number_) * 1'000);
      post.seen_at = post.created_at;
      analysed_.push_back({&batch_.items()[at], &words_[at], {}});
    }
    return analysed_;
  }

 private:
  post::Batch batch_;
  std::deque<text::Words> words_;
  std::vector<Analysed> analysed_;
  std::size_t number_ = 0;
};

class Folder {
 public:
  Folder() {
    const char* given = std::getenv("VIGIE_BENCH_DIR");
    path_ = std::string(given == nullptr ? "." : given) + "/store-bench-data";
    std::filesystem::remove_all(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  Options options() {
    Options options;
    options.folder = path_;
    options.disk = &disk_;
    options.clock = &clock_;
    options.log = &log_;
    return options;
  }

 private:
  std::string path_;
  PosixDisk disk_;
  SystemClock clock_;
  SilentLog log_;
};

void append(benchmark::State& state) {
  Folder folder;
  auto store = Store::open(folder.options()).value();
  Supply supply(100'000);
  std::vector<post::Fate> fates;
  for (auto _ : state) {
    benchmark::DoNotOptimize(store->append(supply.next(), fates));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kBatch));
  (void)store->seal();
  const Stats stats = store->stats();
  state.counters["log_bytes_per_post"] = static_cast<double>(stats.log_bytes) / static_cast<double>(stats.posts);
  state.counters["index_bytes_per_post"] = static_cast<double>(stats.index_bytes) / static_cast<double>(stats.posts);
}
BENCHMARK(append)->Iterations(1'024)->Unit(benchmark::kMicrosecond);

void encode_and_pack(benchmark::State& state) {
  Supply supply(10'000);
  BlockPacker packer;
  std::string payload, item, out;
  for (auto _ : state) {
    const auto items = supply.next();
    out.clear();
    for (std::size_t from = 0; from < kBatch; from += 128) {
      payload.clear();
      for (std::size_t i = from; i < from + 128; ++i) {
        item.clear();
        post::encode(*items[i].item, {}, item);
        put_item(payload, item);
      }
      packer.pack(0, 128, payload, out);
    }
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kBatch));
}
BENCHMARK(encode_and_pack);

std::unique_ptr<LiveSegment> filled(Supply& supply, std::uint32_t post_count) {
  auto live = std::make_unique<LiveSegment>(1, 0, post_count + kBatch, nullptr);
  std::vector<Row> rows;
  for (std::uint32_t doc = 0; doc < post_count; doc += kBatch) {
    rows.clear();
    for (const auto& analysed : supply.next()) {
      const post::Post& post = analysed.item->post;
      rows.push_back({&post, analysed.words, {}, key_of(post.source, post.id), doc + static_cast<Place>(rows.size())});
    }
    live->add(rows);
  }
  return live;
}

void index_live(benchmark::State& state) {
  Supply supply(100'000);
  constexpr std::uint32_t kPosts = 262'144;
  for (auto _ : state) benchmark::DoNotOptimize(filled(supply, kPosts));
  state.SetItemsProcessed(state.iterations() * kPosts);
}
BENCHMARK(index_live)->Unit(benchmark::kMillisecond);

void seal_segment(benchmark::State& state) {
  Supply supply(100'000);
  constexpr std::uint32_t kPosts = 262'144;
  const auto live = filled(supply, kPosts);
  for (auto _ : state) benchmark::DoNotOptimize(seal(*live));
  state.SetItemsProcessed(state.iterations() * kPosts);
}
BENCHMARK(seal_segment)->Unit(benchmark::kMillisecond);

// Eight segments of 30,000 posts become one, behind two million others; and how long somebody who asks for a key has
// to wait at most, since places change under a lock.
void merge(benchmark::State& state) {
  Folder folder;
  auto store = Store::open(folder.options()).value();
  Supply supply(100'000);
  std::vector<post::Fate> fates;
  constexpr int kSegments = 8, kBatches = 60;
  for (int i = 0; i < 4'000; ++i) (void)store->append(supply.next(), fates);
  (void)store->seal();
  double longest_ms = 0;
  for (auto _ : state) {
    state.PauseTiming();
    for (int segment = 0; segment < kSegments; ++segment) {
      for (int i = 0; i < kBatches; ++i) (void)store->append(supply.next(), fates);
      (void)store->seal();
    }
    std::atomic<bool> done = false;
    std::thread asking([&] {
      while (!done) {
        const auto begin = std::chrono::steady_clock::now();
        benchmark::DoNotOptimize(store->knows("file:bench", "x"));
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
        longest_ms = std::max(longest_ms, took.count());
        std::this_thread::sleep_for(std::chrono::microseconds(500));
      }
    });
    state.ResumeTiming();
    (void)store->keep();
    state.PauseTiming();
    done = true;
    asking.join();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * kSegments * kBatches * static_cast<std::int64_t>(kBatch));
  state.counters["merges"] = static_cast<double>(store->stats().merges);
  state.counters["longest_wait_ms"] = longest_ms;
}
BENCHMARK(merge)->Iterations(3)->Unit(benchmark::kMillisecond);

// Ten segments of 100,000 posts, then questions.
void ask(benchmark::State& state, const char* text, bool counts) {
  Folder folder;
  Options options = folder.options();
  options.segment_posts_max = 100'000;
  auto store = Store::open(options).value();
  Supply supply(100'000);
  std::vector<post::Fate> fates;
  for (int i = 0; i < 2'000; ++i) (void)store->append(supply.next(), fates);
  (void)store->seal();
  Random random(1);
  std::string common;
  for (std::uint64_t rank : {2U, 3U}) {
    Random letters(rank);
    for (std::uint64_t left = 2 + letters.below(7); left > 0; --left)
      common.push_back(static_cast<char>('a' + letters.below(26)));
    common.push_back(' ');
  }
  const auto query = query::parse(text[0] == '\0' ? common : std::string(text)).value();
  for (auto _ : state) {
    if (counts) {
      benchmark::DoNotOptimize(
          store->histogram(query, {time_of_micros(1'400'000'000'000'000), time_of_micros(1'400'002'000'000'000)},
                           std::chrono::hours(1)));
    } else {
      benchmark::DoNotOptimize(store->search(query, {20, "", {}}));
    }
  }
}
// A calm start with a million posts kept: indexes checked and mapped, the key table made again.
void start(benchmark::State& state) {
  Folder folder;
  auto store = Store::open(folder.options()).value();
  Supply supply(100'000);
  std::vector<post::Fate> fates;
  for (int i = 0; i < 2'000; ++i) (void)store->append(supply.next(), fates);
  (void)store->seal();
  for (auto _ : state) {
    store.reset();
    store = Store::open(folder.options()).value();
  }
  state.counters["posts"] = static_cast<double>(store->stats().posts);
}
BENCHMARK(start)->Unit(benchmark::kMillisecond);

BENCHMARK_CAPTURE(ask, search_two_common_words, "", false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(ask, count_two_common_words, "", true)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(ask, search_rare_word, "vigierare OR zzzzzzzzz", false)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace vigie::store
