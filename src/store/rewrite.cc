#include "store/rewrite.h"

#include <utility>

#include "store/log_scan.h"

namespace vigie::store {
namespace {

class Rewriter {
 public:
  Rewriter(std::string_view file, const Erasures& erasures) : file_(file), erasures_(erasures) {}

  Rewritten run(std::uint32_t number, std::string& out) {
    const LogScan scan = scan_log(file_);
    Rewritten rewritten;
    rewritten.generation = scan.header.generation + 1;
    put_log_header({number, rewritten.generation, scan.header.first}, out);
    for (const auto& block : scan.blocks) {
      auto& offsets = rewritten.block_offsets;
      if (block.header.number >= offsets.size()) offsets.resize(block.header.number + 1, kNoBlock);
      offsets[block.header.number] = out.size();
      put_block(block, out);
    }
    rewritten.bytes = out.size();
    return rewritten;
  }

 private:
  void put_block(const FoundBlock& block, std::string& out) {
    const auto bytes = file_.substr(block.offset, kBlockHeaderBytes + block.header.stored_bytes);
    const auto first = erasures_.lower_bound(place_of(block.header.number, 0));
    if (first == erasures_.end() || block_of(first->first) != block.header.number) {
      out.append(bytes);
      return;
    }
    const auto payload = unpack_block(bytes);
    const auto entries =
        payload ? read_entries(*payload, block.header.item_count) : Result<std::vector<Entry>>(payload.error());
    if (!entries) {
      out.append(bytes);
      return;
    }
    payload_.clear();
    for (std::uint32_t i = 0; i < entries->size(); ++i) {
      put_entry((*entries)[i], place_of(block.header.number, i));
    }
    packer_.pack(block.header.number, block.header.item_count, payload_, out);
  }

  void put_entry(const Entry& entry, Place place) {
    const auto erasure = erasures_.find(place);
    if (erasure != erasures_.end()) {
      if (erasure->second) {
        put_refused(payload_, *erasure->second);
      } else {
        put_erased(payload_);
      }
      return;
    }
    switch (entry.kind) {
      case Entry::Kind::kItem:
        return put_item(payload_, entry.item);
      case Entry::Kind::kErased:
        return put_erased(payload_);
      case Entry::Kind::kRefused:
        return put_refused(payload_, entry.key);
    }
  }

  std::string_view file_;
  const Erasures& erasures_;
  BlockPacker packer_;
  std::string payload_;
};

}  // namespace

Result<Rewritten> rewrite_log(Disk& disk, const std::string& path, std::uint32_t number, const Erasures& erasures) {
  const auto old = read_file(disk, path);
  if (!old) return old.error();
  std::string bytes;
  Rewritten rewritten = Rewriter(*old, erasures).run(number, bytes);
  auto replaced = replace_and_keep(disk, path, bytes);
  if (!replaced) return replaced.error();
  rewritten.file = std::move(replaced->file);
  rewritten.name_synced = replaced->name_synced;
  return rewritten;
}

}  // namespace vigie::store
