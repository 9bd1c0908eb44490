// A tree compiled flat: one step per leaf, each with the step to go on with when it holds and when
// it does not. A Code may hold many programs; all share its pools.
// Threads: immutable once compiled. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/query.h"

namespace vigie::query {

// Where to go on: a step of the same program, or the end. kTermsMax leaves room for both.
constexpr std::uint16_t kYes = 0xFFFF;
constexpr std::uint16_t kNo = 0xFFFE;

enum class Test : std::uint8_t {
  kTerm,      // The post has the term `value`.
  kSequence,  // An occurrence of sequence_of() it.
  kNear,      // nears[value].
  kLang,      // The post is in the language `value`.
  kField      // fields[value].
};

struct Step {
  std::uint64_t value;
  std::uint16_t on_true;
  std::uint16_t on_false;
  Test test;
};

enum class Form : std::uint8_t { kTerm, kExact, kPrefix };

struct SequenceWord {
  std::uint64_t term;   // kTerm, kExact.
  std::uint64_t exact;  // kExact; of a kPrefix: its place and size in `prefixes`.
  std::uint16_t offset;
  text::Kind kind;
  Form form;
};

struct Sequence {  // A word, prefix, exact form or phrase: words[first .. first + count).
  std::uint32_t first;
  std::uint32_t count;
};

// Kept in the step itself: less to wait for.
inline Sequence sequence_of(const Step& step) {
  return {static_cast<std::uint32_t>(step.value >> 32), static_cast<std::uint32_t>(step.value)};
}

struct Side {  // Any of near_sequences[first .. first + count).
  std::uint32_t first;
  std::uint32_t count;
};

struct Near {
  Side left;
  Side right;
  std::uint8_t distance;
  bool ordered;
};

struct Entry {  // One program: where its steps begin, and which of them is first.
  std::uint32_t base = 0;
  std::uint16_t start = 0;
};

struct Code {
  std::vector<Step> steps;
  std::vector<Sequence> near_sequences;  // What the sides of `nears` ask for; a step keeps its own.
  std::vector<SequenceWord> words;
  std::vector<Near> nears;
  std::vector<FieldTest> fields;
  std::string prefixes;

  std::span<const SequenceWord> words_of(const Sequence& sequence) const {
    return std::span(words).subspan(sequence.first, sequence.count);
  }
  std::span<const Sequence> sequences_of(const Side& side) const {
    return std::span(near_sequences).subspan(side.first, side.count);
  }
  std::string_view prefix_of(const SequenceWord& word) const {
    return std::string_view(prefixes).substr(word.exact >> 32, word.exact & 0xFFFF'FFFF);
  }
  void shrink();  // Gives spare memory back.
  std::size_t bytes() const;
};

// Appends the program of a simplified tree: one step per leaf, the last leaf's first.
Entry compile(const Node& root, Code& code);

}  // namespace vigie::query
