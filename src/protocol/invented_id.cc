#include "protocol/invented_id.h"

#include "base/hash.h"

namespace vigie::protocol {

std::string invented_id(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const std::uint64_t half : {hash64(bytes, 0), hash64(bytes, 1)}) {
    for (int shift = 60; shift >= 0; shift -= 4) out += kHex[(half >> shift) & 15];
  }
  return out;
}

}  // namespace vigie::protocol
