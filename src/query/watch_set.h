// Many queries, compiled together: which of them does this post match?
//
// Each watch is filed under its rarest necessary words (an OR under each of its branches), so that
// a post meets only the watches of its own words; what else the watch needs turns most of those away, and
// the others are verified. Watches that need no word are looked at for every post.
// `doc/decisions/matching.md` tells how.
// A set with a few changes is a new set that shares what did not change: the changed watches are compiled by
// themselves, beside the great set, in which those that they replace are struck out.
// Threads: immutable, shared freely; a Scratch belongs to one thread. Errors: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "query/document.h"
#include "query/query.h"
#include "query/scratch.h"

namespace vigie::query {

struct Watch {
  std::uint32_t id;
  Query query;
};

// How often a term is said, on any scale; 0 for one never seen.
using Frequency = std::function<double(std::uint64_t term)>;

class WatchSet {
 public:
  // Without `frequency`, rarity is guessed from the words themselves and from the set.
  static WatchSet compile(std::span<const Watch> watches, const Frequency& frequency = nullptr);

  // This set with `put`, in the place of those of the same ids, and without `gone`; all ids must stand in ascending
  // order in the set and in `put`. Cost: that of compiling what lies beside the great set, at worst.
  WatchSet with(std::span<const Watch> put, std::span<const std::uint32_t> gone) const;

  // How much with() has put beside the great set, and struck out in it: compile anew when it is much.
  std::size_t beside() const;

  // Appends the ids of the watches that match, in the order of the set, each once.
  // No allocation in steady state.
  void match(const Document& document, Scratch& scratch, std::vector<std::uint32_t>& ids) const;

  // The same for each of several posts, appending to `ends` where the ids of each end. Several together
  // cost less: while one waits for memory, others go on.
  void match(std::span<const Document> documents, Scratch& scratch, std::vector<std::uint32_t>& ids,
             std::vector<std::uint32_t>& ends) const;

  std::size_t size() const;   // Watches.
  std::size_t bytes() const;  // Memory held by the compiled set.

 private:
  struct State;
  explicit WatchSet(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  void begin(const Document& document, Scratch& scratch, Pending& pending) const;
  void end(const Document& document, const Pending& pending, Scratch& scratch, std::vector<std::uint32_t>& ids) const;

  std::shared_ptr<const State> state_;
};

}  // namespace vigie::query
