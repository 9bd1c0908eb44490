#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/json_body.h"
#include "api/judging.h"
#include "api/reply.h"
#include "api/routes.h"
#include "api/survey_json.h"
#include "protocol/post_json.h"
#include "signal/share.h"

namespace vigie::api {
namespace {

using judgement::Agreement;
using nlohmann::json;

constexpr post::Mood kMoods[] = {post::Mood::kNegative, post::Mood::kNeutral, post::Mood::kPositive};

// Of nothing there is no share.
json share_json(std::uint64_t part, std::uint64_t whole) {
  json out = part_json({part, whole});
  if (whole == 0) out["share"] = nullptr;
  return out;
}

// {"negative": {"negative": 3, "neutral": 1, "positive": 0}, …}: said, then read.
json confusion_json(const Agreement& agreement) {
  json out = json::object();
  for (const auto said : kMoods) {
    for (const auto read : kMoods) {
      out[std::string(post::name_of(said))][std::string(post::name_of(read))] =
          agreement.cells[static_cast<std::size_t>(said)][static_cast<std::size_t>(read)];
    }
  }
  return out;
}

json accuracy_json(const judgement::Accuracy& accuracy) {
  json languages = json::array();
  for (const auto& [language, agreement] : accuracy.by_language) {
    languages.push_back({{"lang", post::code_of(language)}, {"mood", share_json(agreement.right, agreement.n)}});
  }
  return {{"mood", share_json(accuracy.mood.right, accuracy.mood.n)},
          {"lang", share_json(accuracy.languages_right, accuracy.languages)},
          {"confusion", confusion_json(accuracy.mood)},
          {"by_lang", std::move(languages)},
          {"earlier", accuracy.earlier}};
}

// The post as it was said: how it is read, nobody who labels it is told.
json bare_json(const store::Hit& hit) {
  std::string text;
  protocol::write_json(hit.post, text);
  return json::parse(text, nullptr, false);
}

Answered draw(const Call& call) {
  auto& sample = call.office->sample();
  const auto hit = sample.draw(colleague_of(call));
  if (!hit) return hit.error();
  const auto accuracy = sample.accuracy();
  if (!accuracy) return accuracy.error();
  return json_reply(json{{"post", *hit ? bare_json(**hit) : json(nullptr)}, {"accuracy", accuracy_json(*accuracy)}});
}

Answered read(const Call& call) {
  const auto accuracy = call.office->sample().accuracy();
  return accuracy ? json_reply(accuracy_json(*accuracy)) : Answered(accuracy.error());
}

Answered label(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  std::string source, id, mood_name, lang;
  JsonReader in(*body);
  in.text("source", source, Needed::kYes);
  in.text("id", id, Needed::kYes);
  in.text("mood", mood_name, Needed::kYes);
  const bool says_lang = in.text("lang", lang);
  if (auto ok = in.done(); !ok) return ok.error();
  const auto mood = post::mood_of(mood_name);
  if (!mood) return invalid("mood: must be negative, neutral or positive");
  const auto language = says_lang ? post::language_of(lang) : std::nullopt;
  if (says_lang && !language) return invalid("lang: not a language that we know");
  if (auto ok = call.office->sample().label(source, id, *mood, language, colleague_of(call)); !ok) return ok.error();
  return read(call);
}

}  // namespace

std::span<const Route> sample_routes() {
  // A draw is remembered: it is for those who may label.
  using net::Method;
  static constexpr Route kRoutes[] = {
      open_to(Access::kExpert, {Method::kGet, "/readings/sample", read}),
      open_to(Access::kExpert, {Method::kPost, "/readings/sample", label}),
      open_to(Access::kExpert, {Method::kPost, "/readings/sample/draw", draw, Lane::kIntake})};
  return kRoutes;
}

}  // namespace vigie::api
