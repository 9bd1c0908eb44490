#include "api/drill.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "alert/told.h"
#include "api/api.h"
#include "api/json_body.h"
#include "api/reply.h"
#include "api/routes.h"
#include "base/time_text.h"
#include "rehearsal/rehearse.h"
#include "rehearsal/shipped.h"
#include "watch/alert_score_json.h"
#include "watch/bilingual_json.h"
#include "watch/outcome_json.h"

namespace vigie::api {

using nlohmann::json;
using watch::both;

namespace {

json incidents_json(const watch::Performance& played) {
  json out = json::array();
  for (const auto& incident : played.scenario.incidents()) {
    const auto at = [&](Micros since_begin) { return format_time(played.progress.begin + since_begin); };
    out.push_back({{"id", incident.name},
                   {"title", both(incident.title)},
                   {"begin", at(incident.begin)},
                   {"peak", at(incident.peak)},
                   {"end", at(incident.end)},
                   {"begun", played.progress.now >= played.progress.begin + incident.begin}});
  }
  return out;
}

json watches_json(const watch::Performance& played) {
  json out = json::array();
  for (std::size_t i = 0; i < played.watches.size(); ++i) {
    const auto& sample = played.scenario.watches()[i];
    out.push_back(
        {{"id", std::to_string(played.watches[i])}, {"name", both(sample.name)}, {"purpose", both(sample.purpose)}});
  }
  return out;
}

json experts_json(const rehearsal::Scenario& scenario) {
  json out = json::array();
  for (const auto& expert : scenario.experts()) {
    out.push_back(
        {{"id", expert.handle}, {"name", expert.name}, {"title", both(expert.title)}, {"topics", expert.topics}});
  }
  return out;
}

json place_json(const rehearsal::Scenario& scenario) {
  if (!scenario.place()) return nullptr;
  const auto& place = *scenario.place();
  return {{"slug", place.slug}, {"title", both(place.title)}};
}

json numbers_json(std::span<const rehearsal::NamedNumber> numbers) {
  json out = json::array();
  for (const auto& number : numbers) {
    out.push_back({{"name", number.name}, {"value", number.value}, {"unit", number.unit}, {"source", number.source}});
  }
  return out;
}

std::string_view state_name(source::State state) {
  return state == source::State::kLive ? std::string_view("playing") : source::name_of(state);
}

// Every page of the sealed house, and those of the real one that speak of it.
void tell_of_change(const Call& call) {
  call.api.parts().house->live().changed("drill");
  if (const auto sealed = call.api.parts().room.house()) sealed->live().changed("drill");
}

bool wants_french(const net::Request& request) { return request.headers.get("Accept-Language").starts_with("fr"); }

Answered read(const Call& call) {
  json out = drill_json(call.api.parts().room.performance());
  if (out.is_null()) out = {{"state", "none"}};
  return json_reply(out);
}

Answered begin(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  watch::DrillOrder order;
  order.french = wants_french(call.request);
  JsonReader in(*body);
  in.text("name", order.name, Needed::kYes);
  in.number("speed", order.speed);
  in.count("seed", order.seed);
  std::string policy = "none";
  in.text("policy", policy);
  in.flag("playable", order.playable);
  std::string language;
  in.text("lang", language);
  if (auto ok = in.done(); !ok) return ok.error();
  if (!language.empty() && language != "fr" && language != "en") return invalid("lang: must be fr or en");
  if (!language.empty()) order.french = language == "fr";
  const auto known = rehearsal::policy_of(policy);
  if (!known) return invalid("policy: must be none, absent, deletes or present");
  order.policy = *known;
  if (auto ok = call.api.parts().room.begin(order); !ok) return ok.error();
  tell_of_change(call);
  json out = drill_json(call.api.parts().room.performance());
  out["url"] = "/rehearsal/";
  return json_reply(out, 202);
}

Answered change(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  auto& room = call.api.parts().room;
  if (!room.performance()) return problem_reply(404, "no rehearsal is played");
  double speed = 0;
  bool paused = false;
  JsonReader in(*body);
  const bool has_speed = in.number("speed", speed);
  const bool has_paused = in.flag("paused", paused);
  auto ok = in.done();
  if (ok && has_speed) ok = room.set_speed(speed);
  if (ok && has_paused) ok = room.set_paused(paused);
  if (!ok) return ok.error();
  tell_of_change(call);
  return json_reply(drill_json(room.performance()));
}

Answered remove_whole(const Call& call) {
  const auto removed = call.api.parts().room.remove();
  if (!removed) return removed.error();
  if (!*removed) return problem_reply(404, "no rehearsal is kept");
  tell_of_change(call);
  return json_reply({{"state", "none"}});
}

Answered end(const Call& call) {
  auto& room = call.api.parts().room;
  const auto whole = call.request.query.get("whole");
  if (!whole.empty() && whole != "true" && whole != "false") return invalid("whole: must be true or false");
  if (whole == "true") return remove_whole(call);
  if (!room.performance()) return problem_reply(404, "no rehearsal is played");
  room.end();
  tell_of_change(call);
  return json_reply(drill_json(room.performance()));
}

Answered scorecard(const Call& call) {
  const auto& room = call.api.parts().room;
  const auto played = room.scorecard();
  if (!played) return played.error();
  json policies = json::array();
  for (const auto& [policy, outcome] : played->played) {
    policies.push_back(watch::outcome_json(policy, outcome, played->progress.begin, played->progress.opening));
  }
  return json_reply({{"policies", std::move(policies)},
                     {"until", format_time(played->progress.now)},
                     {"ended", played->progress.state == source::State::kEnded},
                     {"teaches", both(rehearsal::teaches())}});
}

// From a little before the opening, when the sealed house begins to hear.
Answered alerts(const Call& call) {
  const auto& room = call.api.parts().room;
  const auto office = std::dynamic_pointer_cast<Office>(room.tenant());
  const auto played = room.alert_truth();
  const bool is_one_play = played && office && room.tenant() == office;  // Another may have begun between.
  if (!is_one_play) return Error{ErrorCode::kNotFound, "drill: none is played"};
  const auto kept = alert::all_kept(office->alerts().book());
  if (!kept) return kept.error();
  const auto& progress = played->progress;
  std::vector<rehearsal::ToldAlert> told;
  for (const auto& alert : kept->alerts) {
    rehearsal::ToldAlert one{alert::told_at(alert) - progress.begin, {}, std::string(name_of(alert.kind)), alert.group};
    if (auto in_story = rehearsal::told_in_story(std::move(one), alert.watch, played->watches)) {
      told.push_back(std::move(*in_story));
    }
  }
  const Micros from = std::max(Micros{0}, progress.opening - source::kHeardBeforeOpening - progress.begin);
  const auto score = rehearsal::score_alerts(played->truth, told, from, progress.now - progress.begin);
  json out = watch::alert_score_json(score, played->truth.scenario(), progress.begin);
  out["is_whole"] = kept->is_whole;
  out["until"] = format_time(progress.now);
  out["ended"] = progress.state == source::State::kEnded;
  return json_reply(out);
}

Answered scenarios(const Call&) {
  json out = json::array();
  for (const auto name : rehearsal::shipped_names()) {
    watch::DrillOrder order;
    order.name = name;
    const auto scenario = watch::scenario_of(order);
    if (!scenario) return scenario.error();
    const Micros story = scenario->duration() - scenario->opening();
    out.push_back({{"name", name},
                   {"title", both(scenario->title())},
                   {"story", both(scenario->story())},
                   {"story_ms", std::chrono::duration_cast<std::chrono::milliseconds>(story).count()},
                   {"reacts", !scenario->reactions().empty()}});
  }
  return json_reply({{"scenarios", std::move(out)}});
}

// Of what is played, else of the scenario that a rehearsal begins with.
Answered rules(const Call& call) {
  const auto performance = call.api.parts().room.performance();
  watch::DrillOrder first;
  first.name = rehearsal::shipped_names()[0];
  const auto scenario = performance ? Result<rehearsal::Scenario>(performance->scenario) : watch::scenario_of(first);
  if (!scenario) return scenario.error();
  return json_reply({{"name", scenario->name()},
                     {"reactions", numbers_json(scenario->reactions())},
                     {"policies", numbers_json(scenario->policies())},
                     {"teaches", both(rehearsal::teaches())}});
}

}  // namespace

json drill_json(const std::optional<watch::Performance>& performance) {
  if (!performance) return nullptr;
  const auto& progress = performance->progress;
  return {{"state", state_name(progress.state)},
          {"name", performance->scenario.name()},
          {"title", both(performance->scenario.title())},
          {"story", both(performance->scenario.story())},
          {"incidents", incidents_json(*performance)},
          {"watches", watches_json(*performance)},
          {"experts", experts_json(performance->scenario)},
          {"place", place_json(performance->scenario)},
          {"policy", rehearsal::name_of(performance->policy)},
          {"playable", performance->playable},
          {"speed", progress.speed},
          {"now", format_time(progress.now)},
          {"start", format_time(progress.begin)},
          {"opening", format_time(progress.opening)},
          {"end", format_time(progress.end)},
          {"said", progress.said.posts},
          {"corrected", progress.said.corrections},
          {"taken_back", progress.said.deletions},
          {"answered", progress.said.answers},
          {"removed", progress.said.removals},
          {"expected", progress.expected_posts}};
}

std::span<const Route> drill_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/drill", read, Lane::kGlance},
                                      {net::Method::kPost, "/drill", begin},
                                      {net::Method::kPatch, "/drill", change, Lane::kGlance},
                                      {net::Method::kDelete, "/drill", end},
                                      {net::Method::kGet, "/drill/rules", rules, Lane::kGlance},
                                      {net::Method::kGet, "/drill/scorecard", scorecard},
                                      {net::Method::kGet, "/drill/alerts", alerts},
                                      {net::Method::kGet, "/drill/scenarios", scenarios}};
  return kRoutes;
}

}  // namespace vigie::api
