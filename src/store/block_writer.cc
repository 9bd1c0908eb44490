#include "store/block_writer.h"

namespace vigie::store {
namespace {

constexpr std::size_t kPayloadBytes = 256 * 1024;  // A block that holds so much is full, whatever its items.

}  // namespace

void BlockWriter::begin(std::uint32_t first_block, std::uint32_t items_max) {
  first_block_ = first_block;
  items_max_ = items_max;
  bytes_.clear();
  offsets_.clear();
  payload_.clear();
  payload_items_ = 0;
}

void BlockWriter::make_room(std::size_t item_bytes) {
  if (payload_items_ == items_max_ || payload_.size() + item_bytes > kPayloadBytes) end();
}

Place BlockWriter::put_item(std::string_view item) {
  make_room(item.size());
  store::put_item(payload_, item);
  return place_of(block(), payload_items_++);
}

Place BlockWriter::put_refused(std::uint64_t key) {
  make_room(sizeof key);
  store::put_refused(payload_, key);
  return place_of(block(), payload_items_++);
}

void BlockWriter::end() {
  if (payload_items_ == 0) return;
  const std::uint32_t number = block();
  offsets_.push_back(bytes_.size());
  packer_.pack(number, payload_items_, payload_, bytes_);
  payload_.clear();
  payload_items_ = 0;
}

}  // namespace vigie::store
