#include "text/links.h"

#include <gtest/gtest.h>

#include <string>

namespace vigie::text {
namespace {

std::string_view link_of(std::string_view text) {
  const auto end = link_end(text, 7);  // After `http://`.
  return end ? text.substr(0, *end) : std::string_view{};
}

TEST(Link, RunsToWhiteSpaceLessFinalPunctuation) {
  EXPECT_EQ(link_of("http://a.fr/b?c=d,e. fin"), "http://a.fr/b?c=d,e");
  EXPECT_EQ(link_of("http://a.fr/\u3000x"), "http://a.fr/");
  EXPECT_EQ(link_of("http://a.fr\u00A0x"), "http://a.fr");
  EXPECT_EQ(link_of("http://a.fr»。 x"), "http://a.fr");
  EXPECT_EQ(link_of("http://a.fr/été"), "http://a.fr/été");
}

TEST(Link, KeepsABracketThatClosesItsOwn) {
  EXPECT_EQ(link_of("http://a.fr/x_(y)"), "http://a.fr/x_(y)");
  EXPECT_EQ(link_of("http://a.fr/x)"), "http://a.fr/x");
}

TEST(Link, OfAMegabyteOfBracketsIsReadOnce) {
  const std::string close(1'000'000, ')');
  EXPECT_EQ(link_of("http://a" + close), "http://a");
  const std::string open(400'000, '(');
  const std::string balanced = "http://a" + open + close.substr(0, open.size());
  EXPECT_EQ(link_of(balanced + close).size(), balanced.size());
}

TEST(Link, NeedsMoreThanItsPrefix) {
  EXPECT_FALSE(link_end("http:// x", 7));
  EXPECT_FALSE(link_end("www....", 4));
}

}  // namespace
}  // namespace vigie::text
