// The numbers of a language model and their bytes: doc/formats/language-model.md.
// Threads: immutable once made. Errors: from_bytes() names what is wrong.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "language/alphabet.h"
#include "language/model.h"
#include "post/post.h"

namespace vigie::language {

constexpr std::size_t kLanesMax = 32;
constexpr std::uint32_t kRowsMax = 1U << 20U;

// A column of a table: one language, possible for texts of one script. kUnknownLanguage stands for
// all languages of the script that are not ours.
struct Lane {
  Script script;
  post::LanguageId language;

  bool operator==(const Lane&) const = default;
};

struct TableHead {
  std::uint32_t row_count = 0;
  std::uint32_t lane_count = 0;  // 16 or 32; `lanes` may be fewer, the rest is padding.
  float power = 0;               // A text's sum of n rows is divided by n to this power.
  float unit = 0;                // What a weight of 1 is worth.
  std::vector<Lane> lanes;
};

using Levels = std::array<std::int8_t, 16>;  // The weights that there are.

struct Summing;

// As a model reads: four bits a weight, row by row, which keeps most of a table near the processor.
class Table : public TableHead {
 public:
  Levels levels{};
  std::vector<std::uint8_t> codes;  // Two lanes a byte, the even one in the lower half.

  std::size_t row_bytes() const { return lane_count / 2; }
  // What the sum of so many rows is multiplied by, up to kRowsOfTextMax.
  float scale(std::size_t rows) const { return scales_[rows]; }
  void measure();  // Once unit and power are known.

  // How its rows are summed.
  const Summing& summing() const { return *summing_; }

 private:
  std::vector<float> scales_;
  const Summing* summing_ = fastest();

  static const Summing* fastest();
};

// As a learner hands it over: of each weight the index of its level.
struct CodedTable : TableHead {
  Levels levels{};
  std::vector<std::uint8_t> codes;
};

struct Model::Weights {
  Alphabet alphabet;
  std::vector<Table> tables;
  std::array<int, kScripts> table_of{};  // By script; -1: none.
  std::string version;

  // Null: the script alone tells the language, or that it is none of ours.
  const Table* table(Script script) const {
    const int index = table_of[static_cast<std::size_t>(script)];
    return index < 0 || alphabet.sole_language(script) ? nullptr : &tables[static_cast<std::size_t>(index)];
  }

  static Result<std::shared_ptr<const Weights>> from_bytes(std::string_view bytes);
};

std::string to_bytes(const std::vector<CodedTable>& tables);

}  // namespace vigie::language
