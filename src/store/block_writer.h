// Fills the blocks of a log, one after the other, and packs each when it is full.
// Threads: owned by one; its memory is reused from begin() to begin(). Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/log_format.h"
#include "store/segment.h"

namespace vigie::store {

class BlockWriter {
 public:
  // What was written before is forgotten. Blocks are numbered from `first_block`; each holds `items_max` at most.
  void begin(std::uint32_t first_block, std::uint32_t items_max);
  Place put_item(std::string_view item);
  Place put_refused(std::uint64_t key);
  void end();  // Packs what is left: bytes() then holds all.

  std::string_view bytes() const { return bytes_; }
  std::span<const std::uint64_t> offsets() const { return offsets_; }  // Of each block, from the start of bytes().

 private:
  std::uint32_t block() const { return first_block_ + static_cast<std::uint32_t>(offsets_.size()); }
  void make_room(std::size_t item_bytes);

  std::uint32_t first_block_ = 0;
  std::uint32_t items_max_ = kBlockItemsMax;
  std::string bytes_;
  std::vector<std::uint64_t> offsets_;
  std::string payload_;  // Of the block being filled.
  std::uint32_t payload_items_ = 0;
  BlockPacker packer_;
};

}  // namespace vigie::store
