// How well are copies found on real text? Against an exact, slow truth: what share of their words two posts have in
// common (Jaccard), of every post with all before it. And what one operation's accounts looked like, by figures alone.
#include <algorithm>
#include <cstdio>
#include <random>
#include <unordered_map>

#include "base/shared_data.h"
#include "signal/copies.h"
#include "source/decoders.h"
#include "source/line_chunks.h"
#include "source/unpack.h"
#include "trend/terms.h"

namespace vigie {
namespace {

using Text = std::vector<std::uint64_t>;  // Its different words, ascending.

struct Said {
  Time at;
  std::uint64_t voice;
  bool is_repost;
  Text words;
};

std::vector<Said> read_stream(const std::string& path, std::size_t most) {
  std::vector<Said> out;
  const auto input = source::Unpack::open(path).value();
  source::LineChunks chunks(*input);
  source::Chunk chunk;
  text::Words words;
  trend::Overheard overheard;
  trend::Terms terms;
  while (out.size() < most && chunks.next(chunk).value()) {
    post::Batch batch;
    std::vector<source::Reject> rejects;
    source::json_lines_decoder()->decode(chunk.raw, chunk.first, SystemClock().now(), batch, rejects);
    for (const auto& item : batch.items()) {
      query::read_words(item.post, words);
      overheard.clear();
      overheard.add({&item.post, &words, {}}, {}, item.post.created_at);
      const auto post = overheard.post(0);
      terms.read(post);
      Text text(terms.copy_words().begin(), terms.copy_words().end());
      std::sort(text.begin(), text.end());
      text.erase(std::unique(text.begin(), text.end()), text.end());
      out.push_back({post.at, post.voice, post.is_repost, std::move(text)});
    }
  }
  return out;
}

double jaccard(const Text& a, const Text& b) {
  std::size_t both = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y) ++both;
    const bool is_less = *x < *y;
    const bool is_more = *y < *x;
    if (!is_more) ++x;
    if (!is_less) ++y;
  }
  return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

// For each text the nearest before it, by every word but the most frequent.
class Truth {
 public:
  double nearest(const std::vector<Said>& all, std::size_t index) {
    const auto& text = all[index].words;
    shared_.clear();
    for (const auto word : text) {
      const auto& posts = posts_of_[word];
      if (posts.size() > kFrequent) continue;
      for (const auto post : posts) ++shared_[post];
    }
    double best = 0;
    for (const auto& [post, count] : shared_) {
      if (count * 3 >= text.size()) best = std::max(best, jaccard(text, all[post].words));
    }
    for (const auto word : text) posts_of_[word].push_back(static_cast<std::uint32_t>(index));
    return best;
  }

 private:
  static constexpr std::size_t kFrequent = 1'500;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> posts_of_;
  std::unordered_map<std::uint32_t, std::uint32_t> shared_;
};

TEST(CopiesQuality, CopiesAreThoseThatShareTheirWords) {
  VIGIE_NEEDS_SHARED_DATA();
  const auto stream = read_stream(shared_data() + "/stream/tweets.jsonl.zst", 60'000);
  signal::Copies copies;
  Truth truth;
  std::size_t alike = 0, alike_found = 0, told = 0, told_wrongly = 0, others = 0;
  for (std::size_t i = 0; i < stream.size(); ++i) {
    const auto& post = stream[i];
    if (post.words.size() < signal::kCopyWordsMin) continue;
    const double nearest = truth.nearest(stream, i);
    const bool is_told = !copies.heard({post.at, post.voice, post.is_repost, post.words}).is_first;
    alike += nearest >= 0.8 ? 1 : 0;
    alike_found += nearest >= 0.8 && is_told ? 1 : 0;
    told += is_told ? 1 : 0;
    told_wrongly += is_told && nearest < 0.5 ? 1 : 0;
    others += nearest < 0.5 ? 1 : 0;
  }
  std::printf("copies by truth %zu, found %zu (%.4f); told %zu, of them unlike anything %zu (%.4f); unlike %zu\n",
              alike, alike_found, static_cast<double>(alike_found) / static_cast<double>(alike), told, told_wrongly,
              static_cast<double>(told_wrongly) / static_cast<double>(told), others);
  EXPECT_GE(static_cast<double>(alike_found), 0.97 * static_cast<double>(alike));
  EXPECT_LE(static_cast<double>(told_wrongly), 0.01 * static_cast<double>(told));
}

// One word in ten put by another real one, one left out, one added.
TEST(CopiesQuality, RealTextsWithOneWordInTenChangedAreFound) {
  VIGIE_NEEDS_SHARED_DATA();
  const auto stream = read_stream(shared_data() + "/stream/tweets.jsonl.zst", 60'000);
  std::mt19937 chance(1);
  Text vocabulary;
  for (const auto& post : stream) vocabulary.insert(vocabulary.end(), post.words.begin(), post.words.end());
  std::size_t tried = 0;
  std::size_t found = 0;
  for (std::size_t i = 0; i < stream.size(); i += 7) {
    auto text = stream[i].words;
    if (text.size() < 10) continue;
    signal::Copies copies(16);
    const auto first = copies.heard({stream[i].at, 1, false, text});
    std::shuffle(text.begin(), text.end(), chance);
    for (std::size_t edit = 0; edit < text.size() / 10; ++edit) {
      const auto other = vocabulary[chance() % vocabulary.size()];
      if (edit % 3 == 2) {
        text.push_back(other);
      } else {
        text[edit] = other;
      }
    }
    ++tried;
    found += copies.heard({stream[i].at, 2, false, text}).cluster == first.cluster ? 1 : 0;
  }
  std::printf("edited %zu, found %zu (%.4f)\n", tried, found, static_cast<double>(found) / static_cast<double>(tried));
  EXPECT_GE(static_cast<double>(found), 0.97 * static_cast<double>(tried));
}

TEST(CopiesQuality, OneOperationsAccountsCopyEachOther) {
  VIGIE_NEEDS_SHARED_DATA();
  const auto stream = read_stream(shared_data() + "/stream/tweets.jsonl.zst", 1'000'000);
  signal::Copies copies;
  std::size_t in_groups = 0;
  for (const auto& post : stream) {
    in_groups += copies.heard({post.at, post.voice, post.is_repost, post.words}).is_coordinated ? 1 : 0;
  }
  const auto& counts = copies.counts();
  std::printf("posts %llu, clusters %llu, copies %llu (%.3f), groups %llu, posts in them %zu\n",
              static_cast<unsigned long long>(counts.posts), static_cast<unsigned long long>(counts.clusters),
              static_cast<unsigned long long>(counts.copies),
              static_cast<double>(counts.copies) / static_cast<double>(counts.posts),
              static_cast<unsigned long long>(counts.groups), in_groups);
  EXPECT_GT(counts.copies, counts.posts / 50);
  EXPECT_GT(counts.groups, 10U);
}

}  // namespace
}  // namespace vigie
