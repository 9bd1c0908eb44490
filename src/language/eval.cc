#include "language/eval.h"

namespace vigie::language {

learning::Scores evaluate(const Model& model, std::span<const learning::Row> rows) {
  learning::Confusion confusion;
  text::Words words;
  for (const learning::Row& row : rows) {
    words.clear();
    words.add(text::Field::kText, row.text);
    confusion.add(row.label, post::code_of(model.read(words).language));
  }
  return confusion.scores();
}

}  // namespace vigie::language
