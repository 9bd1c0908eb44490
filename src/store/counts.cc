#include "store/counts.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace vigie::store {
namespace {

// Distinct pairs of author and bucket. Open addressing; memory follows the voices and not the posts.
class Pairs {
 public:
  struct Pair {
    std::uint64_t author = 0;
    std::uint32_t bucket = 0;
    std::uint32_t is_there = 0;
  };

  // False: it was there.
  bool add(std::uint64_t author, std::uint32_t bucket) {
    Pair& pair = slot_of(author, bucket);
    if (pair.is_there != 0) return false;
    pair = {author, bucket, 1};
    if (++count_ * 2 > slots_.size()) grow();
    return true;
  }

  template <typename Work>
  void each(Work&& work) const {
    for (const auto& pair : slots_) {
      if (pair.is_there != 0) work(pair);
    }
  }

 private:
  static constexpr std::size_t kSlotsMin = 1U << 10;

  Pair& slot_of(std::uint64_t author, std::uint32_t bucket) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t index = ((author ^ bucket) * 0x9E37'79B9'7F4A'7C15ULL >> 20) & mask;
    while (slots_[index].is_there != 0 && (slots_[index].author != author || slots_[index].bucket != bucket)) {
      index = (index + 1) & mask;
    }
    return slots_[index];
  }

  void grow() {
    std::vector<Pair> old(slots_.size() * 2);
    old.swap(slots_);
    for (const auto& pair : old) {
      if (pair.is_there != 0) slot_of(pair.author, pair.bucket) = pair;
    }
  }

  std::vector<Pair> slots_ = std::vector<Pair>(kSlotsMin);
  std::size_t count_ = 0;
};

// Distinct authors, of each bucket and of all.
class Voices {
 public:
  void add(std::uint64_t author, std::uint32_t bucket) { pairs_.add(author, bucket); }

  void put_into(std::vector<Bucket>& buckets, Count& total) const {
    Pairs authors;
    pairs_.each([&](const Pairs::Pair& pair) {
      ++buckets[pair.bucket].count.voices;
      if (authors.add(pair.author, 0)) ++total.voices;
    });
  }

 private:
  Pairs pairs_;
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
    std::vector<std::pair<Segment::Times, const Segment*>> segments;  // The live one's times go on meanwhile.
    for (const auto& segment : snapshot) {
      if (segment->doc_count() > 0) segments.emplace_back(segment->times(), segment.get());
    }
    std::sort(segments.begin(), segments.end(),
              [](const auto& left, const auto& right) { return left.first.high > right.first.high; });
    for (const auto& [times, segment] : segments) {
      if (!last || times.high > micros_of(*last)) look(*segment, question, Side::kNewer);
    }
    std::sort(segments.begin(), segments.end(),
              [](const auto& left, const auto& right) { return left.first.low < right.first.low; });
    for (const auto& [times, segment] : segments) {
      if (!first || times.low < micros_of(*first)) look(*segment, question, Side::kOlder);
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
