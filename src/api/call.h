// One request to the API, ready to be answered: its house, and the readers of its parameters.
// Threads: owned by one job. Errors: a parameter that is not what it should be, by name.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "api/office.h"
#include "api/router.h"
#include "base/clock.h"
#include "base/result.h"
#include "net/http_server.h"
#include "people/people.h"
#include "query/query.h"
#include "store/answers.h"
#include "watch/house.h"

namespace vigie::api {

class Api;

struct Call {
  const net::Request& request;
  const Arguments& arguments;
  std::shared_ptr<watch::House> house;
  std::shared_ptr<Office> office;  // Null where the house is.
  people::Caller caller;
  people::Pass pass;          // What the caller has shown.
  bool in_rehearsal = false;  // Asked under /rehearsal/.
  Api& api;

  std::string_view argument(std::string_view name) const;  // Of the route's path.
};

// What a route gives: a reply; an Error, which becomes a problem (RFC 9457); or the work that opens a stream.
using OpenStream = std::function<void(const net::Responder&)>;
class Answered : public std::variant<net::Reply, Error, OpenStream> {
  using std::variant<net::Reply, Error, OpenStream>::variant;
};

// All of `text` is one whole number that `most` allows.
std::optional<std::uint64_t> whole_number(std::string_view text, std::uint64_t most);

Result<std::size_t> limit_of(const Call& call, std::size_t otherwise, std::size_t most);
// `from` and `to`: RFC 3339 or a date. What is missing stays as in `otherwise`.
Result<store::Span> span_of(const Call& call, const store::Span& otherwise);
// As span_of(); without `to` until `end`, without `from` the day before it ends.
Result<store::Span> day_of(const Call& call, Time end);
// `step`: minute, hour, day, or seconds.
Result<Micros> step_of(const Call& call, Micros otherwise);
// `known_at`: as far as it was known then; without it all that is.
Result<store::Span> as_known(const Call& call, store::Span span);
// `from`, `to` and `step` of a series, at most kBucketsMax buckets. They begin at whole steps, and the one that runs
// now is the last; without `step` an hour, else as day_of().
struct Steps {
  store::Span span;
  Micros step{};
};
Result<Steps> steps_of(const Call& call);
// `q`; a wrong query is a problem with its column, and ready to be sent.
struct QueryOrProblem {
  std::optional<query::Query> query;
  net::Reply problem;
};
QueryOrProblem query_of(const Call& call, query::Use use = query::Use::kSearch);

}  // namespace vigie::api
