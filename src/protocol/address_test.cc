#include "protocol/address.h"

#include <gtest/gtest.h>

namespace vigie::protocol {
namespace {

// RFC 3986 §5.4.1 and §5.4.2.
TEST(Address, ResolvesTheExamplesOfTheStandard) {
  constexpr std::string_view kBase = "http://a/b/c/d;p?q";
  EXPECT_EQ(resolve(kBase, "g:h"), "g:h");
  EXPECT_EQ(resolve(kBase, "g"), "http://a/b/c/g");
  EXPECT_EQ(resolve(kBase, "./g"), "http://a/b/c/g");
  EXPECT_EQ(resolve(kBase, "g/"), "http://a/b/c/g/");
  EXPECT_EQ(resolve(kBase, "/g"), "http://a/g");
  EXPECT_EQ(resolve(kBase, "//g"), "http://g");
  EXPECT_EQ(resolve(kBase, "?y"), "http://a/b/c/d;p?y");
  EXPECT_EQ(resolve(kBase, "g?y#s"), "http://a/b/c/g?y#s");
  EXPECT_EQ(resolve(kBase, "#s"), "http://a/b/c/d;p?q#s");
  EXPECT_EQ(resolve(kBase, ""), "http://a/b/c/d;p?q");
  EXPECT_EQ(resolve(kBase, ".."), "http://a/b/");
  EXPECT_EQ(resolve(kBase, "../../g"), "http://a/g");
  EXPECT_EQ(resolve(kBase, "../../../g"), "http://a/g");
  EXPECT_EQ(resolve(kBase, "g;x=1/../y"), "http://a/b/c/y");
}

TEST(Address, LeavesWhatHasNoBase) {
  EXPECT_EQ(resolve("", "a/b"), "a/b");
  EXPECT_EQ(resolve("mailto:x", "a/b"), "a/b");
  EXPECT_EQ(resolve("http://a", "b"), "http://a/b");
}

TEST(Address, FindsTheHost) {
  EXPECT_EQ(host_of("https://me:secret@piaille.example:8443/x?y"), "piaille.example");
  EXPECT_EQ(host_of("https://piaille.example"), "piaille.example");
  EXPECT_EQ(host_of("tag:1"), "");
}

}  // namespace
}  // namespace vigie::protocol
