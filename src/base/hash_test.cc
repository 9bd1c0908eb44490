#include "base/hash.h"

#include <gtest/gtest.h>

#include <string>

namespace vigie {
namespace {

TEST(Crc32c, AgreesWithTheVectorsOfRfc3720) {  // Appendix B.4.
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAU);
  EXPECT_EQ(crc32c(std::string(32, '\xff')), 0x62A8AB43U);
}

TEST(Crc32c, GoesOnWhereItStopped) { EXPECT_EQ(crc32c("la vigie veille"), crc32c(" veille", crc32c("la vigie"))); }

TEST(Hash64, StaysTheSameForever) {  // Kept in files: a change here breaks every folder.
  EXPECT_EQ(hash64(""), 0x2D06800538D394C2ULL);
  EXPECT_NE(hash64("a"), hash64("a", 1));
}

}  // namespace
}  // namespace vigie
