// A store of millions of posts, asked while it stands still and while posts come in.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/bench_latency.h"
#include "cli/bench_material.h"
#include "cli/bench_posts.h"
#include "cli/bench_search_questions.h"
#include "cli/commands.h"
#include "cli/progress.h"

namespace vigie::cli {
namespace {

using nlohmann::ordered_json;
using Steady = std::chrono::steady_clock;

constexpr auto kSpan = std::chrono::hours(24) * 180;  // Over which the posts are said.
constexpr auto kMonth = std::chrono::hours(24) * 30;
constexpr std::int64_t kBegin = 1'735'689'600'000'000;  // 2025-01-01, in microseconds.
constexpr std::uint64_t kLateMax = 3'600'000'000;       // Posts arrive up to an hour late: microseconds.
constexpr std::size_t kFillBatch = 4'096;
constexpr std::size_t kQuestions = 5'000;
constexpr std::size_t kLimit = 20;
constexpr std::size_t kDeepPages = 100;
constexpr std::size_t kDeepLimit = 100;
constexpr std::size_t kCounts = 20;                    // Histograms asked, and tables of tops.
constexpr auto kTick = std::chrono::milliseconds(10);  // Posts that come in are handed over so often.
constexpr auto kKeepEvery = std::chrono::seconds(1);   // The keeper's round.
constexpr std::string_view kMark = "vigiebenchmark";   // With a number: a word that one post alone says.

std::uint64_t memory_now() {  // Bytes of this process in memory.
  std::ifstream about("/proc/self/statm");
  std::uint64_t all = 0;
  std::uint64_t resident = 0;
  about >> all >> resident;
  return resident * 4'096;
}

// One post with a word of its own, to be found as soon as it is there.
class Mark {
 public:
  explicit Mark(std::uint64_t number)
      : word_(std::string(kMark) + std::to_string(number)), query_(query::parse(word_).value()) {
    item_.post.id = word_;
    item_.post.source = "bench:mark";
    item_.post.text = word_;
    words_.add(text::Field::kText, word_);
  }
  store::Analysed said(Time time) {
    item_.post.created_at = item_.post.seen_at = time;
    return {&item_, &words_, {}};
  }
  const query::Query& query() const { return query_; }

 private:
  std::string word_;
  query::Query query_;
  post::Item item_;
  text::Words words_;
};

class SearchBench {
 public:
  SearchBench(const SearchBenchCommand& command, const Tools& tools, BenchPosts& posts, const std::string& folder)
      : command_(command), tools_(tools), posts_(posts), folder_(folder) {
    wanted_ = static_cast<std::uint64_t>(command.millions * 1e6);
    figures_ = {{"data_dir_fs", filesystem_of(folder)}};
  }

  Result<ordered_json> run() {
    auto ok = open();
    if (ok) ok = fill();
    if (ok) ok = start();
    if (!ok) return ok.error();
    const store::Span whole{time_of(0), time_of(said_)};
    questions_ = draw_questions(posts_, kQuestions, command_.seed, whole, kMonth);
    common_ = commonest_word(posts_);
    ask_alone();
    ask_figures(whole);
    ok = ask_busy();
    if (!ok) return ok.error();
    return std::move(figures_);
  }

 private:
  Time time_of(std::uint64_t number) const {
    const auto micros = std::chrono::duration_cast<Micros>(kSpan).count();
    const auto at = static_cast<double>(number) / static_cast<double>(wanted_) * static_cast<double>(micros);
    const auto late = (number * 0x9E37'79B9'7F4A'7C15ULL >> 16) % kLateMax;
    return time_of_micros(kBegin + static_cast<std::int64_t>(at) - static_cast<std::int64_t>(late));
  }

  std::span<const store::Analysed> next_posts(std::size_t count) {
    const auto said = posts_.said(said_, count, [&](std::uint64_t number) { return time_of(number); });
    said_ += count;
    return said;
  }

  Result<void> open() {
    store::Options options;
    options.folder = folder_;
    options.disk = &tools_.disk;
    options.clock = &tools_.clock;
    options.log = &tools_.log;
    options.stop = &tools_.stop;
    options.seal_in_keep = true;
    if (command_.segment_posts > 0) options.segment_posts_max = command_.segment_posts;
    auto store = store::Store::open(options);
    if (!store) return store.error();
    store_ = std::move(*store);
    return {};
  }

  // Only what is missing, where an earlier run left its folder. Its marks, one in twenty ticks, count as posts.
  Result<void> fill() {
    said_ = store_->stats().posts;
    const std::uint64_t before = said_;
    Progress progress(tools_, "posts");
    std::vector<post::Fate> fates;
    std::chrono::nanoseconds spent{};
    while (said_ < wanted_ && !tools_.stop) {
      const auto said = next_posts(static_cast<std::size_t>(std::min<std::uint64_t>(kFillBatch, wanted_ - said_)));
      const auto begin = processor_time();
      if (const auto ok = store_->append(said, fates); !ok) return ok.error();
      spent += processor_time() - begin;
      if (said_ % (32 * kFillBatch) == 0) {
        if (const auto ok = store_->sync(); !ok) return ok.error();
        if (auto ok = store_->keep(); !ok) return ok;
      }
      progress.show(said_, static_cast<double>(said_) / static_cast<double>(wanted_));
    }
    if (tools_.stop) return unavailable("bench: stopped");
    const auto count = static_cast<double>(std::max<std::uint64_t>(1, said_ - before));
    if (said_ > before)
      figures_["append_ns_per_post"] = std::chrono::duration<double, std::nano>(spent).count() / count;
    return store_->close();
  }

  Result<void> start() {
    store_.reset();
    const std::uint64_t memory = memory_now();
    const auto begin = Steady::now();
    if (auto ok = open(); !ok) return ok;
    figures_["start_s"] = std::chrono::duration<double>(Steady::now() - begin).count();
    const auto stats = store_->stats();
    const auto per_post = [&](std::uint64_t bytes) {
      return static_cast<double>(bytes) / static_cast<double>(std::max<std::uint64_t>(1, stats.posts));
    };
    figures_["posts"] = stats.posts;
    figures_["segments"] = stats.segments;
    figures_["index_bytes_per_post"] = per_post(stats.index_bytes);
    figures_["log_bytes_per_post"] = per_post(stats.log_bytes);
    figures_["store_rss_bytes"] = memory_now() - std::min(memory_now(), memory);
    return {};
  }

  // How many posts were found.
  std::size_t ask(const BenchQuestion& question, Latencies& times) {
    std::size_t found = 0;
    times.measure([&] {
      const auto page = store_->search(question.query, {kLimit, "", question.span});
      found = page ? page->hits.size() : 0;
    });
    return found;
  }

  void ask_alone() {
    Latencies times;
    std::size_t with_hits = 0;
    std::size_t full = 0;
    for (const auto& question : questions_) {
      const auto found = ask(question, times);
      with_hits += found > 0 ? 1 : 0;
      full += found == kLimit ? 1 : 0;
    }
    figures_["search_alone"] = times.figures();
    figures_["share_with_hits"] = static_cast<double>(with_hits) / static_cast<double>(questions_.size());
    figures_["share_full"] = static_cast<double>(full) / static_cast<double>(questions_.size());
  }

  // What looks at all that match: a month of the commonest word.
  void ask_figures(const store::Span& whole) {
    const auto query = query::parse(common_).value();
    const auto step = (whole.to - whole.from - kMonth) / static_cast<std::int64_t>(kCounts);
    Latencies histograms;
    Latencies tops;
    std::uint64_t counted = 0;
    for (std::size_t i = 0; i < kCounts; ++i) {
      const Time from = whole.from + static_cast<std::int64_t>(i) * step;
      histograms.measure([&] {
        const auto histogram = store_->histogram(query, {from, from + kMonth}, std::chrono::hours(1));
        counted += histogram ? histogram->total.posts : 0;
      });
      tops.measure([&] { (void)store_->tops(query, {from, from + kMonth}, 20); });
    }
    figures_["common_word"] = common_;
    figures_["common_posts_a_month"] = counted / kCounts;
    figures_["histogram"] = histograms.figures();
    figures_["tops"] = tops.figures();
    ask_pages(query);
  }

  void ask_pages(const query::Query& query) {
    Latencies pages;
    store::SearchOptions options{kDeepLimit, "", {}};
    for (std::size_t i = 0; i < kDeepPages; ++i) {
      std::string next;
      pages.measure([&] {
        const auto page = store_->search(query, options);
        if (page) next = page->next_cursor;
      });
      if (next.empty()) break;
      options.cursor = next;
    }
    figures_["deep_pages"] = pages.figures();
  }

  // Posts are due at a steady rate, whether or not those before are in: an open loop.
  void take_in() {
    std::vector<post::Fate> fates;
    std::vector<store::Analysed> batch;
    const auto tick_posts = static_cast<std::size_t>(command_.rate * static_cast<unsigned>(kTick.count()) / 1'000);
    const auto begin = Steady::now();
    const auto end = begin + std::chrono::seconds(command_.seconds);
    std::uint64_t ticks = 0;
    Latencies late;
    std::chrono::nanoseconds spent{};
    for (auto due = begin; due < end && !tools_.stop; due = begin + ++ticks * kTick) {
      std::this_thread::sleep_until(due);
      const auto said = next_posts(tick_posts);
      batch.assign(said.begin(), said.end());
      if (ticks % 20 == 0) put_mark(batch);
      const auto before = processor_time();
      if (const auto taken = store_->append(batch, fates); !taken) {
        incoming_ = taken.error();
        break;
      }
      spent += processor_time() - before;
      if (const auto synced = store_->sync(); !synced) {
        incoming_ = synced.error();
        break;
      }
      late.add(Steady::now() - due);
    }
    const double seconds = std::chrono::duration<double>(Steady::now() - begin).count();
    const auto count = static_cast<double>(std::max<std::uint64_t>(1, ticks * tick_posts));
    figures_["incoming_posts_per_s"] = static_cast<double>(ticks * tick_posts) / seconds;
    figures_["incoming_append_ns_per_post"] = std::chrono::duration<double, std::nano>(spent).count() / count;
    figures_["incoming_durable"] = late.figures();
    ended_ = true;
  }

  void put_mark(std::vector<store::Analysed>& batch) {
    if (mark_wanted_) return;  // The one before was not yet found.
    mark_ = std::make_unique<Mark>(said_);
    batch.push_back(mark_->said(time_of(said_)));
    mark_said_ = Steady::now();
    mark_wanted_ = true;
  }

  void look_for_mark(Latencies& found) {
    if (!mark_wanted_) return;
    while (!ended_) {
      const auto page = store_->search(mark_->query(), {1, "", {}});
      if (page && !page->hits.empty()) break;
    }
    found.add(Steady::now() - mark_said_);
    mark_wanted_ = false;
  }

  void keep() {
    while (!ended_) {
      (void)store_->keep();
      std::this_thread::sleep_for(kKeepEvery);
    }
  }

  Result<void> ask_busy() {
    std::thread writer([this] { take_in(); });
    std::thread keeper([this] { keep(); });
    Latencies times;
    Latencies marks;
    for (std::size_t i = 0; !ended_; i = (i + 1) % questions_.size()) {
      ask(questions_[i], times);
      look_for_mark(marks);
    }
    writer.join();
    keeper.join();
    if (!incoming_) return incoming_;
    figures_["search_busy"] = times.figures();
    figures_["append_to_found"] = marks.figures();
    return {};
  }

  const SearchBenchCommand& command_;
  const Tools& tools_;
  BenchPosts& posts_;
  std::string folder_;
  std::uint64_t wanted_ = 0;
  std::uint64_t said_ = 0;  // Posts, and so the number of the next.
  std::unique_ptr<store::Store> store_;
  std::vector<BenchQuestion> questions_;
  std::string common_;
  std::unique_ptr<Mark> mark_;
  Steady::time_point mark_said_;
  std::atomic<bool> mark_wanted_{false};
  std::atomic<bool> ended_{false};
  Result<void> incoming_ = {};  // Of the writer's thread; read once it has ended.
  ordered_json figures_;
};

void print_latency(const ordered_json& figures, const char* key, const char* about, const Tools& tools) {
  const auto& at = figures[key];
  char line[240];
  int size = std::snprintf(line, sizeof line, "  %-40s p50 %8.3f  p99 %8.3f  p99.9 %8.3f ms (%s)", about,
                           at["p50_ms"].get<double>(), at["p99_ms"].get<double>(), at["p999_ms"].get<double>(),
                           grouped(at["count"].get<std::uint64_t>()).c_str());
  if (at.contains("processor_p99_ms")) {
    size += std::snprintf(line + size, sizeof line - static_cast<std::size_t>(size), "; of processor %.3f and %.3f",
                          at["processor_p50_ms"].get<double>(), at["processor_p99_ms"].get<double>());
  }
  std::snprintf(line + size, sizeof line - static_cast<std::size_t>(size), "\n");
  tools.print(line);
}

void print_figures(const ordered_json& figures, const Tools& tools) {
  char line[240];
  std::snprintf(line, sizeof line, "%s posts in %s segments on %s: index %.0f and log %.0f bytes a post\n",
                grouped(figures["posts"].get<std::uint64_t>()).c_str(), figures["segments"].dump().c_str(),
                figures["data_dir_fs"].get<std::string>().c_str(), figures["index_bytes_per_post"].get<double>(),
                figures["log_bytes_per_post"].get<double>());
  tools.print(line);
  std::snprintf(line, sizeof line,
                "  start %.2f s, %s bytes of memory; of the questions %.0f %% find something, %.0f %% a full page\n",
                figures["start_s"].get<double>(), grouped(figures["store_rss_bytes"].get<std::uint64_t>()).c_str(),
                figures["share_with_hits"].get<double>() * 100, figures["share_full"].get<double>() * 100);
  tools.print(line);
  print_latency(figures, "search_alone", "3 words, language, month: alone", tools);
  print_latency(figures, "search_busy", "the same while posts come in", tools);
  const std::string common = "by hour, a month of '" + figures["common_word"].get<std::string>() + "', " +
                             grouped(figures["common_posts_a_month"].get<std::uint64_t>());
  print_latency(figures, "histogram", common.c_str(), tools);
  print_latency(figures, "tops", "tops of the same", tools);
  print_latency(figures, "deep_pages", "pages of 100 of it, one after the other", tools);
  print_latency(figures, "append_to_found", "from append to found", tools);
  std::snprintf(line, sizeof line, "  %s posts/s came in at %.0f ns of processor a post\n",
                grouped(figures["incoming_posts_per_s"].get<std::uint64_t>()).c_str(),
                figures["incoming_append_ns_per_post"].get<double>());
  tools.print(line);
}

}  // namespace

int run_bench_search(const SearchBenchCommand& command, const Tools& tools) {
  const BenchFolder room(command.folder, command.keep);
  if (auto ok = room.make(); !ok) return tools.fail(ok.error().message);
  if (filesystem_of(room.path()) == "tmpfs") {
    return tools.fail("bench: " + command.folder + " is in memory (tmpfs); name a folder on a disk with --folder",
                      kWrongUse);
  }
  const auto models = tools.load_models();
  if (!models) return tools.fail(models.error().message);
  auto posts = BenchPosts::read(command.posts, *models, 0);
  if (!posts) return tools.fail(posts.error().message);
  SearchBench bench(command, tools, *posts, room.path());
  const auto figures = bench.run();
  if (!figures) return tools.fail(figures.error().message);
  if (command.json) {
    tools.print(figures->dump() + "\n");
  } else {
    print_figures(*figures, tools);
  }
  return kDone;
}

}  // namespace vigie::cli
