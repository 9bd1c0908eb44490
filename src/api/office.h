// A house with those who work in it, as main furnishes it: one for the real house, one for each rehearsal.
// Threads: as each member says. Owns: all but the house, which outlives it.
#pragma once

#include "watch/house.h"
#include "watch/tenant.h"

namespace vigie::api {

class Office final : public watch::Tenant {
 public:
  explicit Office(watch::House& house) : house_(house) {}

  void heard(const post::Item& item, const post::Reading& reading, std::span<const watch::WatchId> watches,
             post::Fate fate) override;

  watch::House& house() { return house_; }

 private:
  watch::House& house_;
};

}  // namespace vigie::api
