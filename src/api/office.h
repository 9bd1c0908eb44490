// A house with those who work in it, as main furnishes it: one for the real house, one for each rehearsal.
// Threads: open(), start(), stop() by the owner; the rest as each member says. Owns: all but the house, whose
// writer it outlives. Errors: open() tells what is wrong with the house's database.
#pragma once

#include <memory>
#include <thread>
#include <vector>

#include "base/log.h"
#include "measure/notices.h"
#include "watch/house.h"
#include "watch/tenant.h"

namespace vigie::api {

class Office final : public watch::Tenant {
 public:
  static Result<std::unique_ptr<Office>> open(watch::House& house, Log& log);
  ~Office() override;

  void start() override;
  void stop() override;
  void heard(const post::Item& item, const post::Reading& reading, std::span<const watch::WatchId> watches,
             post::Fate fate) override;

  // Whether one of us said it: staff, on our own place or in a rehearsal.
  bool is_ours(const post::Post& post) const;

  watch::House& house() { return house_; }
  measure::Notices& notices() { return *notices_; }

 private:
  explicit Office(watch::House& house) : house_(house) {}

  watch::House& house_;
  std::unique_ptr<measure::Notices> notices_;
  std::vector<std::thread> threads_;
};

}  // namespace vigie::api
