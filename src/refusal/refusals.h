// Those of a folder who refused to be read, as marks: the list can say whether somebody is on it, and not who is.
// It is kept in `vigie.db`, and held in memory as it stands.
//
// Threads: shared, safe from any; now() waits for nothing but a change of the list, the rest for the disk.
// Errors: kInvalid for an author that is nobody; kOverloaded beyond kRefusalsMax; kNotFound; open(): kCorrupt where the
// key is not the one that the list was made with, for then nobody on it would be obeyed.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/disk.h"
#include "base/guarded.h"
#include "base/limit.h"
#include "base/result.h"
#include "refusal/refused.h"
#include "storage/database.h"

namespace vigie::refusal {

constexpr std::size_t kRefusalsMax = 100'000;

struct Refusal {
  std::int64_t id = 0;  // From 1, never used again.
  Time at{};
};

class Refusals {
 public:
  struct World {
    Disk& disk;
    const Clock& clock;
  };
  static Result<std::unique_ptr<Refusals>> open(const std::string& folder, const World& world);

  std::shared_ptr<const Refused> now() const;
  std::size_t count() const;

  struct Added {
    Refusal refusal;
    bool is_new = true;  // Else they were on the list already.
  };
  // Durable on return; now() tells of it to all who ask afterwards. `source` counts only where `author` does not mean
  // the same person everywhere.
  Result<Added> add(std::string_view source, std::string_view author);
  Result<void> remove(std::int64_t id);

  // By id, those after `after`.
  std::vector<Refusal> list(std::int64_t after, std::size_t limit) const;

 private:
  struct Entry {
    Refusal refusal;
    Mark mark;
  };
  struct State {
    std::vector<Entry> entries;  // By id.
    std::shared_ptr<const Refused> refused = std::make_shared<const Refused>();
  };

  Refusals(std::unique_ptr<storage::Database> database, std::string folder, const World& world);
  Result<void> load();
  Result<void> check_key(const std::string& probe) const;
  Result<void> need_key();
  void publish(State& state) const;

  World world_;
  std::string folder_;
  std::mutex writing_;  // One change at a time, the database with it. Locked before `state_`.
  std::unique_ptr<storage::Database> database_;
  std::optional<Key> key_;  // None before the first refusal.
  Guarded<State> state_;
};

std::span<const Limit> limits();

}  // namespace vigie::refusal
