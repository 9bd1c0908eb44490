#include "trend/past.h"

#include "query/query.h"
#include "signal/history.h"
#include "trend/trends.h"

namespace vigie::trend {
namespace {

constexpr Micros kHour = std::chrono::hours(1);

// Where the hours begin that hold at most kPastPosts up to `now`.
Result<Time> begin_of_past(const store::Store& store, const query::Query& everything, Time now) {
  const Time end = std::chrono::ceil<std::chrono::hours>(now);
  const store::Span span{end - kPastHours * kHour, end};
  const auto histogram = store.histogram(everything, span, kHour);
  if (!histogram) return histogram.error();
  Time from = end;
  std::uint64_t posts = 0;
  for (auto hour = histogram->buckets.rbegin(); hour != histogram->buckets.rend(); ++hour) {
    posts += hour->count.posts;
    if (posts > kPastPosts) break;
    from = hour->start;
  }
  return from;
}

}  // namespace

Result<std::uint64_t> read_posts(const store::Store& store, Time now,
                                 const std::function<bool(const query::Document&)>& look) {
  const auto everything = query::parse("after:1990-01-01", query::Use::kSearch);
  if (!everything) return everything.error();
  const auto begin = begin_of_past(store, *everything, now);
  if (!begin) return begin.error();
  std::uint64_t count = 0;
  text::Words words;
  for (Time from = *begin; from < now; from += signal::kBucket) {
    store::SearchOptions options;
    options.limit = store::kPageMax;
    options.span = {from, std::min<Time>(from + signal::kBucket, now)};
    do {
      const auto page = store.search(*everything, options);
      if (!page) return page.error();
      for (const auto& hit : page->hits) {
        query::read_words(hit.post, words);
        ++count;
        if (!look({&hit.post, &words, hit.reading})) return count;
      }
      options.cursor = page->next_cursor;
    } while (!options.cursor.empty());
  }
  return count;
}

}  // namespace vigie::trend
