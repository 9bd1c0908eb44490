// The letters of a text's words, in runs: a run is one word of one script, between two markers, so
// that beginnings and ends of words are letters too. Words of scripts without spaces, which are
// single characters, join into one run. A letter said more than twice in a row counts twice.
// Threads: owned by one thread. Errors: none. Borrows: the words' texts.
#pragma once

#include <algorithm>
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

  // Of no text yet: to be read word by word.
  explicit Letters(const Alphabet& alphabet) : alphabet_(alphabet) {}
  Letters(const Alphabet& alphabet, const text::Words& words);

  void clear();  // Begins another text.

  // The next word, in the order of the text. One that touches the word before goes on with its run.
  void read(const text::Word& word, std::string_view typed);
  // A word that touches no other and makes one run, which the caller knows: it counts and is not kept.
  void pass(Script script, std::uint32_t letters, std::uint32_t bytes);
  // Ends the open run.
  void close();

  // Letters read so far; what comes after kLettersMax of them is not read.
  std::uint32_t count() const { return letter_count_; }
  // Runs so far, the open one included.
  std::uint32_t run_count() const { return run_count_ + (open_ ? 1 : 0); }

  std::span<const Run> runs() const { return {runs_.data(), run_count_}; }
  std::span<const char32_t> points(const Run& run) const { return {points_.data() + run.from, run.to - run.from}; }

  // The script that most bytes are of; kNone if there is no letter.
  Script script() const;

 private:
  void begin(Script script, const char* at);
  void end(const char* at);

  const Alphabet& alphabet_;
  std::array<char32_t, kPointsMax> points_;
  std::array<Run, kLettersMax> runs_;
  std::array<std::uint32_t, kScripts> bytes_{};
  std::uint32_t point_count_ = 0;
  std::uint32_t run_count_ = 0;
  std::uint32_t letter_count_ = 0;
  const char* run_from_ = nullptr;  // Where the open run begins in its text.
  const char* last_ = nullptr;      // Where the last word ended.
  int part_ = -1;                   // Its text.
  bool open_ = false;
};

// Calls take(word) for the words that tell a language: those in no hashtag and no mention.
template <typename Take>
void each_spoken(const text::Words& words, Take&& take) {
  std::uint32_t tag_end = 0;  // Words inside a hashtag or mention belong to it.
  int tag_part = -1;
  for (const text::Word& word : words.all()) {
    const bool in_tag = word.part == tag_part && word.from < tag_end;
    if (word.kind == text::Kind::kWord) {
      if (!in_tag) take(word);
    } else if (word.kind != text::Kind::kEmoji) {
      tag_end = word.part == tag_part ? std::max(tag_end, word.to) : word.to;
      tag_part = word.part;
    }
  }
}

}  // namespace vigie::language
