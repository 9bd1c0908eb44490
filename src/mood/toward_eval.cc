#include "mood/toward_eval.h"

#include <string>
#include <vector>

#include "mood/labels.h"
#include "mood/unescape.h"

namespace vigie::mood {

Result<TowardScores> evaluate(const Model& mood, const Toward& toward, std::span<const TopicRow> rows,
                              const LanguageOf& language_of) {
  std::vector<std::string_view> named;
  for (const TopicRow& row : rows) named.push_back(row.label);
  const auto labels = Labels::of(named);
  if (!labels) return labels.error();
  learning::Confusion of_toward;
  learning::Confusion of_post;
  TowardScores out;
  text::Words words;
  for (const TopicRow& row : rows) {
    const std::string text = unescaped(row.text);
    words.clear();
    words.add(text::Field::kText, text);
    const auto language = language_of(words);
    const auto target = places_of(words, unescaped(row.topic));
    if (target.empty()) ++out.not_named;
    of_toward.add(row.label, post::name_of(labels->guess(toward.read(mood, words, language, target))));
    of_post.add(row.label, post::name_of(labels->guess(mood.read(words, language))));
  }
  out.toward = of_toward.scores();
  out.post = of_post.scores();
  return out;
}

}  // namespace vigie::mood
