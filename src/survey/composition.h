// What a part of a query's posts is about, beside what is usual for it: of complaints, the words that stand out against
// the other posts of the same query and span, with how many posts hold them on both sides.
// Threads: any. Errors: what the store says. Cost: draw.h, twice; some microseconds a post that is read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "query/query.h"
#include "store/store.h"
#include "survey/draw.h"

namespace vigie::survey {

constexpr std::size_t kCompositionPostsMax = 10'000;  // Read of each side.
constexpr std::size_t kCompositionTermsMax = 40;
constexpr std::uint64_t kCompositionPostsMin = 30;  // Of either side; under it nothing can be said.

struct StandingOut {
  std::string term;          // As it was first typed, a hashtag with its sign.
  std::uint64_t within = 0;  // Posts that hold it.
  std::uint64_t usual = 0;
  double ratio = 0;  // As signal/contrast.h has it.
  double p = 1;
};

struct Composition {
  Drawn within;             // The part.
  Drawn all;                // The query.
  std::uint64_t usual = 0;  // Of those read of the query, so many are not of the part.
  std::vector<StandingOut> terms;
};

// `part`: a narrower query, the part of `query` that is asked about.
Result<Composition> compose(const store::Store& store, const query::Query& query, const query::Query& part,
                            const store::Span& span);

}  // namespace vigie::survey
