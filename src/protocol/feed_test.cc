#include "protocol/feed.h"

#include <gtest/gtest.h>

#include "base/time_text.h"
#include "protocol/limits.h"

namespace vigie::protocol {
namespace {

const Time kFetched = *parse_time("2026-02-01T00:00:00Z");

struct Read {
  post::Batch batch;
  std::string error;
  std::vector<std::size_t> lines;
  std::vector<std::string> refused;
  const post::Post& post(std::size_t i = 0) const { return batch.items()[i].post; }
};

Read read_as(std::string_view bytes, FeedOptions options) {
  Read out;
  options.fetched_at = kFetched;
  auto posts = FeedPosts::create(bytes, std::move(options));
  if (!posts) {
    out.error = posts.error().message;
    return out;
  }
  Refused about;
  while (posts->next(out.batch, about)) {
    out.lines.push_back(about.line);
    if (!about.reason.empty()) out.refused.push_back(about.reason);
  }
  return out;
}

Read read(std::string_view bytes, std::string source = "") {
  return read_as(bytes, {std::move(source), "shop", "https://shop.example/feed.xml", "", {}});
}

std::string source_of(const std::string& head, const std::string& stem) {
  const std::string feed = "<rss xmlns:atom='http://www.w3.org/2005/Atom'><channel>" + head +
                           "<item><title>x</title></item></channel></rss>";
  return std::string(read_as(feed, {"", stem, "", "", {}}).post().source);
}

TEST(Feed, ReadsRss2) {
  const auto out = read(R"(<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Shop</title><link>https://www.shop.example/</link><language>fr</language>
<item><title>Essai &amp;amp; avis</title><link>https://www.shop.example/1</link><guid isPermaLink="false">tag:1</guid>
<description>court</description><content:encoded><![CDATA[<p>Très <b>bonne</b></p><p><a href="/x">voiture</a></p>]]></content:encoded>
<dc:creator>Zoé</dc:creator><pubDate>Sat, 31 Jan 2026 09:30:00 +0100</pubDate><enclosure url="https://cdn.example/a.mp3"/></item>
<item><description>deux</description></item></channel></rss>)");
  ASSERT_EQ(out.batch.size(), 2U);
  const post::Post& post = out.post();
  EXPECT_EQ(post.id, "tag:1");
  EXPECT_EQ(post.source, "feed:shop.example/feed.xml");
  EXPECT_EQ(post.kind, post::Kind::kEntry);
  EXPECT_EQ(post.title, "Essai & avis");
  EXPECT_EQ(post.text, "Très bonne\n\nvoiture");
  EXPECT_EQ(post.url, "https://www.shop.example/1");
  EXPECT_EQ(post.author.name, "Zoé");
  EXPECT_EQ(post.author.id, "Zoé");
  EXPECT_EQ(post.lang, "fr");
  EXPECT_EQ(format_time(post.created_at), "2026-01-31T08:30:00Z");
  ASSERT_EQ(post.links.size(), 2U);
  EXPECT_EQ(post.links[0], "https://www.shop.example/x");
  EXPECT_EQ(post.links[1], "https://cdn.example/a.mp3");
  EXPECT_EQ(out.post(1).text, "deux");
  EXPECT_EQ(out.post(1).created_at, kFetched);
  EXPECT_EQ(out.post(1).id.size(), 32U);
}

TEST(Feed, ReadsAtomWithItsTypesAndBases) {
  const auto out = read(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://blog.example/a/">
<title>Blog</title><link rel="self" href="feed"/><link href="/"/><author><name>Team</name></author>
<entry><id>tag:blog.example,2026:1</id><title type="text">1 &lt; 2</title><link rel="alternate" href="one"/>
<published>2026-01-30T10:00:00Z</published><updated>2026-01-31T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <em>two</em></p></div></content></entry>
<entry><id>2</id><title>Two</title><updated>2026-01-31T10:00:00Z</updated><summary type="html">&lt;p&gt;a&lt;/p&gt;</summary>
<author><name>Zoé</name><uri>https://zoe.example/</uri></author></entry></feed>)");
  ASSERT_EQ(out.batch.size(), 2U);
  EXPECT_EQ(out.post().source, "feed:blog.example/a/feed");
  EXPECT_EQ(out.post().title, "1 < 2");
  EXPECT_EQ(out.post().url, "https://blog.example/a/one");
  EXPECT_EQ(out.post().text, "One two");
  EXPECT_EQ(out.post().author.name, "Team");
  EXPECT_EQ(format_time(*out.post().edited_at), "2026-01-31T10:00:00Z");
  EXPECT_EQ(out.post(1).text, "a");
  EXPECT_EQ(out.post(1).author.id, "https://zoe.example/");
  EXPECT_EQ(out.post(1).lang, "en");
  EXPECT_FALSE(out.post(1).edited_at);
}

TEST(Feed, ReadsRdf) {
  const auto out =
      read(R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:d="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://r.example/"><link>https://r.example/</link></channel>
<item rdf:about="https://r.example/1"><title>Eins</title><link>https://r.example/1</link><description>zwei</description>
<d:date>2026-01-31</d:date></item></rdf:RDF>)");
  ASSERT_EQ(out.batch.size(), 1U);
  EXPECT_EQ(out.post().id, "https://r.example/1");
  EXPECT_EQ(out.post().text, "zwei");
  EXPECT_EQ(format_time(out.post().created_at), "2026-01-31T00:00:00Z");
}

TEST(Feed, ReadsJsonFeed) {
  const auto out =
      read(R"({"version":"https://jsonfeed.org/version/1.1","title":"J","home_page_url":"https://j.example/",
"authors":[{"name":"Team"}],"items":[{"id":7,"url":"/7","title":"Sieben","content_html":"<p>a&amp;b</p>",
"date_published":"2026-01-31T09:30:00+01:00"},{"id":"8","content_text":"a <b>"}]})");
  ASSERT_EQ(out.batch.size(), 2U);
  EXPECT_EQ(out.post().id, "7");
  EXPECT_EQ(out.post().url, "https://j.example/7");
  EXPECT_EQ(out.post().text, "a&b");
  EXPECT_EQ(out.post().author.name, "Team");
  EXPECT_EQ(out.post(1).text, "a <b>");
}

TEST(Feed, ReadsOtherEncodings) {
  EXPECT_EQ(
      read("<?xml version='1.0' encoding='iso-8859-15'?><rss><item><description>\xE9\xA4</description></item></rss>")
          .post()
          .text,
      "é€");
  EXPECT_EQ(read("<rss><item><description>\xE9t\xE9</description></item></rss>").post().text, "été");
  EXPECT_EQ(read("<?xml version='1.0' encoding='utf-8'?><rss><item><description>\xE9t\xE9</description></item></rss>")
                .post()
                .text,
            "été");
  std::string wide("\xFF\xFE", 2);
  for (const char c : std::string_view("<rss><item><description>abc</description></item></rss>"))
    wide.append({c, '\0'});
  EXPECT_EQ(read(wide).post().text, "abc");
}

TEST(Feed, ReadsBrokenXmlAsFarAsItCanBeUnderstood) {
  const auto out = read(
      R"(<rss><channel><item><title>A & B</title><description>one <b>two</description><link>https://a.example/1</link></item>
<item><title>C</title><description>1 < 2 &copy;</channel>)");
  ASSERT_EQ(out.batch.size(), 2U);
  EXPECT_EQ(out.post().title, "A & B");
  EXPECT_EQ(out.post().text, "one two");
  EXPECT_EQ(out.post(1).text, "1 < 2 ©");
}

TEST(Feed, TakesTheTitleForTheTextOfAnEntryWithoutOne) {
  const auto out = read("<rss><item><title>Rappel de l&apos;Aurora</title></item></rss>");
  EXPECT_EQ(out.post().text, "Rappel de l'Aurora");
  EXPECT_EQ(out.post().title, "");
}

TEST(Feed, KeepsAnEntryThatIsAPictureOrASound) {
  const auto picture = read(
      "<rss><item><guid>1</guid><description>&lt;img src='a.jpg' alt='un chat'&gt;&lt;img src='count.gif' width='1'&gt;"
      "</description></item></rss>");
  ASSERT_EQ(picture.post().media.size(), 1U);
  EXPECT_EQ(picture.post().media[0].type, "image");
  EXPECT_EQ(picture.post().text, "un chat");
  const auto sound =
      read("<rss><item><guid>1</guid><enclosure type='audio/mpeg' url='https://a.example/1.mp3'/></item></rss>");
  ASSERT_EQ(sound.post().media.size(), 1U);
  EXPECT_EQ(sound.post().media[0].type, "audio");
}

TEST(Feed, TakesTheLinkForAMissingId) {
  EXPECT_EQ(read("<rss><item><link>/a</link><title>x</title></item></rss>").post().id, "https://shop.example/a");
}

TEST(Feed, NamesTheSourceAsTold) {
  EXPECT_EQ(read("<rss><item><title>x</title></item></rss>", "feed:presse").post().source, "feed:presse");
  EXPECT_EQ(read("<rss><item><title>x</title></item></rss>").post().source, "feed:shop.example/feed.xml");
}

TEST(Feed, TellsTheFeedsOfOneHostApart) {
  const std::string link = "<link>https://blog.example/</link>";
  EXPECT_EQ(source_of(link + "<atom:link rel='self' href='https://blog.example/a.rss#x'/>", "one"),
            "feed:blog.example/a.rss");
  EXPECT_EQ(source_of(link + "<atom:link rel='self' href='https://blog.example/?feed=b'/>", "one"),
            "feed:blog.example/?feed=b");
  EXPECT_EQ(source_of(link, "one"), "feed:blog.example/one");
  EXPECT_EQ(source_of(link, "two"), "feed:blog.example/two");
  EXPECT_EQ(source_of("", "three"), "feed:three");
  const std::string endless(400, 'a');
  EXPECT_EQ(source_of("<atom:link rel='self' href='https://blog.example/" + endless + "'/>", "one").size(), 5U + 32U);
}

TEST(Feed, SaysOnWhichLineAnEntryBegins) {
  const auto out = read(
      "<rss>\n<channel>\n<item>\n<title>a &eacute;</title></item>\n\n  <item><title>b</title></item>"
      "</channel></rss>");
  EXPECT_EQ(out.lines, (std::vector<std::size_t>{3, 6}));
}

TEST(Feed, KeepsIdsAndNamesOnOneLine) {
  const auto out =
      read("<rss><item><guid>tag:\n  1</guid><author>Zo\u00E9\n\t M.</author><title>x</title></item></rss>");
  EXPECT_EQ(out.post().id, "tag: 1");
  EXPECT_EQ(out.post().author.name, "Zo\u00E9 M.");
}

TEST(Feed, RefusesEachEntryBeyondTheLimit) {
  std::string feed = "<rss>";
  for (std::size_t i = 0; i < kFeedEntriesMax + 3; ++i) feed += "<item><title>" + std::to_string(i) + "</title></item>";
  const auto out = read(feed + "</rss>");
  EXPECT_EQ(out.batch.size(), kFeedEntriesMax);
  EXPECT_EQ(out.refused.size(), 3U);
}

TEST(Feed, AcceptsAnEmptyFeedAndRefusesWhatIsNone) {
  EXPECT_EQ(read("<rss version='2.0'><channel></channel></rss>").error, "");
  EXPECT_EQ(read("<html><body>x</body></html>").error, "feed: neither RSS, Atom, RDF nor JSON Feed");
  EXPECT_EQ(read("").error, "feed: empty");
  EXPECT_EQ(read("hello").error, "feed: neither RSS, Atom, RDF nor JSON Feed");
  EXPECT_EQ(read("{\"a\":1}").error, "feed: a JSON document without items is no feed");
  EXPECT_EQ(read("{").error, "feed: not JSON");
  EXPECT_EQ(read(std::string(kFeedBytesMax + 1, ' ')).error, "feed: 16777217 bytes, at most 16777216");
}

TEST(Feed, SurvivesDepthAndEntityBombs) {
  std::string deep = "<rss><item>";
  for (int i = 0; i < 300'000; ++i) deep += "<description>";
  EXPECT_EQ(read(deep).batch.size(), 1U);
  std::string closed = deep;
  for (int i = 0; i < 300'000; ++i) closed += "</description>";
  EXPECT_EQ(read(closed + "</item></rss>").batch.size(), 1U);
  EXPECT_EQ(
      read(
          R"(<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><rss><item><title>&b;</title></item></rss>)")
          .post()
          .text,
      "&b;");
}

}  // namespace
}  // namespace vigie::protocol
