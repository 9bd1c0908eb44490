// Indexing and searching by Vigie's store, one thread. At each size it tells its figures and writes its answers.
// Usage: vigie_search POSTS QUESTIONS FOLDER SIZE,SIZE,…
#include <cstdio>
#include <deque>
#include <exception>
#include <fstream>
#include <stdexcept>

#include "base/posix_disk.h"
#include "measured.h"
#include "query/document.h"
#include "searched.h"
#include "spoken.h"
#include "store/store.h"

namespace vigie::bench {
namespace {

// Post n of all engines: replays of a file follow each other, four posts a second.
constexpr std::int64_t kFirstMicros = 1'767'225'600'000'000;  // 2026-01-01.
constexpr std::int64_t kStepMicros = 250'000;

class Searched {
 public:
  Searched(const std::string& posts, std::string folder, const std::string& questions)
      : posts_(posts), folder_(std::move(folder)), models_(shipped_models()) {
    for (const auto& question : read_questions(questions)) {
      std::string text;
      for (const auto& word : question.words) text += (text.empty() ? "" : " ") + word;
      queries_.push_back(query::parse(question.phrase ? "\"" + text + "\"" : text).value());
    }
    store::Options options;
    options.folder = folder_ + "/vigie";
    options.disk = &disk_;
    options.clock = &clock_;
    options.log = &log_;
    store_ = store::Store::open(options).value();
  }

  void grow_to(std::uint64_t size) {
    while (count_ < size) {
      if (taken_ == batch_.size()) {
        posts_.next(batch_);
        taken_ = 0;
      }
      append(size);
    }
    append_time_.start();
    store_->sync().value();
    if (const auto ok = store_->seal(); !ok) throw std::runtime_error(ok.error().message);
    if (const auto ok = store_->keep(); !ok) throw std::runtime_error(ok.error().message);
    append_time_.stop();
  }

  void ask(const std::string& answers) {
    std::ofstream out(answers);
    std::vector<double> micros;
    for (int round = 0; round <= kTimedRounds; ++round) {
      for (const auto& query : queries_) {
        const auto begin = std::chrono::steady_clock::now();
        const auto page = store_->search(query, {kPage, "", {}}).value();
        const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
        if (round > 0) {
          micros.push_back(took.count());
          continue;
        }
        for (const auto& hit : page.hits) out << hit.post.id << ' ';
        out << '\n';
      }
    }
    const auto posts = static_cast<double>(count_);
    tell({{"posts", posts},
          {"index_posts_per_s", posts / append_time_.seconds()},
          {"bytes_per_post", static_cast<double>(bytes_in(folder_ + "/vigie")) / posts},
          {"index_bytes_per_post", static_cast<double>(store_->stats().index_bytes) / posts},
          {"p50_us", quantile(micros, 0.5)},
          {"p99_us", quantile(micros, 0.99)},
          {"rss_bytes", static_cast<double>(most_memory_bytes())}});
  }

 private:
  // Ids are numbers and times are ours, so that every engine keeps the same order.
  void append(std::uint64_t size) {
    std::vector<std::string> ids(batch_.size());
    std::vector<store::Analysed> posts;
    for (; taken_ < batch_.size() && count_ < size; ++taken_, ++count_) {
      auto& item = batch_.items()[taken_];
      ids[taken_] = std::to_string(count_);
      item.post.id = ids[taken_];
      item.post.created_at = time_of_micros(kFirstMicros + static_cast<std::int64_t>(count_) * kStepMicros);
      item.post.seen_at = item.post.created_at;
      if (words_.size() <= taken_) words_.emplace_back();
      auto& words = words_[taken_];
      query::read_words(item.post, words);
      post::Reading reading;
      readers_.read_language(item.post, words, reading);
      readers_.read_mood(words, reading);
      posts.push_back({&item, &words, store::kept(reading)});
    }
    append_time_.start();
    store_->append(posts, fates_).value();
    append_time_.stop();
  }

  Replays posts_;
  post::Batch batch_;
  std::size_t taken_ = 0;  // Of the batch.
  std::string folder_;
  watch::Models models_;
  watch::Readers readers_{models_};
  std::vector<query::Query> queries_;
  PosixDisk disk_;
  SystemClock clock_;
  SilentLog log_;
  std::unique_ptr<store::Store> store_;
  std::deque<text::Words> words_;
  std::vector<post::Fate> fates_;
  std::uint64_t count_ = 0;
  Stopwatch append_time_;
};

}  // namespace
}  // namespace vigie::bench

int main(int argc, char** argv) { return vigie::bench::run_search<vigie::bench::Searched>("vigie", argc, argv); }
