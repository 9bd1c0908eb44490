#include "store/key_table.h"

namespace vigie::store {

std::size_t KeyTable::index_of(std::uint64_t key) const {
  const std::size_t mask = entries_.size() - 1;
  std::size_t index = key >> shift_;
  while (entries_[index].segment != kUnknown && entries_[index].key != key) index = (index + 1) & mask;
  return index;
}

void KeyTable::reserve(std::size_t more) {
  std::size_t size = entries_.size();
  while ((used_ + more) * 3 > size * 2) {
    size *= 2;
    --shift_;
  }
  if (size == entries_.size()) return;
  std::vector<Entry> old(size);
  old.swap(entries_);
  used_ = 0;
  for (const auto& entry : old) {
    if (entry.segment == kUnknown) continue;
    entries_[index_of(entry.key)] = entry;
    ++used_;
  }
}

KeyTable::Entry& KeyTable::at(std::uint64_t key) {
  Entry& entry = entries_[index_of(key)];
  if (entry.segment == kUnknown) {
    entry = {key, kDropped, 0};
    ++used_;
  }
  return entry;
}

// Entries that were pushed on by this one move back, so that no chain has a hole (Knuth, The Art of Computer
// Programming, volume 3, 6.4, algorithm R). Marks in their place would fill the table with what is gone.
void KeyTable::drop(std::uint64_t key) {
  const std::size_t mask = entries_.size() - 1;
  std::size_t hole = index_of(key);
  if (entries_[hole].segment == kUnknown) return;
  for (std::size_t at = (hole + 1) & mask; entries_[at].segment != kUnknown; at = (at + 1) & mask) {
    const std::size_t home = entries_[at].key >> shift_;
    if (((at - home) & mask) < ((at - hole) & mask)) continue;  // It stands between its home and the hole.
    entries_[hole] = entries_[at];
    hole = at;
  }
  entries_[hole] = {};
  --used_;
}

KeyTable::Entry KeyTable::find(std::uint64_t key) const { return entries_[index_of(key)]; }

}  // namespace vigie::store
