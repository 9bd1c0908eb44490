// The tables, and what they held when the house was opened.
#include "people/people.h"
#include "people/secret.h"

namespace vigie::people {
namespace {

using storage::Migration;
using storage::Row;

// Times in microseconds since 1970, UTC. A role by its name. Topics one a line.
constexpr Migration kMigrations[] = {{1,
                                      "CREATE TABLE account ("
                                      " id INTEGER PRIMARY KEY AUTOINCREMENT,"
                                      " name TEXT NOT NULL,"
                                      " folded_name TEXT NOT NULL UNIQUE,"
                                      " display_name TEXT NOT NULL,"
                                      " role TEXT NOT NULL,"
                                      " title TEXT NOT NULL,"
                                      " topics TEXT NOT NULL,"
                                      " mandate_until INTEGER,"
                                      " password_hash TEXT NOT NULL,"
                                      " created_at INTEGER NOT NULL,"
                                      " ended_at INTEGER);"
                                      "CREATE TABLE account_session ("
                                      " secret_hash TEXT PRIMARY KEY,"
                                      " account INTEGER NOT NULL REFERENCES account (id),"
                                      " created_at INTEGER NOT NULL,"
                                      " seen_at INTEGER NOT NULL);"
                                      "CREATE TABLE account_invitation ("
                                      " secret_hash TEXT PRIMARY KEY,"
                                      " account INTEGER NOT NULL REFERENCES account (id),"
                                      " until_at INTEGER NOT NULL);"
                                      "CREATE TABLE api_token ("
                                      " id INTEGER PRIMARY KEY AUTOINCREMENT,"
                                      " secret_hash TEXT NOT NULL UNIQUE,"
                                      " name TEXT NOT NULL,"
                                      " role TEXT NOT NULL,"
                                      " maker INTEGER NOT NULL,"
                                      " created_at INTEGER NOT NULL,"
                                      " until_at INTEGER)"}};

std::optional<Time> time_at(const Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return time_of_micros(row.integer(column));
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    out.emplace_back(line);
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return out;
}

}  // namespace

People::People(std::unique_ptr<storage::Database> database, const Clock& clock, const PasswordCost& cost,
               std::string decoy)
    : clock_(clock),
      cost_(cost),
      decoy_(std::move(decoy)),
      database_(std::move(database)),
      use_kept_at_(micros_of(clock.now())) {}

// A table that cannot be written to now loses no more than the last use of a session.
People::~People() { (void)remember_use(When::kAtOnce); }

Result<std::unique_ptr<People>> People::open(const std::string& database_path, const Clock& clock,
                                             const PasswordCost& cost) {
  auto database = storage::Database::open(database_path);
  if (!database) return database.error();
  if (auto ok = (*database)->migrate("people", kMigrations); !ok) return ok.error();
  auto decoy = hash_password(make_secret(), cost);
  if (!decoy) return decoy.error();
  std::unique_ptr<People> people(new People(std::move(*database), clock, cost, std::move(*decoy)));
  if (auto ok = people->load(); !ok) return ok.error();
  return people;
}

Result<void> People::load() {
  State state;
  std::string unknown_role;
  auto ok = database_->query(
      "SELECT id, name, display_name, role, title, topics, mandate_until, password_hash, created_at, ended_at"
      " FROM account ORDER BY id",
      {}, [&](const Row& row) {
        const auto role = role_of(row.text(3));
        if (!role) unknown_role = row.text(3);
        Member member;
        member.account.id = row.integer(0);
        member.account.said = {row.text(1), row.text(2),           role.value_or(Role::kReader),
                               row.text(4), lines_of(row.text(5)), time_at(row, 6)};
        member.password_hash = row.text(7);
        member.account.created_at = time_of_micros(row.integer(8));
        member.account.standing = !row.is_null(9)                ? Standing::kEnded
                                  : member.password_hash.empty() ? Standing::kInvited
                                                                 : Standing::kActive;
        state.members.emplace(member.account.id, std::move(member));
      });
  if (!ok) return ok;
  if (!unknown_role.empty()) return Error{ErrorCode::kCorrupt, "people: an account has the role " + unknown_role};
  if (ok = load_sessions(state); !ok) return ok;
  if (ok = load_tokens(state); !ok) return ok;
  state_.with([&](State& current) { current = std::move(state); });
  return {};
}

Result<void> People::load_sessions(State& state) {
  auto ok = database_->query(
      "SELECT secret_hash, account, created_at, seen_at FROM account_session", {}, [&](const Row& row) {
        const Time seen_at = time_of_micros(row.integer(3));
        state.sessions[row.text(0)] = {row.integer(1), time_of_micros(row.integer(2)), seen_at, seen_at};
      });
  if (!ok) return ok;
  return database_->query("SELECT secret_hash, account, until_at FROM account_invitation", {}, [&](const Row& row) {
    state.invitations[row.text(0)] = {row.integer(1), time_of_micros(row.integer(2))};
  });
}

Result<void> People::load_tokens(State& state) {
  return database_->query(
      "SELECT id, secret_hash, name, role, maker, created_at, until_at FROM api_token", {}, [&](const Row& row) {
        const auto role = role_of(row.text(3)).value_or(Role::kReader);
        state.tokens[row.text(1)] = {
            row.integer(0), {row.text(2), role, time_at(row, 6)}, row.integer(4), time_of_micros(row.integer(5))};
      });
}

}  // namespace vigie::people
