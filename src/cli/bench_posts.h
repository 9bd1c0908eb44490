// Posts for the benches of the store: read and analysed once, then said again and again under other ids
// and at other times, as many as are wanted.
// Threads: owned by one thread. Errors: what read() says of the file.
#pragma once

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "post/batch.h"
#include "source/decoders.h"
#include "source/line_chunks.h"
#include "store/store.h"
#include "watch/models.h"

namespace vigie::cli {

class BenchPosts {
 public:
  // The first `posts_max` of a file of JSON lines; 0: all. Deletions are left out.
  static Result<BenchPosts> read(const std::string& path, const watch::Models& models, std::size_t posts_max);

  std::size_t size() const { return analysed_.size(); }
  const store::Analysed& at(std::size_t index) const { return analysed_[index]; }  // As it stands in the file.

  // The posts of numbers [first, first + count): number n is post n of the file, round and round, with a
  // suffix to its id from the second round on. `time_of(n)` says when it was said. Valid until the next call.
  template <typename TimeOf>
  std::span<const store::Analysed> said(std::uint64_t first, std::size_t count, const TimeOf& time_of) {
    begin(count);
    for (std::size_t i = 0; i < count; ++i) say(i, first + i, time_of(first + i));
    return said_;
  }

 private:
  void begin(std::size_t count);
  void say(std::size_t slot, std::uint64_t number, Time time);

  std::vector<source::Chunk> chunks_;
  std::deque<post::Batch> batches_;
  std::deque<text::Words> words_;
  std::vector<store::Analysed> analysed_;
  std::vector<post::Item> items_;
  std::vector<std::string> ids_;
  std::vector<store::Analysed> said_;
};

}  // namespace vigie::cli
