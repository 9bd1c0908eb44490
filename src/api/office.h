// A house with those who work in it, as main furnishes it: one for the real house, one for each rehearsal.
// Threads: open(), start(), stop() by the owner; the rest as each member says. Owns: all but the house, whose
// writer it outlives. Errors: open() tells what is wrong with the house's database.
#pragma once

#include <memory>
#include <thread>
#include <vector>

#include "base/log.h"
#include "desk/desk.h"
#include "measure/notices.h"
#include "watch/house.h"
#include "watch/tenant.h"

namespace vigie::api {

struct OfficeOptions {
  std::string public_url;  // Under which our own place is reached, without a slash at its end.
  // How the real house is heard outside. A rehearsal is given none, whatever is configured: there everything is said
  // into the sealed house.
  desk::Voices voices;
};

class Office final : public watch::Tenant {
 public:
  static Result<std::unique_ptr<Office>> open(watch::House& house, Log& log, OfficeOptions options = {});
  ~Office() override;

  void start() override;
  void stop() override;
  void heard(const post::Item& item, const post::Reading& reading, std::span<const watch::WatchId> watches,
             post::Fate fate) override;

  // Whether one of us said it: staff, on our own place or in a rehearsal; or our account of a network.
  bool is_ours(const post::Post& post) const;

  watch::House& house() { return house_; }
  desk::Desk& desk() { return *desk_; }
  measure::Notices& notices() { return *notices_; }

 private:
  Office(watch::House& house, Log& log) : house_(house), log_(log) {}
  Result<void> open_notices();
  Result<void> open_desk(OfficeOptions options);

  watch::House& house_;
  Log& log_;
  std::unique_ptr<desk::Desk> desk_;
  std::unique_ptr<measure::Notices> notices_;
  std::vector<std::thread> threads_;
};

}  // namespace vigie::api
