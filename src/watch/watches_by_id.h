// Watches in the order of their ids, in chunks that versions share: a change among 100,000 copies one chunk.
// Threads: immutable. Errors: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <span>
#include <vector>

namespace vigie::watch {

using WatchId = std::uint32_t;
struct Watch;

class WatchesById {
 public:
  using Chunk = std::vector<std::shared_ptr<const Watch>>;

  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = std::shared_ptr<const Watch>;
    using difference_type = std::ptrdiff_t;
    using pointer = const value_type*;
    using reference = const value_type&;

    Iterator() = default;
    reference operator*() const { return (**chunk_)[place_]; }
    pointer operator->() const { return &**this; }
    Iterator& operator++() {
      if (++place_ == (*chunk_)->size()) *this = Iterator(chunk_ + 1, 0);
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    bool operator==(const Iterator&) const = default;

   private:
    friend class WatchesById;
    Iterator(const std::shared_ptr<const Chunk>* chunk, std::size_t place) : chunk_(chunk), place_(place) {}
    const std::shared_ptr<const Chunk>* chunk_ = nullptr;
    std::size_t place_ = 0;
  };

  WatchesById() = default;
  explicit WatchesById(const Chunk& watches);  // In the order of their ids.

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Iterator begin() const { return {chunks_.data(), 0}; }
  Iterator end() const { return {chunks_.data() + chunks_.size(), 0}; }

  std::shared_ptr<const Watch> get(WatchId id) const;  // Null if there is none.
  Iterator after(WatchId id) const;                    // The first of a greater id.

  // With `put`, in the place of those of the same ids, and without `gone`. Cost: a chunk for each.
  WatchesById with(std::span<const std::shared_ptr<const Watch>> put, std::span<const WatchId> gone) const;

 private:
  std::size_t chunk_of(WatchId id) const;  // Where it is, or would be put; 0 if there are none.
  void replace(std::size_t chunk, Chunk watches);
  void put(const std::shared_ptr<const Watch>& watch);
  void remove(WatchId id);

  std::vector<std::shared_ptr<const Chunk>> chunks_;  // None is empty.
  std::size_t size_ = 0;
};

}  // namespace vigie::watch
