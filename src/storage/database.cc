#include "storage/database.h"

#include <sqlite3.h>

#include <filesystem>

#include "base/check.h"

namespace vigie::storage {
namespace {

constexpr int kBusyMsMax = 5'000;

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

int bind(sqlite3_stmt* statement, int index, const Value& value) {
  switch (value.index()) {
    case 0:
      return sqlite3_bind_null(statement, index);
    case 1:
      return sqlite3_bind_int64(statement, index, std::get<1>(value));
    case 2:
      return sqlite3_bind_double(statement, index, std::get<2>(value));
    default: {
      const auto& text = std::get<3>(value);
      return sqlite3_bind_text64(statement, index, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
  }
}

ErrorCode code_of(int extended) {
  switch (extended & 0xFF) {
    case SQLITE_CONSTRAINT:
      return ErrorCode::kConflict;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorCode::kCorrupt;
    case SQLITE_FULL:
    case SQLITE_BUSY:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return ErrorCode::kUnavailable;
    default:
      return ErrorCode::kInvalid;
  }
}

// Hashes of passwords stand there: for its owner and the group alone, as the log. SQLite makes what it puts beside the
// file as the file is.
void keep_from_others(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code none;  // ":memory:" is no file.
  fs::permissions(path, fs::perms::others_all, fs::perm_options::remove, none);
}

}  // namespace

std::int64_t Row::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double Row::real(int column) const { return sqlite3_column_double(statement_, column); }
bool Row::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::string Row::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path) {
  sqlite3* connection = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int state = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
  std::unique_ptr<Database> database(new Database(connection));
  if (state != SQLITE_OK) return Error{code_of(state), "storage: " + path + ": " + sqlite3_errmsg(connection)};
  keep_from_others(path);
  sqlite3_busy_timeout(connection, kBusyMsMax);
  // FULL: a committed transaction survives a power cut, as everything that was acknowledged must. Secure: what is
  // forgotten leaves no bytes in pages that are free.
  auto ok = database->script(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;");
  if (!ok) return Error{ok.error().code, path + ": " + ok.error().message};
  return database;
}

Database::~Database() { sqlite3_close_v2(connection_); }

Error Database::error_of(std::string_view sql) const {
  return {code_of(sqlite3_extended_errcode(connection_)),
          std::string("storage: ") + sqlite3_errmsg(connection_) + " in: " + std::string(sql.substr(0, 200))};
}

Result<void> Database::script(const std::string& sql) {
  if (sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return error_of(sql);
  return {};
}

Result<sqlite3_stmt*> Database::prepare(std::string_view sql, std::span<const Value> values) {
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(connection_, sql.data(), static_cast<int>(sql.size()), &raw, nullptr) != SQLITE_OK) {
    return error_of(sql);
  }
  Statement statement(raw);
  check(raw != nullptr, "storage: an empty statement");
  check(sqlite3_bind_parameter_count(raw) == static_cast<int>(values.size()),
        "storage: values and placeholders differ");
  for (std::size_t i = 0; i < values.size(); ++i) {
    // To SQLite `$2` is a name, numbered by where it first stands.
    const int index = sqlite3_bind_parameter_index(raw, ("$" + std::to_string(i + 1)).c_str());
    check(index > 0, "storage: a placeholder is missing");
    if (bind(raw, index, values[i]) != SQLITE_OK) return error_of(sql);
  }
  return statement.release();
}

Result<std::int64_t> Database::run(std::string_view sql, std::span<const Value> values) {
  if (auto ok = query(sql, values, [](const Row&) {}); !ok) return ok.error();
  return std::int64_t{sqlite3_changes(connection_)};
}

Result<void> Database::query(std::string_view sql, std::span<const Value> values,
                             const std::function<void(const Row&)>& on_row) {
  const auto prepared = prepare(sql, values);
  if (!prepared) return prepared.error();
  const Statement statement(prepared.value());
  int state = 0;
  while ((state = sqlite3_step(statement.get())) == SQLITE_ROW) on_row(Row(statement.get()));
  if (state != SQLITE_DONE) return error_of(sql);
  return {};
}

std::int64_t Database::last_id() const { return sqlite3_last_insert_rowid(connection_); }

// NORMAL writes a commit to the journal without waiting for the disk; whoever syncs the journal next syncs it too.
Result<void> Database::transaction(const std::function<Result<void>()>& work, Lasting lasting) {
  constexpr auto kBegin = "BEGIN IMMEDIATE";
  if (lasting == Lasting::kNow) return transact(kBegin, work);
  if (auto ok = script("PRAGMA synchronous=NORMAL"); !ok) return ok;
  const auto done = [&]() -> Result<void> {
    try {
      return transact(kBegin, work);
    } catch (...) {
      sqlite3_exec(connection_, "PRAGMA synchronous=FULL", nullptr, nullptr, nullptr);
      throw;
    }
  }();
  const auto again = script("PRAGMA synchronous=FULL");
  return done ? again : done;
}

Result<void> Database::snapshot(const std::function<Result<void>()>& look) { return transact("BEGIN", look); }

Result<void> Database::transact(const char* begin, const std::function<Result<void>()>& work) {
  if (auto ok = script(begin); !ok) return ok;
  Result<void> done = {};
  try {
    done = work();
    if (done) done = script("COMMIT");
  } catch (...) {
    sqlite3_exec(connection_, "ROLLBACK", nullptr, nullptr, nullptr);
    throw;
  }
  if (!done) sqlite3_exec(connection_, "ROLLBACK", nullptr, nullptr, nullptr);
  return done;
}

Result<void> Database::migrate(std::string_view schema, std::span<const Migration> migrations) {
  auto ok = script("CREATE TABLE IF NOT EXISTS schema_version (schema TEXT PRIMARY KEY, number INTEGER NOT NULL)");
  if (!ok) return ok;
  std::int64_t applied = 0;
  const Value name[] = {std::string(schema)};
  const auto look = [&] {
    return query("SELECT number FROM schema_version WHERE schema = $1", name,
                 [&](const Row& row) { applied = row.integer(0); });
  };
  if (ok = look(); !ok) return ok;
  if (!migrations.empty() && applied > migrations.back().number) {
    return Error{ErrorCode::kRefused, "storage: the tables of " + std::string(schema) +
                                          " were written by a newer version of this program; nothing was changed"};
  }
  for (const auto& migration : migrations) {
    if (migration.number <= applied) continue;
    ok = transaction([&]() -> Result<void> {
      // Another connection may have been here since.
      if (auto again = look(); !again || applied >= migration.number) return again;
      if (auto made = script(std::string(migration.sql)); !made) return made;
      const Value row[] = {std::string(schema), std::int64_t{migration.number}};
      const auto noted =
          run("INSERT INTO schema_version (schema, number) VALUES ($1, $2) "
              "ON CONFLICT (schema) DO UPDATE SET number = excluded.number",
              row);
      return noted ? Result<void>{} : Result<void>(noted.error());
    });
    if (!ok) return ok;
  }
  return {};
}

}  // namespace vigie::storage
