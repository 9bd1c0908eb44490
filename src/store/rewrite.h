// Writes a log anew without the bytes of erased items. Blocks keep their numbers and items their places;
// only blocks that held something erased are packed again.
// Threads: one at a time per log. Errors: kUnavailable; the old file is then still the log.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "base/disk.h"
#include "store/segment.h"

namespace vigie::store {

// What to leave at a place: nothing, or the key that shall not come back.
using Erasures = std::map<Place, std::optional<std::uint64_t>>;

struct Rewritten {
  std::unique_ptr<File> file;
  std::uint32_t generation = 0;
  std::uint64_t bytes = 0;
  std::vector<std::uint64_t> block_offsets;
  Result<void> name_synced;  // Else a loss of power may bring the old file back.
};

Result<Rewritten> rewrite_log(Disk& disk, const std::string& path, std::uint32_t number, const Erasures& erasures);

}  // namespace vigie::store
