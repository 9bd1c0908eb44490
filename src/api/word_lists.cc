#include "api/word_lists.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "api/json_body.h"
#include "base/time_text.h"

namespace vigie::api {
namespace {

using nlohmann::json;

Result<void> read_language(JsonReader& in, const char* name, image::Language language, image::Attribute& out) {
  const auto* object = in.object(name, Needed::kYes);
  if (object == nullptr) return {};
  JsonReader inner(*object);
  inner.text("title", out.titles.at(static_cast<std::size_t>(language)), Needed::kYes);
  inner.texts("phrases", out.phrases.at(static_cast<std::size_t>(language)));
  return inner.done();
}

}  // namespace

json word_lists_json(const char* key, const std::vector<image::Attribute>& lists,
                     const std::optional<survey::Changed>& changed) {
  json out = {{key, json::array()}, {"changed_at", nullptr}, {"changed_by", nullptr}};
  for (const auto& one : lists) {
    out[key].push_back({{"name", one.name},
                        {"fr", {{"title", one.titles[0]}, {"phrases", one.phrases[0]}}},
                        {"en", {{"title", one.titles[1]}, {"phrases", one.phrases[1]}}}});
  }
  if (changed) {
    out["changed_at"] = format_time(changed->at);
    out["changed_by"] = changed->by;
  }
  return out;
}

json titles_json(const std::vector<image::Attribute>& lists) {
  json out = json::array();
  for (const auto& one : lists) {
    out.push_back({{"name", one.name}, {"fr", one.titles[0]}, {"en", one.titles[1]}});
  }
  return out;
}

Result<std::vector<image::Attribute>> word_lists_in(const net::Request& request, const char* key) {
  const auto body = json_body(request);
  if (!body) return body.error();
  JsonReader in(*body);
  const auto* list = in.objects(key, Needed::kYes);
  if (auto ok = in.done(); !ok) return ok.error();
  std::vector<image::Attribute> all;
  for (const auto& item : *list) {
    auto& one = all.emplace_back();
    JsonReader inner(item);
    inner.text("name", one.name, Needed::kYes);
    if (auto ok = read_language(inner, "fr", image::Language::kFrench, one); !ok) return ok.error();
    if (auto ok = read_language(inner, "en", image::Language::kEnglish, one); !ok) return ok.error();
    if (auto ok = inner.done(); !ok) return ok.error();
  }
  return all;
}

}  // namespace vigie::api
