#include "store/term_table.h"

#include <cstring>
#include <utility>

namespace vigie::store {

void TermTable::add(std::uint64_t term, std::uint32_t doc, char shelf, std::string_view folded) {
  Slot& slot = slot_of(term);
  if (slot.count == 0) {
    slot = {term, 1, doc, 0, 0, 0, static_cast<std::uint32_t>(names_.size())};
    const auto size = static_cast<std::uint16_t>(folded.size());
    names_.push_back(shelf);
    names_.append(reinterpret_cast<const char*>(&size), sizeof size);
    names_.append(folded);
    if (++size_ * 2 > slots_.size()) grow();
    return;
  }
  if (slot.last_doc == doc) return;
  push(slot, slot.last_doc);
  slot.last_doc = doc;
  ++slot.count;
}

void TermTable::push(Slot& slot, std::uint32_t doc) {
  if (slot.tail == slot.tail_end) {
    const std::uint32_t size = slice_size(slot.count - 1);
    const auto fresh = static_cast<std::uint32_t>(slices_.size());
    if (slot.head == 0) {
      slot.head = fresh;
    } else {
      slices_[slot.tail_end] = fresh;
    }
    slices_.resize(slices_.size() + size + 1);
    slot.tail = fresh;
    slot.tail_end = fresh + size;
  }
  slices_[slot.tail++] = doc;
}

std::string_view TermTable::name(const Slot& slot) const {
  std::uint16_t size = 0;
  std::memcpy(&size, names_.data() + slot.name + 1, sizeof size);
  return std::string_view(names_).substr(slot.name + 1 + sizeof size, size);
}

TermTable::Slot& TermTable::slot_of(std::uint64_t term) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t index = term & mask;
  while (slots_[index].count != 0 && slots_[index].term != term) index = (index + 1) & mask;
  return slots_[index];
}

const TermTable::Slot* TermTable::find(std::uint64_t term) const {
  const Slot& slot = const_cast<TermTable*>(this)->slot_of(term);
  return slot.count == 0 ? nullptr : &slot;
}

void TermTable::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const auto& slot : old) {
    if (slot.count != 0) slot_of(slot.term) = slot;
  }
}

}  // namespace vigie::store
