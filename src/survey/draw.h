// Which posts of a query are read one by one: all of a span, or, where it holds more than can be read, a draw that is
// even over it. Equal stretches of time each give their share, so that a burst weighs in what is read as it weighs in
// what was said; within a stretch it is the newest that are read.
//
// There is no chance in it: the same question to the same posts gives the same draw.
// Threads: pure functions over a store. Errors: what the store says.
// Cost: of each post that is read its block; besides, some hundred searches where not all are read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "base/limit.h"
#include "base/result.h"
#include "query/query.h"
#include "store/store.h"

namespace vigie::survey {

constexpr std::size_t kPostsReadMax = 20'000;

struct Drawn {
  std::uint64_t found = 0;  // Posts of the span.
  std::uint64_t read = 0;   // Of which so many were taken.
};

// Hands the posts over newest first, at most `read_max` of them; all where no more are found.
Result<Drawn> draw(const store::Store& store, const query::Query& query, const store::Span& span, std::size_t read_max,
                   const std::function<void(const store::Hit&)>& take);

std::span<const Limit> limits();

}  // namespace vigie::survey
