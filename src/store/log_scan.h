// Walks the bytes of a log file, whatever they are: which blocks are sound, where is damage, where does
// a torn tail begin. Threads: pure. Errors: none; what does not fit is told.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/log_format.h"

namespace vigie::store {

struct FoundBlock {
  std::uint64_t offset = 0;
  BlockHeader header;
};

struct LogDamage {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
  std::string what;
};

struct LogScan {
  LogHeader header;
  bool header_sound = false;
  bool of_another_version = false;  // The header is sound; what follows cannot be read.
  bool is_unbegun = false;          // The crash came before the header was durable: the file holds nothing.
  std::vector<FoundBlock> blocks;
  std::vector<LogDamage> damages;  // Sound blocks follow each of them.
  std::uint64_t sound_bytes = 0;   // What follows is a torn tail.
};

LogScan scan_log(std::string_view file);

}  // namespace vigie::store
