#include "api/call.h"

#include <charconv>

#include "api/reply.h"
#include "base/time_text.h"

namespace vigie::api {
namespace {

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Result<Time> time_of(const Call& call, std::string_view name, Time otherwise) {
  const auto text = call.request.query.get(name);
  if (text.empty()) return otherwise;
  if (const auto time = parse_time(text)) return *time;
  if (const auto date = parse_date(text)) return *date;
  return invalid(std::string(name) + ": not a time like 2026-01-31T09:30:00Z, nor a date");
}

}  // namespace

Result<std::size_t> limit_of(const Call& call, std::size_t otherwise, std::size_t most) {
  const auto text = call.request.query.get("limit");
  if (text.empty()) return otherwise;
  const auto value = number_of(text);
  if (!value || *value == 0 || *value > most) return invalid("limit: must be from 1 to " + std::to_string(most));
  return static_cast<std::size_t>(*value);
}

Result<store::Span> span_of(const Call& call, const store::Span& otherwise) {
  const auto from = time_of(call, "from", otherwise.from);
  if (!from) return from.error();
  const auto to = time_of(call, "to", otherwise.to);
  if (!to) return to.error();
  if (*from >= *to) return invalid("from: must be before to");
  return store::Span{*from, *to};
}

Result<Micros> step_of(const Call& call, Micros otherwise) {
  using namespace std::chrono;
  const auto text = call.request.query.get("step");
  if (text.empty()) return otherwise;
  if (text == "minute") return Micros(minutes(1));
  if (text == "hour") return Micros(hours(1));
  if (text == "day") return Micros(days(1));
  const auto value = number_of(text);
  if (!value || *value == 0 || *value > 366 * 86'400U) return invalid("step: minute, hour, day, or a count of seconds");
  return Micros(seconds(*value));
}

QueryOrProblem query_of(const Call& call, query::Use use) {
  auto parsed = query::parse_or_problem(call.request.query.get("q"), use);
  if (auto* problem = std::get_if<query::Problem>(&parsed)) return {std::nullopt, problem_reply(*problem)};
  return {std::get<query::Query>(std::move(parsed)), {}};
}

}  // namespace vigie::api
