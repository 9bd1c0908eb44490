// One post of a survey, read for what it says of the query's subject: its words, its clauses, which of them are about
// it. Of a post of millions of bytes only the beginning is read.
// Threads: owned by one. Errors: none. Borrows the hit.
#pragma once

#include <cstdint>
#include <vector>

#include "mood/clauses.h"
#include "query/program.h"
#include "store/answers.h"
#include "survey/about.h"
#include "text/words.h"

namespace vigie::survey {

constexpr std::size_t kPostBytesRead = 16'384;  // Of each field.

// The post as it is read: the beginning of each field, cut at a whole code point, without alternative texts. Borrows
// from the post.
post::Post beginning_of(const post::Post& post);

class PostReader {
 public:
  explicit PostReader(const query::Query& query) : program_(query) {}

  // Until the next call. Cost: some microseconds.
  void read(const store::Hit& hit);

  const text::Words& words() const { return words_; }
  const std::vector<mood::Clause>& clauses() const { return clauses_; }
  const std::vector<query::Span>& spans() const { return spans_; }       // Of the match.
  const std::vector<mood::Clause>& subject() const { return subject_; }  // Those spans as places, none in another.
  // By clause. None, where the match has places but none in what is read: only further on, or in alternative texts.
  const std::vector<bool>& about() const { return about_; }

 private:
  bool is_marked_elsewhere(const store::Hit& hit);

  query::Program program_;
  post::Post cut_;
  text::Words words_;
  std::vector<mood::Clause> clauses_;
  std::vector<query::Span> spans_;
  std::vector<mood::Clause> subject_;
  std::vector<bool> about_;
  text::Words whole_;
};

}  // namespace vigie::survey
