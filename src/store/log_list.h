// Which logs of a folder count. A log that took in others says so in its header; what a crash has left of these counts
// no more, nor do their indexes.
// Threads: pure, but for reading the disk. Errors: what listing the folder gives; a log that cannot be read took in
// none.
#pragma once

#include <cstdint>
#include <vector>

#include "base/disk.h"
#include "base/result.h"
#include "store/folder.h"

namespace vigie::store {

struct LogList {
  std::vector<std::uint32_t> numbers;   // Rising, without the others.
  std::vector<std::uint32_t> taken_in;  // Rising.
};
Result<LogList> list_logs(Disk& disk, const Folder& folder);

}  // namespace vigie::store
