#include <limits>
#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/desk_people.h"
#include "api/json_body.h"
#include "api/reply.h"
#include "api/routes.h"
#include "base/time_text.h"

namespace vigie::api {
namespace {

using nlohmann::json;

constexpr std::uint64_t kIdMax = std::numeric_limits<std::int64_t>::max();

json token_json(const people::Token& token) {
  const auto& said = token.said;
  return {{"id", std::to_string(token.id)},
          {"name", said.name},
          {"role", people::name_of(said.role)},
          {"until", time_or_null(said.until)},
          {"created_at", format_time(token.created_at)}};
}

Answered list(const Call& call) {
  json out = {{"tokens", json::array()}, {"next_cursor", nullptr}};  // No more than people::kTokensMax.
  for (const auto& token : call.api.parts().people.tokens()) out["tokens"].push_back(token_json(token));
  return json_reply(out);
}

Answered add(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  people::TokenDraft draft;
  std::string role;
  JsonReader in(*body);
  in.text("name", draft.name, Needed::kYes);
  in.text("role", role, Needed::kYes);
  in.time("until", draft.until);
  if (auto ok = in.done(); !ok) return ok.error();
  draft.role = people::role_of(role).value_or(people::Role::kAnyone);
  auto& people = call.api.parts().people;
  const auto maker = people::account_id_of(call.caller.account).value_or(0);
  const auto added = people.add_token(draft, maker);
  if (!added) return added.error();
  auto out = token_json(added->token);
  out["secret"] = added->secret;
  return json_reply(out, 201);
}

Answered remove(const Call& call) {
  const auto id = whole_number(call.argument("token"), kIdMax);
  if (!id) return Error{ErrorCode::kNotFound, "there is no token with that id"};
  const auto token = static_cast<std::int64_t>(*id);
  if (auto ok = let_go(call, token_person_id(token)); !ok) return ok.error();
  if (auto ok = call.api.parts().people.remove_token(token); !ok) return ok.error();
  return done_reply();
}

}  // namespace

std::span<const Route> tokens_routes() {
  static constexpr Route kRoutes[] = {open_to(Access::kManager, {net::Method::kGet, "/tokens", list, Lane::kGlance}),
                                      {net::Method::kPost, "/tokens", add},
                                      {net::Method::kDelete, "/tokens/{token}", remove}};
  return kRoutes;
}

}  // namespace vigie::api
