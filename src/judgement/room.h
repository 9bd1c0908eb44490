// What answers and labels need of the house in which they are given.
// Threads: any. Errors: none.
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"
#include "store/store.h"

namespace vigie::judgement {

using WatchId = std::uint32_t;

// Who says something: an account, a program by its token, or the operator.
struct Colleague {
  std::string id, name;
};

class Room {
 public:
  virtual ~Room() = default;
  virtual const store::Store& store() const = 0;
  virtual const Clock& clock() const = 0;
  virtual bool has_watch(WatchId id) const = 0;
  // What the models read in a post, whatever a person has said of it.
  virtual post::Reading read(const post::Post& post) const = 0;
  virtual std::string mood_version() const = 0;  // Of the model that reads now, with its layer.
  virtual void changed() = 0;                    // For pages that are open.
};

}  // namespace vigie::judgement
