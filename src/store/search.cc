#include "store/search.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "store/live_segment.h"

namespace vigie::store {
namespace {

// Candidates of one segment in the order of results.
class Candidates {
 public:
  Candidates(const Segment& segment, const Bits& docs) : docs_(docs) {
    if (const auto* live = dynamic_cast<const LiveSegment*>(&segment)) put_in_heap(*live);
  }

  std::optional<std::uint32_t> next() {
    if (live_ != nullptr) return next_of_heap();
    next_ = docs_.next(next_);
    if (next_ == docs_.size()) return std::nullopt;
    return next_++;
  }

 private:
  auto later() const {
    return [live = live_](std::uint32_t left, std::uint32_t right) { return live->before(right, left); };
  }

  // Documents of a live segment stand in order of arrival; a heap orders as many as are asked for.
  void put_in_heap(const LiveSegment& live) {
    live_ = &live;
    docs_.each([&](std::uint32_t doc) { heap_.push_back(doc); });
    std::make_heap(heap_.begin(), heap_.end(), later());
  }
  std::optional<std::uint32_t> next_of_heap() {
    if (heap_.empty()) return std::nullopt;
    std::pop_heap(heap_.begin(), heap_.end(), later());
    const auto doc = heap_.back();
    heap_.pop_back();
    return doc;
  }

  const Bits& docs_;
  std::uint32_t next_ = 0;
  const LiveSegment* live_ = nullptr;
  std::vector<std::uint32_t> heap_;
};

// Matches of one segment in the order of results, one ahead.
class Stream {
 public:
  Stream(const Segment& segment, Question& question, const Wanted& wanted)
      : segment_(segment),
        question_(question),
        after_(wanted.after),
        verdict_(question.candidates(segment, wanted.span)),
        candidates_(segment, (drop_before(wanted.after), verdict_.possible)) {
    advance();
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  const std::optional<Hit>& head() const { return head_; }

  Hit take() {
    Hit out = std::move(*head_);
    advance();
    return out;
  }

 private:
  void advance() {
    head_.reset();
    while (const auto doc = candidates_.next()) {
      if (segment_.hidden.has(*doc)) continue;
      if (!verdict_.sure.has(*doc) && !question_.matches(segment_, *doc)) continue;
      auto hit = question_.reader().read_hit(segment_, segment_.columns().place[*doc]);
      if (!hit) continue;  // Erased, or its block is damaged, which the cache has told.
      if (after_ && !comes_after(hit->post, *after_)) continue;  // A block that cannot be read hid where to begin.
      head_ = std::move(*hit);
      return;
    }
  }

  // Leaves the candidates that come after the cursor.
  void drop_before(const std::optional<Cursor>& cursor) {
    if (!cursor) return;
    Bits& docs = verdict_.possible;
    if (segment_.newest_first()) {
      docs.keep_range(first_after(*cursor), docs.size());
      return;
    }
    const auto& live = dynamic_cast<const LiveSegment&>(segment_);
    const std::int64_t time = micros_of(cursor->created_at);
    const std::int64_t* const created = live.columns().created;
    docs.each([&](std::uint32_t doc) {
      if (created[doc] > time || (created[doc] == time && !is_after(live, doc, *cursor))) docs.drop(doc);
    });
  }

  static bool is_after(const LiveSegment& live, std::uint32_t doc, const Cursor& cursor) {
    if (const int by_source = live.source(doc).compare(cursor.source); by_source != 0) return by_source > 0;
    return live.id(doc) > cursor.id;
  }

  // Sealed documents of one time stand in order of source and id: a binary search reads a few of them.
  std::uint32_t first_after(const Cursor& cursor) {
    const std::int64_t time = micros_of(cursor.created_at);
    const Columns columns = segment_.columns();
    const auto end = columns.created + segment_.doc_count();
    const auto low = std::partition_point(columns.created, end, [&](auto created) { return created > time; });
    const auto high = std::partition_point(low, end, [&](auto created) { return created == time; });
    auto from = static_cast<std::uint32_t>(low - columns.created);
    auto count = static_cast<std::uint32_t>(high - low);
    while (count > 0) {
      const std::uint32_t half = count / 2;
      const auto decoded = question_.reader().read(segment_, columns.place[from + half]);
      if (decoded && !comes_after(decoded->item.post, cursor)) {
        from += half + 1;
        count -= half + 1;
      } else {
        count = half;
      }
    }
    return from;
  }

  const Segment& segment_;
  Question& question_;
  const std::optional<Cursor>& after_;
  Verdict verdict_;
  Candidates candidates_;
  std::optional<Hit> head_;
};

// The newest time a segment can give.
Time newest_of(const Segment& segment) {
  if (!segment.newest_first()) return Time::max();
  return segment.doc_count() == 0 ? Time::min() : time_of_micros(segment.columns().created[0]);
}

class Merge {
 public:
  Merge(const Snapshot& snapshot, Question& question, const Wanted& wanted) : question_(question), wanted_(wanted) {
    for (const auto& segment : snapshot) {
      if (segment->doc_count() > 0) waiting_.emplace_back(newest_of(*segment), segment.get());
    }
    std::sort(waiting_.begin(), waiting_.end());
  }

  // The stream whose head is the next result; null at the end.
  Stream* next() {
    for (;;) {
      Stream* best = newest_stream();
      if (waiting_.empty() || (best != nullptr && best->head()->post.created_at > waiting_.back().first)) return best;
      streams_.push_back(std::make_unique<Stream>(*waiting_.back().second, question_, wanted_));
      waiting_.pop_back();
    }
  }

 private:
  Stream* newest_stream() {
    Stream* best = nullptr;
    for (const auto& stream : streams_) {
      if (!stream->head()) continue;
      if (best == nullptr || comes_before(stream->head()->post, best->head()->post)) best = stream.get();
    }
    return best;
  }

  Question& question_;
  const Wanted& wanted_;
  std::vector<std::pair<Time, const Segment*>> waiting_;  // The newest last.
  std::vector<std::unique_ptr<Stream>> streams_;
};

}  // namespace

Page search(const Snapshot& snapshot, Question& question, const Wanted& wanted) {
  Merge merge(snapshot, question, wanted);
  Page page;
  while (Stream* const stream = merge.next()) {
    if (page.hits.size() == wanted.limit) {
      const post::Post& last = page.hits.back().post;
      page.next_cursor = to_text({last.created_at, std::string(last.source), std::string(last.id)});
      break;
    }
    page.hits.push_back(stream->take());
  }
  return page;
}

}  // namespace vigie::store
