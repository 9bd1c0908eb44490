#include "language/eval.h"

#include "language/reader.h"

namespace vigie::language {

learning::Scores evaluate(const Model& model, std::span<const learning::Row> rows) {
  learning::Confusion confusion;
  Reader reader(model);  // As the pipeline reads.
  text::Words words;
  for (const learning::Row& row : rows) {
    words.clear();
    words.add(text::Field::kText, row.text);
    confusion.add(row.label, post::code_of(reader.read(words).language));
  }
  return confusion.scores();
}

}  // namespace vigie::language
