#include "api/checks.h"

#include <algorithm>
#include <array>

#include "api/reply.h"
#include "base/ascii.h"
#include "net/address.h"

namespace vigie::api {
namespace {

constexpr std::array<std::string_view, 3> kJsonTypes = {"application/json", "application/x-ndjson",
                                                        "application/merge-patch+json"};

constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

// RFC 9110 §8.3.1: letters in either case, parameters behind a semicolon.
std::string essence_of(std::string_view type) { return lower(trimmed(type.substr(0, type.find(';')))); }

bool is_json_type(std::string_view type) {
  const auto essence = essence_of(type);
  return std::find(kJsonTypes.begin(), kJsonTypes.end(), essence) != kJsonTypes.end();
}

bool is_known_host(std::string_view host, std::span<const std::string> hosts) {
  const auto address = net::parse_authority(host);
  if (!address) return false;
  const auto name = lower(address->host);
  return net::is_loopback(name) || std::find(hosts.begin(), hosts.end(), name) != hosts.end();
}

}  // namespace

bool is_change(net::Method method) {
  return method != net::Method::kGet && method != net::Method::kHead && method != net::Method::kOptions;
}

std::optional<net::Reply> refuse_foreign_name(const net::Request& request, std::span<const std::string> hosts) {
  // A foreign name that was made to point at this machine must not read our pages (DNS rebinding).
  if (request.is_unix_socket || is_known_host(request.headers.get("Host"), hosts)) return std::nullopt;
  return problem_reply(421, "this server is not known by that name");
}

std::optional<net::Reply> refuse_foreign_change(const net::Request& request, Body body) {
  if (!is_change(request.method)) return std::nullopt;
  const auto host = request.headers.get("Host");
  const auto origin = request.headers.find("Origin");
  if (!request.is_unix_socket && origin && *origin != "http://" + std::string(host) &&
      *origin != "https://" + std::string(host)) {
    return problem_reply(403, "the request comes from a page of another site");
  }
  // A form needs no Origin in all browsers; those that send this header cannot be made to lie.
  const auto site = request.headers.find("Sec-Fetch-Site");
  if (body == Body::kForm && site && *site != "same-origin" && *site != "none") {
    return problem_reply(403, "the request comes from a page of another site");
  }
  const auto coding = lower(trimmed(request.headers.get("Content-Encoding")));
  if (!coding.empty() && coding != "identity") {
    auto refused = problem_reply(415, "the body must not be packed");
    refused.headers.set("Accept-Encoding", "identity");  // RFC 9110 §12.5.3
    return refused;
  }
  if (body == Body::kForm) {
    if (essence_of(request.headers.get("Content-Type")) == kFormType) return std::nullopt;
    return problem_reply(415, "the body must be a form: application/x-www-form-urlencoded");
  }
  if (request.method == net::Method::kDelete || request.is_unix_socket) return std::nullopt;
  if (is_json_type(request.headers.get("Content-Type"))) return std::nullopt;
  return problem_reply(415, "the body must be application/json or application/x-ndjson");
}

void add_security_headers(net::Reply& reply) {
  const auto set = [&](const char* name, const char* value) {
    if (!reply.headers.find(name)) reply.headers.set(name, value);  // A page may be stricter.
  };
  set("Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
      "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
      "frame-ancestors 'none'");
  set("X-Content-Type-Options", "nosniff");
  set("Referrer-Policy", "no-referrer");
  set("Cross-Origin-Opener-Policy", "same-origin");
  set("Cross-Origin-Resource-Policy", "same-origin");
}

}  // namespace vigie::api
