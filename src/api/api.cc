#include "api/api.h"

#include <algorithm>
#include <limits>

#include "api/checks.h"
#include "api/place_pages.h"
#include "api/reply.h"
#include "api/routes.h"
#include "net/gzip.h"

namespace vigie::api {
namespace {

constexpr std::size_t kGzipFromBytes = 1'024;

Router doors() {
  const std::array nouns = {health_routes(), metrics_routes(), reading_routes()};
  return Router(nouns);
}

Router place() {
  const std::array nouns = {place_pages_routes()};
  return Router(nouns);
}

Router routes() {
  const std::array nouns = {status_routes(),   watches_routes(),    search_routes(),      posts_routes(),
                            readings_routes(), authors_routes(),    alert_rules_routes(), alerts_routes(),
                            events_routes(),   deliveries_routes(), desk_routes(),        sources_routes(),
                            drill_routes(),    session_routes(),    accounts_routes(),    tokens_routes(),
                            measure_routes(),  trends_routes(),     openapi_routes(),     place_routes(),
                            image_routes(),    climate_routes(),    intents_routes(),     relevance_routes(),
                            sample_routes(),   refusals_routes()};
  return Router(nouns);
}

// About the playing itself.
bool is_of_drill(const Route& route) {
  const auto routes = drill_routes();
  return std::any_of(routes.begin(), routes.end(), [&](const Route& one) { return &one == &route; });
}

net::Reply told_methods(int status, const std::string& allow) {
  net::Reply reply;
  reply.status = 204;
  if (status != 204) reply = problem_reply(status, "that path answers to " + allow);
  reply.headers.set("Allow", allow);
  return reply;
}

net::Reply too_large(std::size_t body_bytes_max) {
  return problem_reply(413, "the body is larger than " + std::to_string(body_bytes_max) + " bytes");
}

net::Reply reply_of(const Answered& answered) {
  if (const auto* error = std::get_if<Error>(&answered)) return problem_reply(*error);
  return std::get<net::Reply>(answered);
}

net::Reply packed(net::Reply reply, const net::Request& request) {
  add_security_headers(reply);
  if (!reply.lasting_body.empty() || reply.body.size() < kGzipFromBytes || request.is_unix_socket) return reply;
  reply.headers.set("Vary", "Accept-Encoding");
  if (!net::accepts_gzip(request.headers.get("Accept-Encoding"))) return reply;
  reply.body = net::gzip(reply.body);
  reply.headers.set("Content-Encoding", "gzip");
  return reply;
}

}  // namespace

Api::Api(Parts parts)
    : parts_(std::move(parts)), pages_(parts_.assets), doors_(doors()), place_(place()), routes_(routes()) {}

// What goes wrong on a public page is a page too.
net::Reply Api::finished(net::Reply reply, const net::Request& request) const {
  if (asks_place(request) && reply.headers.get("Content-Type") == "application/problem+json") {
    const bool in_rehearsal = request.path.front() == "rehearsal";
    const auto tenant = in_rehearsal ? parts_.room.tenant() : nullptr;
    const auto office = in_rehearsal ? std::static_pointer_cast<Office>(tenant) : parts_.office;
    if (office) reply = place_trouble(*office, request, reply);
  }
  if (!request.is_unix_socket) require_tls(reply, parts_.rules);
  return packed(std::move(reply), request);
}

void Api::handle(net::Request request, net::Responder responder) {
  auto understood = understand(request);
  if (auto* refused = std::get_if<net::Reply>(&understood)) return responder.send(finished(*refused, request));
  Job job{std::move(request), std::move(responder), std::get<Asked>(std::move(understood))};
  const Lane lane = job.asked.route->lane;
  if (lane == Lane::kLoop) return answer(job);
  if (queued(lane).jobs.try_push(job)) return;
  ++queued(lane).turned_away;
  job.responder.send(finished(problem_reply(503, "too many requests wait; try again"), job.request));
}

net::Welcome Api::welcome(const net::Request& head) const {
  auto understood = understand(head);
  if (auto* refused = std::get_if<net::Reply>(&understood)) return {finished(std::move(*refused), head), 0};
  const std::size_t body_bytes_max = std::get<Asked>(understood).route->body_bytes_max;
  const auto length = whole_number(head.headers.get("Content-Length"), std::numeric_limits<std::int64_t>::max());
  if (length && *length > body_bytes_max) return {finished(too_large(body_bytes_max), head), 0};
  return {std::nullopt, body_bytes_max};
}

void Api::work(Lane lane) {
  while (const auto job = queued(lane).jobs.pop()) answer(*job);
}

void Api::close() {
  closing_ = true;
  for (auto& lane : lanes_) lane.jobs.close();
}

LaneCounts Api::counts(Lane lane) const {
  const auto& queued = lanes_.at(static_cast<std::size_t>(lane));
  return {queued.jobs.size(), queued.turned_away};
}

Router::Found Api::find(const net::Request& request, std::span<const std::string> path) const {
  const net::Method method = request.method;
  if (path.size() > 2 && path[0] == "api" && path[1] == "v1") return routes_.find(method, path.subspan(2));
  if (!path.empty() && path[0] == "place") return place_.find(method, path);
  auto found = doors_.find(method, request.path);
  if (found.route != nullptr || !found.allow.empty() || (!path.empty() && path[0] == "api")) return found;
  if (method == net::Method::kGet || method == net::Method::kHead) return {&page_route(), {}, {}};
  return {nullptr, {}, "GET, HEAD, OPTIONS"};
}

std::variant<Api::Asked, net::Reply> Api::understand(const net::Request& request) const {
  if (auto refused = refuse_foreign_name(request, parts_.hosts)) return std::move(*refused);
  if (request.method == net::Method::kOther) return problem_reply(501, "nothing here is asked by that method");
  std::span<const std::string> path = request.path;
  const bool in_rehearsal = !path.empty() && path.front() == "rehearsal";
  auto found = find(request, path.subspan(in_rehearsal ? 1 : 0));
  if (found.route == nullptr && found.allow.empty()) return problem_reply(404, "there is nothing at that path");
  if (request.method == net::Method::kOptions) return told_methods(204, found.allow);
  if (found.route == nullptr) return told_methods(405, found.allow);
  const Body body = found.route->is_form ? Body::kForm : Body::kJson;
  if (auto refused = refuse_foreign_change(request, body)) return std::move(*refused);
  auto admission = admit(request, *found.route, parts_.people, parts_.rules);
  if (auto* refused = std::get_if<net::Reply>(&admission)) return std::move(*refused);
  const std::size_t body_bytes_max = found.route->body_bytes_max;
  if (request.body.size() > body_bytes_max) return too_large(body_bytes_max);
  return Asked{found.route, std::move(found.arguments), in_rehearsal, std::get<Admitted>(std::move(admission))};
}

Answered Api::answer(const net::Request& request) {
  auto understood = understand(request);
  if (auto* refused = std::get_if<net::Reply>(&understood)) return finished(std::move(*refused), request);
  return answer(std::get<Asked>(understood), request);
}

// The wall of one request.
Answered Api::answer(const Asked& asked, const net::Request& request) try {
  if (closing_) return problem_reply(503, "the server stops; ask again when it is back");
  const Route& route = *asked.route;
  auto sealed = asked.in_rehearsal ? parts_.room.sealed() : watch::Sealed{};
  if (asked.in_rehearsal && !sealed.house && &route != &page_route()) {
    return problem_reply(404, "no rehearsal has been started");
  }
  const bool is_sealed = asked.in_rehearsal && !is_of_drill(route);
  if (!is_sealed) sealed = {};  // A play that is held here could not be ended here.
  const Call call{request,
                  asked.arguments,
                  is_sealed ? sealed.house : parts_.house,
                  is_sealed ? std::static_pointer_cast<Office>(sealed.tenant) : parts_.office,
                  asked.admitted.caller,
                  asked.admitted.pass,
                  asked.in_rehearsal,
                  *this};
  if (route.is_sealed && call.house->is_rehearsal()) {
    return problem_reply(403, "a rehearsal is sealed: its only source is the drill");
  }
  if (route.lane == Lane::kQuestion) remember_use();
  auto answered = answer_once(call, route, identity_of(asked.admitted, request));
  if (std::holds_alternative<OpenStream>(answered)) return answered;
  return finished(reply_of(answered), request);
} catch (const std::exception& bug) {
  parts_.log.error("request failed", {{"route", asked.route->path}, {"reason", std::string_view(bug.what())}});
  return finished(problem_reply(500, "this request met a bug; the log tells which"), request);
}

void Api::remember_use() {
  if (const auto ok = parts_.people.remember_use(); !ok) {
    parts_.log.warn("use of sessions not kept", {{"reason", ok.error().message}});
  }
}

// The first answer again, if the request was sent before under the same key.
Answered Api::answer_once(const Call& call, const Route& route, const std::string& identity) {
  if (identity.empty()) return route.answer(call);
  if (auto before = keys_.begin(call.request, identity)) return std::move(*before);
  try {
    auto answered = route.answer(call);
    if (!std::holds_alternative<OpenStream>(answered)) keys_.keep(call.request, identity, reply_of(answered));
    return answered;
  } catch (...) {
    keys_.forget(call.request, identity);
    throw;
  }
}

void Api::answer(const Job& job) {
  auto answered = answer(job.asked, job.request);
  if (const auto* open = std::get_if<OpenStream>(&answered)) return (*open)(job.responder);
  job.responder.send(std::get<net::Reply>(std::move(answered)));
}

}  // namespace vigie::api
