#include "api/reply.h"

#include <nlohmann/json.hpp>

#include "base/time_text.h"

namespace vigie::api {
namespace {

using nlohmann::json;

constexpr std::string_view kRetryAfter = "2";  // Seconds: what waits, or is full, is tried again by then.

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalid:
      return 422;
    case ErrorCode::kNotFound:
      return 404;
    case ErrorCode::kConflict:
      return 409;
    case ErrorCode::kRefused:
      return 403;
    case ErrorCode::kOverloaded:
    case ErrorCode::kUnavailable:
      return 503;
    case ErrorCode::kCorrupt:
      return 500;
  }
  return 500;
}

net::Reply problem(int status, json members) {
  members["type"] = "about:blank";  // RFC 9457 §4.2.1: the status says it all.
  members["title"] = net::reason_of(status);
  members["status"] = status;
  auto reply = json_reply(members, status);
  reply.headers.set("Content-Type", "application/problem+json");
  if (status == 503) reply.headers.set("Retry-After", std::string(kRetryAfter));
  return reply;
}

json values_json(const query::Values& values) {
  json out = json::object();
  for (const auto& value : values) out[std::string(value.name)] = value.text;
  return out;
}

}  // namespace

net::Reply json_reply(std::string text, int status) {
  net::Reply reply;
  reply.status = status;
  reply.headers.set("Content-Type", "application/json");
  reply.headers.set("Cache-Control", "no-store");
  reply.body = std::move(text);
  return reply;
}

net::Reply json_reply(const json& value, int status) {
  return json_reply(value.dump(-1, ' ', false, json::error_handler_t::replace), status);
}

net::Reply done_reply() {
  net::Reply reply;
  reply.status = 204;
  return reply;
}

net::Reply problem_reply(int status, std::string_view detail) { return problem(status, {{"detail", detail}}); }

net::Reply problem_reply(const Error& error) { return problem_reply(status_of(error.code), error.message); }

net::Reply problem_reply(const query::Problem& wrong) {
  auto members = problem_json(wrong);
  members["detail"] = wrong.message();
  return problem(422, std::move(members));
}

json problem_json(const query::Problem& wrong) {
  return {{"code", query::code_of(wrong.what)},
          {"values", values_json(wrong.values)},
          {"column", wrong.column},
          {"from", wrong.from},
          {"to", wrong.to},
          {"reason", wrong.reason()},
          {"suggestion", wrong.suggestion}};
}

json warning_json(const query::Warning& warning) {
  return {{"code", query::code_of(warning.what)}, {"values", values_json(warning.values)}, {"column", warning.column}};
}

json time_or_null(const std::optional<Time>& time) { return time ? json(format_time(*time)) : json(nullptr); }

json count_json(const store::Count& count) {
  return {{"posts", count.posts},
          {"voices", count.voices},
          {"negative", count.negative},
          {"neutral", count.neutral},
          {"positive", count.positive}};
}

}  // namespace vigie::api
