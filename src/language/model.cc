#include "language/model.h"

#include <algorithm>
#include <array>
#include <span>

#include "language/claim.h"
#include "language/letters.h"
#include "language/rows.h"
#include "language/sums.h"
#include "language/verdict.h"
#include "language/weights.h"

namespace vigie::language {
namespace {

// Adds all runs of one script; returns how many rows there were.
std::size_t add_runs(const Table& table, const Letters& letters, Script script, Sums& sums) {
  std::array<std::uint32_t, kRowsOfTextMax> rows;  // Filled as far as counted.
  std::size_t count = 0;
  for (const Letters::Run& run : letters.runs()) {
    if (run.script != script) continue;
    const std::size_t more = rows_of(letters.points(run), table.row_count, rows.data() + count);
    prefetch_rows(table, std::span(rows).subspan(count, more));
    count += more;
  }
  add_rows(table, std::span(rows).first(count), sums);
  return count;
}

Sums sums_of_run(const Table& table, const Letters& letters, const Letters::Run& run) {
  std::vector<std::uint32_t> rows((run.to - run.from) * kRowsPerPointMax);
  rows.resize(rows_of(letters.points(run), table.row_count, rows.data()));
  Sums out{};
  add_rows(table, rows, out);
  return out;
}

}  // namespace

Result<Model> Model::from_bytes(std::string_view bytes) {
  auto weights = Weights::from_bytes(bytes);
  if (!weights) return weights.error();
  return Model(std::move(*weights));
}

std::string_view Model::version() const { return weights_->version; }

Guess Model::read(const text::Words& words, std::string_view claim) const {
  const Letters letters(weights_->alphabet, words);
  const Script script = letters.script();
  const Table* const table = weights_->table(script);
  if (table == nullptr) return of_script(weights_->alphabet, script);
  Sums sums{};
  const std::size_t rows = add_runs(*table, letters, script, sums);
  return best_of(*table, shares_of(*table, script, sums, rows, claimed_language(claim)));
}

Guess Model::runner_up(const text::Words& words, post::LanguageId first, std::string_view claim) const {
  const Letters letters(weights_->alphabet, words);
  const Script script = letters.script();
  const Table* const table = weights_->table(script);
  if (table == nullptr) {
    const Guess sole = of_script(weights_->alphabet, script);
    return sole.language == first ? Guess{} : sole;
  }
  Sums sums{};
  const std::size_t rows = add_runs(*table, letters, script, sums);
  const Shares shares = shares_of(*table, script, sums, rows, claimed_language(claim));
  Guess out;
  for (std::size_t lane = 0; lane < table->lanes.size(); ++lane) {
    const post::LanguageId language = table->lanes[lane].language;
    if (language == first || language == post::kUnknownLanguage || shares[lane] <= out.p) continue;
    out = {language, shares[lane]};
  }
  return out;
}

std::vector<Reason> Model::explain(const text::Words& words, std::size_t reasons_max) const {
  const Letters letters(weights_->alphabet, words);
  const Script script = letters.script();
  const int index = weights_->table_of[static_cast<std::size_t>(script)];
  if (index < 0) return {};
  const Table& table = weights_->tables[static_cast<std::size_t>(index)];
  Sums sums{};
  const std::size_t row_count = add_runs(table, letters, script, sums);
  const Shares shares = shares_of(table, script, sums, row_count, post::kUnknownLanguage);
  const auto [first, second] = two_best(shares);
  const float scale = table.scale(row_count);
  std::vector<Reason> reasons;
  for (const Letters::Run& run : letters.runs()) {
    if (run.script != script) continue;
    const Sums own = sums_of_run(table, letters, run);
    reasons.push_back({run.typed, static_cast<float>(own[first] - own[second]) * scale});
  }
  std::stable_sort(reasons.begin(), reasons.end(),
                   [](const Reason& a, const Reason& b) { return a.weight > b.weight; });
  if (reasons.size() > reasons_max) reasons.resize(reasons_max);
  return reasons;
}

}  // namespace vigie::language
