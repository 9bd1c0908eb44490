#include "store/log_format.h"

#include <zstd.h>

#include <cstddef>
#include <utility>

#include "base/bytes.h"
#include "base/check.h"
#include "base/hash.h"

namespace vigie::store {
namespace {

constexpr std::string_view kLogMagic = "VIGIELOG";
constexpr std::uint32_t kLogVersion = 1;
constexpr std::uint32_t kBlockMagic = 0x4B4C'4256;  // "VBLK"
constexpr std::size_t kHeaderCrcAt = 4;             // Covers the header from byte 8.
constexpr char kRefusedMark = '\x80';               // No act of post/codec.h.
constexpr int kZstdLevel = 1;

Error damaged(const char* what) { return {ErrorCode::kCorrupt, what}; }

}  // namespace

void put_log_header(const LogHeader& header, std::string& out) {
  const std::size_t start = out.size();
  out.append(kLogMagic);
  put(out, kLogVersion);
  put(out, header.segment);
  put(out, header.generation);
  put(out, header.first);
  put(out, std::uint32_t{0});  // Room for a later version.
  put(out, crc32c(std::string_view(out).substr(start)));
}

Result<LogHeader> read_log_header(std::string_view file) {
  if (file.size() < kLogHeaderBytes) return damaged("log header is cut");
  ByteReader in(file.substr(0, kLogHeaderBytes));
  if (in.take(kLogMagic.size()) != kLogMagic) return damaged("not a log file");
  const auto version = in.get<std::uint32_t>();
  LogHeader header;
  header.segment = in.get<std::uint32_t>();
  header.generation = in.get<std::uint32_t>();
  header.first = in.get<std::uint32_t>();
  in.get<std::uint32_t>();
  if (in.get<std::uint32_t>() != crc32c(file.substr(0, kLogHeaderBytes - 4))) return damaged("log header is damaged");
  if (version != kLogVersion) {
    return Error{ErrorCode::kRefused, "log of version " + std::to_string(version) + ", which this vigie does not know"};
  }
  if (header.first > header.segment) return damaged("a log says that it took in later ones");
  return header;
}

std::optional<BlockHeader> read_block_header(std::string_view bytes) {
  if (bytes.size() < kBlockHeaderBytes) return std::nullopt;
  ByteReader in(bytes.substr(0, kBlockHeaderBytes));
  if (in.get<std::uint32_t>() != kBlockMagic) return std::nullopt;
  if (in.get<std::uint32_t>() != crc32c(bytes.substr(8, kBlockHeaderBytes - 8))) return std::nullopt;
  BlockHeader header;
  header.payload_crc = in.get<std::uint32_t>();
  header.number = in.get<std::uint32_t>();
  header.item_count = in.get<std::uint32_t>();
  header.stored_bytes = in.get<std::uint32_t>();
  header.raw_bytes = in.get<std::uint32_t>();
  const auto packing = in.get<std::uint8_t>();
  if (packing > static_cast<std::uint8_t>(Packing::kZstd) || header.item_count > kBlockItemsMax ||
      header.raw_bytes > kBlockRawBytesMax) {
    return std::nullopt;
  }
  header.packing = static_cast<Packing>(packing);
  return header;
}

void put_item(std::string& payload, std::string_view item) { put_string(payload, item); }

void put_erased(std::string& payload) { put_varint(payload, 0); }

void put_refused(std::string& payload, std::uint64_t key) {
  put_varint(payload, 1 + sizeof key);
  payload.push_back(kRefusedMark);
  put(payload, key);
}

Result<std::vector<Entry>> read_entries(std::string_view payload, std::uint32_t item_count) {
  std::vector<Entry> entries;
  entries.reserve(item_count);
  ByteReader in(payload);
  for (std::uint32_t i = 0; i < item_count; ++i) {
    const auto bytes = in.string();
    if (!in.ok()) return damaged("an item runs past its block");
    if (bytes.empty()) {
      entries.push_back({Entry::Kind::kErased, {}, 0});
    } else if (bytes.front() == kRefusedMark) {
      ByteReader mark(bytes.substr(1));
      entries.push_back({Entry::Kind::kRefused, {}, mark.get<std::uint64_t>()});
      if (!mark.ok()) return damaged("an erased item is damaged");
    } else {
      entries.push_back({Entry::Kind::kItem, bytes, 0});
    }
  }
  if (!in.at_end()) return damaged("a block holds more than its items");
  return entries;
}

struct BlockPacker::State {
  std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> zstd{ZSTD_createCCtx(), ZSTD_freeCCtx};
  std::string packed;
};

BlockPacker::BlockPacker() : state_(std::make_unique<State>()) {}
BlockPacker::~BlockPacker() = default;
BlockPacker::BlockPacker(BlockPacker&&) noexcept = default;
BlockPacker& BlockPacker::operator=(BlockPacker&&) noexcept = default;

void BlockPacker::pack(std::uint32_t number, std::uint32_t item_count, std::string_view payload, std::string& out) {
  check(item_count <= kBlockItemsMax && payload.size() <= kBlockRawBytesMax, "store: a block beyond its limits");
  std::string& packed = state_->packed;
  packed.resize(ZSTD_compressBound(payload.size()));
  const std::size_t bytes =
      ZSTD_compressCCtx(state_->zstd.get(), packed.data(), packed.size(), payload.data(), payload.size(), kZstdLevel);
  const bool pays = ZSTD_isError(bytes) == 0 && bytes < payload.size();
  const std::string_view stored = pays ? std::string_view(packed.data(), bytes) : payload;
  const std::size_t start = out.size();
  put(out, kBlockMagic);
  put(out, std::uint32_t{0});
  put(out, crc32c(stored));
  put(out, number);
  put(out, item_count);
  put(out, static_cast<std::uint32_t>(stored.size()));
  put(out, static_cast<std::uint32_t>(payload.size()));
  out.push_back(static_cast<char>(pays ? Packing::kZstd : Packing::kPlain));
  out.append(kBlockHeaderBytes - (out.size() - start), '\0');
  const std::uint32_t crc = crc32c(std::string_view(out).substr(start + 8));
  std::memcpy(out.data() + start + kHeaderCrcAt, &crc, sizeof crc);
  out.append(stored);
}

Result<std::string> unpack_block(std::string_view block) {
  const auto header = read_block_header(block);
  if (!header) return damaged("block header is damaged");
  block.remove_prefix(kBlockHeaderBytes);
  if (block.size() < header->stored_bytes) return damaged("block is cut");
  const auto stored = block.substr(0, header->stored_bytes);
  if (crc32c(stored) != header->payload_crc) return damaged("block does not fit its checksum");
  if (header->packing == Packing::kPlain) return std::string(stored);
  std::string payload(header->raw_bytes, '\0');
  const std::size_t bytes = ZSTD_decompress(payload.data(), payload.size(), stored.data(), stored.size());
  if (ZSTD_isError(bytes) != 0 || bytes != payload.size()) return damaged("block cannot be unpacked");
  return payload;
}

}  // namespace vigie::store
