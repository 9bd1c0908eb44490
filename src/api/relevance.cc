#include "api/relevance.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/json_body.h"
#include "api/judging.h"
#include "api/limits.h"
#include "api/reply.h"
#include "api/routes.h"
#include "base/time_text.h"

namespace vigie::api {
namespace {

using judgement::Learnt;
using nlohmann::json;

Result<judgement::WatchId> watch_of(const Call& call) {
  const auto id = whole_number(call.argument("watch"), std::numeric_limits<watch::WatchId>::max());
  if (id && call.house->watches().list()->find(static_cast<watch::WatchId>(*id)) != nullptr) {
    return static_cast<judgement::WatchId>(*id);
  }
  return Error{ErrorCode::kNotFound, "there is no watch with that id"};
}

// Of the answers themselves, each judged by a model that had not seen it.
json expected_json(const relevance::Expected& expected) {
  return {{"about", expected.about},
          {"about_hidden", expected.about_hidden},
          {"other", expected.other},
          {"other_hidden", expected.other_hidden}};
}

json learnt_json(const Learnt& learnt) {
  const auto& kinds = learnt.kinds;
  json out = {{"about", kinds.about},
              {"other", kinds.other},
              {"needed", relevance::kAnswersMin},
              {"needed_of_a_kind", relevance::kOfAKindMin},
              {"ready", learnt.is_ready},
              {"threshold", nullptr},
              {"best", nullptr},
              {"is_chosen", learnt.chosen.has_value()},
              {"expected", nullptr}};
  if (learnt.chosen) out["threshold"] = *learnt.chosen;
  if (!learnt.is_ready) return out;
  out["threshold"] = learnt.threshold();
  out["best"] = learnt.best;
  out["expected"] = expected_json(learnt.expected());
  return out;
}

json answer_json(const judgement::Answer& answer) {
  return {{"source", answer.source},
          {"id", answer.id},
          {"about", answer.about_us},
          {"by", {{"id", answer.by.id}, {"name", answer.by.name}}},
          {"at", format_time(answer.at)}};
}

Answered read(const Call& call) {
  const auto watch = watch_of(call);
  if (!watch) return watch.error();
  const auto limit = limit_of(call, kAnswersTold, kAnswersToldMax);
  if (!limit) return limit.error();
  auto& relevances = call.office->relevances();
  const auto answers = relevances.answers(*watch);
  if (!answers) return answers.error();
  json out = learnt_json(relevances.learnt(*watch));
  out["answers"] = json::array();
  for (const auto& answer : std::span(*answers).first(std::min(*limit, answers->size()))) {
    out["answers"].push_back(answer_json(answer));
  }
  return json_reply(out);
}

// A member that is true, false or null; or missing, which is told.
Result<std::optional<bool>> taken_about(json& body) {
  const auto about = body.find("about");
  if (about == body.end() || (!about->is_boolean() && !about->is_null())) {
    return invalid("about: must be true, false, or null, which takes an answer back");
  }
  const auto out = about->is_null() ? std::nullopt : std::optional(about->get<bool>());
  body.erase(about);
  return out;
}

Answered answer(const Call& call) {
  const auto watch = watch_of(call);
  if (!watch) return watch.error();
  auto body = json_body(call.request);
  if (!body) return body.error();
  const auto about = taken_about(*body);
  if (!about) return about.error();
  std::string source, id;
  JsonReader in(*body);
  in.text("source", source, Needed::kYes);
  in.text("id", id, Needed::kYes);
  if (auto ok = in.done(); !ok) return ok.error();
  const auto learnt = call.office->relevances().answer(*watch, source, id, *about, colleague_of(call));
  return learnt ? json_reply(learnt_json(*learnt)) : Answered(learnt.error());
}

Answered set_threshold(const Call& call) {
  const auto watch = watch_of(call);
  if (!watch) return watch.error();
  auto body = json_body(call.request);
  if (!body) return body.error();
  const bool is_ours = body->contains("threshold") && (*body)["threshold"].is_null();
  if (is_ours) body->erase("threshold");
  double threshold = 0;
  JsonReader in(*body);
  const bool is_said = in.number("threshold", threshold);
  if (auto ok = in.done(); !ok) return ok.error();
  if (!is_said && !is_ours) return invalid("threshold: must be in [0, 1], or null: the one that costs least is taken");
  const auto learnt =
      call.office->relevances().set_threshold(*watch, is_said ? std::optional(threshold) : std::nullopt);
  return learnt ? json_reply(learnt_json(*learnt)) : Answered(learnt.error());
}

}  // namespace

Result<bool> shows_hidden(const Call& call) {
  const auto said = call.request.query.find("hidden");
  if (said && *said != "show" && *said != "hide") return invalid("hidden: must be show or hide");
  return said && *said == "show";
}

std::span<const Route> relevance_routes() {
  static constexpr Route kRoutes[] = {
      {net::Method::kGet, "/watches/{watch}/relevance", read},
      open_to(Access::kExpert, {net::Method::kPost, "/watches/{watch}/relevance", answer}),
      {net::Method::kPut, "/watches/{watch}/relevance", set_threshold}};
  return kRoutes;
}

}  // namespace vigie::api
