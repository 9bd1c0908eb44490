#include <limits>
#include <nlohmann/json.hpp>

#include "api/call.h"
#include "api/json_body.h"
#include "api/limits.h"
#include "api/reply.h"
#include "api/routes.h"
#include "base/time_text.h"
#include "refusal/identity.h"

namespace vigie::api {
namespace {

using nlohmann::json;

json refusal_json(const refusal::Refusal& refusal) {
  return {{"id", std::to_string(refusal.id)}, {"at", format_time(refusal.at)}};
}

std::optional<std::int64_t> id_of(std::string_view text) {
  const auto id = whole_number(text, std::numeric_limits<std::int64_t>::max());
  return id ? std::optional(static_cast<std::int64_t>(*id)) : std::nullopt;
}

Answered list(const Call& call) {
  const auto limit = limit_of(call, kRefusalsPerPage, kRefusalsPerPageMax);
  if (!limit) return limit.error();
  const auto cursor = call.request.query.get("cursor");
  const auto after = cursor.empty() ? std::optional<std::int64_t>(0) : id_of(cursor);
  if (!after) return invalid("cursor: not one of ours");
  json out = {{"refusals", json::array()}, {"count", call.house->refusals().count()}, {"next_cursor", nullptr}};
  const auto refusals = call.house->refusals().list(*after, *limit + 1);
  for (const auto& refusal : refusals) {
    if (out["refusals"].size() == *limit) {
      out["next_cursor"] = out["refusals"].back()["id"];
      break;
    }
    out["refusals"].push_back(refusal_json(refusal));
  }
  return json_reply(out);
}

// By a name that the networks' own keys can be known by: a handle of Bluesky changes hands.
Result<void> check_author(const std::string& source, const std::string& author) {
  if (source == "bluesky" && !author.starts_with("did:")) {
    return invalid("author: of Bluesky the permanent key, `did:…`, as a post of theirs tells it");
  }
  if (source.empty() && !refusal::is_known_everywhere(author)) {
    return invalid("source: needed, because this name means somebody in one source alone");
  }
  return {};
}

Answered add(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  std::string source;
  std::string author;
  JsonReader in(*body);
  in.text("source", source);
  in.text("author", author, Needed::kYes);
  if (auto ok = in.done(); !ok) return ok.error();
  if (auto ok = check_author(source, author); !ok) return ok.error();
  const auto refused = call.house->refuse(source, author);
  if (!refused) return refused.error();
  auto out = refusal_json(refused->added.refusal);
  out["deleted"] = refused->forgotten;
  return json_reply(out, refused->added.is_new ? 201 : 200);
}

Answered remove(const Call& call) {
  const auto id = id_of(call.argument("refusal"));
  if (!id) return Error{ErrorCode::kNotFound, "there is no refusal with that id"};
  if (auto ok = call.house->refusals().remove(*id); !ok) return ok.error();
  return done_reply();
}

}  // namespace

std::span<const Route> refusals_routes() {
  static constexpr Route kRoutes[] = {open_to(Access::kManager, {net::Method::kGet, "/refusals", list, Lane::kGlance}),
                                      {net::Method::kPost, "/refusals", add, Lane::kIntake},
                                      {net::Method::kDelete, "/refusals/{refusal}", remove}};
  return kRoutes;
}

}  // namespace vigie::api
