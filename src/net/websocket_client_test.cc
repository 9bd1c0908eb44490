#include "net/websocket_client.h"

#include <gtest/gtest.h>

#include <atomic>

#include "base/guarded.h"
#include "net/test_server.h"
#include "net/websocket_peer.h"

namespace vigie::net {
namespace {

using Session = WebSocketPeer::Session;

// A client on its own loop that writes down what happens to it.
class Listening {
 public:
  explicit Listening(WebSocketOptions options) {
    WebSocketEvents events;
    events.on_open = [this] { ++opened; };
    events.on_message = [this](std::string_view message, bool is_binary) {
      if (on_message) on_message(message);
      messages.with([&](auto& all) { all.push_back((is_binary ? "binary " : "text ") + std::string(message)); });
    };
    events.on_closed = [this](const std::string& why) {
      reason.with([&](auto& text) { text = why; });
      ++closed;
    };
    thread.run([&, this] {
      auto connected = WebSocketClient::connect(thread.loop, options, events);
      ASSERT_TRUE(connected);
      client = std::move(*connected);
    });
  }
  ~Listening() {
    thread.stop();
    client.reset();
  }

  std::size_t count() {
    return messages.with([](auto& all) { return all.size(); });
  }
  // Waits for the end; what the operator would read.
  std::string ending() {
    EXPECT_TRUE(comes_true([&] { return closed > 0; }));
    return reason.with([](auto& text) { return text; });
  }

  std::atomic<int> opened{0}, closed{0};
  std::function<void(std::string_view)> on_message;  // Set before anything can come.
  Guarded<std::vector<std::string>> messages;
  Guarded<std::string> reason;
  LoopThread thread;
  std::unique_ptr<WebSocketClient> client;
};

WebSocketOptions options_for(const std::string& url) {
  WebSocketOptions options;
  options.url = url;
  return options;
}

void expect_end(const std::string& ending, const std::string& words) {
  EXPECT_NE(ending.find(words), std::string::npos) << ending;
}

TEST(WebSocketClient, BringsWholeMessagesOfBothKinds) {
  std::string target, agent, echoed;
  std::string ending;
  const std::string large(300'000, 'x');
  {
    WebSocketPeer peer([&](Session& session) {
      target = session.target();
      agent = session.header("User-Agent");
      session.send("hello");
      session.send(large, true);
      echoed = session.read();
      session.close("bye");
    });
    WebSocketOptions options = options_for(peer.url("/subscribe?cursor=5"));
    options.user_agent = "vigie/test";
    Listening listening(options);
    listening.client->send("to you");
    ending = listening.ending();
    EXPECT_EQ(listening.opened, 1);
    EXPECT_EQ(listening.messages.with([](auto& all) { return all; }),
              (std::vector<std::string>{"text hello", "binary " + large}));
  }
  expect_end(ending, "the server closed: 1000 bye");
  EXPECT_EQ(target, "/subscribe?cursor=5");
  EXPECT_EQ(agent, "vigie/test");
  EXPECT_EQ(echoed, "to you");
}

TEST(WebSocketClient, RefusesUrlsThatAreNone) {
  Loop loop;
  const WebSocketEvents events{[] {}, [](std::string_view, bool) {}, [](const std::string&) {}};
  EXPECT_FALSE(WebSocketClient::connect(loop, options_for("http://127.0.0.1/"), events));
  EXPECT_FALSE(WebSocketClient::connect(loop, options_for("nonsense"), events));
  WebSocketOptions options = options_for("wss://127.0.0.1/");
  options.ca_file = "/no/such/file";
  EXPECT_FALSE(WebSocketClient::connect(loop, options, events));
}

TEST(WebSocketClient, SaysWhyItCannotConnect) {
  std::uint16_t free_port = 0;
  {
    free_port = WebSocketPeer([](Session&) {}).port();
  }
  Listening refused(options_for("ws://127.0.0.1:" + std::to_string(free_port)));
  expect_end(refused.ending(), "cannot connect: Connection refused");
  Listening unknown(options_for("ws://no-such-host.invalid/"));
  expect_end(unknown.ending(), "no address for no-such-host.invalid");
  EXPECT_EQ(refused.opened + unknown.opened, 0);
}

TEST(WebSocketClient, SaysWhichStatusRefusedTheUpgrade) {
  WebSocketPeer::Options peer_options;
  peer_options.refuse_status = 503;
  WebSocketPeer peer([](Session&) {}, peer_options);
  Listening listening(options_for(peer.url()));
  expect_end(listening.ending(), "the server answered with status 503");
}

TEST(WebSocketClient, GivesUpAServerThatNeverShakesHands) {
  WebSocketPeer::Options peer_options;
  peer_options.is_silent = true;
  WebSocketPeer peer([](Session&) {}, peer_options);
  WebSocketOptions options = options_for(peer.url());
  options.handshake_wait = Millis(100);
  Listening listening(options);
  expect_end(listening.ending(), "no WebSocket handshake in time");
}

TEST(WebSocketClient, NoticesAServerThatFallsSilentOrHangsUp) {
  WebSocketPeer silent([](Session& session) {
    std::this_thread::sleep_for(Millis(600));
    session.hang_up();
  });
  WebSocketOptions options = options_for(silent.url());
  options.idle_wait = Millis(200);  // The script does not read, so our pings are not answered.
  Listening waiting(options);
  expect_end(waiting.ending(), "the server is silent");

  WebSocketPeer leaving([](Session& session) { session.hang_up(); });
  Listening left(options_for(leaving.url()));
  expect_end(left.ending(), "the server hung up");
}

TEST(WebSocketClient, StaysWhileTheServerAnswersItsPings) {
  WebSocketPeer peer([](Session& session) { session.read(); });  // Reading answers pings.
  WebSocketOptions options = options_for(peer.url());
  options.idle_wait = Millis(600);  // A busy machine may let a pong wait.
  Listening listening(options);
  ASSERT_TRUE(comes_true([&] { return listening.opened == 1; }));
  std::this_thread::sleep_for(Millis(1'500));
  EXPECT_EQ(listening.closed, 0);
  listening.client->close();
  expect_end(listening.ending(), "closed by us");
}

TEST(WebSocketClient, RefusesAMessageThatIsTooLarge) {
  WebSocketPeer peer([](Session& session) {
    session.send(std::string(1001, 'x'));
    session.read();
  });
  WebSocketOptions options = options_for(peer.url());
  options.message_bytes_max = 1000;
  Listening listening(options);
  listening.ending();
  EXPECT_EQ(listening.count(), 0u);
}

TEST(WebSocketClient, DeliversNothingWhilePausedAndAllAfterwards) {
  WebSocketPeer peer([](Session& session) {
    session.read();
    for (int i = 0; i < 100; ++i) session.send(std::to_string(i));
    session.read();
  });
  WebSocketOptions options = options_for(peer.url());
  options.idle_wait = Millis(100);
  Listening listening(options);
  listening.on_message = [&](std::string_view message) {
    if (message == "9") listening.client->pause();
  };
  listening.client->send("go");
  ASSERT_TRUE(comes_true([&] { return listening.count() == 10; }));
  std::this_thread::sleep_for(Millis(300));
  EXPECT_EQ(listening.count(), 10u);
  EXPECT_EQ(listening.closed, 0) << "a paused connection is never found idle";
  listening.client->resume();
  EXPECT_TRUE(comes_true([&] { return listening.count() == 100; }));
}

TEST(WebSocketClient, SlowsTheServerDownWhilePaused) {
  static constexpr int kMessages = 400;
  std::atomic<int> sent{0};
  WebSocketPeer peer([&](Session& session) {
    session.read();
    for (; sent < kMessages; ++sent) session.send(std::string(100'000, 'x'));
    session.read();
  });
  Listening listening(options_for(peer.url()));
  listening.client->pause();
  listening.client->send("go");
  std::this_thread::sleep_for(Millis(300));
  EXPECT_LT(sent, kMessages) << "40 MB were sent to somebody who does not read";
  listening.client->resume();
  EXPECT_TRUE(comes_true([&] { return listening.count() == kMessages; }));
}

TEST(WebSocketClient, MayBeDestroyedInItsOwnCallback) {
  WebSocketPeer peer([](Session& session) {
    session.send("one");
    session.send("two");
    session.read();
  });
  LoopThread thread;
  std::unique_ptr<WebSocketClient> client;
  std::atomic<int> messages{0};
  thread.run([&] {
    const WebSocketEvents events{[] {},
                                 [&](std::string_view, bool) {
                                   ++messages;
                                   client.reset();
                                 },
                                 [](const std::string&) { FAIL() << "nothing comes after the end"; }};
    client = std::move(*WebSocketClient::connect(thread.loop, options_for(peer.url()), events));
  });
  ASSERT_TRUE(comes_true([&] { return messages == 1; }));
  std::this_thread::sleep_for(Millis(50));
  EXPECT_EQ(messages, 1);
  thread.stop();
}

TEST(WebSocketClient, MayBeDestroyedAtAnyMoment) {
  WebSocketPeer peer([](Session& session) {
    for (;;) session.send("again and again");
  });
  for (int delay_us = 0; delay_us < 3000; delay_us += 100) {
    LoopThread thread;
    std::unique_ptr<WebSocketClient> client;
    thread.run([&] {
      const WebSocketEvents events{[] {}, [](std::string_view, bool) {}, [](const std::string&) {}};
      client = std::move(*WebSocketClient::connect(thread.loop, options_for(peer.url()), events));
    });
    std::this_thread::sleep_for(std::chrono::microseconds(delay_us));
    thread.run([&] { client.reset(); });
    thread.stop();
  }
}

class TlsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { files_ = new TlsFiles(make_certificate()); }
  static void TearDownTestSuite() { delete files_; }

  static WebSocketPeer::Options with_tls(const TlsFiles& files) {
    WebSocketPeer::Options options;
    options.tls = files;
    return options;
  }
  static TlsFiles* files_;
};

TlsFiles* TlsTest::files_ = nullptr;

TEST_F(TlsTest, SpeaksToAServerThatItCanTrust) {
  WebSocketPeer peer(
      [](Session& session) {
        session.send(session.read());
        session.read();
      },
      with_tls(*files_));
  WebSocketOptions options = options_for(peer.url());
  options.ca_file = files_->certificate_chain;
  Listening listening(options);
  listening.client->send("over TLS");
  EXPECT_TRUE(comes_true([&] { return listening.count() == 1; }));
  listening.client->close();
  expect_end(listening.ending(), "closed by us");
}

TEST_F(TlsTest, RefusesARootThatItDoesNotKnow) {
  WebSocketPeer peer([](Session&) {}, with_tls(*files_));
  Listening listening(options_for(peer.url()));  // The system's roots alone.
  expect_end(listening.ending(), "TLS: self");   // "self-signed certificate"
  EXPECT_EQ(listening.opened, 0);
}

TEST_F(TlsTest, RefusesACertificateOfAnotherHost) {
  const TlsFiles other = make_certificate("another.example");
  WebSocketPeer peer([](Session&) {}, with_tls(other));
  WebSocketOptions options = options_for(peer.url());
  options.ca_file = other.certificate_chain;
  Listening listening(options);
  expect_end(listening.ending(), "TLS: ");
  EXPECT_EQ(listening.opened, 0);
}

TEST_F(TlsTest, RefusesAServerThatSpeaksNoTls) {
  WebSocketPeer peer([](Session&) {});
  WebSocketOptions options = options_for("wss://localhost:" + std::to_string(peer.port()) + "/");
  options.connect_wait = Millis(500);
  Listening listening(options);
  listening.ending();
  EXPECT_EQ(listening.opened, 0);
}

}  // namespace
}  // namespace vigie::net
