// The API and the pages over HTTP: routes that translate, and nothing of the trade. Requests are
// checked on the loop (host, origin, type), answered by a few job threads, so that a slow search
// never holds a socket. One file per noun.
//
// Threads: handle() on the loop; run_job() and run_intake() by the threads that main makes, until close().
// Errors: each becomes a problem (RFC 9457) for the client alone.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "api/call.h"
#include "api/idempotency.h"
#include "base/log.h"
#include "base/queue.h"
#include "net/http_server.h"
#include "source/source.h"
#include "watch/house.h"
#include "watch/rehearsal_room.h"

namespace vigie::api {

constexpr std::size_t kJobsMax = 512;                // Requests that wait for a job thread; beyond: 503.
constexpr unsigned kIntakeThreads = 2;               // For requests that wait for the disk.
constexpr std::size_t kPostBodyBytesMax = 64 << 20;  // Of POST /posts.
constexpr std::size_t kBodyBytesMax = 1 << 20;       // Of anything else.
constexpr std::size_t kPageLimit = 100;              // Posts of one page of results.
constexpr std::size_t kBucketsMax = 2'000;           // Of one series.

// The live sources of the real house, as main runs them on its loop. Called from job threads.
class LiveSources {
 public:
  virtual ~LiveSources() = default;
  virtual std::vector<source::Status> list() const = 0;
  virtual Result<void> start(const std::string& kind) = 0;  // kConflict: it runs already.
  virtual Result<void> stop(const std::string& name) = 0;
};

// A page or a part of one, as it was built into the program.
struct Asset {
  std::string_view path;  // `/assets/index-abc123.js`
  std::string_view type;
  std::string_view etag;
  std::string_view gzip;
};

class Api {
 public:
  struct Parts {
    std::shared_ptr<watch::House> house;
    watch::RehearsalRoom& room;
    LiveSources& sources;
    std::vector<Asset> assets;
    std::vector<std::string> hosts;  // Names other than loopback under which we may be asked.
    std::string version;
    Log& log;
  };
  explicit Api(Parts parts);

  void handle(net::Request request, net::Responder responder);
  void run_job();     // Answers questions and changes, which never wait for long.
  void run_intake();  // Takes posts in and erases them, which waits while the disk refuses.
  void close();       // Who still waits is told 503.

  const Parts& parts() const { return parts_; }

 private:
  struct Job {
    net::Request request;
    net::Responder responder;
  };

  void answer(Job& job);
  Answered answer_once(const Job& job, bool& streamed);
  Answered route(const net::Request& request, const net::Responder& responder, bool& streamed);
  net::Reply page(const net::Request& request, std::span<const std::string> path) const;

  Parts parts_;
  Queue<Job> jobs_{kJobsMax};
  Queue<Job> intake_{kJobsMax};
  Idempotency keys_;
  std::atomic<bool> closing_ = false;
};

// What every reply to a browser carries, and what every request must satisfy (RFC 9110 §7.2, §15.5.4).
void add_security_headers(net::Reply& reply);
// Nothing: the request may be answered.
std::optional<net::Reply> refuse_foreign(const net::Request& request, std::span<const std::string> hosts);

// The routes, by noun. `call.path` begins with it.
Answered status_route(const Call& call);
Answered watches_route(const Call& call);
Answered search_route(const Call& call);
Answered count_route(const Call& call);
Answered tops_route(const Call& call);
Answered explain_route(const Call& call);
Answered posts_route(const Call& call);
Answered authors_route(const Call& call);
Answered sources_route(const Call& call);
Answered drill_route(const Call& call);
Answered openapi_route(const Call& call);
// Opens the stream itself; an Error is answered like any other.
Result<void> open_events(const Call& call, const net::Responder& responder);

// Outside /api.
net::Reply metrics_reply(const Api& api);
net::Reply ready_reply(const Api& api);

}  // namespace vigie::api
