#include <algorithm>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <thread>

#include "cli/bench_material.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/watch_file.h"
#include "query/document.h"
#include "source/decoders.h"
#include "store/store.h"

namespace vigie::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kPostsHeldMax = 100'000;
constexpr std::size_t kPostsPerLoad = 1'000;             // As sources hand them on, about.
constexpr std::chrono::milliseconds kRoundsLast{3'000};  // Rounds go on for so long, and are at least
constexpr std::size_t kRoundsMin = 5;
constexpr std::size_t kChanges = 1'000;

// Posts as the match stage gets them, but for their words: those are read just before, as in a worker.
struct HeldPosts {
  std::vector<post::Batch> batches;
  std::vector<query::Document> documents;  // Without words.
  std::uint64_t word_count = 0;

  void add(post::Batch batch, watch::Readers* readers) {
    batches.push_back(std::move(batch));
    text::Words words;
    for (const auto& item : batches.back().items()) {
      if (item.act != post::Act::kSay || documents.size() == kPostsHeldMax) continue;
      query::read_words(item.post, words);
      post::Reading reading;
      if (readers != nullptr) {
        readers->read_language(item.post, words, reading);
        readers->read_mood(words, reading);
        reading = store::kept(reading);
      }
      word_count += words.all().size();
      documents.push_back({&item.post, nullptr, reading});
    }
  }
};

Result<HeldPosts> hold_posts(const std::string& path, const watch::Models* models, Time now) {
  const auto chunks = read_chunks(path);
  if (!chunks) return chunks.error();
  HeldPosts held;
  std::optional<watch::Readers> readers;
  if (models != nullptr) readers.emplace(*models);
  const auto decoder = source::json_lines_decoder();
  for (const auto& chunk : *chunks) {
    if (held.documents.size() == kPostsHeldMax) break;
    post::Batch batch;
    std::vector<source::Reject> rejects;
    decoder->decode(chunk.raw, chunk.first, now, batch, rejects);
    held.add(std::move(batch), readers ? &*readers : nullptr);
  }
  if (held.documents.empty()) return invalid(path + ": holds no posts");
  return held;
}

// One thread's share of a round, load by load; the clock runs while a load is matched.
class Matcher {
 public:
  Matcher(const query::WatchSet& set, std::span<const query::Document> documents)
      : set_(set), documents_(documents), best_((documents.size() + kPostsPerLoad - 1) / kPostsPerLoad, kNotYet) {}

  void run() {
    matches_ = 0;
    total_ = {};
    const auto looked_at = scratch_.candidates;
    for (std::size_t load = 0; load < best_.size(); ++load) {
      read(documents_.subspan(load * kPostsPerLoad).first(size_of(load)));
      ids_.clear();
      ends_.clear();
      const auto begin = std::chrono::steady_clock::now();
      set_.match(load_, scratch_, ids_, ends_);
      const std::chrono::nanoseconds took = std::chrono::steady_clock::now() - begin;
      best_[load] = std::min(best_[load], took);
      total_ += took;
      matches_ += ids_.size();
    }
    candidates_ = scratch_.candidates - looked_at;
  }

  std::chrono::nanoseconds total() const { return total_; }  // Of the last round.
  std::uint64_t matches() const { return matches_; }
  std::uint64_t candidates() const { return candidates_; }
  // Of the shortest time of each load: what a round takes that nothing disturbs.
  std::chrono::nanoseconds best() const {
    return std::accumulate(best_.begin(), best_.end(), std::chrono::nanoseconds(0));
  }

 private:
  static constexpr auto kNotYet = std::chrono::nanoseconds::max();

  std::size_t size_of(std::size_t load) const {
    return std::min(kPostsPerLoad, documents_.size() - load * kPostsPerLoad);
  }

  void read(std::span<const query::Document> documents) {
    load_.assign(documents.begin(), documents.end());
    words_.resize(std::max(words_.size(), load_.size()));
    for (std::size_t i = 0; i < load_.size(); ++i) {
      query::read_words(*load_[i].post, words_[i]);
      load_[i].words = &words_[i];
    }
  }

  const query::WatchSet& set_;
  std::span<const query::Document> documents_;
  std::vector<query::Document> load_;
  std::vector<text::Words> words_;
  query::Scratch scratch_;
  std::vector<std::uint32_t> ids_;
  std::vector<std::uint32_t> ends_;
  std::vector<std::chrono::nanoseconds> best_;
  std::chrono::nanoseconds total_{};
  std::uint64_t matches_ = 0;
  std::uint64_t candidates_ = 0;
};

struct Rounds {
  std::vector<double> seconds;  // Of all threads together; sorted.
  double best_seconds = 0;      // The same of the shortest time of each load.
  std::uint64_t matches = 0;    // Of one round.
  std::uint64_t candidates = 0;
};

// The seconds of matching of all threads together.
double run_round(std::vector<Matcher>& matchers) {
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < matchers.size(); ++i) others.emplace_back([&, i] { matchers[i].run(); });
  matchers.front().run();
  for (auto& other : others) other.join();
  double seconds = 0;
  for (const auto& matcher : matchers) seconds += std::chrono::duration<double>(matcher.total()).count();
  return seconds;
}

Rounds run_rounds(const query::WatchSet& set, const HeldPosts& posts, unsigned threads, const Tools& tools) {
  const std::span all(posts.documents);
  std::vector<Matcher> matchers;
  for (std::size_t i = 0; i < threads; ++i) {
    const auto from = all.size() * i / threads;
    matchers.emplace_back(set, all.subspan(from, all.size() * (i + 1) / threads - from));
  }
  run_round(matchers);  // Scratches grow, tables come near.
  Rounds rounds;
  const auto end = std::chrono::steady_clock::now() + kRoundsLast;
  while (!tools.stop && (rounds.seconds.size() < kRoundsMin || std::chrono::steady_clock::now() < end)) {
    rounds.seconds.push_back(run_round(matchers));
  }
  std::sort(rounds.seconds.begin(), rounds.seconds.end());
  for (const auto& matcher : matchers) {
    rounds.best_seconds += std::chrono::duration<double>(matcher.best()).count();
    rounds.matches += matcher.matches();
    rounds.candidates += matcher.candidates();
  }
  return rounds;
}

// Milliseconds until a set is there in which one more watch has changed, sorted. Each takes the query of the next.
std::vector<double> time_changes(const WatchFile& file) {
  std::vector<double> out;
  if (file.watches.empty()) return out;
  auto set = file.set;
  for (std::size_t i = 0; i < kChanges; ++i) {
    const auto place = i * 7'919 % file.watches.size();  // A prime: all over the set.
    const query::Watch put{file.watches[place].id, file.watches[(place + 1) % file.watches.size()].query};
    const auto begin = std::chrono::steady_clock::now();
    set = set.with({&put, 1}, {});
    out.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  std::sort(out.begin(), out.end());
  return out;
}

ordered_json figures_of(const WatchFile& watches, const HeldPosts& posts, const Rounds& rounds, unsigned threads) {
  const auto changes = time_changes(watches);
  const auto count = static_cast<double>(posts.documents.size());
  const auto per_post = [&](std::uint64_t sum) { return static_cast<double>(sum) / count; };
  const auto ns = [&](double seconds) { return seconds * 1e9 / count; };
  const double median = rounds.seconds[rounds.seconds.size() / 2];
  return {
      {"posts", posts.documents.size()},
      {"words_per_post", per_post(posts.word_count)},
      {"watches", watches.ids.size()},
      {"threads", threads},
      {"rounds", rounds.seconds.size()},
      {"ns_per_post", {{"best", ns(rounds.best_seconds)}, {"median", ns(median)}}},
      {"posts_per_s", count / median * threads},
      {"posts_per_s_per_thread", count / median},
      {"matches", rounds.matches},
      {"matches_per_post", per_post(rounds.matches)},
      {"matches_per_s", static_cast<double>(rounds.matches) / median * threads},
      {"candidates_per_post", per_post(rounds.candidates)},
      {"watch_bytes", watches.set.bytes()},
      {"bytes_per_watch",
       static_cast<double>(watches.set.bytes()) / static_cast<double>(std::max<std::size_t>(1, watches.ids.size()))},
      {"compile_s", watches.compile_seconds},
      {"change_ms",
       {{"median", changes.empty() ? 0 : changes[changes.size() / 2]}, {"most", changes.empty() ? 0 : changes.back()}}},
      {"rss_bytes", peak_rss_bytes()}};
}

std::string whole(const ordered_json& figure) {
  return grouped(static_cast<std::uint64_t>(std::llround(figure.get<double>())));
}

std::string with_part(const ordered_json& figure) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", figure.get<double>());
  return text;
}

void print_figures(const ordered_json& figures, const Tools& tools) {
  tools.print(whole(figures["watches"]) + " watches, " + whole(figures["posts"]) + " posts of " +
              with_part(figures["words_per_post"]) + " words, " + whole(figures["threads"]) + " threads\n");
  tools.print("  match      " + whole(figures["ns_per_post"]["median"]) + " ns/post (best " +
              whole(figures["ns_per_post"]["best"]) + ", " + whole(figures["rounds"]) + " rounds), " +
              whole(figures["posts_per_s"]) + " posts/s\n");
  tools.print("  matches    " + with_part(figures["matches_per_post"]) + " a post, " + whole(figures["matches_per_s"]) +
              " a second, of " + with_part(figures["candidates_per_post"]) + " watches looked at\n");
  tools.print("  memory     " + whole(figures["bytes_per_watch"]) + " bytes a watch, " + whole(figures["rss_bytes"]) +
              " at most in all\n");
  tools.print("  compiled   in " + with_part(figures["compile_s"]) + " s; a change of one watch in " +
              with_part(figures["change_ms"]["median"]) + " ms, " + with_part(figures["change_ms"]["most"]) +
              " at most\n");
}

}  // namespace

int run_bench_match(const BenchMatchCommand& command, const Tools& tools) {
  const auto watches = WatchFile::read(command.watches);
  if (!watches) return tools.fail(watches.error().message);
  std::optional<watch::Models> models;
  if (watches->needs_readings) {
    auto loaded = tools.load_models();
    if (!loaded) return tools.fail(loaded.error().message);
    models = std::move(*loaded);
  }
  const auto posts = hold_posts(command.posts, models ? &*models : nullptr, tools.clock.now());
  if (!posts) return tools.fail(posts.error().message);
  const auto rounds = run_rounds(watches->set, *posts, std::max(1U, command.threads), tools);
  if (rounds.seconds.empty()) return tools.fail("bench: stopped before the first round");
  const auto figures = figures_of(*watches, *posts, rounds, std::max(1U, command.threads));
  if (command.json) {
    tools.print(figures.dump() + "\n");
  } else {
    print_figures(figures, tools);
  }
  return kDone;
}

}  // namespace vigie::cli
