// The image that posts give of a watch, and the mood toward it; several watches beside each other. What is read is
// bounded, and asked in the lane of questions, which the end of the program ends.
#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <span>

#include "api/api.h"
#include "api/limits.h"
#include "api/list_cursor.h"
#include "api/reply.h"
#include "api/routes.h"
#include "api/survey_json.h"
#include "api/word_lists.h"
#include "base/time_text.h"
#include "image/attributes.h"
#include "query/program.h"
#include "survey/image.h"
#include "survey/suggestions.h"
#include "survey/toward.h"
#include "watch/hit_json.h"

namespace vigie::api {
namespace {

using nlohmann::json;
using WatchPtr = std::shared_ptr<const watch::Watch>;

WatchPtr watch_called(const Call& call, std::string_view id) {
  const auto number = whole_number(id, std::numeric_limits<watch::WatchId>::max());
  return number ? call.house->watches().list()->get(static_cast<watch::WatchId>(*number)) : nullptr;
}

// That of the path, then those of `beside`; each once.
Result<std::vector<WatchPtr>> watches_of(const Call& call) {
  const auto own = watch_called(call, call.argument("watch"));
  if (!own) return Error{ErrorCode::kNotFound, "there is no watch with that id"};
  std::vector<WatchPtr> out = {own};
  const std::string beside(call.request.query.get("beside"));
  std::string_view left = beside;
  while (!left.empty()) {
    const auto end = std::min(left.find(','), left.size());
    const auto watch = watch_called(call, left.substr(0, end));
    if (!watch) return invalid("beside: ids of watches, with commas between");
    left.remove_prefix(std::min(end + 1, left.size()));
    const auto is_it = [&](const WatchPtr& one) { return one->id == watch->id; };
    if (std::any_of(out.begin(), out.end(), is_it)) continue;
    out.push_back(watch);
    if (out.size() > kBesideMax + 1) return invalid("beside: at most " + std::to_string(kBesideMax) + " watches");
  }
  return out;
}

json begun(const Steps& steps) {
  return {{"from", format_time(steps.span.from)},
          {"to", format_time(steps.span.to)},
          {"step_s", std::chrono::duration<double>(steps.step).count()},
          {"watches", json::array()}};
}

json drawn_json(const watch::Watch& watch, const survey::Drawn& drawn) {
  return {{"id", std::to_string(watch.id)},
          {"name", watch.said.name},
          {"colour", watch.said.colour},
          {"found", drawn.found},
          {"read", drawn.read}};
}

json image_json(const watch::Watch& watch, const survey::Image& image, const image::Reader& reader) {
  json out = drawn_json(watch, image.drawn);
  out["speaking"] = image.speaking;
  out["attributes"] = json::array();
  for (std::size_t i = 0; i < image.attributes.size(); ++i) {
    auto one = moods_json(image.attributes[i]);
    one["name"] = reader.attributes()[i].name;
    out["attributes"].push_back(std::move(one));
  }
  out["buckets"] = json::array();
  for (const auto& bucket : image.buckets) {
    json said = json::object();
    for (std::size_t i = 0; i < bucket.attributes.size(); ++i) {
      if (bucket.attributes[i].n() > 0) said[reader.attributes()[i].name] = mood_counts_json(bucket.attributes[i]);
    }
    out["buckets"].push_back({{"time", format_time(bucket.start)}, {"read", bucket.read}, {"attributes", said}});
  }
  return out;
}

Answered read(const Call& call) {
  const auto watches = watches_of(call);
  if (!watches) return watches.error();
  const auto steps = steps_of(call);
  if (!steps) return steps.error();
  const auto reader = call.office->image_book().reader();
  json out = begun(*steps);
  out["attributes"] = titles_json(reader->attributes());
  for (const auto& watch : *watches) {
    const auto image = survey::read_image({call.house->store(), call.house->models().mood, *reader}, watch->query,
                                          steps->span, steps->step);
    if (!image) return image.error();
    out["watches"].push_back(image_json(*watch, *image, *reader));
  }
  return json_reply(out);
}

Answered toward(const Call& call) {
  const auto watches = watches_of(call);
  if (!watches) return watches.error();
  const auto steps = steps_of(call);
  if (!steps) return steps.error();
  json out = begun(*steps);
  for (const auto& watch : *watches) {
    const auto it = survey::read_toward(call.house->store(), {call.house->models().mood, call.house->models().toward},
                                        watch->query, steps->span, steps->step);
    if (!it) return it.error();
    json one = drawn_json(*watch, it->drawn);
    one["toward"] = moods_json(it->toward);
    one["posts"] = moods_json(it->posts);
    one["buckets"] = json::array();
    for (const auto& bucket : it->buckets) {
      one["buckets"].push_back({{"time", format_time(bucket.start)},
                                {"toward", mood_counts_json(bucket.toward)},
                                {"posts", mood_counts_json(bucket.posts)}});
    }
    out["watches"].push_back(std::move(one));
  }
  return json_reply(out);
}

struct Asked {
  std::uint8_t attribute = 0;
  std::optional<post::Mood> mood;
};

Result<Asked> asked_of(const Call& call, const image::Reader& reader) {
  Asked out;
  const auto name = call.request.query.get("attribute");
  const auto& all = reader.attributes();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const image::Attribute& one) { return one.name == name; });
  if (found == all.end()) return invalid("attribute: the name of one, as in /image/attributes");
  out.attribute = static_cast<std::uint8_t>(found - all.begin());
  if (const auto mood = call.request.query.find("mood")) {
    out.mood = post::mood_of(*mood);
    if (!out.mood) return invalid("mood: must be negative, neutral or positive");
  }
  return out;
}

// That of the figures: without its ends that of their default; with both as long as it is.
Result<store::Span> span_asked(const Call& call) {
  if (call.request.query.find("from") && call.request.query.find("to")) return span_of(call, {});
  const auto steps = steps_of(call);
  if (!steps) return steps.error();
  return steps->span;
}

Answered posts(const Call& call) {
  const auto watch = watch_called(call, call.argument("watch"));
  if (!watch) return problem_reply(404, "there is no watch with that id");
  const auto reader = call.office->image_book().reader();
  const auto asked = asked_of(call, *reader);
  if (!asked) return asked.error();
  const auto span = span_asked(call);
  if (!span) return span.error();
  const auto limit = limit_of(call, kPostsPerPage, kPostsPerPageMax);
  if (!limit) return limit.error();
  const auto all = survey::posts_behind({call.house->store(), call.house->models().mood, *reader}, watch->query, *span,
                                        asked->attribute, asked->mood);
  if (!all) return all.error();
  const query::Program program(watch->query);
  std::string out = "{\"posts\":[";
  json said = json::array();
  std::string next;
  const auto place_of = [&](std::size_t i) { return ListPlace{all->at(i).at, all->at(i).source, all->at(i).id}; };
  for (auto i = first_behind(call.request.query.get("cursor"), all->size(), place_of); i < all->size(); ++i) {
    if (said.size() == *limit) {
      next = list_cursor(place_of(i - 1));
      break;
    }
    const auto& one = all->at(i);
    const auto hit = call.house->store().get(one.source, one.id);
    if (!hit) return hit.error();
    if (!*hit) continue;  // Gone since it was read.
    if (!said.empty()) out += ',';
    watch::write_hit(**hit, &program, out);
    said.push_back({{"mood", post::name_of(one.mood)}, {"clauses", one.clauses}});
  }
  out += "],\"said\":" + said.dump() + ",\"next_cursor\":" + (next.empty() ? "null" : json(next).dump()) + "}";
  return json_reply(std::move(out));
}

Answered suggestions(const Call& call) {
  const auto watch = watch_called(call, call.argument("watch"));
  if (!watch) return problem_reply(404, "there is no watch with that id");
  const auto reader = call.office->image_book().reader();
  std::optional<std::uint8_t> attribute;
  if (!call.request.query.get("attribute").empty()) {
    const auto asked = asked_of(call, *reader);
    if (!asked) return asked.error();
    attribute = asked->attribute;
  }
  const auto lang = call.request.query.get("lang");
  if (lang != "fr" && lang != "en") return invalid("lang: fr or en");
  const auto span = span_asked(call);
  if (!span) return span.error();
  const auto told = survey::suggest({call.house->store(), call.house->models().mood, *reader}, watch->query, *span,
                                    lang == "fr" ? image::Language::kFrench : image::Language::kEnglish, attribute);
  if (!told) return told.error();
  json words = json::array();
  for (const auto& one : told->words) {
    words.push_back(
        {{"term", one.term}, {"within", one.within}, {"usual", one.usual}, {"ratio", one.ratio}, {"p", one.p}});
  }
  return json_reply(
      json{{"found", told->drawn.found},
           {"read", told->drawn.read},
           {"within", told->within},
           {"usual", told->usual},
           {"enough", told->within >= survey::kCompositionPostsMin && told->usual >= survey::kCompositionPostsMin},
           {"words", std::move(words)}});
}

json attributes_json(const survey::ImageBook& book) {
  return word_lists_json("attributes", book.reader()->attributes(), book.changed());
}

Answered attributes(const Call& call) { return json_reply(attributes_json(call.office->image_book())); }

Answered change(const Call& call) {
  auto all = word_lists_in(call.request, "attributes");
  if (!all) return all.error();
  auto& book = call.office->image_book();
  if (auto ok = book.replace(std::move(*all), {call.house->clock().now(), call.caller.name}); !ok) return ok.error();
  return json_reply(attributes_json(book));
}

Answered reset(const Call& call) {
  if (auto ok = call.office->image_book().reset(); !ok) return ok.error();
  return done_reply();
}

}  // namespace

std::span<const Route> image_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/watches/{watch}/image", read},
                                      {net::Method::kGet, "/watches/{watch}/image/posts", posts},
                                      {net::Method::kGet, "/watches/{watch}/image/suggestions", suggestions},
                                      {net::Method::kGet, "/watches/{watch}/toward", toward},
                                      {net::Method::kGet, "/image/attributes", attributes, Lane::kGlance},
                                      {net::Method::kPut, "/image/attributes", change},
                                      {net::Method::kDelete, "/image/attributes", reset}};
  return kRoutes;
}

}  // namespace vigie::api
