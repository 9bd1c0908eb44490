#include "survey/draw.h"

#include <algorithm>

#include "survey/intents.h"

namespace vigie::survey {
namespace {

constexpr std::int64_t kStretches = 128;  // Into which a span is cut.
constexpr std::uint64_t kShareMax = 200;  // A stretch that gives more is cut again, if it gives
constexpr std::uint64_t kUnevenMin = 8;   // so many times what an even one would, too: a burst, and no rhythm of days,
constexpr int kCutsMax = 4;               // unless it was cut so often.

// The part of the span that holds posts: an open one becomes a bounded one.
store::Span bounded(const store::Store& store, store::Span span) {
  const auto stats = store.stats();
  if (!stats.first || !stats.last) return {span.from, span.from, span.known_at};
  span.from = std::max(span.from, *stats.first);
  span.to = std::max(span.from, std::min(span.to, *stats.last + Micros(1)));
  return span;
}

class Drawer {
 public:
  Drawer(const store::Store& store, const query::Query& query, const std::function<void(const store::Hit&)>& take)
      : store_(store), query_(query), take_(take) {}

  // The newest `most` posts of the span.
  Result<void> take_newest(const store::Span& span, std::uint64_t most) {
    store::SearchOptions options;
    options.span = span;
    while (most > 0) {
      options.limit = static_cast<std::size_t>(std::min<std::uint64_t>(most, store::kPageMax));
      const auto page = store_.search(query_, options);
      if (!page) return page.error();
      for (const auto& hit : page->hits) take_(hit);
      taken_ += page->hits.size();
      most -= std::min<std::uint64_t>(most, page->hits.size());
      options.cursor = page->next_cursor;
      if (options.cursor.empty()) break;
    }
    return {};
  }

  // `share` of the `found` posts of a stretch, evenly; the stretches of one span give `of` together.
  Result<void> take_evenly(const store::Span& span, std::uint64_t found, std::uint64_t share, std::uint64_t of,
                           int cuts) {
    const auto whole = span.to - span.from;
    const std::uint64_t most = std::max(kShareMax, kUnevenMin * of / kStretches);
    if (share >= found || share <= most || cuts == kCutsMax || whole.count() < kStretches) {
      return take_newest(span, std::min(share, found));
    }
    return take_stretches(span, share, cuts);
  }

  Result<void> take_stretches(const store::Span& span, std::uint64_t share, int cuts) {
    const Micros step{(span.to - span.from).count() / kStretches + 1};
    const auto histogram = store_.histogram(query_, span, step);
    if (!histogram) return histogram.error();
    const std::uint64_t found = histogram->total.posts;
    if (found == 0) return {};
    share = std::min(share, found);  // Some may be gone since they were counted.
    std::uint64_t passed = 0;
    // Newest first; what is lost by rounding goes to the next stretch.
    for (auto bucket = histogram->buckets.rbegin(); bucket != histogram->buckets.rend(); ++bucket) {
      const std::uint64_t posts = bucket->count.posts;
      if (posts == 0) continue;
      const auto part = (passed + posts) * share / found - passed * share / found;
      passed += posts;
      const store::Span stretch{bucket->start, std::min(bucket->start + step, span.to), span.known_at};
      if (auto ok = take_evenly(stretch, posts, part, share, cuts + 1); !ok) return ok;
    }
    return {};
  }

  std::uint64_t taken() const { return taken_; }

 private:
  const store::Store& store_;
  const query::Query& query_;
  const std::function<void(const store::Hit&)>& take_;
  std::uint64_t taken_ = 0;
};

}  // namespace

Result<Drawn> draw(const store::Store& store, const query::Query& query, const store::Span& span, std::size_t read_max,
                   const std::function<void(const store::Hit&)>& take) {
  const auto within = bounded(store, span);
  if (within.from >= within.to) return Drawn{};
  const auto histogram = store.histogram(query, within, within.to - within.from);
  if (!histogram) return histogram.error();
  const std::uint64_t found = histogram->total.posts;
  Drawer drawer(store, query, take);
  const auto ok = found <= read_max ? drawer.take_newest(within, read_max) : drawer.take_stretches(within, read_max, 0);
  if (!ok) return ok.error();
  // What came in while it was read was found too.
  return Drawn{std::max(found, drawer.taken()), drawer.taken()};
}

std::span<const Limit> limits() {
  static constexpr Limit kLimits[] = {
      {"survey.posts_read_max", kPostsReadMax, "posts",
       "of a longer span so many, evenly over it, are read one by one"},
      {"survey.switches_told_max", kSwitchesToldMax, "pairs", "the most frequent are told, the others left out"},
  };
  return kLimits;
}

}  // namespace vigie::survey
