#include "mood/eval.h"

#include <string>

#include "mood/unescape.h"

namespace vigie::mood {
namespace {

constexpr std::size_t kMoods = 3;

// Which moods occur as labels; with two, the third is never guessed.
Result<std::array<bool, kMoods>> labels_of(std::span<const learning::Row> rows) {
  std::array<bool, kMoods> out{};
  for (std::size_t index = 0; index < rows.size(); ++index) {
    const auto mood = post::mood_of(rows[index].label);
    if (!mood) {
      return invalid("mood: row " + std::to_string(index + 1) + ": the label '" + std::string(rows[index].label) +
                     "' is not negative, neutral or positive");
    }
    out[static_cast<std::size_t>(*mood)] = true;
  }
  return out;
}

post::Mood guess_of(Probabilities p, const std::array<bool, kMoods>& labels) {
  const int label_count = labels[0] + labels[1] + labels[2];
  if (label_count == 2) {
    for (std::size_t mood = 0; mood < kMoods; ++mood) p[mood] = labels[mood] ? p[mood] : -1;
  }
  return mood_of(p);
}

}  // namespace

Result<learning::Scores> evaluate(const Model& model, std::span<const learning::Row> rows,
                                  const LanguageOf& language_of) {
  const auto labels = labels_of(rows);
  if (!labels) return labels.error();
  learning::Confusion confusion;
  text::Words words;
  for (const learning::Row& row : rows) {
    const std::string text = unescaped(row.text);
    words.clear();
    words.add(text::Field::kText, text);
    const auto p = model.read(words, language_of(words));
    confusion.add(row.label, post::name_of(guess_of(p, *labels)));
  }
  return confusion.scores();
}

}  // namespace vigie::mood
