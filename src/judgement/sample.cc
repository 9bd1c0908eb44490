#include "judgement/sample.h"

#include <algorithm>
#include <vector>

#include "query/query.h"

namespace vigie::judgement {
namespace {

constexpr std::size_t kBuckets = 256;  // Of a span that holds more than one page.

// All that is kept: a time at which nothing can be older.
const query::Query& everything() {
  static const query::Query kEverything = query::parse("after:1990-01-01").value();
  return kEverything;
}

// The post of that rank among those of a span that holds `posts` of them, found by counting ever shorter stretches.
Result<std::optional<store::Hit>> post_at(const store::Store& store, store::Span span, std::uint64_t rank,
                                          std::uint64_t posts) {
  while (posts > store::kPageMax && span.to - span.from > Micros(1)) {
    const Micros step((span.to - span.from).count() / static_cast<std::int64_t>(kBuckets) + 1);
    const auto counted = store.histogram(everything(), span, step);
    if (!counted) return counted.error();
    bool is_found = false;
    for (const auto& bucket : counted->buckets) {
      if (rank >= bucket.count.posts) {
        rank -= bucket.count.posts;
        continue;
      }
      span = {bucket.start, std::min(bucket.start + step, span.to)};
      posts = bucket.count.posts;
      is_found = true;
      break;
    }
    if (!is_found) return std::optional<store::Hit>();  // Some went meanwhile.
  }
  store::SearchOptions options;
  options.span = span;
  options.limit = store::kPageMax;
  while (true) {
    auto page = store.search(everything(), options);
    if (!page) return page.error();
    if (rank < page->hits.size()) return std::optional(std::move(page->hits[rank]));
    rank -= page->hits.size();
    if (page->next_cursor.empty()) return std::optional<store::Hit>();
    options.cursor = page->next_cursor;
  }
}

bool has_mood(const post::Post& post) {
  return post.kind != post::Kind::kRepost && !(post.text.empty() && post.title.empty());
}

void count(Agreement& agreement, const Label& label) {
  ++agreement.n;
  if (label.mood == label.mood_read) ++agreement.right;
  ++agreement.cells[static_cast<std::size_t>(label.mood)][static_cast<std::size_t>(label.mood_read)];
}

}  // namespace

Result<std::unique_ptr<Sample>> Sample::open(const std::string& path, Room& room, std::uint64_t seed) {
  auto book = SampleBook::open(path);
  if (!book) return book.error();
  std::unique_ptr<Sample> out(new Sample({std::move(*book), Random(seed)}, room));
  if (auto ok = out->sweep(); !ok) return ok.error();
  return out;
}

Result<std::optional<store::Hit>> Sample::draw(const Colleague& by) {
  const auto stats = room_.store().stats();
  std::optional<store::Hit> none;
  if (!stats.first || !stats.last) return none;
  const store::Span all{*stats.first, *stats.last + Micros(1)};
  const auto counted = room_.store().histogram(everything(), all, all.to - all.from);
  if (!counted) return counted.error();
  const std::uint64_t posts = counted->total.posts;
  for (int draw = 0; draw < kDrawsMax && posts > 0; ++draw) {
    const std::uint64_t rank = state_.with([&](State& state) { return state.random.below(posts); });
    auto hit = post_at(room_.store(), all, rank, posts);
    if (!hit) return hit.error();
    if (!*hit || !has_mood((*hit)->post)) continue;
    const auto& post = (*hit)->post;
    const auto is_new = state_.with([&](State& state) -> Result<bool> {
      const auto offered = state.book->was_offered(by.id, post.source, post.id);
      if (!offered || *offered) return offered ? Result<bool>(false) : Result<bool>(offered.error());
      if (auto ok = state.book->offer(by, post.source, post.id, room_.clock().now()); !ok) return ok.error();
      return true;
    });
    if (!is_new) return is_new.error();
    if (*is_new) return hit;
  }
  return none;
}

Result<void> Sample::label(const std::string& source, const std::string& id, post::Mood mood,
                           std::optional<post::LanguageId> language, const Colleague& by) {
  const auto hit = room_.store().get(source, id);
  if (!hit) return hit.error();
  if (!*hit) return Error{ErrorCode::kNotFound, "there is no such post"};
  const auto reading = room_.read((*hit)->post);  // Not what is kept, which may be what a person said.
  const Label label{
      source, id, mood, language, reading.mood(), reading.language, room_.mood_version(), by, room_.clock().now()};
  return state_.with([&](State& state) { return state.book->keep(label); });
}

Result<Accuracy> Sample::accuracy() {
  Accuracy out;
  const auto version = room_.mood_version();
  const auto ok = state_.with([&](State& state) {
    return state.book->each([&](const Label& label) {
      if (label.version != version) {
        ++out.earlier;
        return;
      }
      count(out.mood, label);
      count(out.by_language[label.language.value_or(label.language_read)], label);
      if (!label.language) return;
      ++out.languages;
      if (*label.language == label.language_read) ++out.languages_right;
    });
  });
  if (!ok) return ok.error();
  return out;
}

Result<void> Sample::sweep() {
  return state_.with([&](State& state) -> Result<void> {
    std::vector<std::pair<std::string, std::string>> gone;
    auto ok = state.book->each_post([&](const std::string& source, const std::string& id) {
      if (!room_.store().knows(source, id)) gone.emplace_back(source, id);
    });
    for (const auto& [source, id] : gone) {
      if (ok) ok = state.book->forget(source, id);
    }
    return ok;
  });
}

}  // namespace vigie::judgement
