#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/coverage.h"
#include "api/json_body.h"
#include "api/reply.h"
#include "api/routes.h"
#include "base/time_text.h"
#include "protocol/post_json.h"
#include "refusal/refusals.h"
#include "source/kinds.h"

namespace vigie::api {
namespace {

using nlohmann::json;

json status_json(const source::Status& status) {
  json options = json::object();
  for (const auto& [name, value] : status.options) options[name] = value;
  return {{"name", status.name},
          {"kind", status.kind},
          {"title", status.title},
          {"options", options},
          {"has_secret", status.has_secret},
          {"is_paused", status.state == source::State::kPaused},
          {"state", source::name_of(status.state)},
          {"detail", status.detail},
          {"posts", status.posts},
          {"rejected", status.rejected},
          {"last_post_at", time_or_null(status.last_post_at)},
          {"silent_since", nullptr},
          {"read_until", time_or_null(status.read_until)},
          {"wait_until", time_or_null(status.wait_until)},
          {"cursor", status.cursor}};
}

// What a person asks for, of a body.
Result<listening::Wanted> wanted_of(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  listening::Wanted out;
  JsonReader in(*body);
  in.text("kind", out.kind, Needed::kYes);
  in.text("title", out.title);
  in.text("secret", out.secret);
  const json* options = in.object("options");
  if (auto ok = in.done(); !ok) return ok.error();
  if (options == nullptr) return out;
  for (auto at = options->begin(); at != options->end(); ++at) {
    if (!at->is_string()) return invalid("options: " + at.key().substr(0, 40) + " must be a text");
    out.options[at.key()] = at->get<std::string>();
  }
  return out;
}

Answered kinds(const Call&) {
  json out = {{"kinds", json::array({{{"kind", "bluesky"}, {"options", json::array()}, {"takes_secret", false}}})}};
  for (const auto& kind : source::kinds()) {
    json options = json::array();
    for (const auto& option : kind.options) {
      options.push_back({{"name", option.name}, {"needed", option.is_needed}, {"example", option.example}});
    }
    out["kinds"].push_back({{"kind", kind.name}, {"options", options}, {"takes_secret", kind.takes_secret}});
  }
  return json_reply(out);
}

Answered list(const Call& call) {
  json out = {{"sources", json::array()}};
  if (call.in_rehearsal) {
    if (const auto drill = call.api.parts().room.status()) out["sources"].push_back(status_json(*drill));
  } else {
    for (const auto& status : call.api.parts().sources.list()) out["sources"].push_back(status_json(status));
  }
  return json_reply(out);
}

Answered start(const Call& call) {
  const auto wanted = wanted_of(call);
  if (!wanted) return wanted.error();
  auto& sources = call.api.parts().sources;
  const auto name = sources.start(*wanted, call.caller.name);
  if (!name) return name.error();
  call.house->live().changed("sources");
  for (const auto& status : sources.list()) {
    if (status.name == *name) return json_reply(status_json(status), 201);
  }
  return Error{ErrorCode::kNotFound, "it was removed meanwhile"};
}

// What is asked of the one source that is named.
template <Result<void> (LiveSources::*act)(const std::string& name)>
Answered named(const Call& call) {
  if (auto ok = (call.api.parts().sources.*act)(std::string(call.argument("name"))); !ok) return ok.error();
  call.house->live().changed("sources");
  return done_reply();
}

// The newest posts of such a source, as they would be kept: nothing of who refuses to be read.
Answered try_out(const Call& call) {
  constexpr std::size_t kShown = 20;
  const auto wanted = wanted_of(call);
  if (!wanted) return wanted.error();
  post::Batch found;
  if (auto ok = call.api.parts().sources.try_out(*wanted, kShown, found); !ok) return invalid(ok.error().message);
  const auto refused = call.house->refusals().now();
  json posts = json::array();
  for (const auto& item : found.items()) {
    if (item.act != post::Act::kSay || posts.size() == kShown) continue;
    if (refused->holds(item.post)) continue;
    std::string text;
    protocol::write_json(item.post, text);
    posts.push_back(json::parse(text, nullptr, false));
  }
  return json_reply(json{{"posts", posts}});
}

// What was heard of a source, step by step.
Answered coverage(const Call& call) {
  const auto& ledger = call.office->alerts().ledger();
  const auto name = call.argument("name");
  if (!ledger.knows(name)) return Error{ErrorCode::kNotFound, "nothing is known of a source with that name"};
  const auto asked = steps_of(call);
  if (!asked) return asked.error();
  const auto [span, step] = *asked;
  const auto heard = ledger.of(span.from, span.to, name);
  const auto count = static_cast<std::size_t>((span.to - span.from + step - Micros(1)) / step);
  json out = {{"source", name},
              {"from", format_time(span.from)},
              {"to", format_time(span.to)},
              {"step_s", std::chrono::duration<double>(step).count()},
              {"share", share_json(alert::shares_of(heard, span.from, span.to - span.from, 1)[0])},
              {"points", json::array()},
              {"gaps", gaps_json(alert::gaps_of(heard))}};
  const auto shares = alert::shares_of(heard, span.from, step, count);
  for (std::size_t i = 0; i < count; ++i) {
    out["points"].push_back(
        {{"at", format_time(span.from + static_cast<std::int64_t>(i) * step)}, {"share", share_json(shares[i])}});
  }
  return json_reply(out);
}

}  // namespace

std::span<const Route> sources_routes() {
  static constexpr Route kRoutes[] = {
      {net::Method::kGet, "/sources", list, Lane::kGlance},
      {net::Method::kPost, "/sources", start, Lane::kQuestion, true},
      {net::Method::kGet, "/sources/kinds", kinds, Lane::kGlance},
      {net::Method::kPost, "/sources/try", try_out, Lane::kQuestion, true},
      {net::Method::kPost, "/sources/{name}/pause", named<&LiveSources::pause>, Lane::kQuestion, true},
      {net::Method::kPost, "/sources/{name}/resume", named<&LiveSources::resume>, Lane::kQuestion, true},
      {net::Method::kDelete, "/sources/{name}", named<&LiveSources::stop>, Lane::kQuestion, true},
      {net::Method::kGet, "/sources/{name}/coverage", coverage}};
  return kRoutes;
}

}  // namespace vigie::api
