#include "watch/reasons.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "query/document.h"
#include "watch/subject.h"

namespace vigie::watch {
namespace {

using nlohmann::json;

double rounded(float value) { return static_cast<double>(std::lround(value * 10'000)) / 10'000.0; }

json moods_json(const float* p) {
  return {{"negative", rounded(p[0])}, {"neutral", rounded(p[1])}, {"positive", rounded(p[2])}};
}

template <typename Reason>
json words_json(const std::vector<Reason>& reasons) {
  json out = json::array();
  for (const Reason& reason : reasons) {
    if (rounded(reason.weight) != 0)
      out.push_back({{"word", reason_text(reason.word)}, {"weight", rounded(reason.weight)}});
  }
  return out;
}

json toward_json(const Models& models, const query::Document& document, const ReasonsFor& watch) {
  std::vector<query::Span> spans;
  watch.program->spans(document, spans);
  const text::Words& words = *document.words;
  const auto reading = models.toward.explain(models.mood, words, document.reading.language, subject_of(spans));
  json clauses = json::array();
  for (const mood::Clause& clause : reading.clauses) {
    if (clauses.size() == kReasonClausesMax) break;
    const std::string_view text = words.texts()[static_cast<std::size_t>(clause.part)];
    clauses.push_back(reason_text(text.substr(clause.from, clause.to - clause.from)));
  }
  return {{"watch", watch.watch},
          {"read", post::name_of(mood::mood_of(reading.p))},
          {"mood", moods_json(reading.p.data())},
          {"clauses", std::move(clauses)}};
}

}  // namespace

std::string reason_text(std::string_view text) {
  std::string out;
  text = text.substr(0, whole_points(text, kReasonBytesMax));
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    append_utf8(out, point.value);
    text.remove_prefix(point.bytes);
  }
  return out;
}

json reasons_json(const Models& models, const store::Hit& hit, const ReasonsFor* watch) {
  text::Words words;
  query::read_words(hit.post, words);
  const post::Reading& reading = hit.reading;
  const auto now = models.mood.read(words, reading.language);
  const auto next = models.language.runner_up(words, reading.language, hit.post.lang);
  json runner_up = nullptr;
  if (rounded(next.p) > 0) runner_up = {{"read", post::code_of(next.language)}, {"p", rounded(next.p)}};
  json out = {{"lang",
               {{"read", post::code_of(reading.language)},
                {"p", rounded(reading.language_p)},
                {"runner_up", std::move(runner_up)},
                {"words", words_json(models.language.explain(words, kReasonsMax))}}},
              {"mood",
               {{"read", post::name_of(reading.mood())},
                {"mood", moods_json(reading.mood_p)},
                {"words_for", post::name_of(mood::mood_of(now))},
                {"words", words_json(models.mood.explain(words, reading.language, kReasonsMax))}}},
              {"toward", nullptr}};
  if (watch != nullptr) out["toward"] = toward_json(models, {&hit.post, &words, reading}, *watch);
  return out;
}

}  // namespace vigie::watch
