// The letters of a text's words, in runs: a run is one word of one script, between two markers, so
// that beginnings and ends of words are letters too. Words of scripts without spaces, which are
// single characters, join into one run. A letter said more than twice in a row counts twice.
// Threads: owned by one thread. Errors: none. Borrows: the words' texts.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "language/alphabet.h"
#include "text/words.h"

namespace vigie::language {

constexpr std::uint32_t kLettersMax = 128;             // Enough to know a language; what follows is not read.
constexpr std::uint32_t kPointsMax = 3 * kLettersMax;  // A run of one letter takes two markers.

class Letters {
 public:
  struct Run {
    std::uint32_t from, to;  // Places in points(), markers included.
    Script script;
    std::string_view typed;
  };

  Letters(const Alphabet& alphabet, const text::Words& words);

  std::span<const Run> runs() const { return {runs_.data(), run_count_}; }
  std::span<const char32_t> points(const Run& run) const { return {points_.data() + run.from, run.to - run.from}; }

  // The script that most bytes are of; kNone if there is no letter.
  Script script() const;

 private:
  void read_word(const Alphabet& alphabet, std::string_view typed);
  void begin(Script script, const char* at);
  void end(const char* at);

  std::array<char32_t, kPointsMax> points_;
  std::array<Run, kLettersMax> runs_;
  std::array<std::uint32_t, kScripts> bytes_{};
  std::uint32_t point_count_ = 0;
  std::uint32_t run_count_ = 0;
  std::uint32_t letter_count_ = 0;
  const char* run_from_ = nullptr;  // Where the open run begins in its text.
  bool open_ = false;
};

}  // namespace vigie::language
