// The postings of a live segment: term -> documents in order of arrival. Open addressing over
// 32-byte slots, so that a new posting touches two cache lines at most; documents of a term lie in
// slices that double in size (Busch et al., "Earlybird: Real-Time Search at Twitter", 2012, §4.2).
// A term seen in one document needs no slice.
// Threads: owned by one thread, or under its segment's lock.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vigie::store {

class TermTable {
 public:
  struct Slot {
    std::uint64_t term = 0;
    std::uint32_t count = 0;     // Documents; 0: an empty slot.
    std::uint32_t last_doc = 0;  // The newest document; the earlier ones lie in slices.
    std::uint32_t head = 0;      // The first slice.
    std::uint32_t tail = 0;      // Where the next document goes in the last slice.
    std::uint32_t tail_end = 0;
    std::uint32_t name = 0;  // In the names: shelf, size, folded bytes.
  };

  TermTable() : slots_(1U << 12) {}

  void prefetch(std::uint64_t term) const { __builtin_prefetch(&slots_[term & (slots_.size() - 1)], 1); }

  // Documents come in rising order; one told twice counts once.
  void add(std::uint64_t term, std::uint32_t doc, char shelf, std::string_view folded);

  const Slot* find(std::uint64_t term) const;
  template <typename Work>
  void each_doc(const Slot& slot, Work&& work) const;

  // Calls work(slot) for every term, or for those of a shelf whose name begins with `prefix`.
  template <typename Work>
  void each_term(Work&& work) const {
    for (const auto& slot : slots_) {
      if (slot.count != 0) work(slot);
    }
  }
  template <typename Work>
  void each_with_prefix(char shelf, std::string_view prefix, Work&& work) const;

  char shelf(const Slot& slot) const { return names_[slot.name]; }
  std::string_view name(const Slot& slot) const;
  std::size_t size() const { return size_; }
  std::size_t bytes() const {
    return slots_.capacity() * sizeof(Slot) + slices_.capacity() * sizeof(std::uint32_t) + names_.capacity();
  }

 private:
  static constexpr std::uint32_t kFirstSlice = 4;  // Documents; a slice ends with the place of the next one.
  static constexpr std::uint32_t kLargestSlice = 512;
  static std::uint32_t slice_size(std::uint32_t held) { return std::min(held + kFirstSlice, kLargestSlice); }

  Slot& slot_of(std::uint64_t term);
  void push(Slot& slot, std::uint32_t doc);
  void grow();

  std::vector<Slot> slots_;
  std::vector<std::uint32_t> slices_ = {0};  // Place 0 means none.
  std::string names_;
  std::size_t size_ = 0;
};

template <typename Work>
void TermTable::each_doc(const Slot& slot, Work&& work) const {
  const std::uint32_t earlier = slot.count - 1;
  std::uint32_t slice = slot.head;
  for (std::uint32_t held = 0; held < earlier;) {
    const std::uint32_t size = slice_size(held);
    const std::uint32_t here = std::min(earlier - held, size);
    for (std::uint32_t i = 0; i < here; ++i) work(slices_[slice + i]);
    held += here;
    slice = slices_[slice + size];
  }
  work(slot.last_doc);
}

template <typename Work>
void TermTable::each_with_prefix(char wanted, std::string_view prefix, Work&& work) const {
  each_term([&](const Slot& slot) {
    if (shelf(slot) == wanted && name(slot).substr(0, prefix.size()) == prefix) work(slot);
  });
}

}  // namespace vigie::store
