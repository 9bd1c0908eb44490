#include "text/term.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace vigie::text {

std::uint64_t term_of(Kind kind, std::string_view folded) {
  return XXH3_64bits(folded.data(), folded.size()) ^ salt_of(kind);
}

std::uint64_t exact_of(std::string_view nfc) { return XXH3_64bits(nfc.data(), nfc.size()) ^ kExactSalt; }

}  // namespace vigie::text
