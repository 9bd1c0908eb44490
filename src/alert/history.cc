#include "alert/history.h"

#include <algorithm>

namespace vigie::alert {
namespace {

constexpr Micros kReadAtOnce = std::chrono::days(7);
constexpr Micros kSilenceMax = std::chrono::days(1);  // Before the first post.
static_assert(kReadAtOnce / kMinute <= std::int64_t{store::kBucketsMax});

std::uint32_t narrow(std::uint64_t count) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(count, UINT32_MAX));
}

std::optional<query::Query> around(const std::string& query, std::string_view more) {
  auto out = query::parse("(" + query + ") -is:repost" + std::string(more));
  return out ? std::optional(std::move(*out)) : std::nullopt;
}

Time begin_of(Time first_post, Time since) {
  return minute_of(std::min(first_post, std::max(first_post - kSilenceMax, since)));
}

}  // namespace

std::optional<query::Query> written_by(const std::string& query) { return around(query, ""); }
std::optional<query::Query> critical_of(const std::string& query) { return around(query, " mood:negative"); }

Result<std::size_t> each_minute(const store::Store& store, const std::string& query, const store::Span& span,
                                const Listened& listened, const std::function<void(const MinuteCounts&)>& on_minute) {
  const auto all = query::parse(query);
  if (!all) return all.error();
  const auto written = written_by(query);
  std::size_t reads = 0;
  Time begin = Time::max();
  for (Time from = span.from; from < span.to; from += kReadAtOnce) {
    const store::Span part{from, std::min(span.to, from + kReadAtOnce)};
    const auto said = store.histogram(*all, part, kMinute);
    if (!said) return said.error();
    ++reads;
    std::optional<store::Histogram> wrote, spans;
    if (written && said->total.posts > 0) {
      auto read = store.histogram(*written, part, kMinute);
      if (!read) return read.error();
      wrote = std::move(*read);
      ++reads;
    }
    const Time whole = Time{} + part.from.time_since_epoch() / kSpan * kSpan;
    if (said->total.posts > 0) {
      auto read = store.histogram(*all, {whole, part.to}, kSpan);
      if (!read) return read.error();
      spans = std::move(*read);
      ++reads;
    }
    if (begin == Time::max() && said->first) begin = begin_of(*said->first, listened.since);
    for (std::size_t i = 0; i < said->buckets.size(); ++i) {
      if (said->buckets[i].start < begin) continue;
      MinuteCounts minute;
      minute.from = said->buckets[i].start;
      minute.is_covered = listened.covered.is_whole(minute.from, minute.from + kMinute);
      minute.posts = narrow(said->buckets[i].count.posts);
      minute.voices = narrow(said->buckets[i].count.voices);
      if (wrote) minute.written = narrow(wrote->buckets[i].count.posts);
      if (wrote) minute.critical = narrow(wrote->buckets[i].count.negative);
      if (spans && ends_span(minute.from)) {
        minute.span_voices =
            narrow(spans->buckets[static_cast<std::size_t>((minute.from - whole) / kSpan)].count.voices);
      }
      on_minute(minute);
    }
  }
  return reads;
}

}  // namespace vigie::alert
