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
    if (entry.segment == kUnknown || entry.segment == kDropped) continue;
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

KeyTable::Entry KeyTable::find(std::uint64_t key) const { return entries_[index_of(key)]; }

}  // namespace vigie::store
