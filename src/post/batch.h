// Items that travel together, and the bytes of all their strings. The unit of work of the whole
// house: a source fills one, workers read it, the writer keeps it.
// Threads: owned by one thread at a time; handed over whole. Owns: every string of its items.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "post/post.h"

namespace vigie::post {

class Batch {
 public:
  Batch() = default;
  Batch(Batch&&) = default;
  Batch& operator=(Batch&&) = default;

  // Copies every string of `item` into this batch.
  Item& add(const Item& item);
  Item& add(const Post& post) { return add(Item{Act::kSay, post}); }

  // Adds without copying: the strings must already live in `arena()`, or outlive the batch.
  Item& adopt(const Item& item) { return items_.emplace_back(item); }

  Arena& arena() { return arena_; }
  std::span<Item> items() { return items_; }
  std::span<const Item> items() const { return items_; }
  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  void shrink(std::size_t count) { items_.resize(count); }  // Forgets the items from `count` on.
  void clear();                                             // Keeps the memory.

 private:
  Arena arena_;
  std::vector<Item> items_;
};

}  // namespace vigie::post
