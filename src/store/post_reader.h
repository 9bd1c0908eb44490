// Reads posts back from the log: a place gives a block, a block is unpacked once and kept for a while.
// Threads: BlockCache is shared, safe from any; a PostReader is owned by one thread.
// Errors: kCorrupt, named once in the log and counted; kNotFound when the post was erased.
#pragma once

#include <atomic>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "base/log.h"
#include "post/codec.h"
#include "store/answers.h"
#include "store/log_format.h"
#include "store/segment.h"

namespace vigie::store {

struct Block {
  std::string payload;
  std::vector<Entry> entries;  // Point into the payload.
};

class BlockCache {
 public:
  BlockCache(std::size_t blocks_max, Log& log) : blocks_max_(blocks_max), log_(log) {}

  Result<std::shared_ptr<const Block>> get(const Segment& segment, std::uint32_t block);
  void forget(std::uint32_t segment);  // Erased bytes leave the cache too.
  std::uint64_t damaged_blocks() const { return damaged_.load(std::memory_order_relaxed); }

 private:
  struct Key {
    std::uint32_t segment, generation, block;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const {
      return (std::uint64_t{key.segment} << 32 | key.block) * 0x9E37'79B9'7F4A'7C15ULL + key.generation;
    }
  };
  using Held = std::list<std::pair<Key, std::shared_ptr<const Block>>>;

  std::shared_ptr<const Block> look_up(const Key& key);
  void keep(const Key& key, std::shared_ptr<const Block> block);

  const std::size_t blocks_max_;
  Log& log_;
  std::atomic<std::uint64_t> damaged_{0};
  std::mutex mutex_;
  Held held_;  // The last used first.
  std::unordered_map<Key, Held::iterator, Hash> places_;
};

// The block that lies at `spot`, straight from the file.
Result<std::shared_ptr<const Block>> read_block(const Spot& spot);

class PostReader {
 public:
  explicit PostReader(BlockCache& cache) : cache_(cache) {}

  // Valid until the next call.
  Result<post::Decoded> read(const Segment& segment, Place place);
  // Owns its bytes.
  Result<Hit> read_hit(const Segment& segment, Place place);

 private:
  Result<Entry> entry_at(const Segment& segment, Place place);

  BlockCache& cache_;
  const Segment* segment_ = nullptr;  // Of the block held.
  std::uint32_t block_number_ = 0;
  std::shared_ptr<const Block> block_;
  Arena arena_;
};

}  // namespace vigie::store
