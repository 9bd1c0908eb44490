#include "net/websocket_client.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>

#include "base/check.h"
#include "net/dial.h"
#include "net/limits.h"
#include "net/loop_impl.h"

namespace vigie::net {

namespace beast = boost::beast;
namespace websocket = beast::websocket;

namespace {

// A Channel as the stream that Beast wants. Handlers end in std::function, so Beast's templates are
// built once for it, and not once for each kind of transport.
class ChannelStream {
 public:
  using executor_type = Executor;

  ChannelStream(std::shared_ptr<Channel> channel, Executor executor)
      : channel_(std::move(channel)), executor_(executor) {}

  executor_type get_executor() const noexcept { return executor_; }
  Channel& channel() { return *channel_; }
  Steady last_read() const { return last_read_; }
  void touch() { last_read_ = std::chrono::steady_clock::now(); }

  template <typename Buffers, typename Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    return start(
        std::forward<Token>(token), [this, into = first_of<asio::mutable_buffer>(buffers)](Channel::Done done) {
          channel_->read({static_cast<char*>(into.data()), into.size()}, [this, done](const Transfer& transfer) {
            touch();
            done(transfer);
          });
        });
  }

  template <typename Buffers, typename Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return start(std::forward<Token>(token), [this, from = first_of<asio::const_buffer>(buffers)](Channel::Done done) {
      channel_->write({static_cast<const char*>(from.data()), from.size()}, {}, std::move(done));
    });
  }

 private:
  // One buffer at a time is enough: a partial transfer is a transfer.
  template <typename Buffer, typename Buffers>
  static Buffer first_of(const Buffers& buffers) {
    for (auto one = asio::buffer_sequence_begin(buffers); one != asio::buffer_sequence_end(buffers); ++one) {
      const Buffer buffer = *one;
      if (buffer.size() > 0) return buffer;
    }
    return {};
  }

  template <typename Token, typename Operation>
  static auto start(Token&& token, Operation operation) {
    return asio::async_initiate<Token, void(ErrorText, std::size_t)>(
        [](auto handler, const Operation& begin) {
          auto shared = std::make_shared<decltype(handler)>(std::move(handler));
          begin([shared](const Transfer& transfer) {
            const ErrorText error = transfer.bytes > 0 ? ErrorText() : ErrorText(asio::error::eof);
            std::move (*shared)(error, transfer.bytes);
          });
        },
        token, std::move(operation));
  }

  std::shared_ptr<Channel> channel_;
  Executor executor_;
  Steady last_read_ = std::chrono::steady_clock::now();
};

// Beast closes the transport through these (found by argument-dependent look-up).
template <typename Handler>
void async_teardown(beast::role_type, ChannelStream& stream, Handler&& handler) {
  stream.channel().end_writing();
  asio::post(stream.get_executor(), [moved = std::forward<Handler>(handler)]() mutable { moved(ErrorText()); });
}

void beast_close_socket(ChannelStream& stream) { stream.channel().close(); }

using WebSocket = websocket::stream<ChannelStream, false>;  // Without permessage-deflate.

constexpr Millis kCloseWait{2000};

}  // namespace

struct WebSocketClient::Impl : std::enable_shared_from_this<WebSocketClient::Impl> {
  Impl(Loop& on, WebSocketOptions given, WebSocketEvents tell, Url to)
      : loop(on), options(std::move(given)), events(std::move(tell)), url(std::move(to)) {}

  void start(std::shared_ptr<TlsContext> tls);
  void shake_hands(std::shared_ptr<Channel> channel);
  void opened();
  void read();
  void deliver();
  void set_paused(bool paused);
  void write();
  void watch_silence();
  void ping();
  void close();
  void fail(std::string reason);
  void cut();

  Loop& loop;
  const WebSocketOptions options;
  WebSocketEvents events;
  const Url url;
  std::shared_ptr<Dial> dial;
  std::shared_ptr<Channel> channel;
  std::unique_ptr<WebSocket> socket;
  beast::flat_buffer message;
  websocket::response_type upgrade;
  std::deque<std::string> sends;
  Timer timer;  // Of the phase that we are in.
  bool is_open = false, is_closing = false, is_over = false;
  bool is_paused = false, is_holding = false;  // A whole message that came while paused.
  bool is_reading = false, is_writing = false, is_pinging = false;
};

void WebSocketClient::Impl::start(std::shared_ptr<TlsContext> tls) {
  timer = loop.after(options.connect_wait, [this] { fail("cannot connect: no answer in time"); });
  dial = std::make_shared<Dial>(loop, url, std::move(tls), [this](Result<std::shared_ptr<Channel>> dialled) {
    if (!dialled) return fail(dialled.error().message);
    shake_hands(std::move(*dialled));
  });
  dial->start();
}

void WebSocketClient::Impl::shake_hands(std::shared_ptr<Channel> dialled) {
  channel = std::move(dialled);
  socket = std::make_unique<WebSocket>(channel, loop.impl().context.get_executor());
  socket->read_message_max(options.message_bytes_max);
  socket->set_option(websocket::stream_base::decorator([agent = options.user_agent](websocket::request_type& request) {
    request.set(beast::http::field::user_agent, agent);
  }));
  timer = loop.after(options.handshake_wait, [this] { fail("no WebSocket handshake in time"); });
  socket->async_handshake(upgrade, url.authority(), url.target, [self = shared_from_this()](ErrorText error) {
    if (self->is_over) return;
    if (!error) return self->opened();
    const unsigned status = self->upgrade.result_int();
    const bool has_declined = error == websocket::error::upgrade_declined;
    self->fail(has_declined ? "the server answered with status " + std::to_string(status)
                            : "no WebSocket handshake: " + error.message());
  });
}

void WebSocketClient::Impl::opened() {
  is_open = true;
  socket->control_callback([this](websocket::frame_type, beast::string_view) { socket->next_layer().touch(); });
  socket->next_layer().touch();
  watch_silence();
  events.on_open();
  read();
  write();
}

void WebSocketClient::Impl::read() {
  if (!is_open || is_paused || is_reading) return;
  is_reading = true;
  socket->async_read(message, [self = shared_from_this()](ErrorText error, std::size_t) {
    self->is_reading = false;
    if (self->is_over) return;
    if (error == websocket::error::closed) {
      const websocket::close_reason& reason = self->socket->reason();
      return self->fail("the server closed: " + std::to_string(reason.code) + " " +
                        std::string(reason.reason.data(), reason.reason.size()));
    }
    if (error) return self->fail(error == asio::error::eof ? "the server hung up" : error.message());
    self->is_holding = true;
    self->deliver();
  });
}

void WebSocketClient::Impl::deliver() {
  if (is_over || is_paused) return;
  if (std::exchange(is_holding, false)) {
    const auto bytes = message.cdata();
    if (!is_closing) events.on_message({static_cast<const char*>(bytes.data()), bytes.size()}, socket->got_binary());
    message.clear();
  }
  read();
}

void WebSocketClient::Impl::set_paused(bool paused) {
  is_paused = paused && !is_closing;
  deliver();
}

void WebSocketClient::Impl::write() {
  if (!is_open || is_over || is_writing || is_closing || sends.empty()) return;
  is_writing = true;
  socket->text(true);
  socket->async_write(asio::buffer(sends.front()), [self = shared_from_this()](ErrorText error, std::size_t) {
    self->is_writing = false;
    if (self->is_over) return;
    if (error) return self->fail("cannot send: " + error.message());
    self->sends.pop_front();
    self->write();
  });
}

// A ping at half time, the end at full time. What we do not read cannot be silent.
void WebSocketClient::Impl::watch_silence() {
  timer = loop.after(std::max(options.idle_wait / 4, Millis(1)), [this] {
    const auto silence = std::chrono::steady_clock::now() - socket->next_layer().last_read();
    if (is_paused) socket->next_layer().touch();
    if (!is_paused && silence >= options.idle_wait) return fail("the server is silent");
    if (!is_paused && silence >= options.idle_wait / 2) ping();
    watch_silence();
  });
}

void WebSocketClient::Impl::ping() {
  if (std::exchange(is_pinging, true)) return;
  socket->async_ping({},
                     [self = shared_from_this()](ErrorText) { self->is_pinging = false; });  // The read hears failures.
}

void WebSocketClient::Impl::close() {
  if (is_over || is_closing) return;
  if (!is_open) return fail("closed by us");
  is_closing = true;
  timer = loop.after(kCloseWait, [this] { fail("closed by us"); });
  socket->async_close(websocket::close_code::normal,
                      [self = shared_from_this()](ErrorText) { self->fail("closed by us"); });
  set_paused(false);
}

void WebSocketClient::Impl::fail(std::string reason) {
  if (is_over) return;
  const auto self = shared_from_this();
  cut();
  events.on_closed(url.scheme + "://" + url.authority() + ": " + (is_closing ? "closed by us" : reason));
}

void WebSocketClient::Impl::cut() {
  is_over = true;
  is_open = false;
  timer.cancel();
  if (dial) dial->cancel();
  if (channel) channel->close();
}

WebSocketClient::WebSocketClient(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

WebSocketClient::~WebSocketClient() { impl_->cut(); }

Result<std::unique_ptr<WebSocketClient>> WebSocketClient::connect(Loop& loop, WebSocketOptions options,
                                                                  WebSocketEvents events) {
  Result<Url> url = parse_url(options.url);
  if (!url) return url.error();
  if (url->scheme != "ws" && url->scheme != "wss") return invalid("net: ws:// or wss:// is wanted: " + options.url);
  std::shared_ptr<TlsContext> tls;
  if (url->is_tls()) {
    Result<std::shared_ptr<TlsContext>> made = tls_client(options.ca_file);
    if (!made) return made.error();
    tls = std::move(*made);
  }
  check(events.on_open && events.on_message && events.on_closed, "net: a WebSocket wants all three callbacks");
  auto impl = std::make_shared<Impl>(loop, std::move(options), std::move(events), std::move(*url));
  impl->start(std::move(tls));
  return std::unique_ptr<WebSocketClient>(new WebSocketClient(std::move(impl)));
}

void WebSocketClient::pause() {
  if (impl_->loop.is_current()) {
    impl_->set_paused(true);
  } else {
    impl_->loop.post([impl = impl_] { impl->set_paused(true); });
  }
}

void WebSocketClient::resume() {
  impl_->loop.post([impl = impl_] { impl->set_paused(false); });
}

void WebSocketClient::send(std::string text) {
  impl_->loop.post([impl = impl_, moved = std::move(text)] {
    if (impl->sends.size() >= kSendsWaitingMax) return impl->fail("the server does not take what we send");
    impl->sends.push_back(moved);
    impl->write();
  });
}

void WebSocketClient::close() {
  impl_->loop.post([impl = impl_] { impl->close(); });
}

}  // namespace vigie::net
