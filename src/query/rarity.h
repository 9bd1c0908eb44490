// How rare is a word? By frequencies if the caller knows them; else guessed from its length, from
// a short list of the commonest words, and from how many watches speak of it: what many watches
// name is common.
// Threads: immutable once built. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>

#include "query/watch_set.h"

namespace vigie::query {

class Rarity {
 public:
  Rarity(std::span<const Watch> watches, const Frequency& frequency);

  // The expected trouble of filing a watch under the term: greater is commoner. Any scale.
  double cost(const Term& term) const;

 private:
  struct Said {
    std::uint32_t mentions = 0;
    double weight = 0;  // By the word itself.
  };

  void count(const Node& node);
  double prefix_cost(const Term& term) const;

  const Frequency& frequency_;
  std::unordered_map<std::uint64_t, Said> said_;  // By term.
  double mean_ = 1;                               // Of the costs of the set's words: what a prefix is measured by.
};

}  // namespace vigie::query
