// The people of the brand, as a policy plays them: what they will do about what they hear, and when.
// They tell a criticism as a good reader would: they know what its author meant.
// Threads: owned by one thread. Errors: none. Units: times count from the scenario's start.
#pragma once

#include <cstdint>
#include <optional>
#include <set>

#include "base/random.h"
#include "rehearsal/act.h"
#include "rehearsal/policy.h"
#include "rehearsal/public.h"
#include "rehearsal/script.h"

namespace vigie::rehearsal {

// What somebody will do about a conversation.
struct Deed {
  Micros at{};
  std::uint64_t order = 0;  // Of deeds of the same time.
  ActKind kind = ActKind::kAnswered;
  Conversation about;
  By by = By::kStaff;
  std::size_t expert = 0;  // Place among the script's, for By::kExpert.
};

class Staff {
 public:
  // `script` outlives it.
  Staff(const Script& script, Policy policy, std::uint64_t seed) : script_(script), policy_(policy), random_(seed) {}

  void hear(const Conversation& said);
  // The expert whose handle is given, or else whose topic it is, answers after a while. Nothing if there is none.
  void ask_expert(const Conversation& about, std::string_view handle, Micros now);

  std::optional<Micros> next() const;
  Deed take();  // The next: there must be one.

 private:
  struct Sooner {
    bool operator()(const Deed& a, const Deed& b) const { return a.at != b.at ? a.at < b.at : a.order < b.order; }
  };
  void delete_soon(const Conversation& said);
  void attend_to(const Conversation& said);
  std::size_t expert_for(const Conversation& about) const;
  void plan(Deed deed);
  Micros around(double middle_minutes);
  Micros on_duty(Micros at) const;
  double habit(Habit which) const { return script_.habit(which); }

  const Script& script_;
  Policy policy_;
  Random random_;
  std::set<Deed, Sooner> planned_;
  std::uint64_t order_ = 0;
  Micros free_at_{};  // When somebody has time again.
};

}  // namespace vigie::rehearsal
