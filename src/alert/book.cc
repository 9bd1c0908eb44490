#include "alert/book.h"

#include <algorithm>

#include "alert/book_tables.h"
#include "alert/limits.h"

namespace vigie::alert {
namespace {

using storage::Database;
using storage::Row;
using storage::Value;

constexpr std::string_view kColumns =
    "id, watch, watch_name, kind, rule, about, state, began_at, peaked_at, ended_at, level, peak, said, calm, below, "
    "from_at,"
    " to_at, hours, surprise, expected, half, usual_share, usual_dispersion, usual_posts, now_critical, now_posts, "
    "query,"
    " posts, voices, critical, written, grouped, updated, acknowledged_by, acknowledged_at,"
    " (SELECT until_at FROM alert_mute WHERE alert_mute.watch = alert.watch AND alert_mute.kind = alert.kind),"
    " usual_wander, acknowledged_account, known_from, read_from";

Value whole(std::uint64_t count) { return static_cast<std::int64_t>(count); }
Value text(std::string_view name) { return std::string(name); }
Value time(const std::optional<Time>& at) { return at ? Value(micros_of(*at)) : Value(nullptr); }
std::uint64_t count(const Row& row, int column) { return static_cast<std::uint64_t>(row.integer(column)); }
std::optional<Time> time(const Row& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(time_of_micros(row.integer(column)));
}

Incident incident_of(const Row& row) {
  Incident out;
  out.state = state_of(row.text(6)).value_or(State::kEnded);
  out.began_at = time_of_micros(row.integer(7));
  out.peaked_at = time(row, 8);
  out.ended_at = time(row, 9);
  out.level = row.real(10);
  out.peak = row.real(11);
  out.said = row.real(12);
  out.calm = static_cast<int>(row.integer(13));
  out.below = static_cast<int>(row.integer(14));
  return out;
}

Course course_of(const Row& row) {
  Course out;
  out.incident = incident_of(row);
  out.from = time_of_micros(row.integer(15));
  out.hours = static_cast<int>(row.integer(17));
  out.surprise = static_cast<float>(row.real(18));
  out.expected = row.real(19);
  out.half = row.real(20);
  if (row.integer(23) > 0) out.usual = signal::Usual{row.real(21), row.real(22), count(row, 23), row.real(36)};
  out.now = {count(row, 24), count(row, 25)};
  out.known_from = time(row, 38);
  return out;
}

Alert alert_of(const Row& row) {
  Alert out;
  out.id = row.integer(0);
  out.watch = static_cast<std::uint32_t>(row.integer(1));
  out.watch_name = row.text(2);
  out.kind = kind_of(row.text(3)).value_or(Kind::kSurprise);
  out.rule = row.integer(4);
  out.about = row.text(5);
  out.course = course_of(row);
  out.query = row.text(26);
  out.evidence.to = time_of_micros(row.integer(16));
  out.evidence.read_from = time(row, 39);
  out.evidence.posts = count(row, 27);
  out.evidence.voices = count(row, 28);
  out.evidence.critical = {count(row, 29), count(row, 30)};
  out.group = row.integer(31);
  out.update = static_cast<int>(row.integer(32));
  if (!row.is_null(33)) out.acknowledged = Acknowledged{row.text(37), row.text(33), time_of_micros(row.integer(34))};
  out.muted_until = time(row, 35);
  return out;
}

// From `state` on, as update() sets them.
std::vector<Value> changing(const Alert& alert) {
  const auto& course = alert.course;
  const auto& incident = course.incident;
  const auto& evidence = alert.evidence;
  const auto usual = course.usual.value_or(signal::Usual{});
  return {text(name_of(incident.state)),
          micros_of(incident.began_at),
          time(incident.peaked_at),
          time(incident.ended_at),
          incident.level,
          incident.peak,
          incident.said,
          std::int64_t{incident.calm},
          std::int64_t{incident.below},
          micros_of(course.from),
          micros_of(evidence.to),
          std::int64_t{course.hours},
          static_cast<double>(course.surprise),
          course.expected,
          course.half,
          usual.share,
          usual.dispersion,
          whole(usual.posts),
          whole(course.now.part),
          whole(course.now.whole),
          alert.query,
          whole(evidence.posts),
          whole(evidence.voices),
          whole(evidence.critical.part),
          whole(evidence.critical.whole),
          alert.group,
          std::int64_t{alert.update},
          usual.wander,
          time(course.known_from),
          time(evidence.read_from)};
}

Result<void> done(const Result<std::int64_t>& changed) {
  return changed ? Result<void>{} : Result<void>(changed.error());
}

Result<void> read_rest(Database& database, Alert& alert) {
  const Value id[] = {alert.id};
  auto& evidence = alert.evidence;
  auto ok = database.query("SELECT place, source, id FROM alert_post WHERE alert = $1 ORDER BY place", id,
                           [&](const Row& row) {
                             PostKey key{row.text(1), row.text(2)};
                             if (row.integer(0) == 0) {
                               evidence.first = std::move(key);
                             } else {
                               evidence.posts_behind.push_back(std::move(key));
                             }
                           });
  if (!ok) return ok;
  ok = database.query("SELECT source, id, handle, posts FROM alert_author WHERE alert = $1 ORDER BY place", id,
                      [&](const Row& row) {
                        evidence.authors.push_back({row.text(0), row.text(1), row.text(2), count(row, 3)});
                      });
  if (!ok) return ok;
  return database.query("SELECT kind, name, posts FROM alert_name WHERE alert = $1 ORDER BY place", id,
                        [&](const Row& row) {
                          auto& names = row.text(0) == "word" ? evidence.words : evidence.networks;
                          names.push_back({row.text(1), count(row, 2)});
                        });
}

Result<void> clear_rest(Database& database, const std::string& which, std::span<const Value> values) {
  for (const auto* table : {"alert_post", "alert_author", "alert_name"}) {
    if (auto ok = done(database.run("DELETE FROM " + std::string(table) + " WHERE alert " + which, values)); !ok)
      return ok;
  }
  return {};
}

Result<void> put_names(Database& database, std::int64_t alert, std::string_view kind, const std::vector<Named>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Value values[] = {alert, text(kind), whole(i), names[i].name, whole(names[i].posts)};
    auto ok =
        database.run("INSERT INTO alert_name (alert, kind, place, name, posts) VALUES ($1, $2, $3, $4, $5)", values);
    if (!ok) return ok.error();
  }
  return {};
}

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

Result<void> Book::put_rest(Database& database, const Alert& alert) {
  const Value id[] = {alert.id};
  if (auto ok = clear_rest(database, "= $1", id); !ok) return ok;
  const auto& evidence = alert.evidence;
  const auto put_post = [&](std::size_t place, const PostKey& key) {
    const Value values[] = {alert.id, whole(place), key.source, key.id};
    return done(database.run("INSERT INTO alert_post (alert, place, source, id) VALUES ($1, $2, $3, $4)", values));
  };
  if (evidence.first) {
    if (auto ok = put_post(0, *evidence.first); !ok) return ok;
  }
  for (std::size_t i = 0; i < evidence.posts_behind.size(); ++i) {
    if (auto ok = put_post(i + 1, evidence.posts_behind[i]); !ok) return ok;
  }
  for (std::size_t i = 0; i < evidence.authors.size(); ++i) {
    const auto& author = evidence.authors[i];
    const Value values[] = {alert.id, whole(i), author.source, author.id, author.handle, whole(author.posts)};
    auto ok = database.run(
        "INSERT INTO alert_author (alert, place, source, id, handle, posts) VALUES ($1, $2, $3, $4, $5, $6)", values);
    if (!ok) return ok.error();
  }
  if (auto ok = put_names(database, alert.id, "word", evidence.words); !ok) return ok;
  return put_names(database, alert.id, "network", evidence.networks);
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
      values.emplace_back(alert.id);
      auto changed = database->run(
          "UPDATE alert SET state = $1, began_at = $2, peaked_at = $3, ended_at = $4, level = $5, peak = $6, said = $7,"
          " calm = $8, below = $9, from_at = $10, to_at = $11, hours = $12, surprise = $13, expected = $14, half = $15,"
          " usual_share = $16, usual_dispersion = $17, usual_posts = $18, now_critical = $19, now_posts = $20, query = "
          "$21,"
          " posts = $22, voices = $23, critical = $24, written = $25, grouped = $26, updated = $27, usual_wander = "
          "$28, "
          "known_from = $29, read_from = $30 WHERE id = $31",
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
  std::vector<Value> values = {wanted.before, whole(wanted.limit)};
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
                           [&](const Row& row) { out = time(row, 0); });
  });
  if (!ok) return ok.error();
  return out;
}

Result<void> Book::forget(std::span<const PostKey> posts, std::span<const PostKey> authors) {
  return database_.with([&](auto& database) {
    return database->transaction([&]() -> Result<void> {
      for (const auto& post : posts) {
        const Value values[] = {post.source, post.id};
        if (auto ok = done(database->run("DELETE FROM alert_post WHERE source = $1 AND id = $2", values)); !ok)
          return ok;
      }
      for (const auto& author : authors) {
        const Value values[] = {author.source, author.id};
        auto ok = done(database->run(
            "UPDATE alert SET about = '', query = '' WHERE kind = 'author' AND (about = $2 OR EXISTS"
            " (SELECT 1 FROM alert_author AS a WHERE a.source = $1 AND a.id = $2 AND (a.alert = alert.id OR a.handle "
            "= about)))",
            values));
        if (ok) ok = done(database->run("DELETE FROM alert_author WHERE source = $1 AND id = $2", values));
        if (!ok) return ok;
      }
      return {};
    });
  });
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
