#include <condition_variable>
#include <deque>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "cli/bench_material.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/stopper.h"
#include "cli/watch_file.h"
#include "query/document.h"
#include "source/decoders.h"
#include "source/line_chunks.h"
#include "store/store.h"

namespace vigie::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kChunksWaitingMax = 64;

// One chunk of lines on its way: raw, then matched, in the order of the file.
struct Chunked {
  source::Chunk chunk;
  std::string matched;  // `post id<TAB>watch id` lines
  std::uint64_t posts = 0;
  std::uint64_t matches = 0;
  std::vector<source::Reject> rejects;
  bool done = false;
};

class Matcher {
 public:
  Matcher(const WatchFile& watches, const watch::Models* models, Time now) : watches_(watches), now_(now) {
    if (models != nullptr) readers_.emplace(*models);
  }

  void match(Chunked& work) {
    batch_.clear();
    decoder_->decode(work.chunk.raw, work.chunk.first, now_, batch_, work.rejects);
    for (const auto& item : batch_.items()) {
      if (item.act == post::Act::kSay) match_post(item.post, work);
    }
  }

 private:
  void match_post(const post::Post& post, Chunked& work) {
    query::Document document{&post, &words_, {}};
    query::read_words(post, words_);
    if (readers_) {
      readers_->read_language(post, words_, document.reading);
      readers_->read_mood(words_, document.reading);
      document.reading = store::kept(document.reading);
    }
    found_.clear();
    watches_.set.match(document, scratch_, found_);
    for (const auto id : found_) {
      work.matched += post.id;
      work.matched += '\t';
      work.matched += watches_.ids[id];
      work.matched += '\n';
    }
    ++work.posts;
    work.matches += found_.size();
  }

  const WatchFile& watches_;
  std::optional<watch::Readers> readers_;
  Time now_;
  std::shared_ptr<const source::Decoder> decoder_ = source::json_lines_decoder();
  post::Batch batch_;
  text::Words words_;
  query::Scratch scratch_;
  std::vector<std::uint32_t> found_;
};

// Readers wait for matchers, matchers for the printer: nothing piles up.
class Line {
 public:
  void add(source::Chunk chunk) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return order_.size() < kChunksWaitingMax; });
    order_.push_back(std::make_unique<Chunked>());
    order_.back()->chunk = std::move(chunk);
    waiting_.push_back(order_.back().get());
    changed_.notify_all();
  }
  void end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }
  Chunked* take_waiting() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ended_ || !waiting_.empty(); });
    if (waiting_.empty()) return nullptr;
    Chunked* work = waiting_.front();
    waiting_.pop_front();
    return work;
  }
  void give_back(Chunked& work) {
    const std::lock_guard lock(mutex_);
    work.done = true;
    changed_.notify_all();
  }
  std::unique_ptr<Chunked> take_done() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return order_.empty() ? ended_ : order_.front()->done; });
    if (order_.empty()) return nullptr;
    auto work = std::move(order_.front());
    order_.pop_front();
    changed_.notify_all();
    return work;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Chunked>> order_;
  std::deque<Chunked*> waiting_;
  bool ended_ = false;
};

struct Totals {
  std::uint64_t posts = 0;
  std::uint64_t matches = 0;
  std::uint64_t rejected = 0;
  std::string first_reject;
  bool written = true;
};

Totals print_all(Line& line, std::FILE* out) {
  Totals totals;
  while (const auto work = line.take_done()) {
    totals.posts += work->posts;
    totals.matches += work->matches;
    totals.rejected += work->rejects.size() + work->chunk.rejects.size();
    if (totals.first_reject.empty() && !work->rejects.empty()) {
      totals.first_reject = "line " + std::to_string(work->rejects[0].place.line) + ": " + work->rejects[0].reason;
    }
    const auto& text = work->matched;
    totals.written = std::fwrite(text.data(), 1, text.size(), out) == text.size() && totals.written;
  }
  return totals;
}

Result<void> read_chunks(source::Unpack& input, Line& line, const std::atomic<bool>& stop) {
  source::LineChunks chunks(input);
  source::Chunk chunk;
  while (!stop) {
    const auto more = chunks.next(chunk);
    if (chunk.records > 0) line.add(std::move(chunk));
    if (!more && !stop) return more.error();
    if (more && !*more) return {};
  }
  return unavailable("match: stopped before the end; the matches so far are written");
}

Result<void> read_all(source::Unpack& input, Line& line, const std::atomic<bool>& stop) {
  const Stopper stopper(stop);
  auto done = read_chunks(input, line, stop);
  line.end();
  return done;
}

void print_figures(const MatchCommand& command, const Tools& tools, const WatchFile& watches, const Totals& totals,
                   double seconds) {
  const double rate = seconds > 0 ? static_cast<double>(totals.posts) / seconds : 0;
  if (command.json) {
    const ordered_json figures = {{"posts", totals.posts},
                                  {"watches", watches.ids.size()},
                                  {"matches", totals.matches},
                                  {"seconds", seconds},
                                  {"posts_per_s", rate},
                                  {"rss_bytes", peak_rss_bytes()},
                                  {"watch_bytes", watches.set.bytes()}};
    std::fprintf(command.out.empty() ? tools.err : tools.out, "%s\n", figures.dump().c_str());
  } else if (tools.err_is_terminal) {
    std::fprintf(tools.err, "%s posts, %s watches, %s matches in %.2f s\n", grouped(totals.posts).c_str(),
                 grouped(watches.ids.size()).c_str(), grouped(totals.matches).c_str(), seconds);
  }
  if (totals.rejected > 0) {
    tools.note(grouped(totals.rejected) + " lines were no posts; the first: " + totals.first_reject);
  }
}

}  // namespace

int run_match(const MatchCommand& command, const Tools& tools) {
  const auto watches = WatchFile::read(command.watches);
  if (!watches)
    return tools.fail(watches.error().message, watches.error().code == ErrorCode::kInvalid ? kWrongUse : kFailed);
  std::optional<watch::Models> models;
  if (watches->needs_readings) {
    auto loaded = tools.load_models();
    if (!loaded) return tools.fail(loaded.error().message);
    models = std::move(*loaded);
  }
  const auto input = source::Unpack::open(command.posts);
  if (!input) return tools.fail(input.error().message);
  std::FILE* out = command.out.empty() ? tools.out : std::fopen(command.out.c_str(), "w");
  if (out == nullptr) return tools.fail(command.out + ": cannot be written");

  const auto begin = std::chrono::steady_clock::now();
  Line line;
  std::vector<std::thread> matchers;
  const unsigned threads = command.threads > 0 ? command.threads : std::max(1U, std::thread::hardware_concurrency());
  for (unsigned i = 0; i < threads; ++i) {
    matchers.emplace_back([&] {
      Matcher matcher(*watches, models ? &*models : nullptr, tools.clock.now());
      while (Chunked* work = line.take_waiting()) {
        matcher.match(*work);
        line.give_back(*work);
      }
    });
  }
  Result<void> read = {};
  std::thread reader([&] { read = read_all(**input, line, tools.stop); });
  const auto totals = print_all(line, out);
  reader.join();
  for (auto& matcher : matchers) matcher.join();
  const bool closed = std::fflush(out) == 0 && (out == tools.out || std::fclose(out) == 0);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (!read) return tools.fail(read.error().message);
  if (!totals.written || !closed) return tools.fail("match: the output cannot be written");
  print_figures(command, tools, *watches, totals, seconds);
  return kDone;
}

}  // namespace vigie::cli
