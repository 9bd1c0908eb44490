#include "store/post_reader.h"

#include <string>
#include <utility>

namespace vigie::store {
namespace {

struct Owned {
  std::shared_ptr<const Block> block;
  Arena arena;
};

}  // namespace

Result<std::shared_ptr<const Block>> read_block(const Spot& spot) {
  if (spot.offset == kNoBlock) return Error{ErrorCode::kCorrupt, "store: the block was set aside as damaged"};
  std::string bytes;
  if (auto ok = spot.log->read(spot.offset, kBlockHeaderBytes, bytes); !ok) return ok.error();
  const auto header = read_block_header(bytes);
  if (!header) return Error{ErrorCode::kCorrupt, "block header is damaged"};
  if (auto ok = spot.log->read(spot.offset, kBlockHeaderBytes + header->stored_bytes, bytes); !ok) return ok.error();
  auto payload = unpack_block(bytes);
  if (!payload) return payload.error();
  auto block = std::make_shared<Block>();
  block->payload = std::move(*payload);
  auto entries = read_entries(block->payload, header->item_count);
  if (!entries) return entries.error();
  block->entries = std::move(*entries);
  return std::shared_ptr<const Block>(std::move(block));
}

Result<std::shared_ptr<const Block>> BlockCache::get(const Segment& segment, std::uint32_t block) {
  const Spot spot = segment.spot(block);
  const Key key{segment.number(), spot.generation, block};
  if (auto found = look_up(key)) return found;
  auto fresh = read_block(spot);
  if (!fresh) {
    if (spot.offset != kNoBlock) {
      damaged_.fetch_add(1, std::memory_order_relaxed);
      log_.error("store: a block cannot be read",
                 {{"segment", segment.number()}, {"offset", spot.offset}, {"reason", fresh.error().message}});
    }
    return fresh.error();
  }
  keep(key, *fresh);
  return fresh;
}

std::shared_ptr<const Block> BlockCache::look_up(const Key& key) {
  const std::lock_guard lock(mutex_);
  const auto found = places_.find(key);
  if (found == places_.end()) return nullptr;
  held_.splice(held_.begin(), held_, found->second);
  return held_.front().second;
}

void BlockCache::keep(const Key& key, std::shared_ptr<const Block> block) {
  const std::lock_guard lock(mutex_);
  if (places_.contains(key)) return;
  held_.emplace_front(key, std::move(block));
  places_[key] = held_.begin();
  if (held_.size() <= blocks_max_) return;
  places_.erase(held_.back().first);
  held_.pop_back();
}

void BlockCache::forget(std::uint32_t segment) {
  const std::lock_guard lock(mutex_);
  for (auto at = held_.begin(); at != held_.end();) {
    if (at->first.segment != segment) {
      ++at;
      continue;
    }
    places_.erase(at->first);
    at = held_.erase(at);
  }
}

Result<Entry> PostReader::entry_at(const Segment& segment, Place place) {
  if (block_ == nullptr || segment_ != &segment || block_number_ != block_of(place)) {
    auto block = cache_.get(segment, block_of(place));
    if (!block) return block.error();
    block_ = std::move(*block);
    segment_ = &segment;
    block_number_ = block_of(place);
  }
  if (index_of(place) >= block_->entries.size()) return Error{ErrorCode::kCorrupt, "store: no such place in its block"};
  const Entry& entry = block_->entries[index_of(place)];
  if (entry.kind != Entry::Kind::kItem) return Error{ErrorCode::kNotFound, "store: the post was erased"};
  return entry;
}

Result<post::Decoded> PostReader::read(const Segment& segment, Place place) {
  const auto entry = entry_at(segment, place);
  if (!entry) return entry.error();
  arena_.clear();
  return post::decode(entry->item, arena_);
}

Result<Hit> PostReader::read_hit(const Segment& segment, Place place) {
  const auto entry = entry_at(segment, place);
  if (!entry) return entry.error();
  auto owned = std::make_shared<Owned>();
  owned->block = block_;
  auto decoded = post::decode(entry->item, owned->arena);
  if (!decoded) return decoded.error();
  return Hit{std::move(owned), decoded->item.post, decoded->reading};
}

}  // namespace vigie::store
