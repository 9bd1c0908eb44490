#include "learning/scores.h"

namespace vigie::learning {
namespace {

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

ClassScore score_of(std::uint64_t right, std::uint64_t guessed, std::uint64_t support) {
  const double precision = share(right, guessed);
  const double recall = share(right, support);
  const double f1 = right == 0 ? 0 : 2 * precision * recall / (precision + recall);
  return {precision, recall, f1, support};
}

}  // namespace

void Confusion::add(std::string_view truth, std::string_view guess) {
  ++cells_[{std::string(truth), std::string(guess)}];
}

std::uint64_t Confusion::count(std::string_view truth, std::string_view guess) const {
  const auto cell = cells_.find({std::string(truth), std::string(guess)});
  return cell == cells_.end() ? 0 : cell->second;
}

Scores Confusion::scores() const {
  std::map<std::string, std::uint64_t> guessed;
  std::map<std::string, std::uint64_t> support;
  std::uint64_t right = 0;
  Scores out;
  for (const auto& [labels, count] : cells_) {
    support[labels.first] += count;
    guessed[labels.second] += count;
    out.n += count;
    if (labels.first == labels.second) right += count;
  }
  out.accuracy = share(right, out.n);
  for (const auto& [label, truths] : support) {
    const ClassScore score = score_of(count(label, label), guessed[label], truths);
    out.macro_recall += score.recall / static_cast<double>(support.size());
    out.macro_f1 += score.f1 / static_cast<double>(support.size());
    out.classes.emplace(label, score);
  }
  return out;
}

}  // namespace vigie::learning
