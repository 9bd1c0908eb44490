#include "api/api.h"

#include <algorithm>
#include <array>

#include "api/reply.h"
#include "net/address.h"
#include "net/gzip.h"

namespace vigie::api {
namespace {

constexpr std::size_t kGzipFromBytes = 1'024;

struct Noun {
  std::string_view name;
  Answered (*route)(const Call& call);
};
constexpr std::array kNouns = {
    Noun{"status", status_route},
    Noun{"watches", watches_route},
    Noun{"search", search_route},
    Noun{"count", count_route},
    Noun{"tops", tops_route},
    Noun{"explain", explain_route},
    Noun{"posts", posts_route},
    Noun{"authors", authors_route},
    Noun{"sources", sources_route},
    Noun{"drill", drill_route},
    Noun{"openapi.json", openapi_route},
};

bool changes_something(net::Method method) {
  return method != net::Method::kGet && method != net::Method::kHead && method != net::Method::kOptions;
}

// Posts and authors are changed by way of the log.
bool waits_for_disk(const net::Request& request) {
  const auto names = [&](std::string_view noun) {
    return std::find(request.path.begin(), request.path.end(), noun) != request.path.end();
  };
  return changes_something(request.method) && (names("posts") || names("authors"));
}

bool is_json_type(std::string_view type) {
  return type.starts_with("application/json") || type.starts_with("application/x-ndjson") ||
         type.starts_with("application/merge-patch+json");
}

bool is_known_host(std::string_view host, std::span<const std::string> hosts) {
  const auto address = net::parse_authority(host);
  if (!address) return false;
  return net::is_loopback(address->host) || std::find(hosts.begin(), hosts.end(), address->host) != hosts.end();
}

}  // namespace

std::optional<net::Reply> refuse_foreign(const net::Request& request, std::span<const std::string> hosts) {
  if (request.is_unix_socket) return std::nullopt;
  const auto host = request.headers.get("Host");
  // A foreign name that was made to point at this machine must not read our pages (DNS rebinding).
  if (!is_known_host(host, hosts)) return problem_reply(421, "this server is not known by that name");
  if (!changes_something(request.method)) return std::nullopt;
  const auto origin = request.headers.find("Origin");
  if (origin && *origin != "http://" + std::string(host) && *origin != "https://" + std::string(host)) {
    return problem_reply(403, "the request comes from a page of another site");
  }
  if (request.method != net::Method::kDelete && !is_json_type(request.headers.get("Content-Type"))) {
    return problem_reply(415, "the body must be application/json or application/x-ndjson");
  }
  return std::nullopt;
}

void add_security_headers(net::Reply& reply) {
  reply.headers.set("Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
                    "frame-ancestors 'none'");
  reply.headers.set("X-Content-Type-Options", "nosniff");
  reply.headers.set("Referrer-Policy", "no-referrer");
  reply.headers.set("Cross-Origin-Opener-Policy", "same-origin");
  reply.headers.set("Cross-Origin-Resource-Policy", "same-origin");
}

Api::Api(Parts parts) : parts_(std::move(parts)) {}

void Api::handle(net::Request request, net::Responder responder) {
  auto refused = refuse_foreign(request, parts_.hosts);
  // RFC 9110 §9.3.2: HEAD is GET whose body stays here; the server keeps it back. A stream has no end to tell of.
  const bool is_stream = !request.path.empty() && request.path.back() == "events";
  if (request.method == net::Method::kHead && !is_stream) request.method = net::Method::kGet;
  Job job{std::move(request), std::move(responder)};
  if (!refused && (waits_for_disk(job.request) ? intake_ : jobs_).try_push(job)) return;
  if (!refused) refused = problem_reply(503, "too many requests wait; try again");
  add_security_headers(*refused);
  job.responder.send(std::move(*refused));
}

void Api::run_job() {
  while (auto job = jobs_.pop()) answer(*job);
}

void Api::run_intake() {
  while (auto job = intake_.pop()) answer(*job);
}

void Api::close() {
  closing_ = true;
  jobs_.close();
  intake_.close();
}

// Routes the request, unless it was sent before under the same key.
Answered Api::answer_once(const Job& job, bool& streamed) {
  if (closing_) return problem_reply(503, "the server stops; ask again when it is back");
  if (auto before = keys_.begin(job.request)) return std::move(*before);
  try {
    auto answered = route(job.request, job.responder, streamed);
    auto reply = answered ? std::move(*answered) : problem_reply(answered.error());
    keys_.keep(job.request, reply);
    return reply;
  } catch (...) {
    keys_.forget(job.request);
    throw;
  }
}

void Api::answer(Job& job) {
  net::Reply reply;
  try {
    bool streamed = false;
    auto answered = answer_once(job, streamed);
    if (streamed) return;
    reply = answered ? std::move(*answered) : problem_reply(answered.error());
  } catch (const std::exception& bug) {  // The wall of one request.
    parts_.log.error("request failed", {{"target", job.request.target}, {"reason", std::string_view(bug.what())}});
    reply = problem_reply(500, "this request met a bug; the log tells which");
  }
  add_security_headers(reply);
  if (reply.lasting_body.empty() && reply.body.size() >= kGzipFromBytes && !job.request.is_unix_socket &&
      net::accepts_gzip(job.request.headers.get("Accept-Encoding"))) {
    reply.body = net::gzip(reply.body);
    reply.headers.set("Content-Encoding", "gzip");
    reply.headers.set("Vary", "Accept-Encoding");
  }
  job.responder.send(std::move(reply));
}

Answered Api::route(const net::Request& request, const net::Responder& responder, bool& streamed) {
  std::span<const std::string> path = request.path;
  const auto takes = [&](std::string_view segment) { return !path.empty() && path.front() == segment; };
  if (path.size() == 1 && takes("healthz")) return json_reply(std::string(R"({"ok":true})"));
  if (path.size() == 1 && takes("readyz")) return ready_reply(*this);
  if (path.size() == 1 && takes("metrics")) return metrics_reply(*this);
  const bool in_rehearsal = takes("rehearsal");
  if (in_rehearsal) path = path.subspan(1);
  if (!takes("api")) return page(request, path);
  if (path.size() < 3 || path[1] != "v1") return problem_reply(404, "the API is at /api/v1");
  Call call{request, path.subspan(2), in_rehearsal ? parts_.room.house() : parts_.house, in_rehearsal, *this};
  if (!call.house) return problem_reply(404, "no rehearsal has been started");
  const std::size_t body_max = call.path.front() == "posts" ? kPostBodyBytesMax : kBodyBytesMax;
  if (request.body.size() > body_max) {
    return problem_reply(413, "the body is larger than " + std::to_string(body_max) + " bytes");
  }
  if (call.path.front() == "events") {
    if (request.method != net::Method::kGet) return problem_reply(405, "events are listened to by GET");
    const auto opened = open_events(call, responder);
    streamed = static_cast<bool>(opened);
    return opened ? Answered(net::Reply{}) : Answered(opened.error());
  }
  for (const auto& noun : kNouns) {
    if (call.path.front() == noun.name) return noun.route(call);
  }
  return problem_reply(404, "the API has nothing named " + call.path.front());
}

}  // namespace vigie::api
