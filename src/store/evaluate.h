// Which documents of a segment a query may match, by postings and columns alone: each with whether it is sure
// to match, or must be read again to know (phrases, NEAR, exact forms, authors, sites). NOT swaps the two.
//
// An Evaluator looks each word up once and then answers for any stretch of documents. An AND asks its rarest
// part first, and the others only about what is left.
// Threads: owned by one thread. Borrows the query and the segment.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "query/query.h"
#include "store/segment.h"

namespace vigie::store {

struct Candidate {
  std::uint32_t doc = 0;
  bool is_sure = false;
};

class Evaluator {
 public:
  // Of the first `doc_count` documents.
  Evaluator(const query::Node& root, const Segment& segment, std::uint32_t doc_count);
  Evaluator(Evaluator&&) noexcept;
  ~Evaluator();

  std::uint32_t doc_count() const;
  std::size_t about() const;  // How many candidates there may be in all, roughly; 0: none.

  // Adds the candidates in [from, to), rising; hidden ones too.
  void candidates(std::uint32_t from, std::uint32_t to, std::vector<Candidate>& out) const;

 private:
  class Work;
  std::unique_ptr<const Work> work_;
};

}  // namespace vigie::store
