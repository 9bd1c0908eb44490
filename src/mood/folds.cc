#include "mood/folds.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/hash.h"
#include "base/random.h"

namespace vigie::mood {
namespace {

constexpr std::string_view kTrainEnd = ".train.tsv";
constexpr std::string_view kDevEnd = ".dev.tsv";

// Two-sided 95 % of Student's t, by degrees of freedom from 1; later ones are near 2.
constexpr std::array<double, 9> kStudent = {12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26};

const learning::NamedFile* find(std::span<const learning::NamedFile> files, const std::string& path) {
  const auto at = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.path == path; });
  return at == files.end() ? nullptr : &*at;
}

std::vector<std::string_view> lines_of(const learning::NamedFile& train, const learning::NamedFile& dev) {
  std::vector<std::string_view> out;
  for (std::string_view left : {train.bytes, dev.bytes}) {
    for (std::string_view line; learning::take_line(left, line);) out.push_back(line);
  }
  return out;
}

}  // namespace

Result<std::vector<Fold>> deal_folds(std::span<const learning::NamedFile> files, std::size_t folds,
                                     std::uint64_t seed) {
  if (folds < 2) return invalid("mood: fewer than two folds measure nothing");
  std::vector<Fold> out(folds);
  for (const learning::NamedFile& dev : files) {
    if (!std::string_view(dev.path).ends_with(kDevEnd)) continue;
    const std::string set = dev.path.substr(0, dev.path.size() - kDevEnd.size());
    const learning::NamedFile* const train = find(files, set + std::string(kTrainEnd));
    if (train == nullptr) continue;
    auto lines = lines_of(*train, dev);
    Random random(hash64(set, seed));
    for (std::size_t at = lines.size(); at > 1; --at) std::swap(lines[at - 1], lines[random.below(at)]);
    for (std::size_t at = 0; at < lines.size(); ++at) {
      for (std::size_t fold = 0; fold < folds; ++fold) {
        std::string& bytes = out[fold].dealt[at % folds == fold ? dev.path : train->path];
        bytes.append(lines[at]).push_back('\n');
      }
    }
  }
  for (Fold& fold : out) {
    if (fold.dealt.empty()) return invalid("mood: no set has both rows to learn (.train.tsv) and rows kept (.dev.tsv)");
    for (const learning::NamedFile& file : files) {
      const auto dealt = fold.dealt.find(file.path);
      fold.files.push_back(dealt == fold.dealt.end() ? file : learning::NamedFile{file.path, dealt->second});
    }
  }
  return out;
}

FoldMean mean_of_folds(std::span<const double> values) {
  FoldMean out;
  const auto count = static_cast<double>(values.size());
  for (const double value : values) out.mean += value / count;
  if (values.size() < 2) return out;
  double squares = 0;
  for (const double value : values) squares += (value - out.mean) * (value - out.mean);
  const std::size_t freedom = std::min(values.size() - 1, kStudent.size());
  out.half = kStudent[freedom - 1] * std::sqrt(squares / (count - 1) / count);
  return out;
}

}  // namespace vigie::mood
