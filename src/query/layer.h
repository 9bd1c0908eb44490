// A compiled set of which some watches have been struck out since.
// Threads: immutable but for strike(), which belongs to whoever makes a version. Errors: none.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "query/compiled_set.h"

namespace vigie::query {

class Layer {
 public:
  explicit Layer(std::shared_ptr<const CompiledSet> set) : set_(std::move(set)) {}

  const CompiledSet& set() const { return *set_; }
  std::size_t size() const { return set_->size() - struck_count_; }
  std::size_t struck() const { return struck_count_; }
  bool has_struck(std::uint32_t place) const {
    return !struck_.empty() && (struck_[place >> 6] >> (place & 63) & 1) != 0;
  }

  // Strikes the watch with this id out, if it is there.
  void strike(std::uint32_t id) {
    const auto place = set_->place_of(id);
    if (!place || has_struck(*place)) return;
    struck_.resize((set_->size() + 63) / 64);
    struck_[*place >> 6] |= std::uint64_t{1} << (*place & 63);
    ++struck_count_;
  }

  std::size_t bytes() const { return set_->bytes() + struck_.capacity() * sizeof(std::uint64_t); }

 private:
  std::shared_ptr<const CompiledSet> set_;
  std::vector<std::uint64_t> struck_;  // Bits, by place; empty: none.
  std::size_t struck_count_ = 0;
};

}  // namespace vigie::query
