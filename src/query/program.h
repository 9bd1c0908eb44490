// One query, compiled: does this post match, and by which words?
// Threads: immutable, shared freely; a Scratch belongs to one thread. Errors: none.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "query/document.h"
#include "query/query.h"
#include "query/scratch.h"
#include "text/words.h"

namespace vigie::query {

struct Span {  // Bytes [from, to) of one field of the post.
  text::Field field{};
  std::uint8_t part = 0;  // As text::Word::part: tells alternative texts apart.
  std::uint32_t from = 0;
  std::uint32_t to = 0;

  bool operator==(const Span&) const = default;
};

class Program {
 public:
  explicit Program(const Query& query);

  bool matches(const Document& document, Scratch& scratch) const;  // No allocation in steady state.
  bool matches(const Document& document) const;

  // Appends the words that make the post match: occurrences of the positive leaves of those
  // branches that hold; nothing if the post does not match. A phrase is one span. Sorted, may overlap.
  void spans(const Document& document, std::vector<Span>& out) const;

 private:
  struct State;
  std::shared_ptr<const State> state_;
};

// The spans of the field that holds `text` as code point ranges [from, to), merged and sorted.
std::vector<std::pair<std::uint32_t, std::uint32_t>> code_point_ranges(std::string_view text,
                                                                       const std::vector<Span>& spans,
                                                                       text::Field field = text::Field::kText);

}  // namespace vigie::query
