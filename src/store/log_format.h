// The bytes of a log file: `doc/formats/log.md`. A file header, then blocks; each block holds some
// items, compressed together, under two checksums.
// Threads: BlockPacker and BlockUnpacker are owned by one thread; the rest are pure functions.
// Errors: kCorrupt names what does not fit.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace vigie::store {

constexpr std::size_t kLogHeaderBytes = 32;
constexpr std::size_t kBlockHeaderBytes = 48;
constexpr std::uint32_t kBlockItemsMax = 512;
constexpr std::uint32_t kBlockRawBytesMax = 256U << 20;  // Holds the largest post that may enter.

struct LogHeader {
  std::uint32_t segment = 0;     // The number in the file's name.
  std::uint32_t generation = 0;  // Grows each time the file is written anew without erased posts.
  std::uint32_t first = 0;       // Not 0: it took in the logs from this number on, which count no more.
};
void put_log_header(const LogHeader& header, std::string& out);
// kRefused: sound, but of a version that only another vigie reads.
Result<LogHeader> read_log_header(std::string_view file);

enum class Packing : std::uint8_t { kPlain, kZstd };

struct BlockHeader {
  std::uint32_t payload_crc = 0;
  std::uint32_t number = 0;  // Of the block in its file, from 0; stays when the file is written anew.
  std::uint32_t item_count = 0;
  std::uint32_t stored_bytes = 0;  // Of the payload as it lies in the file.
  std::uint32_t raw_bytes = 0;     // Unpacked.
  Packing packing = Packing::kPlain;
};
// `bytes` begins at the block. Nothing: no sound header.
std::optional<BlockHeader> read_block_header(std::string_view bytes);

// What lies at one place of a block: an item of post/codec.h; or what an erased item left.
struct Entry {
  enum class Kind : std::uint8_t {
    kItem,
    kErased,  // Nothing is left.
    kRefused  // The hash of the key is left: a post with this key shall not come back.
  };
  Kind kind = Kind::kItem;
  std::string_view item;
  std::uint64_t key = 0;
};

void put_item(std::string& payload, std::string_view item);
void put_erased(std::string& payload);
void put_refused(std::string& payload, std::uint64_t key);
Result<std::vector<Entry>> read_entries(std::string_view payload, std::uint32_t item_count);

class BlockPacker {
 public:
  BlockPacker();
  ~BlockPacker();
  BlockPacker(BlockPacker&&) noexcept;
  BlockPacker& operator=(BlockPacker&&) noexcept;
  // Appends the whole block to `out`.
  void pack(std::uint32_t number, std::uint32_t item_count, std::string_view payload, std::string& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The payload of the block at the front of `block`, checked and unpacked.
Result<std::string> unpack_block(std::string_view block);

}  // namespace vigie::store
