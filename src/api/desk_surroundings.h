// What the desk asks of the house that it works in.
// Threads: as desk::Surroundings. Errors: none.
#pragma once

#include <memory>

#include "desk/surroundings.h"
#include "watch/house.h"

namespace vigie::api {

class DeskSurroundings final : public desk::Surroundings {
 public:
  explicit DeskSurroundings(watch::House& house) : house_(house) {}  // Outlives it.

  const store::Store& store() const override { return house_.store(); }
  const Clock& clock() const override { return house_.clock(); }
  std::vector<query::Query> watched() const override;
  std::vector<query::Query> newly_watched() override;
  void changed() override { house_.live().changed("desk"); }

 private:
  watch::House& house_;
  std::shared_ptr<const watch::WatchList> seen_;
};

}  // namespace vigie::api
