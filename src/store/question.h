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

class Question {
 public:
  // `stop`, where there is one, is borrowed: once it is true nothing matches any more, so that a long
  // question ends soon, and its answer is to be thrown away.
  Question(const query::Query& query, BlockCache& cache, const std::atomic<bool>* stop = nullptr)
      : query_(query), program_(query), reader_(cache), stop_(stop) {}

  bool is_over() const { return stop_ != nullptr && *stop_; }

  // Documents of `segment` that are not hidden and lie in `span`, by postings and columns.
  Verdict candidates(const Segment& segment, const Span& span) const;

  // Whether a candidate that is not sure matches. A post that cannot be read does not.
  bool matches(const Segment& segment, std::uint32_t doc);

  // Calls work(doc) for every match among `verdict`, in no order.
  template <typename Work>
  void each_match(const Segment& segment, const Verdict& verdict, Work&& work) {
    verdict.sure.each(work);
    for (const auto doc : unsure_by_place(segment, verdict)) {
      if (matches(segment, doc)) work(doc);
    }
  }

  PostReader& reader() { return reader_; }
  const query::Query& query() const { return query_; }

 private:
  // So that each block is unpacked once.
  static std::vector<std::uint32_t> unsure_by_place(const Segment& segment, const Verdict& verdict);

  query::Query query_;
  query::Program program_;
  query::Scratch scratch_;
  text::Words words_;
  PostReader reader_;
  const std::atomic<bool>* stop_;
};

}  // namespace vigie::store
