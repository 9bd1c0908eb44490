#include "api/said_json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "query/document.h"
#include "survey/read_post.h"
#include "text/words.h"
#include "watch/reasons.h"

namespace vigie::api {
namespace {

using nlohmann::json;
using watch::reason_text;

double rounded(float value) { return static_cast<double>(std::lround(value * 10'000)) / 10'000.0; }

std::string text_of(const text::Words& words, const image::Stretch& stretch) {
  const auto text = words.texts()[static_cast<std::size_t>(stretch.part)];
  return reason_text(text.substr(stretch.from, stretch.to - stretch.from));
}

std::vector<image::Said> said_in(const image::Reader& reader, const mood::Model& model, const store::Hit& hit,
                                 const query::Query* watch, text::Words& words) {
  std::vector<mood::Clause> clauses;
  const post::Post post = survey::beginning_of(hit.post);
  query::read_words(post, words);
  mood::clauses_of(words, clauses);
  auto said = reader.read(model, words, hit.reading, clauses);
  if (watch == nullptr) return said;
  survey::PostReader about(*watch);
  about.read(hit);
  std::erase_if(said, [&](const image::Said& one) { return !about.about()[one.clause]; });
  return said;
}

json words_of(const std::vector<image::Said>& said, std::uint8_t attribute, const text::Words& words) {
  json out = json::array();
  for (const auto& one : said) {
    if (one.attribute != attribute) continue;
    for (const auto& stretch : one.words) {
      if (out.size() == kSaidWordsMax) return out;
      json word = text_of(words, stretch);
      if (std::find(out.begin(), out.end(), word) == out.end()) out.push_back(std::move(word));
    }
  }
  return out;
}

}  // namespace

json attributes_json(const image::Reader& reader, const mood::Model& model, const store::Hit& hit,
                     const query::Query* watch) {
  text::Words words;
  const auto said = said_in(reader, model, hit, watch, words);
  json out = json::array();
  for (const auto& told : image::told_of(said)) {
    const auto& attribute = reader.attributes()[told.attribute];
    json clauses = json::array();
    for (const auto& clause : told.clauses) {
      if (clauses.size() == kSaidClausesMax) break;
      clauses.push_back(text_of(words, clause));
    }
    out.push_back({{"name", attribute.name},
                   {"fr", attribute.titles[0]},
                   {"en", attribute.titles[1]},
                   {"read", post::name_of(mood::mood_of(told.mood))},
                   {"mood",
                    {{"negative", rounded(told.mood[0])},
                     {"neutral", rounded(told.mood[1])},
                     {"positive", rounded(told.mood[2])}}},
                   {"clauses", std::move(clauses)},
                   {"words", words_of(said, told.attribute, words)}});
  }
  return out;
}

json intents_json(const intent::IntentsReader& reader, const store::Hit& hit) {
  json out = json::array();
  if (!intent::IntentsReader::reads(hit.reading.language)) return out;
  text::Words words;
  const post::Post post = survey::beginning_of(hit.post);
  query::read_words(post, words);
  for (const auto& shown : reader.read(post, words, hit.reading)) {
    json grounds = json::array();
    for (const auto& ground : shown.grounds) {
      grounds.push_back({{"why", ground.why}, {"word", reason_text(ground.word)}});
    }
    out.push_back({{"name", intent::name_of(shown.kind)},
                   {"words", std::move(grounds)},
                   {"from", reason_text(shown.from)},
                   {"to", reason_text(shown.to)}});
  }
  return out;
}

}  // namespace vigie::api
