// What differs from network to network: how one place is read. All else is the listener's.
// Threads: a reader is owned by one thread, and a Visit lives there.
// Errors: sentences for the operator; the listener tries again with growing, jittered waits.
#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "post/batch.h"
#include "source/door.h"
#include "source/intake.h"
#include "source/source.h"

namespace vigie::source {

using Options = std::map<std::string, std::string, std::less<>>;  // Of a place, by name; as the operator gave them.

struct Next {
  Micros wait{};  // Until the next visit; the listener adds jitter of a tenth.
};

// What a reader may do during a visit.
class Visit {
 public:
  virtual ~Visit() = default;
  virtual Door& door() = 0;
  virtual const Clock& clock() const = 0;
  virtual const std::atomic<bool>& stop() const = 0;
  // What was kept with the last durable load: the reader's own JSON; empty at first.
  virtual const std::string& memory() const = 0;
  // Hands over; waits while the house is full. `memory` is kept once this load and all before it are durable, never
  // earlier. An empty load keeps memory alone. False: closing, return soon.
  virtual bool hand_over(Load load, std::string memory) = 0;
  virtual Result<void> settle() = 0;             // All that was handed over is durable, or an error.
  virtual void read(Time from, Time until) = 0;  // All that the place told of this span was handed over.
  virtual void say(State state, std::string detail) = 0;
};

class Reader {
 public:
  virtual ~Reader() = default;
  // Reads what is new and hands it over; of a stream: lasts as long as it flows.
  virtual Result<Next> visit(Visit& visit) = 0;
  // The newest posts, at most `count`, for a person who wants to see what would come. Keeps nothing.
  virtual Result<void> sample(Door& door, Time now, std::size_t count, post::Batch& out) = 0;
  // Whom this post answers, and what answers it, as the network tells it. kInvalid where it tells none.
  virtual Result<void> conversation(Door&, Time, std::string_view, post::Batch&) {
    return invalid("this source tells no conversations");
  }
};

}  // namespace vigie::source
