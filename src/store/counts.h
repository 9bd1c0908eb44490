// How many, by whom, in what mood, and about what: figures over all that match, by columns where they
// suffice. Threads: pure over a snapshot.
#pragma once

#include "store/question.h"

namespace vigie::store {

Histogram count(const Snapshot& snapshot, Question& question, const Span& span, Micros step);

Tops top(const Snapshot& snapshot, Question& question, const Span& span, std::size_t limit);

}  // namespace vigie::store
