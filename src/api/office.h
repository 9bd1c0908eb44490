// A house with those who work in it, as main furnishes it: one for the real house, one for each rehearsal.
// Threads: open(), start(), stop() by the owner; the rest as each member says. Owns: all but the house, whose
// writer it outlives. Errors: open() tells what is wrong with the house's database.
#pragma once

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "api/household.h"
#include "base/log.h"
#include "community/place.h"
#include "measure/notices.h"
#include "watch/house.h"
#include "watch/tenant.h"

namespace vigie::api {

struct OfficeOptions {
  std::string public_url;        // Under which our own place is reached, without a slash at its end.
  Household::Names staff_names;  // Of who speaks for us: no pseudonym of the place may imitate them.
};

class Office final : public watch::Tenant {
 public:
  static Result<std::unique_ptr<Office>> open(watch::House& house, Log& log, OfficeOptions options = {});
  ~Office() override;

  void start() override;
  void stop() override;
  void heard(const post::Item& item, const post::Reading& reading, std::span<const watch::WatchId> watches,
             post::Fate fate) override;

  // Whether one of us said it: staff, on our own place or in a rehearsal.
  bool is_ours(const post::Post& post) const;

  watch::House& house() { return house_; }
  measure::Notices& notices() { return *notices_; }
  community::Place& place() { return *place_; }

 private:
  Office(watch::House& house, OfficeOptions options)
      : house_(house), household_(house, std::move(options.staff_names)) {}

  watch::House& house_;
  SystemClock door_;  // Of those who come from outside: a rehearsal's clock is not theirs.
  Household household_;
  std::unique_ptr<community::Place> place_;
  std::unique_ptr<measure::Notices> notices_;
  std::vector<std::thread> threads_;
};

}  // namespace vigie::api
