// One query asked of a snapshot of segments: what every reader of the store (search, counts, tops)
// does first. Candidates come from postings and columns; what they leave open is read again and shown
// to the compiled query, so that search and watch mean the same.
// Threads: owned by one thread. Borrows the segments and the cache.
#pragma once

#include <atomic>
#include <vector>

#include "query/program.h"
#include "query/query.h"
#include "store/answers.h"
#include "store/evaluate.h"
#include "store/post_reader.h"
#include "text/words.h"

namespace vigie::store {

using Snapshot = std::vector<std::shared_ptr<Segment>>;  // In order of their numbers.

// Documents [from, to) of a segment.
struct Stretch {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  bool empty() const { return from >= to; }
};

class Question {
 public:
  // Of the posts that had reached us by `known_at`. `stop`, where there is one, is borrowed: once it is true nothing
  // matches any more, so that a long question ends soon, and its answer is to be thrown away.
  Question(const query::Query& query, BlockCache& cache, const std::atomic<bool>* stop = nullptr,
           Time known_at = Time::max());

  bool is_over() const { return stop_ != nullptr && *stop_; }

  // Where documents of `span` may lie: exactly those where a segment is sealed, all of a live one if it has any.
  static Stretch stretch_of(const Segment& segment, const Span& span);
  // What is left of `span` by an `after:` or `before:` that holds for the whole query.
  Span within(const Span& span) const;

  Evaluator evaluator(const Segment& segment) const { return Evaluator(query_.root(), segment, segment.doc_count()); }

  // Candidates of `stretch` in `span` that are not hidden, rising; in place of what `out` held.
  void candidates(const Segment& segment, const Evaluator& evaluator, Stretch stretch, const Span& span,
                  std::vector<Candidate>& out) const;

  // Whether a candidate that is not sure matches. A post that cannot be read does not.
  bool matches(const Segment& segment, std::uint32_t doc);

  // Calls work(doc) for every match of `segment` in `span`: the sure ones rising, then the others in no order.
  template <typename Work>
  void each_match(const Segment& segment, const Span& span, Work&& work) {
    const Stretch stretch = stretch_of(segment, span);
    if (stretch.empty() || is_over()) return;
    candidates(segment, evaluator(segment), stretch, span, found_);
    for (const auto& candidate : found_) {
      if (candidate.is_sure) work(candidate.doc);
    }
    for (const auto doc : unsure_by_place(segment)) {
      if (matches(segment, doc)) work(doc);
    }
  }

  PostReader& reader() { return reader_; }
  const query::Query& query() const { return query_; }

 private:
  // Takes out what had not reached us, and leaves open what only the post itself can tell.
  void leave_known(const Segment& segment, std::vector<Candidate>& out) const;
  // Of found_; so that each block is unpacked once.
  std::vector<std::uint32_t> unsure_by_place(const Segment& segment) const;

  query::Query query_;
  query::Program program_;
  Span allowed_;  // By the query itself.
  query::Scratch scratch_;
  text::Words words_;
  PostReader reader_;
  std::vector<Candidate> found_;
  const std::atomic<bool>* stop_;
  const Time known_at_;
};

}  // namespace vigie::store
