#include "protocol/html_text.h"

#include <gtest/gtest.h>

#include <chrono>

namespace vigie::protocol {
namespace {

std::string text_of(std::string_view html) { return read_html(html).text; }

TEST(HtmlText, SetsParagraphsApartAndBreaksLines) {
  EXPECT_EQ(text_of("<p>one</p><p>two<br>three</p>"), "one\n\ntwo\nthree");
  EXPECT_EQ(text_of("<div>a</div><div>b</div>"), "a\nb");
  EXPECT_EQ(text_of("<ul><li>a</li><li>b</li></ul>c"), "a\nb\n\nc");
  EXPECT_EQ(text_of("a<br><br><br><br>b"), "a\n\nb");
}

TEST(HtmlText, MakesOneBlankOfMany) {
  EXPECT_EQ(text_of("  a \n\t b&nbsp;&nbsp;c  "), "a b c");
  EXPECT_EQ(text_of("a <b> c</b>d"), "a cd");
  EXPECT_EQ(text_of("<pre>a  b\nc</pre>"), "a  b\nc");
}

TEST(HtmlText, DecodesReferencesOnce) {
  EXPECT_EQ(text_of("&lt;b&gt; &amp;amp; &eacute; &#8217; &#x1F697; &#150;"), "<b> &amp; é ’ 🚗 –");
  EXPECT_EQ(text_of("AT&T &unknown; & &; &#; &#x;"), "AT&T &unknown; & &; &#; &#x;");
  EXPECT_EQ(text_of("&#0;&#xD800;&#99999999999;"), "\uFFFD\uFFFD\uFFFD");
}

TEST(HtmlText, LeavesOutWhatIsNotSeen) {
  EXPECT_EQ(text_of("a<script>if (a < b) '</b>'</script>b<style>p{}</style>c<!-- <p>x</p> -->d"), "abcd");
  EXPECT_EQ(text_of("a<SCRIPT>x</Script >b"), "ab");
  EXPECT_EQ(text_of("a<script>never closed"), "a");
  EXPECT_EQ(text_of("a<!-- never closed"), "a");
  EXPECT_EQ(text_of("<?xml version='1.0'?><!DOCTYPE html>a"), "a");
}

TEST(HtmlText, KeepsWhatIsNoTag) { EXPECT_EQ(text_of("a < b, 1<2, <3, x <> y, </ >"), "a < b, 1<2, <3, x <> y, </ >"); }

TEST(HtmlText, ShowsALinkAsItsReaderSeesIt) {
  const auto out = read_html(
      R"(<p>see <a href="https://example.org/a/very/long?x=1&amp;y=2" rel="nofollow"><span class="invisible">https://</span>)"
      R"(<span class="ellipsis">example.org/a/very</span><span class="invisible">/long?x=1&amp;y=2</span></a> now</p>)");
  EXPECT_EQ(out.text, "see example.org/a/very… now");
  EXPECT_EQ(out.links, std::vector<std::string>{"https://example.org/a/very/long?x=1&y=2"});
}

TEST(HtmlText, CountsMentionsAndHashtagsNotAsLinks) {
  const auto out = read_html(
      R"(<p><span class="h-card"><a href="https://example.org/@zoe" class="u-url mention">@<span>zoe</span></a></span> )"
      R"(<a href="https://example.org/tags/car" class="mention hashtag" rel="tag">#<span>car</span></a> )"
      R"(<a href='javascript:x'>y</a> <a href=https://example.org/b>z</a> <a HREF="https://example.org/b">z</a></p>)");
  EXPECT_EQ(out.text, "@zoe #car y z z");
  EXPECT_EQ(out.links, std::vector<std::string>{"https://example.org/b"});
}

TEST(HtmlText, MakesRelativeLinksAbsoluteOnlyWithABase) {
  constexpr std::string_view kHtml = R"(<a href="/a">1</a><a href="#x">2</a><a name="x">3</a>)";
  EXPECT_EQ(read_html(kHtml, "https://example.org/b").links, std::vector<std::string>{"https://example.org/a"});
  EXPECT_EQ(read_html(kHtml).links, std::vector<std::string>{});
}

TEST(HtmlText, ReadsThePicturesAlternative) {
  EXPECT_EQ(text_of(R"(a <img src="x" alt="a red &amp; fast car"> b)"), "a a red & fast car b");
}

TEST(HtmlText, IsLinearOnHostileInput) {
  const std::size_t count = 1'000'000;
  for (const char* piece : {"<", "<a ", "<a href=\"", "<!--", "<span class=invisible>", "&", "&#", "</", "<script>",
                            "<a='", "<p>", "<![CDATA[", "<a href=https://a.b/>"}) {
    std::string html;
    while (html.size() < count) html += piece;
    const auto begin = std::chrono::steady_clock::now();
    static_cast<void>(read_html(html));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5)) << piece;
  }
}

}  // namespace
}  // namespace vigie::protocol
