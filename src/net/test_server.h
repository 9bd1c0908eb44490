// For tests alone: a server on its own loop thread, and a client that says exactly the bytes it is
// told to. Threads: see each. Errors: a test that cannot connect fails.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "net/http_server.h"

namespace vigie::net {

// A loop that runs on a thread of its own until the object dies.
class LoopThread {
 public:
  LoopThread() : thread_([this] { loop.run(); }) {}
  ~LoopThread() { stop(); }
  LoopThread(const LoopThread&) = delete;
  LoopThread& operator=(const LoopThread&) = delete;

  void stop();
  // Runs `work` on the loop thread and waits for its end.
  void run(const std::function<void()>& work);

  Loop loop;

 private:
  std::thread thread_;
};

class TestServer {
 public:
  explicit TestServer(Handler handler, const ServerLimits& limits = {});
  TestServer(Handler handler, ServerOptions options);
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  HttpServer& server() { return *server_; }
  Loop& loop() { return thread_.loop; }
  std::uint16_t port() const { return server_->port(); }
  std::string url(std::string_view target) const;

 private:
  SilentLog log_;
  LoopThread thread_;
  std::unique_ptr<HttpServer> server_;
};

// A blocking socket. Reads give up after five seconds.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port, int receive_bytes = 0);  // 0: the system's own buffer.
  explicit RawClient(const std::string& socket_file);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool send(std::string_view bytes);
  std::string read_some();                          // "" at the end, or after a reset.
  std::string read_until(std::string_view marker);  // What came up to and with it, or up to the end.
  std::string read_all();                           // Up to the end.
  std::string read_reply();                         // A head, and a body of Content-Length.
  void end_writing();
  void reset();  // Cuts without a goodbye: the peer hears a reset.

 private:
  int file_;
  std::string ahead_;  // Read and not yet asked for.
};

// Waits up to half a minute for something that another thread does.
bool comes_true(const std::function<bool()>& condition);

// A certificate of its own making for "localhost" and 127.0.0.1, or for `host`, made by openssl.
TlsFiles make_certificate(const std::string& host = "localhost");

}  // namespace vigie::net
