#include "api/call.h"

#include <charconv>

#include "api/limits.h"
#include "api/reply.h"
#include "base/check.h"
#include "base/time_text.h"

namespace vigie::api {
namespace {

Result<Time> time_of(const Call& call, std::string_view name, Time otherwise) {
  const auto text = call.request.query.get(name);
  if (text.empty()) return otherwise;
  if (const auto time = parse_time(text)) return *time;
  if (const auto date = parse_date(text)) return *date;
  return invalid(std::string(name) + ": not a time like 2026-01-31T09:30:00Z, nor a date");
}

Result<store::Span> span_until(const Call& call, Time from_otherwise, Time to) {
  const auto from = time_of(call, "from", from_otherwise);
  if (!from) return from.error();
  if (*from >= to) return invalid("from: must be before to");
  return store::Span{*from, to};
}

}  // namespace

std::string_view Call::argument(std::string_view name) const {
  for (const auto& [argument, value] : arguments) {
    if (argument == name) return value;
  }
  check(false, "api: the route has no such argument");
  return {};
}

std::optional<std::uint64_t> whole_number(std::string_view text, std::uint64_t most) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > most) return std::nullopt;
  return value;
}

Result<std::size_t> limit_of(const Call& call, std::size_t otherwise, std::size_t most) {
  const auto text = call.request.query.get("limit");
  if (text.empty()) return otherwise;
  const auto value = whole_number(text, most);
  if (!value || *value == 0) return invalid("limit: must be from 1 to " + std::to_string(most));
  return static_cast<std::size_t>(*value);
}

Result<store::Span> span_of(const Call& call, const store::Span& otherwise) {
  const auto to = time_of(call, "to", otherwise.to);
  if (!to) return to.error();
  return span_until(call, otherwise.from, *to);
}

Result<store::Span> day_of(const Call& call, Time end) {
  const auto to = time_of(call, "to", end);
  if (!to) return to.error();
  return span_until(call, *to - std::chrono::days(1), *to);
}

Result<Micros> step_of(const Call& call, Micros otherwise) {
  using namespace std::chrono;
  const auto text = call.request.query.get("step");
  if (text.empty()) return otherwise;
  if (text == "minute") return Micros(minutes(1));
  if (text == "hour") return Micros(hours(1));
  if (text == "day") return Micros(days(1));
  const auto value = whole_number(text, kStepDaysMax * 86'400);
  if (!value || *value == 0) return invalid("step: minute, hour, day, or a count of seconds");
  return Micros(seconds(*value));
}

Result<store::Span> as_known(const Call& call, store::Span span) {
  const auto at = time_of(call, "known_at", Time::max());
  if (!at) return at.error();
  span.known_at = *at;
  return span;
}

Result<Steps> steps_of(const Call& call) {
  const auto step = step_of(call, std::chrono::hours(1));
  if (!step) return step.error();
  const Time end = std::chrono::floor<Micros>(call.house->clock().now()) + *step;
  const auto span = day_of(call, time_of_micros(micros_of(end) / step->count() * step->count()));
  if (!span) return span.error();
  if ((span->to - span->from) / *step >= static_cast<std::int64_t>(kBucketsMax)) {
    return invalid("step: more than " + std::to_string(kBucketsMax) +
                   " buckets; choose a longer step or a shorter span");
  }
  return Steps{*span, *step};
}

QueryOrProblem query_of(const Call& call, query::Use use) {
  auto parsed = query::parse_or_problem(call.request.query.get("q"), use);
  if (auto* problem = std::get_if<query::Problem>(&parsed)) return {std::nullopt, problem_reply(*problem)};
  return {std::get<query::Query>(std::move(parsed)), {}};
}

}  // namespace vigie::api
