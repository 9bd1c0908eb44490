// The alerts of a house, in its database. Threads: any; a lock of its own. Errors: what the database says.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "alert/alert.h"
#include "base/guarded.h"
#include "base/result.h"
#include "storage/database.h"

namespace vigie::alert {

struct Wanted {
  std::optional<bool> is_open;
  std::optional<std::uint32_t> watch;
  std::optional<Kind> kind;
  std::int64_t before = std::numeric_limits<std::int64_t>::max();  // Newest first, below that id.
  std::size_t limit = 20;
};

class Book {
 public:
  // Its own connection.
  static Result<std::unique_ptr<Book>> open(const std::string& path);

  Result<std::vector<Alert>> list(const Wanted& wanted) const;
  Result<std::optional<Alert>> get(std::int64_t id) const;
  // That have ended since then, and of whose end somebody who was told of them has not heard.
  Result<std::vector<Alert>> over_since(Time when) const;

  // Sets id, and group where it has none. Forgets the oldest beyond kAlertsKept that have ended.
  Result<void> add(Alert& alert);
  // What the house knows: all but acknowledgement and mute, which people say.
  Result<void> update(const Alert& alert);

  // kNotFound; kConflict: somebody else has.
  Result<Alert> acknowledge(std::int64_t id, const Acknowledged& by);
  // Alerts of the same watch and kind are kept, and told to nobody until then. The past: no longer.
  Result<Alert> mute(std::int64_t id, Time until);
  Result<std::optional<Time>> muted_until(std::uint32_t watch, Kind kind) const;

  // Posts are gone, and all of those authors are: an alert that named one of them names nobody and finds nothing.
  // Words of what they said go too. Each that is concerned waits to be counted anew, over a restart too.
  struct Forgotten {
    std::vector<std::int64_t> concerned, unnamed;  // Ascending.
  };
  Result<Forgotten> forget(std::span<const PostKey> posts, std::span<const PostKey> authors);
  Result<std::vector<std::int64_t>> to_count() const;
  Result<void> note_counted(std::int64_t id);  // No such alert: nothing.
  // Alerts that have ended and of whose posts none is as new as that. How many.
  Result<std::int64_t> forget_older(Time than, Time now);
  Result<std::vector<PostKey>> posts_behind() const;    // Of every alert.
  Result<std::vector<PostKey>> authors_behind() const;  // The same.

  // Since when this house hears, and up to which minute it has judged. `now` both, the first time.
  struct Judged {
    Time since{};
    Time until{};
  };
  Result<Judged> judged(Time now);
  Result<void> note_judged(Time until);

 private:
  Result<std::vector<PostKey>> keys_of(const std::string& table) const;
  Result<std::vector<Alert>> select(const std::string& where, std::span<const storage::Value> values) const;

  mutable Guarded<std::unique_ptr<storage::Database>> database_;
};

}  // namespace vigie::alert
