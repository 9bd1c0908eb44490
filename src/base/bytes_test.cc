#include "base/bytes.h"

#include <gtest/gtest.h>

#include <limits>

#include "base/arena.h"

namespace vigie {
namespace {

TEST(Bytes, ReadsBackWhatItWrote) {
  std::string out;
  put<std::uint32_t>(out, 7);
  put_varint(out, std::numeric_limits<std::uint64_t>::max());
  put_varint(out, zigzag(-3));
  put_string(out, "été");
  ByteReader in(out);
  EXPECT_EQ(in.get<std::uint32_t>(), 7U);
  EXPECT_EQ(in.varint(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(unzigzag(in.varint()), -3);
  EXPECT_EQ(in.string(), "été");
  EXPECT_TRUE(in.ok());
  EXPECT_TRUE(in.at_end());
}

TEST(Bytes, NeverReadsPastTheEnd) {
  std::string out;
  put_string(out, "twelve bytes");
  for (std::size_t size = 0; size < out.size(); ++size) {
    ByteReader in(std::string_view(out).substr(0, size));
    EXPECT_EQ(in.string(), "");
    EXPECT_FALSE(in.ok());
  }
}

TEST(Bytes, RefusesAVarintWithoutEnd) {
  ByteReader in("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff");
  EXPECT_EQ(in.varint(), 0U);
  EXPECT_FALSE(in.ok());
}

TEST(Arena, GivesTheSameMemoryAgainAfterClear) {
  Arena arena;
  const char* first = arena.copy("bonjour").data();
  const std::string big(1'000'000, 'x');
  EXPECT_EQ(arena.copy(big), big);
  arena.clear();
  EXPECT_EQ(arena.copy("bonsoir").data(), first);
}

}  // namespace
}  // namespace vigie
