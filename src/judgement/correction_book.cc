#include "judgement/correction_book.h"

#include <algorithm>
#include <array>

#include "storage/done.h"

namespace vigie::judgement {
namespace {

using storage::done;
using storage::Migration;
using storage::Row;
using storage::Value;

// Moods and languages by their names, so that a list that grows changes nothing.
constexpr Migration kMigrations[] = {
    {1,
     "CREATE TABLE correction ("
     " id INTEGER PRIMARY KEY AUTOINCREMENT,"
     " source TEXT NOT NULL,"
     " post TEXT NOT NULL,"
     " edited_at BIGINT,"  // Microseconds since 1970, UTC; of the version that was corrected.
     " by_id TEXT NOT NULL,"
     " by_name TEXT NOT NULL,"
     " at BIGINT NOT NULL,"
     " mood_read TEXT NOT NULL,"
     " mood_right TEXT,"
     " lang_read TEXT NOT NULL,"
     " lang_right TEXT,"
     " standing TEXT NOT NULL);"
     "CREATE INDEX correction_post ON correction (source, post, id);"
     "CREATE INDEX correction_standing ON correction (standing, id)"}};

constexpr std::array<std::string_view, 4> kStandings = {"holds", "undone", "replaced", "void"};
constexpr std::string_view kColumns =
    "SELECT id, source, post, edited_at, by_id, by_name, at, mood_read, mood_right, lang_read, lang_right, standing "
    "FROM correction ";

Value text(std::string_view text) { return std::string(text); }
Value time(std::optional<Time> time) { return time ? Value(std::int64_t{micros_of(*time)}) : Value(nullptr); }

Standing standing_of(std::string_view name) {
  const auto found = std::find(kStandings.begin(), kStandings.end(), name);
  return found == kStandings.end() ? Standing::kVoid : static_cast<Standing>(found - kStandings.begin());
}

Corrected line_of(const Row& row) {
  Corrected out;
  out.line = row.integer(0);
  out.source = row.text(1);
  out.id = row.text(2);
  if (!row.is_null(3)) out.edited_at = time_of_micros(row.integer(3));
  out.by = {row.text(4), row.text(5)};
  out.at = time_of_micros(row.integer(6));
  out.mood_read = post::mood_of(row.text(7)).value_or(post::Mood::kNeutral);
  if (!row.is_null(8)) out.mood_right = post::mood_of(row.text(8));
  out.language_read = post::language_of(row.text(9)).value_or(post::kUnknownLanguage);
  if (!row.is_null(10)) out.language_right = post::language_of(row.text(10));
  out.standing = standing_of(row.text(11));
  return out;
}

}  // namespace

std::string_view name_of(Standing standing) { return kStandings[static_cast<std::size_t>(standing)]; }

Result<std::unique_ptr<CorrectionBook>> CorrectionBook::open(const std::string& path) {
  auto database = storage::Database::open(path);
  if (!database) return database.error();
  if (auto ok = (*database)->migrate("judgement", kMigrations); !ok) return ok.error();
  return std::unique_ptr<CorrectionBook>(new CorrectionBook(std::move(*database)));
}

Result<std::int64_t> CorrectionBook::add(const Corrected& line) {
  const auto mood = line.mood_right ? text(post::name_of(*line.mood_right)) : Value(nullptr);
  const auto language = line.language_right ? text(post::code_of(*line.language_right)) : Value(nullptr);
  std::int64_t number = 0;
  const auto ok = together([&]() -> Result<void> {
    const Value key[] = {line.source, line.id};
    auto ran = database_->run(
        "UPDATE correction SET standing = 'replaced' WHERE source = $1 AND post = $2 AND standing = 'holds'", key);
    if (!ran) return ran.error();
    // Who changes their mind again and again fills no journal.
    ran = database_->run(
        "DELETE FROM correction WHERE source = $1 AND post = $2 AND standing IN ('replaced', 'undone') AND id NOT IN "
        "(SELECT id FROM correction WHERE source = $1 AND post = $2 AND standing IN ('replaced', 'undone') "
        "ORDER BY id DESC LIMIT 4)",
        key);
    if (!ran) return ran.error();
    const Value values[] = {line.source,
                            line.id,
                            time(line.edited_at),
                            line.by.id,
                            line.by.name,
                            time(line.at),
                            text(post::name_of(line.mood_read)),
                            mood,
                            text(post::code_of(line.language_read)),
                            language,
                            text(name_of(line.standing))};
    ran = database_->run(
        "INSERT INTO correction (source, post, edited_at, by_id, by_name, at, mood_read, mood_right, lang_read, "
        "lang_right, standing) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        values);
    number = database_->last_id();
    return done(ran);
  });
  if (!ok) return ok.error();
  return number;
}

Result<std::vector<Corrected>> CorrectionBook::read(const std::string& where, std::span<const Value> values) {
  std::vector<Corrected> out;
  const auto ok =
      database_->query(std::string(kColumns) + where, values, [&](const Row& row) { out.push_back(line_of(row)); });
  if (!ok) return ok.error();
  return out;
}

Result<std::vector<Corrected>> CorrectionBook::lines_of(std::string_view source, std::string_view id) {
  const Value key[] = {text(source), text(id)};
  return read("WHERE source = $1 AND post = $2 ORDER BY id DESC", key);
}

Result<std::vector<Corrected>> CorrectionBook::list(std::int64_t before, std::size_t limit) {
  const Value values[] = {before, static_cast<std::int64_t>(limit)};
  return read("WHERE standing IN ('holds', 'void') AND ($1 = 0 OR id < $1) ORDER BY id DESC LIMIT $2", values);
}

Result<void> CorrectionBook::each(std::string_view standing, const std::function<void(const Corrected&)>& take) {
  const Value values[] = {text(standing)};
  return database_->query(std::string(kColumns) + "WHERE standing = $1 ORDER BY id", values,
                          [&](const Row& row) { take(line_of(row)); });
}

Result<std::vector<PostKey>> CorrectionBook::posts_after(const PostKey& after, std::size_t limit) {
  const Value values[] = {after.source, after.id, static_cast<std::int64_t>(limit)};
  std::vector<PostKey> out;
  const auto ok = database_->query(
      "SELECT DISTINCT source, post FROM correction WHERE (source, post) > ($1, $2) ORDER BY source, post LIMIT $3",
      values, [&](const Row& row) {
        out.push_back({row.text(0), row.text(1)});
      });
  if (!ok) return ok.error();
  return out;
}

Result<std::int64_t> CorrectionBook::line_count() {
  std::int64_t count = 0;
  const auto ok =
      database_->query("SELECT COUNT(*) FROM correction", {}, [&](const Row& row) { count = row.integer(0); });
  if (!ok) return ok.error();
  return count;
}

Result<void> CorrectionBook::stand(std::int64_t line, Standing standing) {
  const Value values[] = {text(name_of(standing)), line};
  return done(database_->run("UPDATE correction SET standing = $1 WHERE id = $2", values));
}

Result<void> CorrectionBook::drop(std::int64_t line) {
  const Value values[] = {line};
  return done(database_->run("DELETE FROM correction WHERE id = $1", values));
}

Result<void> CorrectionBook::forget(std::string_view source, std::string_view id) {
  const Value key[] = {text(source), text(id)};
  return done(database_->run("DELETE FROM correction WHERE source = $1 AND post = $2", key));
}

}  // namespace vigie::judgement
