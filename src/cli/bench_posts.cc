#include "cli/bench_posts.h"

#include "query/document.h"

namespace vigie::cli {

Result<BenchPosts> BenchPosts::read(const std::string& path, const watch::Models& models, std::size_t posts_max) {
  const auto input = source::Unpack::open(path);
  if (!input) return input.error();
  source::LineChunks lines(**input);
  const auto decoder = source::json_lines_decoder();
  BenchPosts out;
  std::vector<source::Reject> rejects;
  watch::Readers readers(models);
  while (posts_max == 0 || out.size() < posts_max) {
    source::Chunk& chunk = out.chunks_.emplace_back();
    const auto more = lines.next(chunk);
    if (!more) return more.error();
    if (!*more) break;
    post::Batch& batch = out.batches_.emplace_back();
    decoder->decode(chunk.raw, chunk.first, SystemClock().now(), batch, rejects);
    for (const auto& item : batch.items()) {
      if (item.act != post::Act::kSay || (posts_max > 0 && out.size() == posts_max)) continue;
      text::Words& words = out.words_.emplace_back();
      query::read_words(item.post, words);
      store::Analysed analysed{&item, &words, {}};
      readers.read_language(item.post, words, analysed.reading);
      readers.read_mood(words, analysed.reading);
      analysed.reading = store::kept(analysed.reading);
      out.analysed_.push_back(analysed);
    }
  }
  if (out.analysed_.empty()) return invalid(path + ": no post in it");
  return out;
}

void BenchPosts::begin(std::size_t count) {
  items_.resize(count);
  ids_.resize(count);
  said_.resize(count);
}

void BenchPosts::say(std::size_t slot, std::uint64_t number, Time time) {
  const store::Analysed& analysed = analysed_[number % size()];
  post::Item& item = items_[slot] = *analysed.item;
  item.post.created_at = time;
  item.post.seen_at = time;
  if (const auto round = number / size(); round > 0) {
    std::string& id = ids_[slot];
    id.assign(item.post.id);
    id.append("#").append(std::to_string(round));
    item.post.id = id;
  }
  said_[slot] = {&item, analysed.words, analysed.reading};
}

}  // namespace vigie::cli
