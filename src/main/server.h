// `vigie serve`: a house, its live sources, the room for rehearsals, and the doors to them all: the
// pages and the API on a port, and the same on the folder's socket. Built by hand, lowest floor first.
//
// Threads: run() makes its caller the loop thread; the jobs' threads are made by start(); stop() from
// any. Errors: start() tells what is missing: a folder, a port.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "api/api.h"
#include "base/disk.h"
#include "base/log.h"
#include "desk/desk.h"
#include "main/config.h"
#include "main/networks.h"
#include "net/http_server.h"
#include "net/loop.h"
#include "people/people.h"
#include "watch/house.h"
#include "watch/rehearsal_room.h"

namespace vigie {

struct ServerWorld {
  Disk& disk;
  const Clock& clock;
  Log& log;
  const watch::Models& models;
  std::atomic<bool>& stop;  // Set by stop(), or from outside: a start that finds it set gives up.
};

class Server {
 public:
  // An empty `config.listen`: on the folder's socket alone.
  static Result<std::unique_ptr<Server>> start(const Config& config, const ServerWorld& world);
  ~Server();

  void run();   // Until stop().
  void stop();  // Calmly: what was handed over is kept, requests in flight are answered, in less than 2 s.

  // Where the pages are: `http://127.0.0.1:8080/`; empty without a port.
  const std::string& address() const { return address_; }
  net::Loop& loop() { return loop_; }
  api::LiveSources& sources() { return *networks_; }

 private:
  Server(const Config& config, const ServerWorld& world) : config_(config), world_(world) {}
  Result<void> open_house();
  Result<desk::Voices> outside_voices() const;
  Result<void> open_ways(api::OfficeOptions& options) const;
  Result<std::string> first_line(const std::string& file, std::string_view key) const;
  Result<std::unique_ptr<api::Office>> furnish(watch::House& house, source::DrillSource* drill, bool french);
  Result<void> open_people();
  Result<void> open_doors();
  Result<void> open_port(const net::Handler& handler);
  api::DoorRules door_rules() const;  // Once the port is open.
  // Where the pages of whoever holds the folder are: read by who finds it held, so it may be of an earlier start.
  std::string address_file() const { return config_.data + "/address"; }
  Error served_already() const;
  std::vector<api::DoorCounts> door_counts() const;  // Once the doors are open.
  void employ(api::Lane lane, unsigned threads);
  void close_calmly();
  void close_one();  // Of the doors and the jobs.

  Config config_;
  ServerWorld world_;
  net::Loop loop_;
  std::unique_ptr<people::People> people_;  // Outlives every stream of the houses.
  std::shared_ptr<api::Office> office_;     // Outlives the house's writer.
  std::shared_ptr<watch::House> house_;
  std::unique_ptr<watch::RehearsalRoom> room_;
  std::unique_ptr<Networks> networks_;
  std::unique_ptr<api::Api> api_;
  std::unique_ptr<net::HttpServer> socket_;
  std::unique_ptr<net::HttpServer> pages_;
  std::vector<std::thread> jobs_;
  std::string address_;
  std::size_t open_ = 0;  // Doors and jobs. These two on the loop thread.
  bool stopping_ = false;
};

}  // namespace vigie
