#include <algorithm>

#include "base/arena.h"
#include "post/codec.h"
#include "store/folder.h"
#include "store/index_format.h"
#include "store/log_list.h"
#include "store/log_scan.h"
#include "store/store.h"

namespace vigie::store {
namespace {

class Verifier {
 public:
  Verifier(Disk& disk, std::span<const std::uint32_t> taken_in, Report& report)
      : disk_(disk), taken_in_(taken_in), report_(report) {}

  Result<void> run(const std::string& root, const std::string& part, std::string_view ending,
                   void (Verifier::*check)(const std::string& name, std::string_view bytes)) {
    const std::string folder = part + "/";
    const std::string path = root + "/" + folder;
    const auto names = disk_.list(root + "/" + part);
    if (!names) return names.error();
    for (const auto& name : *names) {
      const auto number = Folder::number_of(name, ending);
      if (!number || std::binary_search(taken_in_.begin(), taken_in_.end(), *number)) continue;
      const auto bytes = disk_.map(path + name);
      if (!bytes) return bytes.error();
      ++report_.files;
      report_.bytes += (*bytes)->bytes().size();
      (this->*check)(folder + name, (*bytes)->bytes());
    }
    return {};
  }

  void check_log(const std::string& name, std::string_view bytes) {
    const LogScan scan = scan_log(bytes);
    if (!scan.header_sound) tell(name, 0, "log header is damaged");
    std::size_t damage = 0;
    for (const auto& block : scan.blocks) {
      while (damage < scan.damages.size() && scan.damages[damage].offset < block.offset)
        tell(name, scan.damages[damage++]);
      check_block(name, bytes, block);
    }
    while (damage < scan.damages.size()) tell(name, scan.damages[damage++]);
    if (scan.sound_bytes < bytes.size()) tell(name, scan.sound_bytes, "the end of the log is torn or damaged");
  }

  void check_index(const std::string& name, std::string_view bytes) {
    const std::uint64_t bad = first_bad_byte(bytes);
    if (bad < bytes.size() || bytes.empty()) {
      tell(name, bad, "index does not fit its checksum");
    } else if (const auto view = IndexView::open(bytes); !view) {
      tell(name, 0, view.error().message);
    }
  }

 private:
  void check_block(const std::string& name, std::string_view bytes, const FoundBlock& block) {
    const auto payload = unpack_block(bytes.substr(block.offset));
    if (!payload) return tell(name, block.offset, payload.error().message);
    const auto entries = read_entries(*payload, block.header.item_count);
    if (!entries) return tell(name, block.offset, entries.error().message);
    for (const auto& entry : *entries) {
      ++report_.items;
      arena_.clear();
      if (entry.kind == Entry::Kind::kItem && !post::decode(entry.item, arena_)) {
        return tell(name, block.offset, "an item of the block is damaged");
      }
    }
  }

  void tell(const std::string& name, const LogDamage& damage) { tell(name, damage.offset, damage.what); }
  void tell(const std::string& name, std::uint64_t offset, std::string what) {
    report_.damages.push_back({name, offset, std::move(what)});
  }

  Disk& disk_;
  std::span<const std::uint32_t> taken_in_;  // Logs, rising, that count no more.
  Report& report_;
  Arena arena_;
};

}  // namespace

Result<Report> verify(const std::string& folder, Disk& disk) {
  Report report;
  const auto logs = list_logs(disk, Folder(folder));
  if (!logs) return logs.error();
  Verifier verifier(disk, logs->taken_in, report);
  auto ok = verifier.run(folder, "log", ".log", &Verifier::check_log);
  if (ok) ok = verifier.run(folder, "index", ".idx", &Verifier::check_index);
  if (!ok) return ok.error();
  return report;
}

}  // namespace vigie::store
