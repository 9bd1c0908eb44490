#include "judgement/sample_book.h"

#include "storage/done.h"

namespace vigie::judgement {
namespace {

using storage::done;
using storage::Migration;
using storage::Row;
using storage::Value;

constexpr Migration kMigrations[] = {{1, R"(
CREATE TABLE sample_posts (
  account TEXT NOT NULL, source TEXT NOT NULL, id TEXT NOT NULL, offered_at BIGINT NOT NULL,
  account_name TEXT NOT NULL DEFAULT '', mood TEXT, lang TEXT, mood_read TEXT, lang_read TEXT, version TEXT,
  said_at BIGINT, PRIMARY KEY (account, source, id));
CREATE INDEX sample_posts_post ON sample_posts (source, id);
)"}};

Value text(std::string_view text) { return std::string(text); }
Value micros(Time time) { return std::int64_t{micros_of(time)}; }

}  // namespace

Result<std::unique_ptr<SampleBook>> SampleBook::open(const std::string& path) {
  auto database = storage::Database::open(path);
  if (!database) return database.error();
  if (auto ok = (*database)->migrate("sample", kMigrations); !ok) return ok.error();
  return std::unique_ptr<SampleBook>(new SampleBook(std::move(*database)));
}

Result<bool> SampleBook::was_offered(std::string_view account, std::string_view source, std::string_view id) {
  const Value values[] = {text(account), text(source), text(id)};
  bool found = false;
  auto ok = database_->query("SELECT 1 FROM sample_posts WHERE account = $1 AND source = $2 AND id = $3", values,
                             [&](const Row&) { found = true; });
  if (!ok) return ok.error();
  return found;
}

Result<void> SampleBook::offer(const Colleague& to, std::string_view source, std::string_view id, Time now) {
  const Value values[] = {to.id, text(source), text(id), micros(now), to.name};
  return done(database_->run(
      "INSERT INTO sample_posts (account, source, id, offered_at, account_name) VALUES ($1, $2, $3, $4, $5) "
      "ON CONFLICT (account, source, id) DO NOTHING",
      values));
}

Result<void> SampleBook::keep(const Label& label) {
  const Value language = label.language ? text(post::code_of(*label.language)) : Value(nullptr);
  const Value values[] = {label.by.id,
                          label.source,
                          label.id,
                          text(post::name_of(label.mood)),
                          language,
                          text(post::name_of(label.mood_read)),
                          text(post::code_of(label.language_read)),
                          label.version,
                          micros(label.at)};
  const auto changed = database_->run(
      "UPDATE sample_posts SET mood = $4, lang = $5, mood_read = $6, lang_read = $7, version = $8, said_at = $9 "
      "WHERE account = $1 AND source = $2 AND id = $3",
      values);
  if (!changed) return changed.error();
  if (*changed == 0) return Error{ErrorCode::kNotFound, "that post was not drawn for you"};
  return {};
}

Result<void> SampleBook::each(const std::function<void(const Label&)>& take) {
  return database_->query(
      "SELECT source, id, mood, lang, mood_read, lang_read, version, account, account_name, said_at FROM sample_posts "
      "AS one "
      "WHERE mood IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sample_posts AS other WHERE other.source = one.source AND "
      "other.id = one.id AND other.mood IS NOT NULL AND (other.said_at > one.said_at OR (other.said_at = one.said_at "
      "AND other.account > one.account))) ORDER BY said_at, source, id",
      {}, [&](const Row& row) {
        Label label;
        label.source = row.text(0);
        label.id = row.text(1);
        label.mood = post::mood_of(row.text(2)).value_or(post::Mood::kNeutral);
        if (!row.is_null(3)) label.language = post::language_of(row.text(3));
        label.mood_read = post::mood_of(row.text(4)).value_or(post::Mood::kNeutral);
        label.language_read = post::language_of(row.text(5)).value_or(post::kUnknownLanguage);
        label.version = row.text(6);
        label.by = {row.text(7), row.text(8)};
        label.at = time_of_micros(row.integer(9));
        take(label);
      });
}

Result<void> SampleBook::each_post(const std::function<void(const std::string&, const std::string&)>& take) {
  return database_->query("SELECT DISTINCT source, id FROM sample_posts", {},
                          [&](const Row& row) { take(row.text(0), row.text(1)); });
}

Result<void> SampleBook::forget(const std::string& source, const std::string& id) {
  const Value values[] = {source, id};
  return done(database_->run("DELETE FROM sample_posts WHERE source = $1 AND id = $2", values));
}

}  // namespace vigie::judgement
