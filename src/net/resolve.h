// Names to addresses. The system's resolver blocks, sometimes for half a minute, and cannot be
// stopped; so each look-up of a real name has a short-lived thread that nobody waits for, and
// a stop of the program is never held up by a dead name server.
//
// Threads: the loop thread; `done` comes there, later. Errors: a name that nobody knows.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "net/loop.h"

namespace vigie::net {

// One address as the system's calls want it (a sockaddr).
using SocketAddress = std::vector<unsigned char>;

class Resolve {
 public:
  using Done = std::function<void(Result<std::vector<SocketAddress>>)>;

  Resolve(Loop& loop, const std::string& host, std::uint16_t port, Done done);
  ~Resolve();  // `done` no longer comes.
  Resolve(const Resolve&) = delete;
  Resolve& operator=(const Resolve&) = delete;

 private:
  struct Ask;
  std::shared_ptr<Ask> ask_;
};

}  // namespace vigie::net
