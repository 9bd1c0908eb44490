#include "watch/watches.h"

#include <algorithm>
#include <array>

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

// Without its id.
Result<Watch> compile(WatchDraft draft, Time created_at) {
  if (auto ok = check_draft(draft); !ok) return ok.error();
  auto query = query::parse(draft.query, query::Use::kWatch);
  if (!query) return query.error();
  query::Program program(*query);
  return Watch{0, std::move(draft), created_at, std::move(*query), std::move(program)};
}

std::shared_ptr<const Watch> numbered(Watch watch, WatchId id) {
  watch.id = id;
  if (watch.said.colour.empty()) watch.said.colour = kColours[(id - 1) % kColours.size()];
  return std::make_shared<const Watch>(std::move(watch));
}

std::vector<query::Watch> queries_of(std::span<const std::shared_ptr<const Watch>> watches) {
  std::vector<query::Watch> out;
  out.reserve(watches.size());
  for (const auto& watch : watches) out.push_back({watch->id, watch->query});
  return out;
}

query::WatchSet compile_all(const WatchesById& watches) {
  std::vector<query::Watch> queries;
  queries.reserve(watches.size());
  for (const auto& watch : watches) queries.push_back({watch->id, watch->query});
  return query::WatchSet::compile(queries);
}

// With so much beside the great set, each post and each change begins to pay for it.
constexpr std::size_t kBesideMax = 2'048;
// Beyond so much nobody waits for fold(): as many together are compiled whole at once.
constexpr std::size_t kAtOnceMax = 4 * kBesideMax;

Error not_found(WatchId id) { return {ErrorCode::kNotFound, "watch: there is none with the id " + std::to_string(id)}; }

Error changed_meanwhile(WatchId id) {
  return {ErrorCode::kConflict, "watch: " + std::to_string(id) + " was changed meanwhile"};
}

}  // namespace

std::span<const std::string_view> watch_colours() { return kColours; }

Result<std::unique_ptr<Watches>> Watches::open(storage::Database& database, const Clock& clock) {
  if (auto ok = database.migrate("watch", kMigrations); !ok) return ok.error();
  std::unique_ptr<Watches> watches(new Watches(database, clock));
  if (auto ok = watches->load(); !ok) return ok.error();
  return watches;
}

Result<void> Watches::load() {
  WatchesById::Chunk watches;
  auto ok = database_.query(
      "SELECT id, name, query, colour, owner, purpose, created_at FROM watch ORDER BY id", {}, [&](const Row& row) {
        WatchDraft draft{row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)};
        auto watch = compile(std::move(draft), time_of_micros(row.integer(6)));
        if (watch) {
          watches.push_back(numbered(std::move(*watch), static_cast<WatchId>(row.integer(0))));
        } else {
          problems_.push_back("watch " + std::to_string(row.integer(0)) + ": " + watch.error().message);
        }
      });
  if (!ok) return ok;
  publish_whole(WatchesById(watches));
  return {};
}

void Watches::publish(std::span<const std::shared_ptr<const Watch>> put, std::span<const WatchId> gone) {
  const auto current = list();
  if (touched_) {
    for (const auto& watch : put) touched_->push_back(watch->id);
    touched_->insert(touched_->end(), gone.begin(), gone.end());
  }
  auto watches = current->watches.with(put, gone);
  if (current->set.beside() + put.size() + gone.size() > kAtOnceMax) return publish_whole(std::move(watches));
  show(std::move(watches), current->set.with(queries_of(put), gone));
}

void Watches::publish_whole(WatchesById watches) {
  auto set = compile_all(watches);
  show(std::move(watches), std::move(set));
}

void Watches::show(WatchesById watches, query::WatchSet set) {
  auto list = std::make_shared<const WatchList>(WatchList{std::move(watches), std::move(set)});
  list_.with([&](auto& current) { current.swap(list); });  // The one before may go here, outside of the lock.
}

bool Watches::fold(bool quiet) {
  const std::lock_guard folding(folding_);
  std::shared_ptr<const WatchList> before;
  {
    const std::lock_guard lock(writing_);
    before = list();
    const auto beside = before->set.beside();
    if (beside == 0 || (beside < kBesideMax && !quiet)) return false;
    touched_.emplace();
  }
  auto set = compile_all(before->watches);
  const std::lock_guard lock(writing_);
  const auto current = list();
  auto touched = std::move(*touched_);
  touched_.reset();
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  WatchesById::Chunk put;
  for (const auto id : touched) {
    if (auto watch = current->get(id)) put.push_back(std::move(watch));
  }
  show(current->watches, set.with(queries_of(put), touched));
  return true;
}

std::shared_ptr<const WatchList> Watches::list() const {
  return list_.with([](const auto& current) { return current; });
}

// Keeps the draft in the database; the caller publishes.
Result<std::shared_ptr<const Watch>> Watches::insert(const WatchDraft& draft) {
  const Time now = clock_.now();
  auto watch = compile(draft, now);  // Nothing wrong reaches the table.
  if (!watch) return watch.error();
  const Value values[] = {draft.name, draft.query, draft.colour, draft.owner, draft.purpose, micros_of(now)};
  const auto added = database_.run(
      "INSERT INTO watch (name, query, colour, owner, purpose, created_at) VALUES ($1, $2, $3, $4, $5, $6)", values);
  if (!added) return added.error();
  return numbered(std::move(*watch), static_cast<WatchId>(database_.last_id()));
}

Result<std::shared_ptr<const Watch>> Watches::add(const WatchDraft& draft) {
  const auto added = add_all({&draft, 1});
  if (!added) return added.error();
  return added->front();
}

Result<std::vector<std::shared_ptr<const Watch>>> Watches::add_all(std::span<const WatchDraft> drafts) {
  const std::lock_guard lock(writing_);
  if (list()->watches.size() + drafts.size() > kWatchesMax) {
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
  publish(added, {});
  return added;
}

Result<std::shared_ptr<const Watch>> Watches::change(WatchId id, const WatchDraft& draft, const Watch* expected) {
  const std::lock_guard lock(writing_);
  const auto current = list()->get(id);
  if (!current) return not_found(id);
  if (expected != nullptr && current.get() != expected) return changed_meanwhile(id);
  auto compiled = compile(draft, current->created_at);
  if (!compiled) return compiled.error();
  auto watch = numbered(std::move(*compiled), id);
  const auto& said = watch->said;
  const Value values[] = {said.name, said.query, said.colour, said.owner, said.purpose, std::int64_t{id}};
  const auto changed = database_.run(
      "UPDATE watch SET name = $1, query = $2, colour = $3, owner = $4, purpose = $5 WHERE id = $6", values);
  if (!changed) return changed.error();
  publish({&watch, 1}, {});
  return watch;
}

Result<void> Watches::remove(WatchId id, const Watch* expected) {
  const std::lock_guard lock(writing_);
  const auto current = list()->get(id);
  if (!current) return not_found(id);
  if (expected != nullptr && current.get() != expected) return changed_meanwhile(id);
  const Value values[] = {std::int64_t{id}};
  if (const auto removed = database_.run("DELETE FROM watch WHERE id = $1", values); !removed) return removed.error();
  publish({}, {&id, 1});
  return {};
}

}  // namespace vigie::watch
