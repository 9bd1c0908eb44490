#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/account_json.h"
#include "api/api.h"
#include "api/desk_people.h"
#include "api/json_body.h"
#include "api/limits.h"
#include "api/reply.h"
#include "api/routes.h"
#include "base/time_text.h"

namespace vigie::api {
namespace {

using nlohmann::json;

people::People& people_of(const Call& call) { return call.api.parts().people; }

Error not_found() { return {ErrorCode::kNotFound, "there is no account with that id"}; }

struct Wanted {
  people::AccountDraft draft;
  std::string password;
};

Result<Wanted> wanted_of(const net::Request& request) {
  const auto body = json_body(request);
  if (!body) return body.error();
  Wanted wanted;
  auto& draft = wanted.draft;
  std::string role;
  JsonReader in(*body);
  in.text("name", draft.name, Needed::kYes);
  in.text("display_name", draft.display_name);
  in.text("role", role, Needed::kYes);
  in.text("title", draft.title);
  in.texts("topics", draft.topics);
  in.time("mandate_until", draft.mandate_until);
  in.text("password", wanted.password);
  if (auto ok = in.done(); !ok) return ok.error();
  const auto known = people::role_of(role);
  if (!known) return invalid("role: must be reader, expert or manager");
  draft.role = *known;
  return wanted;
}

Answered list(const Call& call) {
  const auto limit = limit_of(call, kAccountsPerPage, kAccountsPerPageMax);
  if (!limit) return limit.error();
  const auto cursor = call.request.query.get("cursor");
  const auto after = cursor.empty() ? std::optional<people::AccountId>(0) : people::account_id_of(cursor);
  if (!after) return invalid("cursor: not one of ours");
  json out = {{"accounts", json::array()}, {"next_cursor", nullptr}};
  for (const auto& account : people_of(call).accounts()) {
    if (account.id <= *after) continue;
    if (out["accounts"].size() == *limit) {
      out["next_cursor"] = out["accounts"].back()["id"];
      break;
    }
    out["accounts"].push_back(account_json(account));
  }
  return json_reply(out);
}

// Whoever makes the first account is in with it.
Answered add_first(const Call& call, const Wanted& wanted) {
  auto& people = people_of(call);
  const auto added = people.add(wanted.draft, wanted.password, people::First::kYes);
  if (!added) return added.error();
  if (auto ok = let_go(call, std::string(kOperatorId)); !ok) return ok.error();  // Whoever it was has an account now.
  const auto login = people.admit(added->id);
  if (!login) return login.error();
  auto reply = json_reply(account_json(*added), 201);
  set_session(call, *login, reply);
  return reply;
}

Answered add(const Call& call) {
  const auto wanted = wanted_of(call.request);
  if (!wanted) return wanted.error();
  const bool is_stranger = call.pass.kind == people::Pass::Kind::kNone && !call.request.is_unix_socket;
  if (is_stranger) return add_first(call, *wanted);
  auto& people = people_of(call);
  const auto added = people.add(wanted->draft, wanted->password);
  if (!added) return added.error();
  auto out = account_json(*added);
  if (wanted->password.empty()) {
    const auto invitation = people.invite(added->id);
    if (!invitation) return invitation.error();
    out["invitation"] = invitation_json(call, *invitation);
  }
  return json_reply(out, 201);
}

Answered change(const Call& call) {
  const auto id = people::account_id_of(call.argument("account"));
  if (!id) return not_found();
  const auto wanted = wanted_of(call.request);
  if (!wanted) return wanted.error();
  auto& people = people_of(call);
  if (!wanted->password.empty()) {
    if (auto ok = people::check_password(wanted->password, wanted->draft.name); !ok) return ok.error();
  }
  const auto changed = people.change(*id, wanted->draft);
  if (!changed) return changed.error();
  if (changed->said.role == people::Role::kReader) {
    if (auto ok = let_go(call, people::text_of(*id)); !ok) return ok.error();
  }
  if (wanted->password.empty()) return json_reply(account_json(*changed));
  if (auto ok = people.set_password(*id, wanted->password); !ok) return ok.error();
  auto reply = json_reply(account_json(people.account(*id).value_or(*changed)));
  if (call.caller.account == people::text_of(*id)) {  // Its own session has ended with the old password.
    const auto login = people.admit(*id);
    if (login && !login->secret.empty()) set_session(call, *login, reply);
  }
  return reply;
}

Answered end(const Call& call) {
  const auto id = people::account_id_of(call.argument("account"));
  if (!id) return not_found();
  const auto tokens = people_of(call).tokens();  // Theirs end with the account.
  if (auto ok = people_of(call).end(*id); !ok) return ok.error();
  if (auto ok = let_go(call, people::text_of(*id)); !ok) return ok.error();
  for (const auto& token : tokens) {
    if (token.maker != *id) continue;
    if (auto ok = let_go(call, token_person_id(token.id)); !ok) return ok.error();
  }
  return done_reply();
}

Answered invite(const Call& call) {
  const auto id = people::account_id_of(call.argument("account"));
  if (!id) return not_found();
  const auto invitation = people_of(call).invite(*id);
  if (!invitation) return invitation.error();
  return json_reply(invitation_json(call, *invitation), 201);
}

Answered read_invitation(const Call& call) {
  const auto invitation = people_of(call).invitation(call.argument("invitation"));
  if (!invitation) return Error{ErrorCode::kNotFound, "the invitation was used, or has ended; ask for another"};
  return json_reply({{"account", account_json(invitation->account)}, {"until", format_time(invitation->until)}});
}

Answered accept(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  std::string password;
  JsonReader in(*body);
  in.text("password", password, Needed::kYes);
  if (auto ok = in.done(); !ok) return ok.error();
  auto& people = people_of(call);
  const auto account = people.accept(call.argument("invitation"), password);
  if (!account) return account.error();
  const auto login = people.admit(account->id);
  if (!login) return login.error();
  return admitted_reply(call, *login);
}

}  // namespace

json account_json(const people::Account& account) {
  const auto& said = account.said;
  return {{"id", people::text_of(account.id)},
          {"name", said.name},
          {"display_name", said.display_name},
          {"role", people::name_of(said.role)},
          {"title", said.title},
          {"topics", said.topics},
          {"mandate_until", time_or_null(said.mandate_until)},
          {"created_at", format_time(account.created_at)},
          {"state", people::name_of(account.standing)}};
}

json invitation_json(const Call& call, const people::Invitation& invitation) {
  return {{"token", invitation.secret},
          {"url", call.api.parts().rules.public_url + "/invitation/" + invitation.secret},
          {"until", format_time(invitation.until)}};
}

std::span<const Route> accounts_routes() {
  static constexpr Route kRoutes[] = {
      open_to(Access::kManager, {net::Method::kGet, "/accounts", list, Lane::kGlance}),
      {net::Method::kPost, "/accounts", add, Lane::kPassword},
      {net::Method::kPut, "/accounts/{account}", change, Lane::kPassword},
      {net::Method::kDelete, "/accounts/{account}", end},
      {net::Method::kPost, "/accounts/{account}/invitation", invite},
      open_to(Access::kAnyone, {net::Method::kGet, "/invitations/{invitation}", read_invitation, Lane::kGlance}),
      open_to(Access::kAnyone, {net::Method::kPost, "/invitations/{invitation}", accept, Lane::kPassword})};
  return kRoutes;
}

}  // namespace vigie::api
