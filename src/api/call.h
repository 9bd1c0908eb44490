// One request to the API, ready to be answered: its house, and the readers of its parameters.
// Threads: owned by one job. Errors: a parameter that is not what it should be, by name.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "net/http.h"
#include "query/query.h"
#include "store/answers.h"
#include "watch/house.h"

namespace vigie::api {

class Api;

struct Call {
  const net::Request& request;
  std::span<const std::string> path;  // Below /api/v1: {"watches", "3"}.
  std::shared_ptr<watch::House> house;
  bool in_rehearsal = false;  // Asked under /rehearsal/.
  Api& api;
};

// The reply of a route, or an Error that becomes a problem (RFC 9457).
using Answered = Result<net::Reply>;

Result<std::size_t> limit_of(const Call& call, std::size_t otherwise, std::size_t most);
// `from` and `to`: RFC 3339 or a date. What is missing stays as in `otherwise`.
Result<store::Span> span_of(const Call& call, const store::Span& otherwise);
// `step`: minute, hour, day, or seconds.
Result<Micros> step_of(const Call& call, Micros otherwise);
// `q`; a wrong query is a problem with its column, and ready to be sent.
struct QueryOrProblem {
  std::optional<query::Query> query;
  net::Reply problem;
};
QueryOrProblem query_of(const Call& call, query::Use use = query::Use::kSearch);

}  // namespace vigie::api
