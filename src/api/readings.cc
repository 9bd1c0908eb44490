#include <limits>
#include <nlohmann/json.hpp>

#include "api/call.h"
#include "api/desk_people.h"
#include "api/json_body.h"
#include "api/reply.h"
#include "api/routes.h"
#include "base/time_text.h"
#include "judgement/corrections.h"

namespace vigie::api {
namespace {

using nlohmann::json;

constexpr auto kLineMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

// Who acts for the operator has no account; nor has a program, which acts by its token.
judgement::Person person_of(const people::Caller& caller) {
  judgement::Person out{caller.account, caller.display_name.empty() ? caller.name : caller.display_name};
  if (caller.account.empty()) out.id = caller.token == 0 ? kOperatorId : token_person_id(caller.token);
  return out;
}

json name_or_null(const std::optional<post::Mood>& mood) { return mood ? json(post::name_of(*mood)) : json(nullptr); }
json name_or_null(const std::optional<post::LanguageId>& language) {
  return language ? json(post::code_of(*language)) : json(nullptr);
}

json corrected_json(const judgement::Corrected& line) {
  return {{"by", {{"id", line.by.id}, {"name", line.by.name}}},
          {"at", format_time(line.at)},
          {"read", {{"mood", post::name_of(line.mood_read)}, {"lang", post::code_of(line.language_read)}}},
          {"right", {{"mood", name_or_null(line.mood_right)}, {"lang", name_or_null(line.language_right)}}},
          {"standing", judgement::name_of(line.standing)}};
}

json judged_json(const judgement::Judged& judged) {
  const auto& now = judged.reading;
  json corrected = json::array();
  if (now.is_mood_corrected) corrected.push_back("mood");
  if (now.is_language_corrected) corrected.push_back("lang");
  return {{"mood", post::name_of(now.mood())},
          {"lang", post::code_of(now.language)},
          {"corrected", std::move(corrected)},
          {"ours", {{"mood", post::name_of(judged.ours.mood())}, {"lang", post::code_of(judged.ours.language)}}},
          {"correction", judged.last ? corrected_json(*judged.last) : json(nullptr)}};
}

// `null` takes a correction back; what is not named stays.
template <typename Value>
Result<void> read_right(JsonReader& reader, const json& body, const char* name,
                        std::optional<Value> (*value_of)(std::string_view), std::optional<std::optional<Value>>& out) {
  std::string said;
  if (reader.text(name, said)) {
    const auto value = value_of(said);
    if (!value) return invalid(std::string(name) + ": there is no such one");
    out.emplace(*value);
  } else if (body.contains(name)) {
    out.emplace();
  }
  return {};
}

Result<judgement::Change> change_of(const net::Request& request) {
  const auto body = json_body(request);
  if (!body) return body.error();
  JsonReader reader(*body);
  judgement::Change out;
  if (auto ok = read_right(reader, *body, "mood", post::mood_of, out.mood); !ok) return ok.error();
  if (auto ok = read_right(reader, *body, "lang", post::language_of, out.language); !ok) return ok.error();
  std::optional<Time> edited_at;
  if (reader.time("edited_at", edited_at) || body->contains("edited_at")) out.edited_at.emplace(edited_at);
  if (auto ok = reader.done(); !ok) return ok.error();
  if (!out.mood && !out.language) return invalid("mood, lang: one of them is needed");
  return out;
}

Answered read(const Call& call) {
  const auto judged = call.office->corrections().of(call.argument("source"), call.argument("id"));
  if (!judged) return judged.error();
  return json_reply(judged_json(*judged));
}

Answered correct(const Call& call) {
  const auto change = change_of(call.request);
  if (!change) return change.error();
  const auto judged =
      call.office->corrections().correct(call.argument("source"), call.argument("id"), *change, person_of(call.caller));
  if (!judged) return judged.error();
  return json_reply(judged_json(*judged));
}

Answered list(const Call& call) {
  const auto limit = limit_of(call, 50, judgement::kCorrectionsPerPageMax);
  if (!limit) return limit.error();
  const auto cursor = call.request.query.get("cursor");
  const auto before = cursor.empty() ? std::optional<std::uint64_t>(0) : whole_number(cursor, kLineMax);
  if (!before) return invalid("cursor: not one of ours");
  const auto lines = call.office->corrections().list(static_cast<std::int64_t>(*before), *limit);
  if (!lines) return lines.error();
  json out = {{"corrections", json::array()}, {"next_cursor", nullptr}};
  for (const auto& line : *lines) {
    auto one = corrected_json(line);
    one["source"] = line.source;
    one["id"] = line.id;
    out["corrections"].push_back(std::move(one));
  }
  if (lines->size() == *limit) out["next_cursor"] = std::to_string(lines->back().line);
  return json_reply(out);
}

}  // namespace

std::span<const Route> readings_routes() {
  using net::Method;
  static constexpr Route kRoutes[] = {
      {Method::kGet, "/posts/{source}/{id}/reading", read},
      open_to(Access::kExpert, {Method::kPost, "/posts/{source}/{id}/reading", correct, Lane::kIntake}),
      {Method::kGet, "/corrections", list}};
  return kRoutes;
}

}  // namespace vigie::api
