#include "base/large_blocks.h"

#include <gtest/gtest.h>
#include <malloc.h>

#include <memory>

namespace vigie {
namespace {

// Bytes that malloc has straight from the system.
std::size_t direct_bytes() { return mallinfo2().hblkhd; }

// Not inlined, or the compiler sees that nobody uses it and asks for nothing.
[[gnu::noinline]] std::unique_ptr<char[]> block(std::size_t bytes) {
  return std::make_unique_for_overwrite<char[]>(bytes);
}

TEST(LargeBlocks, ComeStraightFromTheSystemAlsoAfterALargerOneWasFreed) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the sanitizer's own malloc is asked";
#endif
  give_large_blocks_back();
  block(16 * kLargeBlockBytes).reset();
  const auto before = direct_bytes();
  auto large = block(2 * kLargeBlockBytes);
  EXPECT_GE(direct_bytes(), before + 2 * kLargeBlockBytes);
  large.reset();
  EXPECT_EQ(direct_bytes(), before);
}

}  // namespace
}  // namespace vigie
