// Matching by Vigie, one thread: every post of a file, or one in N, against the first watches of a file.
// Usage: vigie_match POSTS WATCHES.tsv COUNT ONE_IN MATCHES
#include <cstdio>
#include <exception>
#include <stdexcept>

#include "measured.h"
#include "query/watch_set.h"
#include "said.h"
#include "spoken.h"
#include "store/store.h"

namespace vigie::bench {
namespace {

query::WatchSet compile(const std::string& path, std::size_t count) {
  std::vector<query::Watch> watches;
  for (const auto& line : read_lines(path)) {
    if (watches.size() == count) break;
    auto query = query::parse(line.substr(line.find('\t') + 1), query::Use::kWatch);
    if (!query) throw std::runtime_error(query.error().message);
    watches.push_back({static_cast<std::uint32_t>(watches.size()), std::move(*query)});
  }
  return query::WatchSet::compile(watches);
}

// What is matched in one stretch of the clock, words and readings made before.
constexpr std::size_t kStretch = 512;  // As the pipeline's loads.

class Matcher {
 public:
  Matcher(const query::WatchSet& set, std::FILE* out) : set_(set), out_(out), words_(kStretch) {}

  void take(const post::Post& post, std::uint64_t number) {
    auto& words = words_[documents_.size()];
    word_time_.start();
    query::read_words(post, words);
    word_time_.stop();
    query::Document document{&post, &words, {}};
    readers_.read_language(post, words, document.reading);
    readers_.read_mood(words, document.reading);
    document.reading = store::kept(document.reading);
    documents_.push_back(document);
    numbers_.push_back(number);
    if (documents_.size() == kStretch) match();
  }

  void match() {
    ids_.clear();
    ends_.clear();
    match_time_.start();
    set_.match(documents_, scratch_, ids_, ends_);
    match_time_.stop();
    std::size_t from = 0;
    for (std::size_t i = 0; i < documents_.size(); ++i) {
      for (; from < ends_[i]; ++from) {
        std::fprintf(out_, "%llu\t%u\n", static_cast<unsigned long long>(numbers_[i]), ids_[from]);
      }
    }
    posts_ += documents_.size();
    matches_ += ids_.size();
    documents_.clear();
    numbers_.clear();
  }

  void tell_all() const {
    const auto posts = static_cast<double>(posts_);
    tell({{"posts", posts},
          {"watches", static_cast<double>(set_.size())},
          {"matches", static_cast<double>(matches_)},
          {"seconds", match_time_.seconds()},
          {"posts_per_s", posts / match_time_.seconds()},
          {"words_ns", word_time_.seconds() * 1e9 / posts},
          {"watch_bytes", static_cast<double>(set_.bytes())},
          {"rss_bytes", static_cast<double>(most_memory_bytes())}});
  }

 private:
  const query::WatchSet& set_;
  std::FILE* out_;
  watch::Models models_ = shipped_models();
  watch::Readers readers_{models_};
  std::vector<text::Words> words_;
  std::vector<query::Document> documents_;
  std::vector<std::uint64_t> numbers_;
  std::vector<std::uint32_t> ids_;
  std::vector<std::uint32_t> ends_;
  query::Scratch scratch_;
  Stopwatch match_time_, word_time_;
  std::uint64_t posts_ = 0, matches_ = 0;
};

void run(const std::string& posts, const query::WatchSet& set, std::uint64_t one_in, std::FILE* out) {
  Matcher matcher(set, out);
  std::uint64_t number = 0;
  read_posts(posts, [&](post::Batch& batch) {
    for (const auto& item : batch.items()) {
      if (number++ % one_in == 0) matcher.take(item.post, number - 1);
    }
    matcher.match();  // The batch goes.
  });
  matcher.tell_all();
}

}  // namespace
}  // namespace vigie::bench

int main(int argc, char** argv) {
  using namespace vigie::bench;
  if (argc != 6) {
    std::fprintf(stderr, "usage: vigie_match POSTS WATCHES.tsv COUNT ONE_IN MATCHES\n");
    return 2;
  }
  try {
    const auto set = compile(argv[2], std::stoul(argv[3]));
    std::FILE* out = std::fopen(argv[5], "w");
    if (out == nullptr) throw std::runtime_error(std::string(argv[5]) + " cannot be written");
    run(argv[1], set, std::stoull(argv[4]), out);
    std::fclose(out);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "vigie_match: %s\n", problem.what());
    return 1;
  }
  return 0;
}
