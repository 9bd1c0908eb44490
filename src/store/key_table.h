// Which post lies where, by the hash of its key; and which keys shall not come back. One table for the
// whole store, in memory, made again at each start from the key columns. Entries of 16 bytes, open
// addressing; two keys whose 64-bit hashes collide (one in three million folders of ten million
// posts) would be taken for duplicates.
// Threads: owned by the writer; its owner guards it for readers. Errors: none.
#pragma once

#include <cstdint>
#include <vector>

#include "store/segment.h"

namespace vigie::store {

class KeyTable {
 public:
  static constexpr std::uint32_t kUnknown = 0;  // Segments are numbered from 1.
  static constexpr std::uint32_t kGone = 0xFFFF'FFFF;
  static constexpr std::uint32_t kDropped = 0xFFFF'FFFE;  // As unknown, but the entry has its place already.

  struct Entry {
    std::uint64_t key = 0;
    std::uint32_t segment = kUnknown;
    Place place = 0;
    bool is_post() const { return segment != kUnknown && segment < kDropped; }
    bool is_gone() const { return segment == kGone; }
  };

  // Room for `more` entries without moving any: references of at() hold until then.
  void reserve(std::size_t more);
  void prefetch(std::uint64_t key) const { __builtin_prefetch(&entries_[key >> shift_], 1); }

  // The entry of `key`, made if it is not there. reserve() first.
  Entry& at(std::uint64_t key);
  Entry find(std::uint64_t key) const;
  // Forgets the key and gives its room back. References of at() do not hold beyond.
  void drop(std::uint64_t key);

  std::size_t bytes() const { return entries_.capacity() * sizeof(Entry); }

 private:
  std::size_t index_of(std::uint64_t key) const;

  // By the high bits of the key: sorted key columns then fill the table from front to back.
  static constexpr unsigned kSizeLogMin = 10;
  std::vector<Entry> entries_ = std::vector<Entry>(std::size_t{1} << kSizeLogMin);
  unsigned shift_ = 64 - kSizeLogMin;
  std::size_t used_ = 0;
};

}  // namespace vigie::store
