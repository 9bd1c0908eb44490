// The sealed copy in which a rehearsal is played: a second house whose only source is the drill and
// whose clock is the scenario's. Nothing of it reaches the real house, and nothing goes out.
//
// Threads: any; begin() and end() one at a time. house() stays good as long as the caller holds it.
// Errors: an unknown scenario, a wrong file, a folder that holds real posts or that somebody uses.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "rehearsal/scenario.h"
#include "source/drill_source.h"
#include "watch/house.h"
#include "watch/tenant.h"

namespace vigie::watch {

struct DrillOrder {
  std::string name;  // Of a shipped scenario; or
  std::string toml;  // the text of one.
  double speed = 600;
  std::uint64_t seed = 1;
  bool french = false;  // The language of the sample watches' names.
  rehearsal::Policy policy = rehearsal::Policy::kNone;
  bool playable = false;  // The public reacts from the opening on, also to silence; else from the first act.
};

// The scenario that an order names.
Result<rehearsal::Scenario> scenario_of(const DrillOrder& order);

// Removes a rehearsal whole, its folder too; false: there is none. kRefused: it says of itself that it is something
// else, and nothing was touched; kConflict: somebody plays or reads it.
Result<bool> remove_rehearsal(Disk& disk, const std::string& folder);

// What is played, and how far it is.
struct Performance {
  rehearsal::Scenario scenario;
  source::DrillProgress progress;
  std::vector<WatchId> watches;  // Of the sealed house, as Scenario::watches() has them.
  rehearsal::Policy policy = rehearsal::Policy::kNone;
  bool playable = false;
};

// One playing beside others of the same seed. By "you", if somebody has done something or may.
struct Played {
  std::string policy;  // "absent", "deletes", "present", "you"
  rehearsal::Outcome outcome;
};

// The alerts of the play are held against what really happened in it.
struct AlertTold {
  rehearsal::AlertTruth truth;
  source::DrillProgress progress;
  std::vector<WatchId> watches;  // As Scenario::watches() has them.
};

struct Scorecard {
  std::vector<Played> played;
  source::DrillProgress progress;  // Of the same play: another may begin meanwhile.
};

// A house and who lives in it, both of one play; both null before the first.
struct Sealed {
  std::shared_ptr<House> house;
  std::shared_ptr<Tenant> tenant;
};

class RehearsalRoom {
 public:
  // Who shall live in the house of a play; nobody: posts alone. The drill hears what they do; it outlives them.
  using Furnish =
      std::function<Result<std::unique_ptr<Tenant>>(House& house, source::DrillSource& drill, const DrillOrder& order)>;
  RehearsalRoom(std::string folder, unsigned workers, const House::World& world, Furnish furnish = {})
      : folder_(std::move(folder)), workers_(workers), world_(world), furnish_(std::move(furnish)) {}
  ~RehearsalRoom();

  // Empties the room and begins; kConflict while one is played. A wrong order leaves the last play to be read.
  Result<void> begin(const DrillOrder& order);
  // Ends the play; what was said stays to be looked at until the next begin() or the end of the process.
  void end();
  // Ends the play and removes all that was said with its folder, of an earlier process too; false: there is none.
  Result<bool> remove();

  // Each looks anew, and finds nothing before the first begin() and while another begins: who needs both asks once.
  Sealed sealed() const;
  std::shared_ptr<House> house() const;
  std::shared_ptr<Tenant> tenant() const;
  std::optional<Performance> performance() const;
  std::optional<source::Status> status() const;
  // The drill that is played, or was played last; null before. Keeps the whole play: not for its own tenant.
  std::shared_ptr<source::DrillSource> drill() const;
  // The week-end up to now under each policy, and as it is played; kNotFound before the first begin(). Some
  // tens of milliseconds, every half hour of the story.
  Result<Scorecard> scorecard() const;
  std::optional<AlertTold> alert_truth() const;
  // kNotFound before the first begin(), kConflict after the end.
  Result<void> set_speed(double speed);
  Result<void> set_paused(bool paused);

 private:
  struct Playing;
  Result<void> clear_away();
  Result<std::shared_ptr<Playing>> build(const DrillOrder& order, const rehearsal::Scenario& scenario) const;
  std::shared_ptr<Playing> playing() const;
  Result<std::shared_ptr<Playing>> changeable() const;

  std::string folder_;
  unsigned workers_;
  House::World world_;
  Furnish furnish_;
  std::mutex changing_;
  Guarded<std::shared_ptr<Playing>> playing_;
};

}  // namespace vigie::watch
