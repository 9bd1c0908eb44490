#include "alert/rules.h"

#include <nlohmann/json.hpp>

namespace vigie::alert {
namespace {

using storage::Row;
using storage::Value;

constexpr storage::Migration kMigrations[] = {{1,
                                               "CREATE TABLE alert_rule ("
                                               " id INTEGER PRIMARY KEY,"
                                               " said TEXT NOT NULL,"  // As the API tells it.
                                               " secret TEXT NOT NULL);"
                                               "CREATE TABLE alert_told ("
                                               " alert INTEGER NOT NULL,"
                                               " rule INTEGER NOT NULL,"
                                               " at INTEGER,"
                                               " crisis INTEGER NOT NULL,"
                                               " ended INTEGER NOT NULL,"
                                               " escalated INTEGER NOT NULL,"
                                               " PRIMARY KEY (alert, rule))"}};

Error not_found() { return {ErrorCode::kNotFound, "there is no alert rule with that id"}; }

Value flag(bool is) { return std::int64_t{is ? 1 : 0}; }

}  // namespace

Result<std::unique_ptr<Rules>> Rules::open(const std::string& path) {
  auto database = storage::Database::open(path);
  if (!database) return database.error();
  if (auto ok = (*database)->migrate("alert_rule", kMigrations); !ok) return ok.error();
  auto out = std::make_unique<Rules>();
  const auto loaded = out->own_.with([&](Own& own) {
    own.database = std::move(*database);
    return load(own);
  });
  if (!loaded) return loaded.error();
  return out;
}

// A rule that can no longer be read is left aside; it stays in the database.
Result<void> Rules::load(Own& own) {
  std::vector<Rule> rules;
  auto ok = own.database->query("SELECT id, said, secret FROM alert_rule ORDER BY id", {}, [&](const Row& row) {
    auto rule = rule_of(nlohmann::json::parse(row.text(1), nullptr, false));
    if (!rule) return;
    rule->id = row.integer(0);
    rule->secret = row.text(2);
    rules.push_back(std::move(*rule));
  });
  if (ok) own.rules = std::make_shared<RuleSet>(std::move(rules));
  return ok;
}

std::shared_ptr<const RuleSet> Rules::all() const {
  return own_.with([](const Own& own) { return own.rules; });
}

Result<Rule> Rules::add(Rule rule) {
  return own_.with([&](Own& own) -> Result<Rule> {
    if (own.rules->all().size() >= kRulesMax) {
      return Error{ErrorCode::kOverloaded, "there are " + std::to_string(kRulesMax) + " alert rules already"};
    }
    rule.secret = new_secret();
    const Value values[] = {json_of(rule).dump(), rule.secret};
    if (auto ok = own.database->run("INSERT INTO alert_rule (said, secret) VALUES ($1, $2)", values); !ok)
      return ok.error();
    rule.id = own.database->last_id();
    if (auto ok = load(own); !ok) return ok.error();
    return rule;
  });
}

Result<Rule> Rules::change(Rule rule) {
  return own_.with([&](Own& own) -> Result<Rule> {
    const auto* before = own.rules->find(rule.id);
    if (before == nullptr) return not_found();
    rule.secret = before->secret;
    const Value values[] = {json_of(rule).dump(), rule.id};
    if (auto ok = own.database->run("UPDATE alert_rule SET said = $1 WHERE id = $2", values); !ok) return ok.error();
    if (auto ok = load(own); !ok) return ok.error();
    return rule;
  });
}

Result<void> Rules::remove(std::int64_t id) {
  return own_.with([&](Own& own) -> Result<void> {
    const Value values[] = {id};
    const auto removed = own.database->run("DELETE FROM alert_rule WHERE id = $1", values);
    if (!removed) return removed.error();
    if (*removed == 0) return not_found();
    return load(own);
  });
}

Result<std::vector<Told>> Rules::told(std::int64_t alert) const {
  std::vector<Told> out;
  const auto ok = own_.with([&](const Own& own) {
    const Value values[] = {alert};
    return own.database->query(
        "SELECT rule, at, crisis, ended, escalated FROM alert_told WHERE alert = $1 ORDER BY rule", values,
        [&](const Row& row) {
          Told told{alert, row.integer(0), {}, row.integer(2) != 0, row.integer(3) != 0, row.integer(4) != 0};
          if (!row.is_null(1)) told.at = time_of_micros(row.integer(1));
          out.push_back(told);
        });
  });
  if (!ok) return ok.error();
  return out;
}

Result<void> Rules::note(const Told& told) {
  return own_.with([&](Own& own) -> Result<void> {
    const Value values[] = {told.alert,        told.rule,        told.at ? Value(micros_of(*told.at)) : Value(nullptr),
                            flag(told.crisis), flag(told.ended), flag(told.escalated)};
    const auto kept = own.database->run(
        "INSERT INTO alert_told (alert, rule, at, crisis, ended, escalated) VALUES ($1, $2, $3, $4, $5, $6)"
        " ON CONFLICT (alert, rule) DO UPDATE SET at = excluded.at, crisis = excluded.crisis, ended = excluded.ended,"
        " escalated = excluded.escalated",
        values);
    return kept ? Result<void>{} : Result<void>(kept.error());
  });
}

}  // namespace vigie::alert
