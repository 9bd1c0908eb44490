// What was heard of each source, and what was not, in the house's database: it outlives a restart, and a gap that a
// source fills in later is none.
//
// Of a source that tells how far it is read by its own time, what is read counts, wherever in time it lies; where it
// cannot go on from where it was, what lies between is a gap. Any other is heard as long as it is. While a house is
// down nothing is heard; what a person has stopped is not meant to be. Of a crash the last kKeepEvery may be missing.
// Threads: any; look() by one. Two locks: who asks never waits for the database. Errors: what the database says; what
// was seen is then kept later.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "alert/coverage.h"
#include "alert/stretches.h"
#include "base/guarded.h"
#include "base/result.h"
#include "storage/database.h"

namespace vigie::alert {

constexpr Micros kKeepEvery = std::chrono::seconds(15);
constexpr Micros kBehindMin = std::chrono::seconds(60);  // Read up to less long ago is up to now.
constexpr std::size_t kSourcesMax = 1'000;               // Of the ledger; of more nothing is known.

class Ledger {
 public:
  // Its own connection.
  static Result<std::unique_ptr<Ledger>> open(const std::string& path);

  // Those that should be heard, as they are now.
  Result<void> look(std::span<const SourceHeard> sources, Time now);
  Result<void> keep() { return keep(storage::Lasting::kNow); }  // All that was seen.

  bool knows(std::string_view source) const;
  // As of the last look; of one source, or of all. Those of which nothing is known there are left out.
  std::vector<SourceCoverage> of(Time from, Time to, std::string_view source = {}) const;
  Covered covered(Time from, Time to) const { return Covered(gaps_of(of(from, to))); }

 private:
  // What follows `looked_at` is of this process.
  struct Source {
    Stretches stretches;
    bool is_meant = false;                  // To be heard.
    std::optional<Time> changed_from = {};  // What the database has from then on is old.
    std::optional<Time> looked_at = {};
    Time meant_from{};
    bool is_heard = false;
    bool is_quiet = false;
    bool is_behind = false;
    std::optional<Time> read_from = {};
    std::optional<Time> read_until = {};

    void set(Time from, Time to, Hearing hearing);
    void set_lost(Time from, Time to);
    void take_up(const SourceHeard& heard, Time now);
    bool look(const SourceHeard& heard, Time now);
    void settle(Time now);
    void let_go(Time now);
    Time tail() const;  // From which on only the last look says what is so.
    std::vector<Stretch> within(Time from, Time to, Time now) const;
  };
  struct State {
    std::map<std::string, Source, std::less<>> sources;
    Time now{};  // Of the last look.
    Time kept_at{};
  };
  // What of a source the database does not have yet.
  struct Change {
    std::string name;
    bool is_meant = false;
    std::optional<Time> from = {};  // None: its stretches are there.
    Time oldest{};                  // What is older is forgotten.
    std::vector<Stretch> stretches;
  };
  using Connection = std::unique_ptr<storage::Database>;

  static Result<void> load(storage::Database& database, State& state);
  Result<void> keep(storage::Lasting lasting);
  static std::vector<Change> take_changes(State& state);
  static void give_back(State& state, std::span<const Change> changes);  // They could not be written.
  static Result<void> write(storage::Database& database, const Change& change);

  Guarded<Connection> connection_;  // Taken before the state.
  Guarded<State> state_;
};

}  // namespace vigie::alert
