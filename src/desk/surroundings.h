// What the desk needs of the house in which it works.
// Threads: any. Errors: none.
#pragma once

#include <vector>

#include "base/clock.h"
#include "query/query.h"
#include "store/store.h"

namespace vigie::desk {

class Surroundings {
 public:
  virtual ~Surroundings() = default;
  virtual const store::Store& store() const = 0;
  virtual const Clock& clock() const = 0;
  virtual std::vector<query::Query> watched() const = 0;  // What the house listens for, at this moment.
  // Those that it listens for since it was last asked, by one thread. Nothing the first time.
  virtual std::vector<query::Query> newly_watched() = 0;
  virtual void changed() = 0;  // The desk looks otherwise now: for pages that are open.
};

}  // namespace vigie::desk
