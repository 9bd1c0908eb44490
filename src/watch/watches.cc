#include "watch/watches.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/utf8.h"

namespace vigie::watch {
namespace {

using storage::Migration;
using storage::Row;
using storage::Value;

constexpr Migration kMigrations[] = {{1,
                                      "CREATE TABLE watch ("
                                      " id INTEGER PRIMARY KEY AUTOINCREMENT,"
                                      " name TEXT NOT NULL,"
                                      " query TEXT NOT NULL,"
                                      " colour TEXT NOT NULL,"
                                      " owner TEXT NOT NULL,"
                                      " purpose TEXT NOT NULL,"
                                      " created_at INTEGER NOT NULL)"}};  // Microseconds since 1970, UTC.

constexpr std::array<std::string_view, 8> kColours = {"#12898f", "#3c7dd0", "#8862d3", "#c24f96",
                                                      "#cf4a57", "#b97a12", "#43914f", "#647682"};

bool is_colour(std::string_view text) {
  return text.size() == 7 && text[0] == '#' &&
         text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

Result<void> check_text(std::string_view what, std::string_view text, std::size_t bytes_max) {
  if (text.size() > bytes_max)
    return invalid("watch: " + std::string(what) + " is longer than " + std::to_string(bytes_max) + " bytes");
  if (!is_utf8(text) || text.find('\0') != std::string_view::npos)
    return invalid("watch: " + std::string(what) + " is not clean UTF-8");
  return {};
}

Result<void> check_draft(const WatchDraft& draft) {
  if (draft.name.find_first_not_of(" \t\n\r") == std::string::npos) return invalid("watch: a name is missing");
  if (!draft.colour.empty() && !is_colour(draft.colour)) return invalid("watch: colour must be like #0072b2");
  auto ok = check_text("name", draft.name, kNameBytesMax);
  if (ok) ok = check_text("owner", draft.owner, kNameBytesMax);
  if (ok) ok = check_text("purpose", draft.purpose, kPurposeBytesMax);
  return ok;
}

Result<std::shared_ptr<const Watch>> compile(WatchId id, WatchDraft draft, Time created_at) {
  if (auto ok = check_draft(draft); !ok) return ok.error();
  auto query = query::parse(draft.query, query::Use::kWatch);
  if (!query) return query.error();
  if (draft.colour.empty()) draft.colour = kColours[(id - 1) % kColours.size()];
  query::Program program(*query);
  return std::make_shared<const Watch>(Watch{id, std::move(draft), created_at, std::move(*query), std::move(program)});
}

auto place_of(const std::vector<std::shared_ptr<const Watch>>& watches, WatchId id) {
  return std::lower_bound(watches.begin(), watches.end(), id,
                          [](const std::shared_ptr<const Watch>& watch, WatchId wanted) { return watch->id < wanted; });
}

Error not_found(WatchId id) { return {ErrorCode::kNotFound, "watch: there is none with the id " + std::to_string(id)}; }

Error changed_meanwhile(WatchId id) {
  return {ErrorCode::kConflict, "watch: " + std::to_string(id) + " was changed meanwhile"};
}

}  // namespace

std::span<const std::string_view> watch_colours() { return kColours; }

const Watch* WatchList::find(WatchId id) const {
  const auto place = place_of(watches, id);
  return place != watches.end() && (*place)->id == id ? place->get() : nullptr;
}

std::shared_ptr<const Watch> WatchList::get(WatchId id) const {
  const auto place = place_of(watches, id);
  return place != watches.end() && (*place)->id == id ? *place : nullptr;
}

std::vector<std::shared_ptr<const Watch>>::const_iterator WatchList::after(WatchId id) const {
  return id == std::numeric_limits<WatchId>::max() ? watches.end() : place_of(watches, id + 1);
}

Result<std::unique_ptr<Watches>> Watches::open(storage::Database& database, const Clock& clock) {
  if (auto ok = database.migrate("watch", kMigrations); !ok) return ok.error();
  std::unique_ptr<Watches> watches(new Watches(database, clock));
  if (auto ok = watches->load(); !ok) return ok.error();
  return watches;
}

Result<void> Watches::load() {
  std::vector<std::shared_ptr<const Watch>> watches;
  Result<void> problem = {};
  auto ok = database_.query(
      "SELECT id, name, query, colour, owner, purpose, created_at FROM watch ORDER BY id", {}, [&](const Row& row) {
        WatchDraft draft{row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)};
        auto watch = compile(static_cast<WatchId>(row.integer(0)), std::move(draft), time_of_micros(row.integer(6)));
        if (watch) {
          watches.push_back(std::move(*watch));
        } else {
          problem =
              Error{ErrorCode::kCorrupt, "watch " + std::to_string(row.integer(0)) + ": " + watch.error().message};
        }
      });
  if (!ok) return ok;
  if (!problem) return problem;
  publish(std::move(watches));
  return {};
}

void Watches::publish(std::vector<std::shared_ptr<const Watch>> watches) {
  std::vector<query::Watch> queries;
  queries.reserve(watches.size());
  for (const auto& watch : watches) queries.push_back({watch->id, watch->query});
  auto list = std::make_shared<const WatchList>(WatchList{std::move(watches), query::WatchSet::compile(queries)});
  list_.with([&](auto& current) { current = std::move(list); });
}

std::shared_ptr<const WatchList> Watches::list() const {
  return list_.with([](const auto& current) { return current; });
}

// Keeps the draft in the database; the caller publishes.
Result<std::shared_ptr<const Watch>> Watches::insert(const WatchDraft& draft) {
  const Time now = clock_.now();
  const auto checked = compile(0, draft, now);  // Nothing wrong reaches the table.
  if (!checked) return checked.error();
  const Value values[] = {draft.name, draft.query, draft.colour, draft.owner, draft.purpose, micros_of(now)};
  const auto added = database_.run(
      "INSERT INTO watch (name, query, colour, owner, purpose, created_at) VALUES ($1, $2, $3, $4, $5, $6)", values);
  if (!added) return added.error();
  return compile(static_cast<WatchId>(database_.last_id()), draft, now);
}

Result<std::shared_ptr<const Watch>> Watches::add(const WatchDraft& draft) {
  const auto added = add_all({&draft, 1});
  if (!added) return added.error();
  return added->front();
}

Result<std::vector<std::shared_ptr<const Watch>>> Watches::add_all(std::span<const WatchDraft> drafts) {
  const std::lock_guard lock(writing_);
  auto watches = list()->watches;
  if (watches.size() + drafts.size() > kWatchesMax) {
    return Error{ErrorCode::kOverloaded, "watch: at most " + std::to_string(kWatchesMax)};
  }
  std::vector<std::shared_ptr<const Watch>> added;
  const auto ok = database_.transaction([&]() -> Result<void> {
    for (const auto& draft : drafts) {
      auto watch = insert(draft);
      if (!watch) return watch.error();
      added.push_back(std::move(*watch));
    }
    return {};
  });
  if (!ok) return ok.error();
  watches.insert(watches.end(), added.begin(), added.end());
  publish(std::move(watches));
  return added;
}

Result<std::shared_ptr<const Watch>> Watches::change(WatchId id, const WatchDraft& draft, const Watch* expected) {
  const std::lock_guard lock(writing_);
  auto watches = list()->watches;
  const auto place = place_of(watches, id);
  if (place == watches.end() || (*place)->id != id) return not_found(id);
  if (expected != nullptr && place->get() != expected) return changed_meanwhile(id);
  auto watch = compile(id, draft, (*place)->created_at);
  if (!watch) return watch;
  const auto& said = (*watch)->said;
  const Value values[] = {said.name, said.query, said.colour, said.owner, said.purpose, std::int64_t{id}};
  const auto changed = database_.run(
      "UPDATE watch SET name = $1, query = $2, colour = $3, owner = $4, purpose = $5 WHERE id = $6", values);
  if (!changed) return changed.error();
  watches[static_cast<std::size_t>(place - watches.begin())] = *watch;
  publish(std::move(watches));
  return watch;
}

Result<void> Watches::remove(WatchId id, const Watch* expected) {
  const std::lock_guard lock(writing_);
  auto watches = list()->watches;
  const auto place = place_of(watches, id);
  if (place == watches.end() || (*place)->id != id) return not_found(id);
  if (expected != nullptr && place->get() != expected) return changed_meanwhile(id);
  const Value values[] = {std::int64_t{id}};
  if (const auto removed = database_.run("DELETE FROM watch WHERE id = $1", values); !removed) return removed.error();
  watches.erase(place);
  publish(std::move(watches));
  return {};
}

}  // namespace vigie::watch
