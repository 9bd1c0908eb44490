// Server-sent events from a server to its readers.
#include <gtest/gtest.h>

#include <atomic>

#include "base/guarded.h"
#include "net/sse.h"
#include "net/test_server.h"

namespace vigie::net {
namespace {

const std::string kGet = "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n";

// A server whose every request opens a stream.
class Streams {
 public:
  explicit Streams(const ServerLimits& limits = {})
      : server([this](const Request&, const Responder& responder) { open(responder); }, limits) {}

  Stream first() {
    EXPECT_TRUE(comes_true([&] { return streams_.with([](auto& all) { return !all.empty(); }); }));
    return streams_.with([](auto& all) { return all.front(); });
  }

  std::atomic<int> closed{0};
  std::atomic<int> rooms{0};  // Times that it was said that there is room again.
  Guarded<std::vector<Stream>> streams_;
  TestServer server;  // Last: it calls back into the rest.

 private:
  void open(const Responder& responder) {
    const Stream stream = responder.open_stream({{{"X-Name", "value"}}, [this] { ++closed; }, [this] { ++rooms; }});
    streams_.with([&](auto& all) { all.push_back(stream); });
  }
};

TEST(Stream, BringsEventsFromAnyThread) {
  Streams streams;
  RawClient client(streams.server.port());
  client.send(kGet);
  const std::string head = client.read_until("\r\n\r\n");
  EXPECT_NE(head.find("Content-Type: text/event-stream\r\n"), std::string::npos);
  EXPECT_NE(head.find("Cache-Control: no-store\r\n"), std::string::npos);
  EXPECT_NE(head.find("X-Name: value\r\n"), std::string::npos);
  const Stream stream = streams.first();
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(stream.send(event_text("tick", std::to_string(i))));
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(client.read_until("\n\n"), "event: tick\ndata: " + std::to_string(i) + "\n\n");
  }
}

TEST(Stream, EndsWhenItIsClosedAndNotBefore) {
  Streams streams;
  RawClient client(streams.server.port());
  client.send(kGet);
  const Stream stream = streams.first();
  stream.send(event_text("", "last"));
  stream.close();
  EXPECT_FALSE(stream.send(event_text("", "later")));
  EXPECT_FALSE(stream.is_open());
  const std::string all = client.read_all();
  EXPECT_TRUE(all.ends_with("data: last\n\n")) << all;
  EXPECT_TRUE(comes_true([&] { return streams.closed == 1; }));
}

TEST(Stream, HearsItsReaderLeave) {
  Streams streams;
  {
    RawClient client(streams.server.port());
    client.send(kGet);
    client.read_until("\r\n\r\n");
    EXPECT_EQ(streams.server.server().counts().open_streams, 1u);
  }
  EXPECT_TRUE(comes_true([&] { return streams.closed == 1; }));
  EXPECT_FALSE(streams.first().send("x"));
  EXPECT_EQ(streams.server.server().counts().open_streams, 0u);
}

TEST(Stream, BeatsWhileNothingHappens) {
  ServerLimits limits;
  limits.heartbeat = Millis(50);
  Streams streams(limits);
  RawClient client(streams.server.port());
  client.send(kGet);
  client.read_until("\r\n\r\n");
  EXPECT_EQ(client.read_until("\n\n"), ":\n\n");
  EXPECT_EQ(client.read_until("\n\n"), ":\n\n");
}

TEST(Stream, TakesNoMoreThanItsRoomAndSaysWhenThereIsRoomAgain) {
  ServerLimits limits;
  limits.stream_bytes_max = 100'000;
  Streams streams(limits);
  RawClient slow(streams.server.port(), 4096);
  slow.send(kGet);
  const Stream stream = streams.first();
  int taken = 0;
  while (stream.send(event_text("", std::to_string(taken) + std::string(1000, 'x')))) ++taken;
  EXPECT_TRUE(stream.is_open());
  slow.read_until("\r\n\r\n");
  for (int i = 0; i < taken; ++i) EXPECT_TRUE(slow.read_until("\n\n").starts_with("data: " + std::to_string(i) + "x"));
  EXPECT_TRUE(comes_true([&] { return streams.rooms > 0; }));
  EXPECT_TRUE(stream.send(event_text("", "once more")));
  EXPECT_EQ(slow.read_until("\n\n"), "data: once more\n\n");
  EXPECT_EQ(streams.server.server().counts().streams_dropped, 0u);
}

constexpr std::size_t kBeyondTheSystemsBuffers = 16U << 20;

TEST(Stream, TakesOneTextLargerThanItsRoomWhenNothingWaits) {
  ServerLimits limits;
  limits.stream_bytes_max = 1000;
  Streams streams(limits);
  RawClient client(streams.server.port());
  client.send(kGet);
  client.read_until("\r\n\r\n");
  const std::string huge = event_text("", std::string(kBeyondTheSystemsBuffers, 'x'));
  const Stream stream = streams.first();
  ASSERT_TRUE(stream.send(huge));
  EXPECT_FALSE(stream.send(huge));
  EXPECT_TRUE(client.read_until("\n\n") == huge);
  EXPECT_TRUE(comes_true([&] { return streams.rooms > 0; }));
  EXPECT_TRUE(stream.send("data: small\n\n"));
}

TEST(Stream, DropsAReaderWhoTakesNothingAtAll) {
  ServerLimits limits;
  limits.transfer_wait = Millis(100);
  limits.stream_bytes_max = 64u << 20;
  Streams streams(limits);
  RawClient stuck(streams.server.port(), 4096);
  stuck.send(kGet);
  streams.first().send(std::string(32u << 20, 'x'));
  EXPECT_TRUE(comes_true([&] { return streams.closed == 1; }));
  EXPECT_EQ(streams.server.server().counts().streams_dropped, 1u);
}

TEST(Stream, OpenedForAClientThatHasLeftIsClosedAtOnce) {
  Guarded<std::vector<Responder>> waiting;
  std::atomic<int> closed{0};
  TestServer server(
      [&](const Request&, const Responder& responder) { waiting.with([&](auto& all) { all.push_back(responder); }); });
  {
    RawClient client(server.port());
    client.send(kGet);
    ASSERT_TRUE(comes_true([&] { return waiting.with([](auto& all) { return all.size() == 1; }); }));
    client.reset();
  }
  const Stream stream = waiting.with([&](auto& all) { return all[0].open_stream({{}, [&] { ++closed; }}); });
  EXPECT_TRUE(comes_true([&] {
    stream.send(std::string(1000, 'x'));
    return closed == 1;
  }));
  EXPECT_FALSE(stream.is_open());
}

}  // namespace
}  // namespace vigie::net
