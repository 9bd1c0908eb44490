// Pages of posts, newest first, out of many segments: each gives its matches in order, lazily; the
// newest of all is taken. A segment older than what is needed is never looked at.
// Threads: pure over a snapshot.
#pragma once

#include <optional>

#include "store/cursor.h"
#include "store/question.h"

namespace vigie::store {

struct Wanted {
  std::size_t limit = 0;
  Span span;
  std::optional<Cursor> after;
};

Page search(const Snapshot& snapshot, Question& question, const Wanted& asked);

}  // namespace vigie::store
