// Any bytes as a log file: they are walked to their end, blocks that claim to be sound are unpacked and
// replayed, and nothing is read outside.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/arena.h"
#include "post/codec.h"
#include "store/replay.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vigie;
  using namespace vigie::store;
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  const LogScan scan = scan_log(input);
  (void)replay(1, input, scan, nullptr, 0);
  // The same bytes as a payload, which checksums would keep from being reached.
  const auto entries = read_entries(input, size == 0 ? 0 : bytes[0]);
  Arena arena;
  for (std::size_t i = 0; entries && i < entries->size(); ++i) (void)post::decode((*entries)[i].item, arena);
  // And within a sound block.
  std::string file;
  put_log_header({1, 0}, file);
  BlockPacker packer;
  packer.pack(0, size == 0 ? 0 : bytes[0], input, file);
  (void)replay(1, file, scan_log(file), nullptr, 0);
  return 0;
}
