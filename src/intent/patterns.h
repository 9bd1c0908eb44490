// Patterns of words, found among the sentences of a post. A list is text that people write (`words/intents_*.txt`):
//
//   $i = (i/we/i ve)          a class, used as $i below
//   [buys]                    a section: what its patterns mean
//   $i (just/) bought         alternatives in brackets, an empty one may be left out
//   ^bought | 0.5             `^`: where a sentence begins, `~`: a clause; a weight, if not 1
//   !would never go back      `!`: a negation before or after does not undo it
//   switched from <from> to <to>   names, caught as typed; `*` is any one word, `..` up to three of them
//   [not buys]                what undoes a pattern of that section that it overlaps
//
// Both sides are folded by `text`, so accents, capitals and apostrophes never hide a word. No pattern reaches over the
// end of a sentence, no `*`, `..` or name over a comma.
// Threads: immutable once the lists are added. Errors: add_text() names the line that is wrong.
// Cost: a walk from each word with which a pattern begins; the patterns of a word side by side.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "intent/sentences.h"

namespace vigie::intent {

constexpr std::size_t kPatternStatesMax = 20'000;  // Of one line, classes written out.
constexpr std::size_t kNameWordsMax = 5;

struct WordRange {
  std::uint32_t first = 0, last = 0;  // Places in Sentences::words, both ends inside.
};

struct PatternFound {
  std::uint8_t section = 0;
  float weight = 1;
  WordRange words;
  std::optional<WordRange> from, to;
  bool is_firm = false;  // No negation undoes it.
};

class Patterns {
 public:
  // Sections by their names, in the order of the numbers that finds carry.
  explicit Patterns(std::vector<std::string> sections) : sections_(std::move(sections)) {}

  Result<void> add_text(std::string_view list);

  // Of those that overlap in a section that which catches more names, then the longest, the first of equals.
  std::vector<PatternFound> find(const Sentences& sentences) const;

 private:
  struct End {
    std::uint8_t section = 0;
    float weight = 1;
    bool is_firm = false;
  };
  // A place in a pattern: the words that lead on, and the places that are reached without one.
  struct State {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> next;
    std::vector<std::uint32_t> beside;
    std::optional<End> end;
  };
  enum class Where : std::uint8_t { kAnywhere, kClause, kSentence };  // It begins.
  struct First {
    std::uint32_t state;
    Where where;
  };
  struct Walk;

  Result<void> add_class(std::string_view line);
  Result<void> add_line(std::string_view line, std::uint8_t section);
  // Each compiles what stands at `at` behind a state, and gives the state behind that.
  using Compiled = Result<std::uint32_t>;
  Compiled compile(std::string_view text, std::uint32_t from);
  Compiled compile_choice(std::string_view text, std::size_t& at, std::uint32_t from);
  Compiled compile_run(std::string_view text, std::size_t& at, std::uint32_t from);
  Compiled compile_word(std::string_view word, std::uint32_t from);
  std::uint32_t step(std::uint32_t from, std::uint64_t term);
  Result<void> index_firsts(std::uint32_t state, Where where);
  void walk(const Sentences& in, std::uint32_t state, std::uint32_t at, Walk& walk) const;
  void walk_name(const Sentences& in, std::uint32_t state, std::uint32_t at, bool is_from, Walk& walk) const;

  std::vector<std::string> sections_;
  std::map<std::string, std::string, std::less<>> classes_;
  std::vector<State> states_;
  std::size_t line_states_ = 0;  // Where those of the line that is being read begin.
  std::unordered_map<std::uint64_t, std::vector<First>> firsts_;
};

}  // namespace vigie::intent
