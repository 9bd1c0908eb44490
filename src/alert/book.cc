#include "alert/book.h"

#include <algorithm>
#include <set>

#include "alert/book_rows.h"
#include "alert/book_tables.h"
#include "alert/limits.h"
#include "storage/done.h"

namespace vigie::alert {
namespace {

using storage::Database;
using storage::done;
using storage::Row;
using storage::Value;

Value text(std::string_view name) { return std::string(name); }

// Those that have ended and are `old`, which speaks of $1; and what nobody can ask for any more: who was told of them,
// and a mute that is over. How many.
Result<std::int64_t> forget_those(Database& database, const std::string& old, const Value& value, Time now) {
  const Value values[] = {value};
  const std::string which = "IN (SELECT id FROM alert WHERE " + old + " AND ended_at IS NOT NULL)";
  if (auto ok = clear_rest(database, which, values); !ok) return ok.error();
  if (auto ok = database.run("DELETE FROM alert_told WHERE alert " + which, values); !ok) return ok;
  auto gone = database.run("DELETE FROM alert WHERE " + old + " AND ended_at IS NOT NULL", values);
  if (!gone || *gone == 0) return gone;
  const Value over[] = {micros_of(now)};
  const auto mutes = database.run(
      "DELETE FROM alert_mute WHERE until_at <= $1 AND NOT EXISTS"
      " (SELECT 1 FROM alert WHERE alert.watch = alert_mute.watch AND alert.kind = alert_mute.kind)",
      over);
  return mutes ? gone : mutes;
}

// Alerts of an author that name that one, whoever else wrote what they rest on.
Result<void> forget_name(Database& database, const PostKey& author, std::set<std::int64_t>& unnamed) {
  const Value values[] = {author.source, author.id};
  std::vector<std::int64_t> found;
  auto ok = database.query(
      "SELECT id FROM alert WHERE kind = 'author' AND (about = $2 OR EXISTS"
      " (SELECT 1 FROM alert_author AS a WHERE a.source = $1 AND a.id = $2 AND (a.alert = alert.id OR a.handle "
      "= about)))",
      values, [&](const Row& row) { found.push_back(row.integer(0)); });
  for (const auto id : found) {
    const Value which[] = {id};
    if (ok) ok = done(database.run("UPDATE alert SET about = '', query = '' WHERE id = $1", which));
  }
  unnamed.insert(found.begin(), found.end());
  return ok;
}

// Of one post or author in one of the tables that name them; adds whose it was.
Result<void> forget_key(Database& database, const std::string& table, const PostKey& key,
                        std::set<std::int64_t>& concerned) {
  const Value values[] = {key.source, key.id};
  const std::string where = " FROM " + table + " WHERE source = $1 AND id = $2";
  auto read = database.query("SELECT alert" + where, values, [&](const Row& row) { concerned.insert(row.integer(0)); });
  return read ? done(database.run("DELETE" + where, values)) : read;
}

}  // namespace

Result<std::unique_ptr<Book>> Book::open(const std::string& path) {
  auto database = Database::open(path);
  if (!database) return database.error();
  if (auto ok = (*database)->migrate("measure", kNoticeMigrations); !ok) return ok.error();
  if (auto ok = (*database)->migrate("alert", kMigrations); !ok) return ok.error();
  if (auto ok = (*database)->migrate("alert_rule", kRuleMigrations); !ok) return ok.error();
  auto out = std::make_unique<Book>();
  out->database_.with([&](auto& own) { own = std::move(*database); });
  return out;
}

Result<void> Book::add(Alert& alert) {
  return database_.with([&](auto& database) {
    return database->transaction([&]() -> Result<void> {
      std::vector<Value> values = {std::int64_t{alert.watch}, alert.watch_name, text(name_of(alert.kind)), alert.rule,
                                   alert.about};
      for (auto& value : changing(alert)) values.push_back(std::move(value));
      std::string places;
      for (std::size_t i = 1; i <= values.size(); ++i) places += (i > 1 ? ", $" : "$") + std::to_string(i);
      auto added = database->run(
          "INSERT INTO alert (watch, watch_name, kind, rule, about, state, began_at, peaked_at, ended_at, level, peak,"
          " said, calm, below, from_at, to_at, hours, surprise, expected, half, usual_share, usual_dispersion, "
          "usual_posts,"
          " now_critical, now_posts, query, posts, voices, critical, written, grouped, updated, usual_wander,"
          " known_from, read_from)"
          " VALUES (" +
              places + ")",
          values);
      if (!added) return added.error();
      alert.id = database->last_id();
      if (alert.group == 0) {
        alert.group = alert.id;
        const Value id[] = {alert.id};
        if (auto ok = done(database->run("UPDATE alert SET grouped = id WHERE id = $1", id)); !ok) return ok;
      }
      if (auto ok = put_rest(*database, alert); !ok) return ok;
      const Value oldest = alert.id - static_cast<std::int64_t>(kAlertsKept);
      return done(forget_those(*database, "id <= $1", oldest, alert.evidence.to));
    });
  });
}

Result<void> Book::update(const Alert& alert) {
  return database_.with([&](auto& database) {
    return database->transaction([&]() -> Result<void> {
      auto values = changing(alert);
      values.emplace_back(alert.about);
      values.emplace_back(alert.id);
      auto changed = database->run(
          "UPDATE alert SET state = $1, began_at = $2, peaked_at = $3, ended_at = $4, level = $5, peak = $6, said = $7,"
          " calm = $8, below = $9, from_at = $10, to_at = $11, hours = $12, surprise = $13, expected = $14, half = $15,"
          " usual_share = $16, usual_dispersion = $17, usual_posts = $18, now_critical = $19, now_posts = $20, query = "
          "$21,"
          " posts = $22, voices = $23, critical = $24, written = $25, grouped = $26, updated = $27, usual_wander = "
          "$28, "
          "known_from = $29, read_from = $30, about = $31 WHERE id = $32",
          values);
      if (!changed) return changed.error();
      return put_rest(*database, alert);
    });
  });
}

Result<std::vector<Alert>> Book::select(const std::string& where, std::span<const Value> values) const {
  std::vector<Alert> out;
  const auto ok = database_.with([&](auto& database) {
    return database->snapshot([&]() -> Result<void> {
      auto read = database->query("SELECT " + std::string(kColumns) + " FROM alert WHERE " + where, values,
                                  [&](const Row& row) { out.push_back(alert_of(row)); });
      for (auto& alert : out) {
        if (!read) return read;
        read = read_rest(*database, alert);
      }
      return read;
    });
  });
  if (!ok) return ok.error();
  return out;
}

Result<std::vector<Alert>> Book::list(const Wanted& wanted) const {
  std::vector<Value> values = {wanted.before, static_cast<std::int64_t>(wanted.limit)};
  std::string where = "id < $1";
  if (wanted.is_open) where += *wanted.is_open ? " AND ended_at IS NULL" : " AND ended_at IS NOT NULL";
  if (wanted.watch) {
    values.emplace_back(std::int64_t{*wanted.watch});
    where += " AND watch = $" + std::to_string(values.size());
  }
  if (wanted.kind) {
    values.emplace_back(text(name_of(*wanted.kind)));
    where += " AND kind = $" + std::to_string(values.size());
  }
  return select(where + " ORDER BY id DESC LIMIT $2", values);
}

Result<std::optional<Alert>> Book::get(std::int64_t id) const {
  const Value values[] = {id};
  auto found = select("id = $1", values);
  if (!found) return found.error();
  return found->empty() ? std::nullopt : std::optional(std::move(found->front()));
}

Result<std::vector<Alert>> Book::over_since(Time when) const {
  const Value values[] = {micros_of(when)};
  return select("ended_at > $1 AND id IN (SELECT alert FROM alert_told WHERE at IS NOT NULL AND ended = 0)", values);
}

Result<Alert> Book::acknowledge(std::int64_t id, const Acknowledged& by) {
  const Value values[] = {by.by, micros_of(by.at), id, by.account};
  const auto changed = database_.with([&](auto& database) {
    return database->run(
        "UPDATE alert SET acknowledged_by = $1, acknowledged_at = $2, acknowledged_account = $4"
        " WHERE id = $3 AND acknowledged_by IS NULL",
        values);
  });
  if (!changed) return changed.error();
  auto alert = get(id);
  if (!alert) return alert.error();
  if (!*alert) return Error{ErrorCode::kNotFound, "there is no alert with that id"};
  if (*changed == 0 && !(*alert)->acknowledged->is_of(by)) {
    return Error{ErrorCode::kConflict, (*alert)->acknowledged->by + " has acknowledged it already"};
  }
  return std::move(**alert);
}

Result<Alert> Book::mute(std::int64_t id, Time until) {
  auto alert = get(id);
  if (!alert) return alert.error();
  if (!*alert) return Error{ErrorCode::kNotFound, "there is no alert with that id"};
  const Value values[] = {std::int64_t{(*alert)->watch}, text(name_of((*alert)->kind)), micros_of(until)};
  const auto kept = database_.with([&](auto& database) {
    return database->run(
        "INSERT INTO alert_mute (watch, kind, until_at) VALUES ($1, $2, $3)"
        " ON CONFLICT (watch, kind) DO UPDATE SET until_at = excluded.until_at",
        values);
  });
  if (!kept) return kept.error();
  (*alert)->muted_until = until;
  return std::move(**alert);
}

Result<std::optional<Time>> Book::muted_until(std::uint32_t watch, Kind kind) const {
  const Value values[] = {std::int64_t{watch}, text(name_of(kind))};
  std::optional<Time> out;
  const auto ok = database_.with([&](auto& database) {
    return database->query("SELECT until_at FROM alert_mute WHERE watch = $1 AND kind = $2", values,
                           [&](const Row& row) { out = time_of_micros(row.integer(0)); });
  });
  if (!ok) return ok.error();
  return out;
}

Result<Book::Forgotten> Book::forget(std::span<const PostKey> posts, std::span<const PostKey> authors) {
  std::set<std::int64_t> concerned, unnamed;
  const auto ok = database_.with([&](auto& database) {
    return database->transaction([&]() -> Result<void> {
      for (const auto& post : posts) {
        if (auto gone = forget_key(*database, "alert_post", post, concerned); !gone) return gone;
      }
      for (const auto& author : authors) {
        auto gone = forget_name(*database, author, unnamed);
        if (gone) gone = forget_key(*database, "alert_author", author, concerned);
        if (!gone) return gone;
      }
      for (const auto id : concerned) {
        const Value values[] = {id};
        auto gone = done(database->run("DELETE FROM alert_name WHERE alert = $1 AND kind = 'word'", values));
        if (gone) gone = done(database->run("UPDATE alert SET to_count = 1 WHERE id = $1", values));
        if (!gone) return gone;
      }
      return {};
    });
  });
  if (!ok) return ok.error();
  return Forgotten{{concerned.begin(), concerned.end()}, {unnamed.begin(), unnamed.end()}};
}

Result<std::vector<std::int64_t>> Book::to_count() const {
  std::vector<std::int64_t> out;
  const auto ok = database_.with([&](auto& database) {
    return database->query("SELECT id FROM alert WHERE to_count = 1", {},
                           [&](const Row& row) { out.push_back(row.integer(0)); });
  });
  if (!ok) return ok.error();
  return out;
}

Result<void> Book::note_counted(std::int64_t id) {
  const Value values[] = {id};
  return database_.with(
      [&](auto& database) { return done(database->run("UPDATE alert SET to_count = 0 WHERE id = $1", values)); });
}

Result<std::int64_t> Book::forget_older(Time than, Time now) {
  std::int64_t out = 0;
  const auto ok = database_.with([&](auto& database) {
    return database->transaction([&]() -> Result<void> {
      const auto gone = forget_those(*database, "to_at <= $1", micros_of(than), now);
      out = gone ? *gone : 0;
      return done(gone);
    });
  });
  if (!ok) return ok.error();
  return out;
}

Result<std::vector<PostKey>> Book::keys_of(const std::string& table) const {
  std::vector<PostKey> out;
  const auto ok = database_.with([&](auto& database) {
    return database->query("SELECT DISTINCT source, id FROM " + table, {}, [&](const Row& row) {
      out.push_back({row.text(0), row.text(1)});
    });
  });
  if (!ok) return ok.error();
  return out;
}

Result<std::vector<PostKey>> Book::posts_behind() const { return keys_of("alert_post"); }
Result<std::vector<PostKey>> Book::authors_behind() const { return keys_of("alert_author"); }

Result<Book::Judged> Book::judged(Time now) {
  Judged out{now, now};
  const Value values[] = {micros_of(now)};
  const auto ok = database_.with([&](auto& database) -> Result<void> {
    const auto added = database->run(
        "INSERT INTO alert_clock (one, since, judged_until) VALUES (1, $1, $1) ON CONFLICT (one) DO NOTHING", values);
    if (!added) return added.error();
    return database->query("SELECT since, judged_until FROM alert_clock", {}, [&](const Row& row) {
      out = {time_of_micros(row.integer(0)), time_of_micros(row.integer(1))};
    });
  });
  if (!ok) return ok.error();
  return out;
}

// Whatever is judged twice after a power cut comes out the same: it need not last by itself.
Result<void> Book::note_judged(Time until) {
  const Value values[] = {micros_of(until)};
  return database_.with([&](auto& database) {
    return database->transaction(
        [&] { return done(database->run("UPDATE alert_clock SET judged_until = $1", values)); },
        storage::Lasting::kWithOthers);
  });
}

}  // namespace vigie::alert
