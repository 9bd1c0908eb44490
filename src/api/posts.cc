#include <limits>
#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/intake.h"
#include "api/items.h"
#include "api/limits.h"
#include "api/reply.h"
#include "api/routes.h"
#include "api/said_json.h"
#include "watch/hit_json.h"
#include "watch/reasons.h"

namespace vigie::api {
namespace {

using nlohmann::json;

Answered hand_over(const Call& call) { return holds_items(call.request) ? take_items(call) : take_in(call); }

Answered read(const Call& call) {
  const auto hit = call.house->store().get(call.argument("source"), call.argument("id"));
  if (!hit) return hit.error();
  if (!*hit) return problem_reply(404, "there is no such post");
  std::string out;
  watch::write_hit(**hit, nullptr, out);
  return json_reply(std::move(out));
}

// Why it was read so; toward whom a watch asks for, too, where one is named.
Answered reasons(const Call& call) {
  const auto hit = call.house->store().get(call.argument("source"), call.argument("id"));
  if (!hit) return hit.error();
  if (!*hit) return problem_reply(404, "there is no such post");
  const auto& models = call.house->models();
  const auto reader = call.office->image_book().reader();
  const auto told = [&](const query::Query* query, const watch::ReasonsFor* toward) {
    json out = watch::reasons_json(models, **hit, toward);
    out["attributes"] = attributes_json(*reader, models.mood, **hit, query);
    out["intents"] = intents_json(call.api.intents_reader(), **hit);
    return json_reply(out);
  };
  const std::string asked(call.request.query.get("watch"));
  if (asked.empty()) return told(nullptr, nullptr);
  const auto id = whole_number(asked, std::numeric_limits<watch::WatchId>::max());
  const auto watch = id ? call.house->watches().list()->get(static_cast<watch::WatchId>(*id)) : nullptr;
  if (!watch) return problem_reply(404, "there is no watch with that id");
  const query::Program program(watch->query);
  const watch::ReasonsFor toward{asked, &program};
  return told(&watch->query, &toward);
}

// What was contributed to our own place goes by its removals alone, which leave a stone: there is no other way.
Answered remove(const Call& call) {
  if (is_of_place(call.argument("source"))) {
    return problem_reply(403,
                         "what was contributed to the place is removed by POST /place/pages/{page}/removals, with a "
                         "reason of its motive card");
  }
  const auto erased = call.house->erase_post(call.argument("source"), call.argument("id"));
  if (!erased) return erased.error();
  return *erased ? done_reply() : problem_reply(404, "there is no such post");
}

Answered forget_author(const Call& call) {
  const auto forgotten = call.house->forget_author(call.argument("source"), call.argument("id"));
  if (!forgotten) return forgotten.error();
  return json_reply(json{{"deleted", *forgotten}});
}

}  // namespace

std::span<const Route> posts_routes() {
  static constexpr Route kRoutes[] = {
      {net::Method::kPost, "/posts", hand_over, Lane::kIntake, true, Access::kByMethod, false, kPostBodyBytesMax},
      {net::Method::kGet, "/posts/{source}/{id}", read},
      {net::Method::kGet, "/posts/{source}/{id}/reasons", reasons},
      {net::Method::kDelete, "/posts/{source}/{id}", remove, Lane::kIntake}};
  return kRoutes;
}

std::span<const Route> authors_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kDelete, "/authors/{source}/{id}", forget_author, Lane::kIntake}};
  return kRoutes;
}

}  // namespace vigie::api
