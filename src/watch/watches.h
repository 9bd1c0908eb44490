// The watches of a house: saved queries with a name, kept in its database, compiled into one
// immutable set that workers read.
// Threads: any; a snapshot is immutable and stays good while the watches change.
// Errors: kInvalid for a wrong query or name (the message is the query's own), kNotFound, kOverloaded
// beyond kWatchesMax, and what the database says.
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
#include "base/guarded.h"
#include "base/result.h"
#include "query/program.h"
#include "query/query.h"
#include "query/watch_set.h"
#include "storage/database.h"

namespace vigie::watch {

using WatchId = std::uint32_t;

constexpr std::size_t kWatchesMax = 1'000'000;
constexpr std::size_t kNameBytesMax = 200;
constexpr std::size_t kPurposeBytesMax = 2'000;

// Colours for watches, eight that keep a contrast of 3:1 by day and by night. One that asks for none gets one of them.
std::span<const std::string_view> watch_colours();

struct WatchDraft {
  std::string name;
  std::string query;
  std::string colour;  // `#rrggbb`, or empty: one is chosen.
  std::string owner;
  std::string purpose;
};

struct Watch {
  WatchId id = 0;  // From 1, never used again.
  WatchDraft said;
  Time created_at{};
  query::Query query;
  query::Program program;
};

// All watches at one moment.
struct WatchList {
  std::vector<std::shared_ptr<const Watch>> watches;  // By id.
  query::WatchSet set;

  const Watch* find(WatchId id) const;
  std::shared_ptr<const Watch> get(WatchId id) const;
  std::vector<std::shared_ptr<const Watch>>::const_iterator after(WatchId id) const;  // The first of a greater id.
};

class Watches {
 public:
  // `database` is borrowed, and used by this object alone while it lives.
  static Result<std::unique_ptr<Watches>> open(storage::Database& database, const Clock& clock);

  std::shared_ptr<const WatchList> list() const;

  // A change holds for every load that a worker begins after the call has returned.
  Result<std::shared_ptr<const Watch>> add(const WatchDraft& draft);
  // All or none; as they were added.
  Result<std::vector<std::shared_ptr<const Watch>>> add_all(std::span<const WatchDraft> drafts);
  // `expected`, where it is given, is what the caller has read: kConflict if the watch is another by now.
  Result<std::shared_ptr<const Watch>> change(WatchId id, const WatchDraft& draft, const Watch* expected = nullptr);
  Result<void> remove(WatchId id, const Watch* expected = nullptr);

 private:
  Watches(storage::Database& database, const Clock& clock) : database_(database), clock_(clock) {}
  Result<void> load();
  Result<std::shared_ptr<const Watch>> insert(const WatchDraft& draft);
  void publish(std::vector<std::shared_ptr<const Watch>> watches);

  storage::Database& database_;
  const Clock& clock_;
  std::mutex writing_;  // One change at a time, the database with it.
  Guarded<std::shared_ptr<const WatchList>> list_;
};

}  // namespace vigie::watch
