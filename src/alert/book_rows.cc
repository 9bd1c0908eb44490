#include "alert/book_rows.h"

#include "storage/done.h"

namespace vigie::alert {
namespace {

using storage::Database;
using storage::done;
using storage::Row;
using storage::Value;

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

Result<void> put_names(Database& database, std::int64_t alert, std::string_view kind, const std::vector<Named>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Value values[] = {alert, text(kind), whole(i), names[i].name, whole(names[i].posts)};
    auto ok =
        database.run("INSERT INTO alert_name (alert, kind, place, name, posts) VALUES ($1, $2, $3, $4, $5)", values);
    if (!ok) return ok.error();
  }
  return {};
}

}  // namespace

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

Result<void> put_rest(Database& database, const Alert& alert) {
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

}  // namespace vigie::alert
