// Whom a query asks for, in one post: the places that its match marks.
// Threads: pure function. Errors: none.
#pragma once

#include <utility>
#include <vector>

#include "mood/target.h"
#include "query/program.h"

namespace vigie::watch {

// In the order of the post's texts, as the mood toward somebody is read; spans that overlap are one place.
inline std::vector<mood::Clause> subject_of(const std::vector<query::Span>& spans) {
  std::vector<mood::Clause> out;
  out.reserve(spans.size());
  for (const query::Span& span : spans) out.push_back({span.part, span.from, span.to});
  return mood::joined(std::move(out));
}

}  // namespace vigie::watch
