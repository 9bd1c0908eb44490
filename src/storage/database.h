// Relational state: one SQLite file in WAL mode. Statements bind `$1`, `$2`, … and are written whole
// in the part that owns the table, in the subset that SQLite and PostgreSQL share.
//
// Threads: a Database is owned by one thread at a time (its keeper). Errors: whatever SQLite says,
// with the statement; kConflict for a broken constraint, kUnavailable for a full disk or a lock.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace vigie::storage {

using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string>;

// One row under the cursor; its texts live until the next row.
class Row {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
  std::int64_t integer(int column) const;  // Columns from 0.
  double real(int column) const;
  std::string text(int column) const;  // NULs inside are kept.
  bool is_null(int column) const;

 private:
  sqlite3_stmt* statement_;
};

// One step of a schema's history. Numbers only grow; a step that was applied never changes.
struct Migration {
  int number;
  std::string_view sql;
};

// When a commit outlives a power cut. Both outlive the end of the process at once.
enum class Lasting : std::uint8_t {
  kNow,        // On return.
  kWithOthers  // With the next commit of the file that lasts, of whatever connection, or later: for what can be found
               // again.
};

class Database {
 public:
  // Opens or makes `path`; ":memory:" for a twin that dies with the object.
  static Result<std::unique_ptr<Database>> open(const std::string& path);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Brings the tables of `schema` (the owner's name) to the last of `migrations`, one transaction each.
  // Refuses a file that a newer program has changed.
  Result<void> migrate(std::string_view schema, std::span<const Migration> migrations);

  // Runs one statement. The number of rows that it changed.
  Result<std::int64_t> run(std::string_view sql, std::span<const Value> values = {});
  // Runs one query, and `on_row` for each row.
  Result<void> query(std::string_view sql, std::span<const Value> values,
                     const std::function<void(const Row&)>& on_row);
  std::int64_t last_id() const;  // Of the row that this connection inserted last.

  // All of `work` or nothing: an error, or an exception, takes everything back.
  Result<void> transaction(const std::function<Result<void>()>& work, Lasting lasting = Lasting::kNow);
  // All that `look` reads is of one moment, whatever others commit meanwhile. It changes nothing, and waits for nobody.
  Result<void> snapshot(const std::function<Result<void>()>& look);

 private:
  explicit Database(sqlite3* connection) : connection_(connection) {}
  Result<void> transact(const char* begin, const std::function<Result<void>()>& work);
  Result<sqlite3_stmt*> prepare(std::string_view sql, std::span<const Value> values);
  Result<void> script(const std::string& sql);
  Error error_of(std::string_view sql) const;

  sqlite3* connection_;
};

}  // namespace vigie::storage
