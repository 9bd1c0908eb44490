#include <nlohmann/json.hpp>

#include "api/account_json.h"
#include "api/api.h"
#include "api/json_body.h"
#include "api/reply.h"
#include "api/routes.h"

namespace vigie::api {
namespace {

using nlohmann::json;

json session_json(bool is_open, const std::optional<people::Account>& account, people::Role role) {
  return {{"open", is_open},
          {"account", account ? account_json(*account) : json(nullptr)},
          {"role", people::name_of(role)}};
}

Answered read(const Call& call) {
  const auto& people = call.api.parts().people;
  const auto id = people::account_id_of(call.caller.account);
  return json_reply(session_json(people.is_open(), id ? people.account(*id) : std::nullopt, call.caller.role));
}

net::Reply too_often(Micros wait) {
  auto reply = problem_reply(429, "too many tries to log in; wait a little");
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
  reply.headers.set("Retry-After", std::to_string(seconds));
  return reply;
}

// Nobody learns from this whether it was the name or the password.
net::Reply not_admitted(const people::Login& login) {
  if (login.wait > Micros(0)) return too_often(login.wait);
  auto reply = problem_reply(401, "that name and password do not belong together");
  reply.headers.set("WWW-Authenticate", "Bearer realm=\"vigie\"");
  return reply;
}

Answered log_in(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  std::string name;
  std::string password;
  JsonReader in(*body);
  in.text("name", name, Needed::kYes);
  in.text("password", password, Needed::kYes);
  if (auto ok = in.done(); !ok) return ok.error();
  const auto& parts = call.api.parts();
  const auto login = parts.people.log_in(name, password, client_address(call.request, parts.rules));
  if (!login) return login.error();
  if (login->secret.empty()) return not_admitted(*login);
  if (auto ok = parts.people.log_out(call.pass); !ok) return ok.error();  // Of the session that this one replaces.
  return admitted_reply(call, *login);
}

// One's own password: whoever finds a screen open does not know the old one.
Answered change_password(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  std::string before;
  std::string after;
  JsonReader in(*body);
  in.text("password", before, Needed::kYes);
  in.text("new_password", after, Needed::kYes);
  if (auto ok = in.done(); !ok) return ok.error();
  const auto& parts = call.api.parts();
  const auto id = people::account_id_of(call.caller.account);
  if (!id) return Error{ErrorCode::kConflict, "no account asks; it has no password of its own"};
  if (auto ok = people::check_password(after, call.caller.name); !ok) return ok.error();
  const auto proved = parts.people.log_in(call.caller.name, before, client_address(call.request, parts.rules));
  if (!proved) return proved.error();
  if (proved->secret.empty()) return not_admitted(*proved);
  if (auto ok = parts.people.set_password(*id, after); !ok) return ok.error();
  const auto login = parts.people.admit(*id);
  if (!login) return login.error();
  return admitted_reply(call, *login);
}

Answered log_out(const Call& call) {
  if (auto ok = call.api.parts().people.log_out(call.pass); !ok) return ok.error();
  auto reply = done_reply();
  reply.headers.set("Set-Cookie", no_cookie(call.api.parts().rules));
  return reply;
}

}  // namespace

void set_session(const Call& call, const people::Login& login, net::Reply& reply) {
  reply.headers.set("Set-Cookie", session_cookie(login.secret, call.api.parts().rules));
}

net::Reply admitted_reply(const Call& call, const people::Login& login, int status) {
  auto reply = json_reply(session_json(false, login.account, login.account.said.role), status);
  set_session(call, login, reply);
  return reply;
}

std::span<const Route> session_routes() {
  static constexpr Route kRoutes[] = {
      open_to(Access::kAnyone, {net::Method::kGet, "/session", read, Lane::kGlance}),
      open_to(Access::kAnyone, {net::Method::kPost, "/session", log_in, Lane::kPassword}),
      open_to(Access::kReader, {net::Method::kPut, "/session", change_password, Lane::kPassword}),
      open_to(Access::kAnyone, {net::Method::kDelete, "/session", log_out})};
  return kRoutes;
}

}  // namespace vigie::api
