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

  void stretch(const Segment& segment, Question& question) {
    const auto verdict = question.candidates(segment, Span{});
    std::vector<std::uint32_t> docs;
    verdict.possible.each([&](std::uint32_t doc) { docs.push_back(doc); });
    const auto check = [&](std::uint32_t doc) {
      const Time time = time_of_micros(segment.columns().created[doc]);
      if (first && time >= *first && time <= *last) return;
      if (verdict.sure.has(doc) || question.matches(segment, doc)) add(time);
    };
    // From both ends: in either order of documents the extremes lie near them.
    for (std::size_t low = 0, high = docs.size(); low < high; ++low) {
      check(docs[low]);
      if (low < --high) check(docs[high]);
    }
  }

  std::optional<Time> first, last;
};

class Counter {
 public:
  Counter(const Span& span, Micros step) : span_(span), step_(step) {
    const auto bucket_count = (span.to - span.from + step - Micros(1)) / step;
    for (std::int64_t i = 0; i < bucket_count; ++i) histogram_.buckets.push_back({span.from + i * step, {}});
  }

  void add_segment(const Segment& segment, Question& question) {
    const Columns columns = segment.columns();
    question.each_match(segment, question.candidates(segment, span_), [&](std::uint32_t doc) {
      const Time time = time_of_micros(columns.created[doc]);
      extent_.add(time);
      const auto bucket = static_cast<std::uint32_t>((time - span_.from) / step_);
      Count& count = histogram_.buckets[bucket].count;
      ++count.posts;
      ++histogram_.total.posts;
      const post::Mood mood = Traits(columns.traits[doc]).mood();
      add_mood(mood, count);
      add_mood(mood, histogram_.total);
      voices_.add(segment.author(doc).author, bucket);
    });
  }

  void stretch(const Segment& segment, Question& question) { extent_.stretch(segment, question); }

  Histogram finish() {
    voices_.put_into(histogram_.buckets, histogram_.total);
    histogram_.first = extent_.first;
    histogram_.last = extent_.last;
    return std::move(histogram_);
  }

 private:
  const Span span_;
  const Micros step_;
  Histogram histogram_;
  Voices voices_;
  Extent extent_;
};

}  // namespace

Histogram count(const Snapshot& snapshot, Question& question, const Span& span, Micros step) {
  Counter counter(span, step);
  for (const auto& segment : snapshot) counter.add_segment(*segment, question);
  for (const auto& segment : snapshot) counter.stretch(*segment, question);
  return counter.finish();
}

}  // namespace vigie::store
