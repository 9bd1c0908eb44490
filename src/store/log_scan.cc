#include "store/log_scan.h"

#include <algorithm>

#include "base/hash.h"

namespace vigie::store {
namespace {

constexpr std::string_view kBlockMagicBytes = "VBLK";

bool is_sound_block(std::string_view bytes, BlockHeader& header) {
  const auto found = read_block_header(bytes);
  if (!found || found->stored_bytes > bytes.size() - kBlockHeaderBytes) return false;
  header = *found;
  return crc32c(bytes.substr(kBlockHeaderBytes, header.stored_bytes)) == header.payload_crc;
}

// The offset of the next sound block after `from`; npos if none.
std::size_t next_sound_block(std::string_view file, std::size_t from) {
  BlockHeader header;
  for (auto at = file.find(kBlockMagicBytes, from); at != file.npos; at = file.find(kBlockMagicBytes, at + 1)) {
    if (is_sound_block(file.substr(at), header)) return at;
  }
  return file.npos;
}

std::string what_is_wrong(std::string_view bytes) {
  return read_block_header(bytes) ? "block does not fit its checksum" : "block header is damaged";
}

}  // namespace

LogScan scan_log(std::string_view file) {
  LogScan scan;
  const auto log_header = read_log_header(file);
  scan.header_sound = static_cast<bool>(log_header);
  if (log_header) scan.header = *log_header;
  scan.of_another_version = !log_header && log_header.error().code == ErrorCode::kRefused;
  scan.is_unbegun = file.size() < kLogHeaderBytes || file.find_first_not_of('\0') == file.npos;
  std::size_t at = std::min(kLogHeaderBytes, file.size());
  while (at < file.size()) {
    BlockHeader header;
    if (is_sound_block(file.substr(at), header)) {
      scan.blocks.push_back({at, header});
      at += kBlockHeaderBytes + header.stored_bytes;
      continue;
    }
    const auto next = next_sound_block(file, at + 1);
    if (next == file.npos) break;
    scan.damages.push_back({at, next - at, what_is_wrong(file.substr(at))});
    at = next;
  }
  scan.sound_bytes = at;
  return scan;
}

}  // namespace vigie::store
