#include "base/utf8.h"

#include <gtest/gtest.h>

namespace vigie {
namespace {

TEST(Utf8, RefusesEveryBrokenForm) {
  for (const char* bytes : {"\x80", "\xC0\xAF", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF"}) {
    EXPECT_FALSE(is_utf8(bytes));
  }
  EXPECT_TRUE(is_utf8("été 日本 👩‍💻"));
}

TEST(Utf8, WritesBackEachCodePoint) {
  for (char32_t c = 1; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    const auto point = first_code_point(text);
    ASSERT_EQ(point.value, c);
    ASSERT_EQ(point.bytes, text.size());
  }
}

TEST(Utf8, FindsABrokenByteWhereverItStands) {
  for (std::size_t size = 1; size < 40; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, 'a');
      EXPECT_TRUE(is_utf8(text));
      text[at] = '\x80';
      EXPECT_FALSE(is_utf8(text)) << at << " of " << size;
    }
  }
}

TEST(Utf8, CountsCodePointsNotBytes) { EXPECT_EQ(code_point_count("été"), 3U); }

TEST(Utf8, CutsBetweenCodePoints) {
  EXPECT_EQ(whole_points("été", 5), 5U);
  EXPECT_EQ(whole_points("été", 4), 3U);
  EXPECT_EQ(whole_points("été", 1), 0U);
  EXPECT_EQ(whole_points("", 0), 0U);
}

}  // namespace
}  // namespace vigie
