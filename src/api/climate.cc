// The mood of all that is said in a language; and of a watch beside it, which cancels part of what our reading of that
// language has wrong.
#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "api/api.h"
#include "api/reply.h"
#include "api/routes.h"
#include "api/survey_json.h"
#include "base/time_text.h"

namespace vigie::api {
namespace {

using nlohmann::json;

survey::Moods moods_of(const store::Count& count) { return {{count.negative, count.neutral, count.positive}}; }

survey::Moods less(const survey::Moods& all, const survey::Moods& part) {
  survey::Moods out;
  for (std::size_t i = 0; i < out.counts.size(); ++i)
    out.counts[i] = all.counts[i] - std::min(all.counts[i], part.counts[i]);
  return out;
}

json series_json(const store::Histogram& histogram) {
  json out = {{"moods", moods_json(moods_of(histogram.total))}, {"buckets", json::array()}};
  for (const auto& bucket : histogram.buckets) {
    out["buckets"].push_back(mood_counts_json(moods_of(bucket.count)));
    out["buckets"].back()["time"] = format_time(bucket.start);
  }
  return out;
}

// The one in which most of its posts are written.
Result<std::string> usual_language(const Call& call, const query::Query& query, const store::Span& span) {
  const auto tops = call.house->store().tops(query, span, 3);
  if (!tops) return tops.error();
  for (const auto& top : tops->languages) {
    if (top.name != "unknown") return top.name;
  }
  return std::string("fr");
}

// What the watch finds in that language; none where the two are too long together.
std::optional<query::Query> within(const query::Query& query, const std::string& language) {
  auto out = query::parse("(" + query.to_text() + ") lang:" + language);
  return out ? std::optional(std::move(*out)) : std::nullopt;
}

json difference_of(const survey::Moods& ours, const survey::Moods& others, post::Mood mood) {
  return difference_json(signal::difference(ours.share(mood), others.share(mood)));
}

Answered climate(const Call& call) {
  const auto steps = steps_of(call);
  if (!steps) return steps.error();
  std::shared_ptr<const watch::Watch> watch;
  if (const auto id = call.request.query.find("watch")) {
    const auto number = whole_number(*id, std::numeric_limits<watch::WatchId>::max());
    watch = number ? call.house->watches().list()->get(static_cast<watch::WatchId>(*number)) : nullptr;
    if (!watch) return problem_reply(404, "there is no watch with that id");
  }
  std::string language(call.request.query.get("lang"));
  if (language.empty() && watch) {
    auto usual = usual_language(call, watch->query, steps->span);
    if (!usual) return usual.error();
    language = std::move(*usual);
  }
  if (!post::language_of(language)) return invalid("lang: not a language that we read; write fr, en, unknown");
  const auto spoken = query::parse("lang:" + language);
  if (!spoken) return spoken.error();
  const auto all = call.house->store().histogram(*spoken, steps->span, steps->step);
  if (!all) return all.error();
  json out = {{"lang", language},
              {"from", format_time(steps->span.from)},
              {"to", format_time(steps->span.to)},
              {"step_s", std::chrono::duration<double>(steps->step).count()},
              {"climate", series_json(*all)},
              {"watch", nullptr}};
  if (!watch) return json_reply(out);
  const auto query = within(watch->query, language);
  if (!query) return invalid("watch: its query is too long to be asked in one language");
  const auto own = call.house->store().histogram(*query, steps->span, steps->step);
  if (!own) return own.error();
  const auto ours = moods_of(own->total);
  const auto others = less(moods_of(all->total), ours);  // Two samples that share no post.
  out["watch"] = series_json(*own);
  out["watch"]["id"] = std::to_string(watch->id);
  out["watch"]["name"] = watch->said.name;
  out["watch"]["difference"] = {{"negative", difference_of(ours, others, post::Mood::kNegative)},
                                {"positive", difference_of(ours, others, post::Mood::kPositive)}};
  return json_reply(out);
}

}  // namespace

std::span<const Route> climate_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/climate", climate}};
  return kRoutes;
}

}  // namespace vigie::api
