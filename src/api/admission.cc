#include "api/admission.h"

#include <algorithm>
#include <optional>

#include "api/reply.h"
#include "base/ascii.h"
#include "net/address.h"
#include "net/url.h"

namespace vigie::api {
namespace {

using people::Pass;
using people::Role;

// `__Host-`: taken by browsers from this host alone, by TLS, for all paths (RFC 6265bis §4.1.3.2).
std::string_view cookie_name(const DoorRules& rules) {
  return rules.is_secure ? "__Host-vigie_session" : "vigie_session";
}

std::string cookie(std::string_view value, const DoorRules& rules, std::string_view more) {
  std::string out(cookie_name(rules));
  out.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Lax").append(more);
  if (rules.is_secure) out += "; Secure";
  return out;
}

// RFC 6750 §2.1.
std::optional<std::string_view> bearer_of(const net::Request& request) {
  const auto header = request.headers.find("Authorization");
  if (!header) return std::nullopt;
  constexpr std::string_view kScheme = "bearer ";
  const bool is_bearer = header->size() > kScheme.size() && same_name(header->substr(0, kScheme.size()), kScheme);
  return is_bearer ? trimmed(header->substr(kScheme.size())) : std::string_view();
}

net::Reply refuse_stranger(std::string_view detail) {
  auto reply = problem_reply(401, detail);
  reply.headers.set("WWW-Authenticate", "Bearer realm=\"vigie\"");
  return reply;
}

std::string host_of(std::string_view address) {
  constexpr std::string_view kMapped = "::ffff:";  // IPv4 at a door for both (RFC 4291 §2.5.5.2).
  const auto parsed = net::parse_authority(address);
  if (!parsed) return {};
  const bool is_mapped = parsed->host.starts_with(kMapped) && net::is_ip(parsed->host.substr(kMapped.size()));
  return is_mapped ? parsed->host.substr(kMapped.size()) : parsed->host;
}

// The last entry of the last field of that name: what the nearest proxy has added itself.
std::string last_forwarded(const net::Request& request) {
  std::string_view last;
  for (const auto& field : request.headers) {
    if (same_name(field.name, "x-forwarded-for")) last = field.value;
  }
  const auto comma = last.rfind(',');
  return host_of(trimmed(comma == std::string_view::npos ? last : last.substr(comma + 1)));
}

}  // namespace

std::variant<Admitted, net::Reply> admit(const net::Request& request, const Route& route, const people::People& people,
                                         const DoorRules& rules) {
  const Role needed = role_needed(route);
  if (request.is_unix_socket) return Admitted{{Role::kManager, {}, {}}, {}};
  Admitted out;
  if (const auto secret = bearer_of(request)) {
    out.pass = people::token_pass(*secret);
    auto caller = people.who(out.pass, people::Use::kRequest);
    if (!caller) return refuse_stranger("the token is not known, or has ended");
    out.caller = std::move(*caller);
  } else if (const auto cookie = cookie_of(request, rules); !cookie.empty()) {
    const auto pass = people::session_pass(cookie);
    if (auto caller = people.who(pass, people::Use::kRequest)) out = {std::move(*caller), pass};
  }
  if (out.pass.kind == Pass::Kind::kNone && people.is_open()) out.caller.role = Role::kManager;
  if (out.caller.may(needed)) return out;
  if (out.caller.role == Role::kAnyone) return refuse_stranger("log in first");
  return problem_reply(403, "that is for the role " + std::string(people::name_of(needed)) + "; yours is " +
                                std::string(people::name_of(out.caller.role)));
}

bool may_still_read(const Pass& pass, const people::People& people) {
  if (pass.kind == Pass::Kind::kNone) return people.is_open();
  const auto caller = people.who(pass, people::Use::kLook);
  return caller && caller->may(Role::kReader);
}

std::string identity_of(const Admitted& admitted, const net::Request& request) {
  if (request.is_unix_socket) return "operator";
  if (!admitted.caller.account.empty()) return "account " + admitted.caller.account;
  if (admitted.pass.kind == Pass::Kind::kToken) return "token " + admitted.pass.hash;
  return admitted.caller.role == Role::kAnyone ? "" : "open";
}

std::string client_address(const net::Request& request, const DoorRules& rules) {
  auto peer = host_of(request.remote);
  const auto& trusted = rules.trusted_proxies;
  if (std::find(trusted.begin(), trusted.end(), peer) == trusted.end()) return peer;
  const auto client = last_forwarded(request);
  return net::is_ip(client) ? client : peer;
}

std::string_view cookie_of(const net::Request& request, const DoorRules& rules) {
  for (const auto& field : request.headers) {
    if (!same_name(field.name, "cookie")) continue;
    for (std::string_view rest = field.value; !rest.empty();) {
      const auto pair = trimmed(rest.substr(0, rest.find(';')));
      rest.remove_prefix(
          std::min(rest.size(), rest.find(';') == std::string_view::npos ? rest.size() : rest.find(';') + 1));
      const auto equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == cookie_name(rules))
        return pair.substr(equals + 1);
    }
  }
  return {};
}

std::string session_cookie(std::string_view secret, const DoorRules& rules) {
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(people::kSessionAgeMax).count();
  return cookie(secret, rules, "; Max-Age=" + std::to_string(age));
}

std::string no_cookie(const DoorRules& rules) { return cookie("", rules, "; Max-Age=0"); }

void require_tls(net::Reply& reply, const DoorRules& rules) {
  const auto found_at = net::parse_url(rules.public_url);
  if (!rules.is_secure || !found_at || !found_at->is_tls() || net::is_loopback(found_at->host)) return;
  reply.headers.set("Strict-Transport-Security", "max-age=15768000");
}

}  // namespace vigie::api
