#include "store/search.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "store/live_segment.h"

namespace vigie::store {
namespace {

// Matches of one segment in the order of results, one ahead. The documents of a sealed segment stand in that order
// and are looked through in windows, so that a page costs no more than its part of them.
class Stream {
 public:
  Stream(const Segment& segment, Question& question, const Wanted& wanted, Stretch stretch)
      : segment_(segment),
        live_(dynamic_cast<const LiveSegment*>(&segment)),
        question_(question),
        wanted_(wanted),
        evaluator_(question.evaluator(segment)),
        rest_(stretch),
        window_(first_window()) {
    if (wanted.after && live_ == nullptr) rest_.from = std::max(rest_.from, first_after(*wanted.after));
    advance();
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  bool at_end() const { return !doc_; }
  std::int64_t created() const { return segment_.columns().created[*doc_]; }

  // The post of the head; null where it can no longer be read, and the head is then the next one.
  const Hit* hit() {
    if (hit_) return &*hit_;
    auto hit = question_.reader().read_hit(segment_, segment_.columns().place[*doc_]);
    // It was erased, or its block is damaged, which the cache has told; or such a block hid where to begin.
    if (!hit || (wanted_.after && !comes_after(hit->post, *wanted_.after))) {
      advance();
      return nullptr;
    }
    hit_ = std::move(*hit);
    return &*hit_;
  }

  Hit take() {
    Hit out = std::move(*hit_);
    advance();
    return out;
  }

 private:
  static constexpr std::uint32_t kWindowMin = 1'024;
  static constexpr std::uint32_t kWindowGrowth = 4;

  // As many documents as are likely to hold a page.
  std::uint32_t first_window() const {
    const std::uint64_t docs = evaluator_.doc_count();
    const std::uint64_t likely = docs * (wanted_.limit + 1) / std::max<std::uint64_t>(evaluator_.about(), 1);
    return static_cast<std::uint32_t>(
        std::clamp<std::uint64_t>(likely, kWindowMin, std::max<std::uint64_t>(docs, kWindowMin)));
  }

  // Documents of a live segment stand in order of arrival; a heap orders as many as are asked for.
  auto later() const {
    return [live = live_](const Candidate& left, const Candidate& right) { return live->before(right.doc, left.doc); };
  }

  void advance() {
    hit_.reset();
    doc_.reset();
    while (const auto candidate = next()) {
      if (segment_.hidden.has(candidate->doc)) continue;
      if (!candidate->is_sure && !question_.matches(segment_, candidate->doc)) continue;
      doc_ = candidate->doc;
      return;
    }
  }

  std::optional<Candidate> next() {
    while (at_ == found_.size()) {
      if (rest_.empty()) return std::nullopt;
      look();
    }
    if (live_ == nullptr) return found_[at_++];
    std::pop_heap(found_.begin(), found_.end(), later());
    const Candidate out = found_.back();
    found_.pop_back();
    return out;
  }

  void look() {
    Stretch window = rest_;
    if (live_ == nullptr && evaluator_.about() > kFewCandidates) {
      window.to = rest_.from + std::min(window_, rest_.to - rest_.from);
      window_ = static_cast<std::uint32_t>(std::min<std::uint64_t>(std::uint64_t{window_} * kWindowGrowth, 1U << 30));
    }
    rest_.from = window.to;
    at_ = 0;
    if (evaluator_.about() == 0) {
      rest_.from = rest_.to;
      return;
    }
    question_.candidates(segment_, evaluator_, window, wanted_.span, found_);
    if (live_ == nullptr) return;
    if (wanted_.after) drop_before(*wanted_.after);
    std::make_heap(found_.begin(), found_.end(), later());
  }

  // Leaves the candidates of a live segment that come after the cursor.
  void drop_before(const Cursor& cursor) {
    const std::int64_t time = micros_of(cursor.created_at);
    const std::int64_t* const created = live_->columns().created;
    std::erase_if(found_, [&](const Candidate& candidate) {
      const auto doc = candidate.doc;
      return created[doc] > time || (created[doc] == time && !is_after(doc, cursor));
    });
  }
  bool is_after(std::uint32_t doc, const Cursor& cursor) const {
    if (const int by_source = live_->source(doc).compare(cursor.source); by_source != 0) return by_source > 0;
    return live_->id(doc) > cursor.id;
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

  static constexpr std::size_t kFewCandidates = 256;  // So many are found at once, wherever they lie.

  const Segment& segment_;
  const LiveSegment* const live_;  // The same, if it is one.
  Question& question_;
  const Wanted& wanted_;
  const Evaluator evaluator_;
  Stretch rest_;  // Not yet looked at.
  std::uint32_t window_;
  std::vector<Candidate> found_;  // Sealed: in order, read up to at_. Live: a heap.
  std::size_t at_ = 0;
  std::optional<std::uint32_t> doc_;  // The head.
  std::optional<Hit> hit_;            // Once it was read.
};

class Merge {
 public:
  Merge(const Snapshot& snapshot, Question& question, const Wanted& wanted) : question_(question), wanted_(wanted) {
    Span span = wanted.span;
    // What is newer than the cursor is over.
    if (wanted.after) span.to = std::min(span.to, wanted.after->created_at + Micros(1));
    for (const auto& segment : snapshot) {
      const Stretch stretch = Question::stretch_of(*segment, span);
      if (!stretch.empty()) waiting_.push_back({newest_of(*segment, stretch), segment.get(), stretch});
    }
    std::sort(waiting_.begin(), waiting_.end(),
              [](const Waiting& left, const Waiting& right) { return left.newest < right.newest; });
  }

  // The stream whose head is the next result, and was read; null at the end.
  Stream* next() {
    for (;;) {
      Stream* best = newest_stream();
      if (waiting_.empty() || (best != nullptr && best->created() > waiting_.back().newest)) {
        if (best == nullptr || best->hit() != nullptr) return best;
        continue;
      }
      const Waiting& first = waiting_.back();
      streams_.push_back(std::make_unique<Stream>(*first.segment, question_, wanted_, first.stretch));
      waiting_.pop_back();
    }
  }

 private:
  struct Waiting {
    std::int64_t newest;
    const Segment* segment;
    Stretch stretch;
  };

  // The newest time that a segment can give.
  static std::int64_t newest_of(const Segment& segment, Stretch stretch) {
    return segment.newest_first() ? segment.columns().created[stretch.from] : segment.times().high;
  }

  Stream* newest_stream() {
    Stream* best = nullptr;
    for (std::size_t i = 0; i < streams_.size();) {
      Stream* const stream = streams_[i].get();
      if (stream->at_end()) {  // With all that it holds.
        streams_.erase(streams_.begin() + static_cast<std::ptrdiff_t>(i));
        continue;
      }
      if (best != nullptr && stream->created() == best->created()) {
        // Source and id decide. Who loses his head thereby is asked again.
        if (stream->hit() == nullptr || best->hit() == nullptr) {
          best = nullptr;
          i = 0;
          continue;
        }
        if (comes_before(stream->hit()->post, best->hit()->post)) best = stream;
      } else if (best == nullptr || stream->created() > best->created()) {
        best = stream;
      }
      ++i;
    }
    return best;
  }

  Question& question_;
  const Wanted& wanted_;
  std::vector<Waiting> waiting_;  // The newest last.
  std::vector<std::unique_ptr<Stream>> streams_;
};

}  // namespace

Page search(const Snapshot& snapshot, Question& question, const Wanted& asked) {
  const Wanted wanted{asked.limit, question.within(asked.span), asked.after};
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
