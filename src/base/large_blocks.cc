#include "base/large_blocks.h"

#include <malloc.h>

#include "base/check.h"

namespace vigie {

// mallopt(3): to set the threshold ends its raising.
void give_large_blocks_back() {
  check(mallopt(M_MMAP_THRESHOLD, static_cast<int>(kLargeBlockBytes)) == 1, "base: malloc refuses its threshold");
}

}  // namespace vigie
