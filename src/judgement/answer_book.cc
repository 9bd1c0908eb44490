#include "judgement/answer_book.h"

#include "storage/done.h"

namespace vigie::judgement {
namespace {

using storage::done;
using storage::Migration;
using storage::Row;
using storage::Value;

constexpr Migration kMigrations[] = {{1, R"(
CREATE TABLE relevance_answers (
  watch INTEGER NOT NULL, source TEXT NOT NULL, id TEXT NOT NULL, about_us INTEGER NOT NULL,
  account TEXT NOT NULL, account_name TEXT NOT NULL, said_at BIGINT NOT NULL,
  PRIMARY KEY (watch, source, id));
CREATE INDEX relevance_answers_post ON relevance_answers (source, id);
CREATE TABLE relevance_thresholds (watch INTEGER PRIMARY KEY, threshold DOUBLE PRECISION NOT NULL);
)"}};

Value number(std::int64_t value) { return value; }

}  // namespace

Result<std::unique_ptr<AnswerBook>> AnswerBook::open(const std::string& path) {
  auto database = storage::Database::open(path);
  if (!database) return database.error();
  if (auto ok = (*database)->migrate("relevance", kMigrations); !ok) return ok.error();
  return std::unique_ptr<AnswerBook>(new AnswerBook(std::move(*database)));
}

Result<std::vector<WatchId>> AnswerBook::watches() {
  std::vector<WatchId> out;
  auto ok =
      database_->query("SELECT watch FROM relevance_answers UNION SELECT watch FROM relevance_thresholds ORDER BY 1",
                       {}, [&](const Row& row) { out.push_back(static_cast<WatchId>(row.integer(0))); });
  if (!ok) return ok.error();
  return out;
}

Result<std::vector<Answer>> AnswerBook::answers(WatchId watch) {
  const Value values[] = {number(watch)};
  std::vector<Answer> out;
  auto ok = database_->query(
      "SELECT source, id, about_us, account, account_name, said_at FROM relevance_answers WHERE watch = $1 "
      "ORDER BY said_at, source, id",
      values, [&](const Row& row) {
        out.push_back({row.text(0),
                       row.text(1),
                       row.integer(2) != 0,
                       {row.text(3), row.text(4)},
                       time_of_micros(row.integer(5))});
      });
  if (!ok) return ok.error();
  return out;
}

Result<void> AnswerBook::keep(WatchId watch, const Answer& answer) {
  const Value values[] = {number(watch),
                          answer.source,
                          answer.id,
                          number(answer.about_us ? 1 : 0),
                          answer.by.id,
                          answer.by.name,
                          std::int64_t{micros_of(answer.at)}};
  return done(database_->run(
      "INSERT INTO relevance_answers (watch, source, id, about_us, account, account_name, said_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (watch, source, id) DO UPDATE SET about_us = "
      "excluded.about_us, account = excluded.account, account_name = excluded.account_name, said_at = excluded.said_at",
      values));
}

Result<void> AnswerBook::take_back(WatchId watch, const std::string& source, const std::string& id) {
  const Value values[] = {number(watch), source, id};
  return done(database_->run("DELETE FROM relevance_answers WHERE watch = $1 AND source = $2 AND id = $3", values));
}

Result<std::optional<double>> AnswerBook::threshold(WatchId watch) {
  const Value values[] = {number(watch)};
  std::optional<double> out;
  auto ok = database_->query("SELECT threshold FROM relevance_thresholds WHERE watch = $1", values,
                             [&](const Row& row) { out = row.real(0); });
  if (!ok) return ok.error();
  return out;
}

Result<void> AnswerBook::keep_threshold(WatchId watch, std::optional<double> threshold) {
  if (!threshold) {
    const Value values[] = {number(watch)};
    return done(database_->run("DELETE FROM relevance_thresholds WHERE watch = $1", values));
  }
  const Value values[] = {number(watch), *threshold};
  return done(database_->run(
      "INSERT INTO relevance_thresholds (watch, threshold) VALUES ($1, $2) ON CONFLICT (watch) DO UPDATE SET "
      "threshold = excluded.threshold",
      values));
}

Result<void> AnswerBook::forget_post(const std::string& source, const std::string& id) {
  const Value values[] = {source, id};
  return done(database_->run("DELETE FROM relevance_answers WHERE source = $1 AND id = $2", values));
}

Result<void> AnswerBook::forget_watch(WatchId watch) {
  const Value values[] = {number(watch)};
  return database_->transaction([&]() -> Result<void> {
    if (auto ok = done(database_->run("DELETE FROM relevance_answers WHERE watch = $1", values)); !ok) return ok;
    return done(database_->run("DELETE FROM relevance_thresholds WHERE watch = $1", values));
  });
}

}  // namespace vigie::judgement
