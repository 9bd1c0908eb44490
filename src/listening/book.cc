#include "listening/book.h"

#include <nlohmann/json.hpp>

#include "storage/done.h"

namespace vigie::listening {
namespace {

using storage::Database;
using storage::Row;
using storage::Value;

constexpr storage::Migration kMigrations[] = {{1,
                                               "CREATE TABLE source ("
                                               " name TEXT PRIMARY KEY,"
                                               " kind TEXT NOT NULL,"
                                               " title TEXT NOT NULL,"
                                               " options TEXT NOT NULL,"
                                               " secret TEXT NOT NULL,"
                                               " paused INTEGER NOT NULL,"
                                               " memory TEXT NOT NULL,"
                                               " added_by TEXT NOT NULL,"
                                               " added_at INTEGER NOT NULL)"}};

constexpr std::string_view kColumns =
    "SELECT name, kind, title, options, secret <> '', paused, memory, added_by, added_at FROM source";

Listed listed(const Row& row) {
  Listed out;
  out.name = row.text(0);
  out.kind = row.text(1);
  out.title = row.text(2);
  const auto options = nlohmann::json::parse(row.text(3), nullptr, false);
  for (auto at = options.begin(); options.is_object() && at != options.end(); ++at) {
    if (at->is_string()) out.options[at.key()] = at->get<std::string>();
  }
  out.has_secret = row.integer(4) != 0;
  out.is_paused = row.integer(5) != 0;
  out.memory = row.text(6);
  out.added_by = row.text(7);
  out.added_at = time_of_micros(row.integer(8));
  return out;
}

Error unknown(const std::string& name) { return {ErrorCode::kNotFound, "no source is named " + name}; }

Result<void> one_of(const Result<std::int64_t>& changed, const std::string& name) {
  if (!changed) return changed.error();
  return *changed == 0 ? Result<void>(unknown(name)) : Result<void>{};
}

}  // namespace

Result<std::unique_ptr<Book>> Book::open(const std::string& path, Seal seal) {
  auto database = Database::open(path);
  if (!database) return database.error();
  if (auto ok = (*database)->migrate("listening", kMigrations); !ok) return ok.error();
  std::unique_ptr<Book> out(new Book(std::move(seal)));
  out->database_.with([&](auto& own) { own = std::move(*database); });
  return out;
}

Result<void> Book::add(const Listed& source, std::string_view secret) {
  nlohmann::json options = nlohmann::json::object();
  for (const auto& [name, value] : source.options) options[name] = value;
  const Value values[] = {source.name,
                          source.kind,
                          source.title,
                          options.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                          secret.empty() ? std::string() : seal_.sealed(secret),
                          std::int64_t{source.is_paused},
                          source.memory,
                          source.added_by,
                          micros_of(source.added_at)};
  const auto added = database_.with([&](auto& database) {
    return database->run("INSERT INTO source VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", values);
  });
  if (added) return {};
  if (added.error().code != ErrorCode::kConflict) return added.error();
  return Error{ErrorCode::kConflict, source.name + " is listened to already"};
}

Result<void> Book::remove(const std::string& name) {
  const Value values[] = {name};
  return one_of(
      database_.with([&](auto& database) { return database->run("DELETE FROM source WHERE name = $1", values); }),
      name);
}

Result<void> Book::set_paused(const std::string& name, bool is_paused) {
  const Value values[] = {std::int64_t{is_paused}, name};
  return one_of(database_.with([&](auto& database) {
    return database->run("UPDATE source SET paused = $1 WHERE name = $2", values);
  }),
                name);
}

Result<void> Book::keep(const std::string& name, const std::string& memory) {
  const Value values[] = {memory, name};
  return database_.with([&](auto& database) {
    return database->transaction(
        [&] { return storage::done(database->run("UPDATE source SET memory = $1 WHERE name = $2", values)); },
        storage::Lasting::kWithOthers);
  });
}

Result<std::vector<Listed>> Book::list() const {
  std::vector<Listed> out;
  const auto ok = database_.with([&](const auto& database) {
    return database->query(std::string(kColumns) + " ORDER BY name", {},
                           [&](const Row& row) { out.push_back(listed(row)); });
  });
  if (!ok) return ok.error();
  return out;
}

Result<Listed> Book::find(const std::string& name) const {
  const Value values[] = {name};
  std::vector<Listed> out;
  const auto ok = database_.with([&](const auto& database) {
    return database->query(std::string(kColumns) + " WHERE name = $1", values,
                           [&](const Row& row) { out.push_back(listed(row)); });
  });
  if (!ok) return ok.error();
  if (out.empty()) return unknown(name);
  return std::move(out.front());
}

Result<std::string> Book::secret_of(const std::string& name) const {
  const Value values[] = {name};
  std::string sealed;
  const auto ok = database_.with([&](const auto& database) {
    return database->query("SELECT secret FROM source WHERE name = $1", values,
                           [&](const Row& row) { sealed = row.text(0); });
  });
  if (!ok) return ok.error();
  if (sealed.empty()) return std::string();
  return seal_.opened(sealed);
}

}  // namespace vigie::listening
