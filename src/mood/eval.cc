#include "mood/eval.h"

#include <memory>
#include <string>
#include <vector>

#include "mood/labels.h"
#include "mood/reader.h"
#include "mood/unescape.h"

namespace vigie::mood {

Result<learning::Scores> evaluate(const Model& model, std::span<const learning::Row> rows,
                                  const LanguageOf& language_of) {
  std::vector<std::string_view> named;
  for (const learning::Row& row : rows) named.push_back(row.label);
  const auto labels = Labels::of(named);
  if (!labels) return labels.error();
  learning::Confusion confusion;
  const auto reader = std::make_unique<Reader>(model);  // As the pipeline reads; too large for a stack.
  text::Words words;
  for (const learning::Row& row : rows) {
    const std::string text = unescaped(row.text);
    words.clear();
    words.add(text::Field::kText, text);
    const auto p = reader->read(words, language_of(words));
    confusion.add(row.label, post::name_of(labels->guess(p)));
  }
  return confusion.scores();
}

}  // namespace vigie::mood
