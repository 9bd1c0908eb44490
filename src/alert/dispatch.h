// Who is told of an alert by which rule, and when: as it begins, once more if it becomes a crisis, and when it is over;
// later where it is quiet; somebody else where nobody acknowledges. Of a group each rule tells one alert, the first
// that it asks for.
//
// What was handed to the courier is noted after it: said again after a crash it is the same message, which the courier
// takes once.
// Threads: owned by one thread. Errors: what cannot be noted is tried again at the next look.
#pragma once

#include <functional>
#include <span>

#include "alert/alert.h"
#include "alert/book.h"
#include "alert/rules.h"
#include "base/log.h"

namespace vigie::alert {

constexpr std::uint64_t kCrisisPosts = 100;  // Critical ones: so many are a crisis.

bool is_crisis(const Alert& alert);
bool is_quiet(const Rule& rule, Time now, bool crisis);

class Dispatch {
 public:
  using Post = std::function<Result<void>(const Notice& notice, std::span<const Address> to)>;
  struct World {
    Rules& rules;
    const Book& book;
    Log& log;
    Post post;  // To the courier.
  };
  explicit Dispatch(World world) : world_(std::move(world)) {}

  // That rule has something to say of it.
  void ask(const Alert& alert, std::int64_t rule);
  // Says what there is to say now. False: something could not be said yet: it is quiet, muted, or not taken.
  bool look(const Alert& alert, Time now);

 private:
  Result<void> look_at(const Alert& alert, const Rule& rule, Told& told, Time now);
  Result<void> post(const Alert& alert, const Rule& rule, int update, const std::vector<Address>& to);

  World world_;
};

}  // namespace vigie::alert
