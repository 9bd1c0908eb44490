#include "source/jetstream_source.h"

#include <gtest/gtest.h>

#include <atomic>

#include "base/forgetful_disk.h"
#include "net/test_server.h"
#include "net/websocket_peer.h"

namespace vigie::source {
namespace {

using net::WebSocketPeer;

constexpr auto kSaid = R"({"did":"did:plc:voice","time_us":1700000000000000,"kind":"identity"})";

// Takes what it is given, and has it at once; or is full.
class House final : public Intake {
 public:
  bool submit(Load load, Done done) override { return try_submit(load, done); }
  bool try_submit(Load&, Done& done) override {
    if (is_full) {
      ++refused;
      return false;
    }
    Outcome outcome;
    outcome.cursor = 1'700'000'000'000'000;
    done(outcome);
    ++taken;
    return true;
  }

  std::atomic<bool> is_full = false;
  std::atomic<int> refused = 0, taken = 0;
};

// A source that listens to a server which says one thing and then no more.
class JetstreamSourceTest : public ::testing::Test {
 protected:
  void start() {
    JetstreamOptions options;
    options.urls = {peer_.url("/subscribe")};
    options.cursor_file = "bluesky.json";
    options.quiet_after = net::Millis(100);
    thread_.run([&, this] {
      source_ = std::make_unique<JetstreamSource>(JetstreamSource::World{thread_.loop, house_, clock_, disk_, log_},
                                                  std::move(options));
    });
  }
  void TearDown() override {
    thread_.stop();
    source_.reset();
  }

  WebSocketPeer peer_{[](WebSocketPeer::Session& session) {
    session.send(kSaid);
    session.read();
  }};
  House house_;
  SystemClock clock_;
  ForgetfulDisk disk_;
  SilentLog log_;
  net::LoopThread thread_;
  std::unique_ptr<JetstreamSource> source_;
};

TEST_F(JetstreamSourceTest, IsQuietOnceAllThatItSaidIsKept) {
  start();
  EXPECT_TRUE(net::comes_true([&] { return source_->status().is_quiet; }));
  EXPECT_EQ(house_.taken, 1);
}

TEST_F(JetstreamSourceTest, IsNotQuietWhileTheHouseIsFull) {
  house_.is_full = true;
  start();
  // It is tried again each 10 ms: that is longer than a moment of quiet.
  EXPECT_TRUE(net::comes_true([&] { return house_.refused >= 40; }));
  EXPECT_FALSE(source_->status().is_quiet);
  house_.is_full = false;
  EXPECT_TRUE(net::comes_true([&] { return source_->status().is_quiet; }));
  EXPECT_EQ(house_.taken, 1);
}

}  // namespace
}  // namespace vigie::source
