// The API and the pages over HTTP: routes that translate, and nothing of the trade. A request is
// checked and its route found on the loop; it is answered by the threads of the route's lane, so that
// neither a slow search nor a full disk holds a socket, or what is quick. One file per noun.
//
// Threads: handle() on the loop; work() by the threads that main makes, until close(); the rest by any.
// Errors: each becomes a problem (RFC 9457) for the client alone.
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "api/admission.h"
#include "api/call.h"
#include "api/idempotency.h"
#include "api/limits.h"
#include "api/office.h"
#include "api/pages.h"
#include "api/router.h"
#include "base/log.h"
#include "base/queue.h"
#include "intent/intents.h"
#include "listening/listening.h"
#include "net/http_server.h"
#include "source/source.h"
#include "watch/house.h"
#include "watch/rehearsal_room.h"

namespace vigie::api {

// The live sources of the real house, as main runs them on its loop. Called from job threads.
class LiveSources {
 public:
  virtual ~LiveSources() = default;
  virtual std::vector<source::Status> list() const = 0;
  virtual Result<std::string> start(const listening::Wanted& wanted, const std::string& by) = 0;  // Its name.
  virtual Result<void> stop(const std::string& name) = 0;                                         // And forget it.
  virtual Result<void> pause(const std::string& name) = 0;
  virtual Result<void> resume(const std::string& name) = 0;
  // The newest posts of such a source, at most `count`; keeps nothing.
  virtual Result<void> try_out(const listening::Wanted& wanted, std::size_t count, post::Batch& out) = 0;
};

// What the operator says to everybody of the reading: `doc/configuration.md`.
struct WhyWeRead {
  std::string purpose;
  std::string contact;
};

// What has gone through one of the doors: "port" or "socket".
struct DoorCounts {
  std::string_view door;
  net::ServerCounts counts;
};

struct LaneCounts {
  std::uint64_t waiting = 0;
  std::uint64_t turned_away = 0;  // 503: too many waited.
};

class Api {
 public:
  struct Parts {
    std::shared_ptr<watch::House> house;
    std::shared_ptr<Office> office;  // Of that house. The room's tenants are offices too.
    people::People& people;          // Of the real house and of each rehearsal.
    watch::RehearsalRoom& room;
    LiveSources& sources;
    std::vector<Asset> assets;
    std::vector<std::string> hosts;  // Names other than loopback under which we may be asked; lower case.
    std::string version;
    std::string folder;                              // The data folder, absolute, as people name it to commands.
    std::function<std::vector<DoorCounts>()> doors;  // From any thread.
    Log& log;
    DoorRules rules = {};
    WhyWeRead why = {};
  };
  explicit Api(Parts parts);

  void handle(net::Request request, net::Responder responder);
  net::Welcome welcome(const net::Request& head) const;  // Of a request whose body is still to come; on the loop.
  void work(Lane lane);                                  // Not kLoop.
  void close();                                          // Who still waits is told 503.

  // Here and now, as handle() would: for tests.
  Answered answer(const net::Request& request);

  const Parts& parts() const { return parts_; }
  const Pages& pages() const { return pages_; }
  const intent::IntentsReader& intents_reader() const { return intents_reader_; }
  bool is_closing() const { return closing_; }
  LaneCounts counts(Lane lane) const;

 private:
  // What a request asks for.
  struct Asked {
    const Route* route = nullptr;
    Arguments arguments;
    bool in_rehearsal = false;
    Admitted admitted = {};
  };
  struct Job {
    net::Request request;
    net::Responder responder;
    Asked asked;
  };
  struct Queued {
    Queue<Job> jobs{kJobsMax};
    std::atomic<std::uint64_t> turned_away = 0;
  };

  net::Reply finished(net::Reply reply, const net::Request& request) const;
  std::variant<Asked, net::Reply> understand(const net::Request& request) const;
  Router::Found find(const net::Request& request, std::span<const std::string> path) const;
  Answered answer(const Asked& asked, const net::Request& request);
  Answered answer_once(const Call& call, const Route& route, const std::string& identity);
  void answer(const Job& job);
  void remember_use();
  Queued& queued(Lane lane) { return lanes_.at(static_cast<std::size_t>(lane)); }

  Parts parts_;
  Pages pages_;
  intent::IntentsReader intents_reader_;
  Router doors_;  // Outside /api/v1: for the operator's tools.
  Router place_;  // The public pages, of either house.
  Router routes_;
  std::array<Queued, 6> lanes_;
  Idempotency keys_;
  std::atomic<bool> closing_ = false;
};

}  // namespace vigie::api
