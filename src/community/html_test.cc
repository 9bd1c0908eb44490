#include "community/html.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace vigie::community {
namespace {

TEST(Html, WhatAnybodyWroteIsTextInElementsAndInAttributes) {
  Html html;
  html.element("p", {{"title", "\"><script>"}}, "<b>'&</b>");
  EXPECT_EQ(std::move(html).done(), "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&#39;&amp;&lt;/b&gt;</p>");
}

TEST(Html, ControlCharactersAndBrokenBytesNeverReachAReader) {
  Html html;
  html.element("p",
               "a\x01"
               "b\xFF"
               "c\n\x7F\xEF\xBF\xBF");
  EXPECT_EQ(std::move(html).done(), "<p>ab\uFFFDc\n\x7F</p>");
}

TEST(Html, AnAttributeThatIsNotThereIsLeftOut) {
  Html html;
  html.empty("input", {{"checked", "", false}, {"required", ""}});
  EXPECT_EQ(std::move(html).done(), "<input required=\"\"/>");
}

TEST(Html, AnElementLeftOpenOrClosedTwiceIsABug) {
  Html open;
  open.open("p");
  EXPECT_THROW((void)std::move(open).done(), std::logic_error);
  Html closed;
  EXPECT_THROW(closed.close(), std::logic_error);
}

}  // namespace
}  // namespace vigie::community
