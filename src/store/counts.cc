#include "store/counts.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace vigie::store {
namespace {

// Distinct authors, of each bucket and of all: pairs are gathered, then sorted and made unique each
// time they have doubled, so that memory follows the voices and not the posts.
class Voices {
 public:
  void add(std::uint64_t author, std::uint32_t bucket) {
    pairs_.emplace_back(author, bucket);
    if (pairs_.size() >= compact_at_) compact();
  }

  void put_into(std::vector<Bucket>& buckets, Count& total) {
    compact();
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      ++buckets[pairs_[i].second].count.voices;
      if (i == 0 || pairs_[i].first != pairs_[i - 1].first) ++total.voices;
    }
  }

 private:
  static constexpr std::size_t kCompactMin = 1U << 18;

  void compact() {
    std::sort(pairs_.begin(), pairs_.end());
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
    compact_at_ = std::max(kCompactMin, pairs_.size() * 2);
  }

  std::vector<std::pair<std::uint64_t, std::uint32_t>> pairs_;
  std::size_t compact_at_ = kCompactMin;
};

void add_mood(post::Mood mood, Count& count) {
  switch (mood) {
    case post::Mood::kNegative:
      ++count.negative;
      return;
    case post::Mood::kNeutral:
      ++count.neutral;
      return;
    case post::Mood::kPositive:
      ++count.positive;
      return;
  }
}

// The oldest and newest match ever. Candidates are verified only where they would stretch the span.
class Extent {
 public:
  void add(Time time) {
    if (!first || time < *first) first = time;
    if (!last || time > *last) last = time;
  }

  // Over all segments; those first that may stretch it most.
  void stretch(const Snapshot& snapshot, Question& question) {
    std::vector<const Segment*> segments;
    for (const auto& segment : snapshot) {
      if (segment->doc_count() > 0) segments.push_back(segment.get());
    }
    const auto older = [](const Segment* left, const Segment* right) { return left->times().low < right->times().low; };
    const auto newer = [](const Segment* left, const Segment* right) {
      return left->times().high > right->times().high;
    };
    std::sort(segments.begin(), segments.end(), newer);
    for (const Segment* segment : segments) {
      if (!last || segment->times().high > micros_of(*last)) look(*segment, question, Side::kNewer);
    }
    std::sort(segments.begin(), segments.end(), older);
    for (const Segment* segment : segments) {
      if (!first || segment->times().low < micros_of(*first)) look(*segment, question, Side::kOlder);
    }
  }

  std::optional<Time> first, last;

 private:
  enum class Side { kNewer, kOlder };
  static constexpr std::uint32_t kWindowMin = 4'096;

  // In windows, from the end at which the extreme lies.
  void look(const Segment& segment, Question& question, Side side) {
    Span span = question.within({});
    if (side == Side::kNewer && last) span.from = std::max(span.from, *last + Micros(1));
    if (side == Side::kOlder && first) span.to = std::min(span.to, *first);
    Stretch rest = Question::stretch_of(segment, span);
    if (rest.empty()) return;
    const Evaluator evaluator = question.evaluator(segment);
    if (evaluator.about() == 0) return;
    std::uint32_t window = segment.newest_first() ? kWindowMin : segment.doc_count();
    bool found = false;
    while (!rest.empty() && !found && !question.is_over()) {
      const std::uint32_t size = std::min(window, rest.to - rest.from);
      Stretch now = rest;
      if (side == Side::kNewer) {
        rest.from = now.to = rest.from + size;
      } else {
        rest.to = now.from = rest.to - size;
      }
      found = look_in(segment, question, evaluator, now, span, side);
      window *= 2;
    }
  }

  bool look_in(const Segment& segment, Question& question, const Evaluator& evaluator, Stretch stretch,
               const Span& span, Side side) {
    std::vector<Candidate> found;
    question.candidates(segment, evaluator, stretch, span, found);
    if (side == Side::kOlder) std::reverse(found.begin(), found.end());
    bool any = false;
    for (const auto& candidate : found) {
      const Time time = time_of_micros(segment.columns().created[candidate.doc]);
      if (any && first && time >= *first && time <= *last) continue;
      if (!candidate.is_sure && !question.matches(segment, candidate.doc)) continue;
      add(time);
      any = true;
      if (segment.newest_first()) return true;  // The others lie further in.
    }
    return any;
  }
};

class Counter {
 public:
  Counter(const Span& span, Micros step) : span_(span), step_(step) {
    const auto bucket_count = (span.to - span.from + step - Micros(1)) / step;
    for (std::int64_t i = 0; i < bucket_count; ++i) histogram_.buckets.push_back({span.from + i * step, {}});
  }

  void add_segment(const Segment& segment, Question& question) {
    const Columns columns = segment.columns();
    question.each_match(segment, question.within(span_), [&](std::uint32_t doc) {
      const Time time = time_of_micros(columns.created[doc]);
      extent_.add(time);
      const std::uint32_t bucket = bucket_of(time);
      Count& count = histogram_.buckets[bucket].count;
      ++count.posts;
      ++histogram_.total.posts;
      const post::Mood mood = Traits(columns.traits[doc]).mood();
      add_mood(mood, count);
      add_mood(mood, histogram_.total);
      voices_.add(segment.author(doc).author, bucket);
    });
  }

  void stretch(const Snapshot& snapshot, Question& question) { extent_.stretch(snapshot, question); }

  Histogram finish() {
    voices_.put_into(histogram_.buckets, histogram_.total);
    histogram_.first = extent_.first;
    histogram_.last = extent_.last;
    return std::move(histogram_);
  }

 private:
  // Posts come by time, or nearly: most often it is the bucket of the one before.
  std::uint32_t bucket_of(Time time) {
    if (time >= bucket_from_ && time - bucket_from_ < step_) return bucket_;
    bucket_ = static_cast<std::uint32_t>((time - span_.from) / step_);
    bucket_from_ = span_.from + static_cast<std::int64_t>(bucket_) * step_;
    return bucket_;
  }

  const Span span_;
  const Micros step_;
  std::uint32_t bucket_ = 0;
  Time bucket_from_ = Time::max();
  Histogram histogram_;
  Voices voices_;
  Extent extent_;
};

}  // namespace

Histogram count(const Snapshot& snapshot, Question& question, const Span& span, Micros step) {
  Counter counter(span, step);
  for (const auto& segment : snapshot) counter.add_segment(*segment, question);
  counter.stretch(snapshot, question);
  return counter.finish();
}

}  // namespace vigie::store
