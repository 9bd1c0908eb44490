// The sets that have both rows to learn from and rows kept for measuring (DIR/umsab/LL.train.tsv, LL.dev.tsv), dealt
// anew into folds: each is measured by a model that learnt from the others, so that every row counts and chance is
// seen. Near copies of what is measured are never learnt, as read_corpus() has it; other files are left as they are.
// Threads: pure. Errors: fewer than two folds, or nothing to deal.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "learning/labelled.h"
#include "mood/train.h"

namespace vigie::mood {

// Files as read_corpus() takes them; `dealt` owns the bytes of those that are new.
struct Fold {
  std::map<std::string, std::string> dealt;  // By path.
  std::vector<learning::NamedFile> files;
};

// The same files and seed are dealt the same.
Result<std::vector<Fold>> deal_folds(std::span<const learning::NamedFile> files, std::size_t folds, std::uint64_t seed);

// A figure over folds, and the half of its 95 % interval (Student's t; few folds are little to go by).
struct FoldMean {
  double mean = 0;
  double half = 0;
};
FoldMean mean_of_folds(std::span<const double> values);

}  // namespace vigie::mood
