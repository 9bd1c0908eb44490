// The watches of a house: saved queries with a name, kept in its database, compiled into one
// immutable set that workers read. A change makes a new set that shares nearly all with the one before;
// fold() compiles anew when changes have piled up.
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
#include "watch/watches_by_id.h"

namespace vigie::watch {

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
  WatchesById watches;
  query::WatchSet set;

  const Watch* find(WatchId id) const { return watches.get(id).get(); }
  std::shared_ptr<const Watch> get(WatchId id) const { return watches.get(id); }
  WatchesById::Iterator after(WatchId id) const { return watches.after(id); }
};

class Watches {
 public:
  // `database` is borrowed, and used by this object alone while it lives. A watch that can no longer be read, as
  // after a change of the language, stays in it but is in no list: problems() tells of it.
  static Result<std::unique_ptr<Watches>> open(storage::Database& database, const Clock& clock);

  std::shared_ptr<const WatchList> list() const;
  const std::vector<std::string>& problems() const { return problems_; }  // One a watch, with its id; of open().

  // A change holds for every load that a worker begins after the call has returned.
  Result<std::shared_ptr<const Watch>> add(const WatchDraft& draft);
  // All or none; as they were added.
  Result<std::vector<std::shared_ptr<const Watch>>> add_all(std::span<const WatchDraft> drafts);
  // `expected`, where it is given, is what the caller has read: kConflict if the watch is another by now.
  Result<std::shared_ptr<const Watch>> change(WatchId id, const WatchDraft& draft, const Watch* expected = nullptr);
  Result<void> remove(WatchId id, const Watch* expected = nullptr);

  // Compiles all watches anew if changes have piled up, or if any lie beside the great set and `quiet`: nobody has
  // changed anything for a while. Changes go on meanwhile. Cost: some microseconds a watch; call it from a thread of
  // your own. Whether it did anything.
  bool fold(bool quiet = false);

 private:
  Watches(storage::Database& database, const Clock& clock) : database_(database), clock_(clock) {}
  Result<void> load();
  Result<std::shared_ptr<const Watch>> insert(const WatchDraft& draft);
  // Under `writing_`.
  void publish(std::span<const std::shared_ptr<const Watch>> put, std::span<const WatchId> gone);
  void publish_whole(WatchesById watches);
  void show(WatchesById watches, query::WatchSet set);

  storage::Database& database_;
  const Clock& clock_;
  std::mutex writing_;  // One change at a time, the database with it.
  std::mutex folding_;  // One fold() at a time; taken before `writing_`.
  Guarded<std::shared_ptr<const WatchList>> list_;
  std::optional<std::vector<WatchId>> touched_;  // Under `writing_`: while fold() is at work, what changed meanwhile.
  std::vector<std::string> problems_;
};

}  // namespace vigie::watch
