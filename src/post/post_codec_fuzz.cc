// Any bytes are either refused or decode to an item that encodes and decodes to the same bytes again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "post/codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vigie;
  Arena arena;
  const auto first = post::decode({reinterpret_cast<const char*>(bytes), size}, arena);
  if (!first) return 0;
  std::string once;
  post::encode(first->item, first->reading, once);
  const auto second = post::decode(once, arena);
  if (!second) std::abort();
  std::string twice;
  post::encode(second->item, second->reading, twice);
  if (once != twice) std::abort();
  return 0;
}
