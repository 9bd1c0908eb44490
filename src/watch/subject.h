// Whom a query asks for, in one post: the places that its match marks.
// Threads: pure function. Errors: none.
#pragma once

#include <algorithm>
#include <vector>

#include "mood/clauses.h"
#include "query/program.h"

namespace vigie::watch {

// In the order of the post's texts, as the mood toward somebody is read; spans that overlap are one place.
inline std::vector<mood::Clause> subject_of(const std::vector<query::Span>& spans) {
  std::vector<mood::Clause> out;
  for (const query::Span& span : spans) {
    out.push_back({span.part, span.from, span.to});
  }
  std::sort(out.begin(), out.end(), [](const mood::Clause& a, const mood::Clause& b) {
    return a.part != b.part ? a.part < b.part : a.from < b.from;
  });
  std::vector<mood::Clause> places;
  for (const mood::Clause& one : out) {
    if (!places.empty() && places.back().part == one.part && one.from < places.back().to) {
      places.back().to = std::max(places.back().to, one.to);
    } else {
      places.push_back(one);
    }
  }
  return places;
}

}  // namespace vigie::watch
