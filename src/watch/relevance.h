// Whether a post that watches match is about them: what people have taught the house, as live listeners need it.
// Threads: read() by the writer and by who replays, at any time. Errors: none.
#pragma once

#include <span>
#include <vector>

#include "query/document.h"
#include "watch/watches.h"

namespace vigie::watch {

// Of one watch that has learnt; of others nothing is told.
struct AboutUs {
  WatchId watch = 0;
  double p = 0;
  bool is_hidden = false;
};

class Relevance {
 public:
  virtual ~Relevance() = default;
  virtual std::vector<AboutUs> read(const query::Document& document, std::span<const WatchId> watches) const = 0;
};

}  // namespace vigie::watch
