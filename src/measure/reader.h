// Reads from the store what was said of a query, and the answers to it that the query does not find.
// Threads: pure functions over a store. Errors: what the store says.
// Cost: every post of the span is read, newest first, at most kPostsReadMax; then at most kAnswersReadMax
// replies of the sources from which criticisms came.
#pragma once

#include <functional>
#include <optional>
#include <span>

#include "base/limit.h"
#include "base/result.h"
#include "measure/exchange.h"
#include "query/query.h"
#include "store/store.h"

namespace vigie::measure {

constexpr std::size_t kPostsReadMax = 20'000;
constexpr std::size_t kAnswersReadMax = 20'000;

// Whether one of us said it: who answers for the house, on our own place or by our account on a network.
using IsOurs = std::function<bool(const post::Post& post)>;

struct Told {
  Exchange exchange;
  std::optional<Time> read_from;     // Where the span was cut: the time of the oldest post that was read.
  std::optional<Time> answers_from;  // The same of the answers.
};

Result<Told> read_exchange(const store::Store& store, const query::Query& query, const store::Span& span,
                           const IsOurs& is_ours);

std::span<const Limit> limits();

}  // namespace vigie::measure
