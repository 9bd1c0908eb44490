// Fields as if they were words: a test such as `lang:fr` is a term, and a post has the terms of the tests
// that hold for it. So a watch can be filed under a field, and turned away by one, as by a word.
// Threads: pure functions. Errors: none.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "query/document.h"

namespace vigie::query {

// The term of a test, if it is one of those that few values tell apart: it holds if and only if the post has it.
std::optional<std::uint64_t> term_of(const FieldTest& test);

// Several names of fields, a bit each.
using FieldNames = std::uint32_t;
constexpr FieldNames names_of(FieldName name) { return FieldNames{1} << static_cast<unsigned>(name); }

class FieldTerms {
 public:
  FieldTerms();
  // Of the fields in `wanted` alone; is:repost is read with kind.
  void read(const Document& document, FieldNames wanted);
  std::span<const std::uint64_t> all() const { return {terms_.data(), count_}; }

 private:
  void add(std::uint64_t term) { terms_[count_++] = term; }

  std::array<FieldTest, 4> flags_;
  std::array<std::uint64_t, 7> terms_{};
  std::size_t count_ = 0;
};

}  // namespace vigie::query
