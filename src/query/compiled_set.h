// Many queries compiled at once, and the steps by which a post finds those that match it. Each step asks
// memory for what the next one reads; whoever takes several posts through the steps together, each a step
// behind the one before, does not wait.
// Threads: immutable once compiled; a Finding belongs to one thread. Errors: none.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "query/code.h"
#include "query/drawers.h"
#include "query/match.h"
#include "query/scratch.h"
#include "query/watch_set.h"

namespace vigie::query {

class CompiledSet {
 public:
  CompiledSet(std::span<const Watch> watches, const Frequency& frequency);

  FieldNames fields() const { return fields_; }
  bool asks_pairs() const { return asks_pairs_; }
  bool has_always() const { return !always_.empty(); }  // Watches that are candidates whatever the post.

  // The steps, in this order. `terms` are built of the document's words, and marked with `more`: the terms of
  // its fields, and the pairs of its words, if any set that takes part asks for them.
  void choose_drawers(const PostTerms& terms, std::span<const std::uint64_t> more, Finding& finding) const;
  void open_drawers(Finding& finding) const;
  void collect_candidates(const PostTerms& terms, Finding& finding) const;
  void ask_for_steps(const Finding& finding) const;
  void ask_for_phrases(const Finding& finding) const;
  // Calls `found(place)` for each watch that matches, in order.
  template <typename Found>
  void verify(const Document& document, const PostTerms& terms, const Finding& finding, Scratch& scratch,
              Found found) const;

  std::size_t size() const { return watches_.size(); }
  bool is_ascending() const;                                      // By id.
  std::optional<std::uint32_t> place_of(std::uint32_t id) const;  // If the set is ascending.
  std::uint32_t id(std::uint32_t place) const { return watches_[place].id; }
  std::size_t bytes() const;

 private:
  struct Compiled {
    Entry entry;
    std::uint32_t id;
  };

  void add_start(const Start& start, std::size_t count);
  void choose_prefixes(const PostTerms& terms, Finding& finding) const;
  void add_prefix_keys(const text::Words& words, Finding& finding) const;
  std::size_t place_of_first_step(std::uint32_t place) const {
    const Entry entry = watches_[place].entry;
    return std::size_t{entry.base} + entry.start;
  }
  const Step& first_step(std::uint32_t place) const { return code_.steps[place_of_first_step(place)]; }

  Code code_;
  std::vector<Compiled> watches_;  // By place in the set.
  Drawers by_term_;
  Drawers by_prefix_;
  // By start_of(), of the prefixes of kStartBytes and more that begin so: bit n: some has kStartBytes + n bytes.
  std::vector<std::uint16_t> starts_ = {0};
  std::uint32_t start_mask_ = 0;
  std::uint32_t prefix_sizes_ = 0;
  FieldNames fields_ = 0;
  bool asks_pairs_ = false;
  std::vector<Met> always_;
  const GuardCheck* guard_check_ = &guard_checks().back();
};

template <typename Found>
void CompiledSet::verify(const Document& document, const PostTerms& terms, const Finding& finding, Scratch& scratch,
                         Found found) const {
  for (const auto met : finding.candidates.all()) {
    const auto place = watch_of(met);
    if (is_sure(met) || run(code_, watches_[place].entry, document, terms, scratch)) found(place);
  }
}

}  // namespace vigie::query
