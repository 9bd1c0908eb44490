#include "alert/alert_json.h"

#include <nlohmann/json.hpp>

#include "alert/sentence.h"
#include "base/time_text.h"

namespace vigie::alert {
namespace {

using nlohmann::json;

json time_or_null(const std::optional<Time>& time) { return time ? json(format_time(*time)) : json(nullptr); }

json key_json(const PostKey& key) { return {{"source", key.source}, {"id", key.id}}; }

json names_json(const std::vector<Named>& names, const char* member) {
  json out = json::array();
  for (const auto& name : names) out.push_back({{member, name.name}, {"posts", name.posts}});
  return out;
}

json critical_json(const signal::Share& share) {
  const auto interval = share.interval();
  return {{"posts", share.part}, {"share", share.value()}, {"low", interval.low}, {"high", interval.high}};
}

}  // namespace

json json_of(const Alert& alert) {
  const auto& course = alert.course;
  const auto& incident = course.incident;
  const auto& evidence = alert.evidence;
  const auto sentence = sentence_of(alert);
  const bool is_counted = !alert.query.empty();
  json out = {{"id", std::to_string(alert.id)},
              {"watch", nullptr},
              {"kind", name_of(alert.kind)},
              {"state", name_of(incident.state)},
              {"began_at", format_time(incident.began_at)},
              {"peaked_at", time_or_null(incident.peaked_at)},
              {"ended_at", time_or_null(incident.ended_at)},
              {"group", std::to_string(alert.group)},
              {"posts", evidence.posts},
              {"expected", alert.kind == Kind::kSurprise ? json(course.expected) : json(nullptr)},
              {"known_from", alert.kind == Kind::kSurprise ? time_or_null(course.known_from) : json(nullptr)},
              {"voices", evidence.voices},
              {"critical", is_counted ? critical_json(evidence.critical) : json(nullptr)},
              {"usual", nullptr},
              {"surprise", alert.kind == Kind::kSurprise ? json(course.surprise) : json(nullptr)},
              {"sentence", {{"fr", sentence.fr}, {"en", sentence.en}}},
              {"words", names_json(evidence.words, "word")},
              {"authors", json::array()},
              {"networks", names_json(evidence.networks, "source")},
              {"first_post", evidence.first ? key_json(*evidence.first) : json(nullptr)},
              {"posts_behind", json::array()},
              {"query", is_counted ? json(alert.query) : json(nullptr)},
              {"from", format_time(course.from)},
              {"to", format_time(evidence.to)},
              {"read_from", time_or_null(evidence.read_from)},
              {"acknowledged", nullptr},
              {"muted_until", time_or_null(alert.muted_until)}};
  if (alert.watch > 0) out["watch"] = {{"id", std::to_string(alert.watch)}, {"name", alert.watch_name}};
  if (course.usual) {
    const auto band = course.usual->band(evidence.critical.whole);
    out["usual"] = {{"low", band.low}, {"high", band.high}};
  }
  for (const auto& author : evidence.authors) {
    out["authors"].push_back(
        {{"source", author.source}, {"id", author.id}, {"handle", author.handle}, {"posts", author.posts}});
  }
  for (const auto& key : evidence.posts_behind) out["posts_behind"].push_back(key_json(key));
  if (alert.acknowledged) {
    out["acknowledged"] = {{"by", alert.acknowledged->by}, {"at", format_time(alert.acknowledged->at)}};
  }
  return out;
}

}  // namespace vigie::alert
