// The model as one thread reads with it, post after post: it remembers what the rows of frequent words
// sum up to, so that a word met again costs one look instead of its thirty rows. Sums are whole
// numbers: a Reader's guesses are those of Model::read() to the last bit, whatever it has read before.
// Threads: owned by one thread. Errors: none. Cost: no allocation in read(); kWordsRemembered words.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "language/letters.h"
#include "language/model.h"
#include "language/rows.h"
#include "language/sums.h"
#include "learning/memo.h"

namespace vigie::language {

constexpr std::size_t kWordsRemembered = 16384;

class Reader {
 public:
  explicit Reader(const Model& model);

  // As Model::read() has it.
  Guess read(const text::Words& words, std::string_view claim = {});

 private:
  // A word that is one run: what it adds to a text.
  struct Known {
    Script script;
    std::uint8_t letters;
    std::uint8_t bytes;
    std::uint8_t rows;
    BlockSums sums;
  };
  // Rows of one run, to be remembered under a key; 0: not to be.
  struct NewRun {
    std::uint64_t key;
    std::uint32_t to;  // Of the rows; they follow those of the run before.
    std::uint8_t letters;
    std::uint8_t bytes;
  };

  void gather(const text::Words& words);
  std::size_t add_known(Script script, Sums& sums) const;
  void place_rows(const Table& table, Script script);
  std::size_t add_new(const Table& table, Script script, Sums& sums);

  std::shared_ptr<const Model::Weights> weights_;
  learning::Memo<Known> memo_;

  // Of the text at hand; arrays are filled as far as counted.
  Letters letters_;
  std::array<std::uint64_t, kLettersMax> keys_;  // By run of the letters.
  std::array<const Known*, kLettersMax> known_;
  std::size_t known_count_ = 0;
  std::array<std::uint32_t, kRowsOfTextMax> rows_;
  std::array<NewRun, kLettersMax> new_;
  std::size_t new_count_ = 0;
};

}  // namespace vigie::language
