// The small texts of HTTP: heads of replies, events, compressed bodies.
#include <gtest/gtest.h>
#include <zlib.h>

#include "net/gzip.h"
#include "net/limits.h"
#include "net/reply_head.h"
#include "net/sse.h"

namespace vigie::net {
namespace {

constexpr Time kNow = time_of_micros(784'111'777'000'000);  // RFC 9110's own example.

TEST(Headers, CompareNamesWithoutCase) {
  Headers headers{{"Host", "a"}, {"host", "b"}};
  EXPECT_EQ(headers.count("HOST"), 2u);
  EXPECT_EQ(headers.get("hOST"), "a");
  headers.set("HOST", "c");
  EXPECT_EQ(headers.count("Host"), 1u);
  EXPECT_FALSE(headers.find("Hos"));
}

TEST(ReplyHead, SaysTheDateAsTheStandardWantsIt) {
  const std::string head = head_text({404, {{"A", "b"}}, "", {}}, {true, true, 5}, kNow);
  EXPECT_EQ(head, "HTTP/1.1 404 Not Found\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nA: b\r\nContent-Length: 5\r\n\r\n");
}

TEST(ReplyHead, KeepsTheServersBusinessToTheServer) {
  const Reply reply{
      200, {{"content-length", "9"}, {"Connection", "x"}, {"Date", "y"}, {"Transfer-Encoding", "z"}}, "", {}};
  const std::string head = head_text(reply, {false, false, 0}, kNow);
  EXPECT_EQ(head, "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nConnection: close\r\n\r\n");
}

TEST(ReplyHead, CannotBeSplitByAHeadersValue) {
  EXPECT_TRUE(is_writable({{"A", "b: c"}}));
  EXPECT_FALSE(is_writable({{"A", "b\r\nSet-Cookie: x"}}));
  EXPECT_FALSE(is_writable({{"A", std::string("b\0", 2)}}));
  EXPECT_FALSE(is_writable({{"A: b", "c"}}));
  EXPECT_FALSE(is_writable({{"", "c"}}));
}

std::vector<Event> read_events(std::string_view text, std::size_t piece_bytes) {
  std::vector<Event> events;
  EventReader reader([&](const Event& event) { events.push_back(event); });
  for (; !text.empty(); text.remove_prefix(std::min(piece_bytes, text.size())))
    reader.feed(text.substr(0, piece_bytes));
  return events;
}

TEST(Events, AreReadAsTheyWereWrittenWhereverTheyAreCut) {
  const std::string text = event_text("post", "one\ntwo\n", "7") + ":\n\n" + event_text("", "three");
  for (std::size_t piece_bytes = 1; piece_bytes <= text.size(); ++piece_bytes) {
    const std::vector<Event> events = read_events(text, piece_bytes);
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[0].name, "post");
    EXPECT_EQ(events[0].data, "one\ntwo\n");
    EXPECT_EQ(events[0].id, "7");
    EXPECT_EQ(events[1].name, "message");
    EXPECT_EQ(events[1].data, "three");
    EXPECT_EQ(events[1].id, "7");
  }
}

TEST(Events, MayEndTheirLinesInAnyOfThreeWays) {
  for (const std::string_view text :
       {"data: a\n\ndata: b\n\n", "data: a\r\n\r\ndata: b\r\n\r\n", "data: a\r\rdata: b\r\r"}) {
    for (std::size_t piece_bytes = 1; piece_bytes <= text.size(); ++piece_bytes) {
      EXPECT_EQ(read_events(text, piece_bytes).size(), 2u) << piece_bytes;
    }
  }
}

TEST(Events, ThatAreTooLargeAreDroppedWhole) {
  const std::string large(kEventBytesMax + 1, 'x');
  const std::vector<Event> events = read_events(event_text("", large) + event_text("", "small"), 4096);
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].data, "small");
}

std::string gunzip(std::string_view bytes, std::size_t bytes_max) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string out(bytes_max, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

TEST(Gzip, GivesTheBytesBack) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += std::to_string(i * i);
  EXPECT_EQ(gunzip(gzip(text), text.size() + 1), text);
  EXPECT_LT(gzip(text).size(), text.size());
  EXPECT_EQ(gunzip(gzip(""), 1), "");
}

TEST(Gzip, IsOnlyForThoseWhoTakeIt) {
  for (const std::string_view text : {"gzip", "deflate, gzip;q=0.5", "x-gzip", "*", "br , gzip", "gzip;q=0.001"}) {
    EXPECT_TRUE(accepts_gzip(text)) << text;
  }
  for (const std::string_view text : {"", "br", "gzip;q=0", "gzip; q=0.000", "*;q=0", "identity", "*, gzip;q=0"}) {
    EXPECT_FALSE(accepts_gzip(text)) << text;
  }
}

TEST(Limits, HaveNamesUnitsAndMeanings) {
  for (const Limit& limit : limits()) {
    EXPECT_TRUE(limit.name.starts_with("net.")) << limit.name;
    EXPECT_GT(limit.value, 0u) << limit.name;
    EXPECT_FALSE(limit.unit.empty() || limit.meaning.empty()) << limit.name;
  }
}

}  // namespace
}  // namespace vigie::net
