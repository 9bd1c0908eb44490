#include "alert/rules.h"

#include <nlohmann/json.hpp>

#include "alert/book_tables.h"

namespace vigie::alert {
namespace {

using storage::Row;
using storage::Value;

Error not_found() { return {ErrorCode::kNotFound, "there is no alert rule with that id"}; }

Value flag(bool is) { return std::int64_t{is ? 1 : 0}; }

}  // namespace

Result<std::unique_ptr<Rules>> Rules::open(const std::string& path, Log& log) {
  auto database = storage::Database::open(path);
  if (!database) return database.error();
  if (auto ok = (*database)->migrate("alert_rule", kRuleMigrations); !ok) return ok.error();
  std::unique_ptr<Rules> out(new Rules(log));
  const auto loaded = out->own_.with([&](Own& own) {
    own.database = std::move(*database);
    return out->load(own);
  });
  if (!loaded) return loaded.error();
  return out;
}

// A rule of which a part can no longer be read is kept without it; one whose sense is lost is left aside, and stays in
// the database. Either is told.
Result<void> Rules::load(Own& own) const {
  std::vector<Rule> rules;
  auto ok = own.database->query("SELECT id, said, secret FROM alert_rule ORDER BY id", {}, [&](const Row& row) {
    std::string problem;
    auto rule = readable_rule(nlohmann::json::parse(row.text(1), nullptr, false), problem);
    if (!problem.empty()) {
      log_.error(rule ? "alert rule kept without what cannot be read" : "alert rule cannot be read and tells nothing",
                 {{"rule", row.integer(0)}, {"reason", problem}});
    }
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
      return Error{ErrorCode::kConflict,
                   "there are " + std::to_string(kRulesMax) + " alert rules already: remove one first"};
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
    const auto ok = own.database->transaction([&]() -> Result<void> {
      const auto removed = own.database->run("DELETE FROM alert_rule WHERE id = $1", values);
      if (!removed) return removed.error();
      if (*removed == 0) return not_found();
      const auto told = own.database->run("DELETE FROM alert_told WHERE rule = $1", values);
      return told ? Result<void>{} : Result<void>(told.error());
    });
    if (!ok) return ok.error();
    return load(own);
  });
}

Result<std::vector<Told>> Rules::told(std::int64_t alert) const {
  std::vector<Told> out;
  const auto ok = own_.with([&](const Own& own) {
    const Value values[] = {alert};
    return own.database->query(
        "SELECT rule, at, grouped, crisis, ended, escalated FROM alert_told WHERE alert = $1 ORDER BY rule", values,
        [&](const Row& row) {
          Told told{
              alert, row.integer(0), row.integer(2), {}, row.integer(3) != 0, row.integer(4) != 0, row.integer(5) != 0};
          if (!row.is_null(1)) told.at = time_of_micros(row.integer(1));
          out.push_back(told);
        });
  });
  if (!ok) return ok.error();
  return out;
}

Result<bool> Rules::told_of_group(const Told& told) const {
  bool out = false;
  const auto ok = own_.with([&](const Own& own) {
    const Value values[] = {told.group, told.rule, told.alert};
    return own.database->query(
        "SELECT 1 FROM alert_told WHERE grouped = $1 AND rule = $2 AND alert <> $3 AND at IS NOT NULL LIMIT 1", values,
        [&](const Row&) { out = true; });
  });
  if (!ok) return ok.error();
  return out;
}

Result<void> Rules::note(const Told& told) {
  return own_.with([&](Own& own) -> Result<void> {
    const Value values[] = {told.alert,        told.rule,        told.at ? Value(micros_of(*told.at)) : Value(nullptr),
                            flag(told.crisis), flag(told.ended), flag(told.escalated),
                            told.group};
    const auto kept = own.database->run(
        "INSERT INTO alert_told (alert, rule, at, crisis, ended, escalated, grouped) VALUES ($1, $2, $3, $4, $5, $6, "
        "$7)"
        " ON CONFLICT (alert, rule) DO UPDATE SET at = excluded.at, crisis = excluded.crisis, ended = excluded.ended,"
        " escalated = excluded.escalated",
        values);
    return kept ? Result<void>{} : Result<void>(kept.error());
  });
}

}  // namespace vigie::alert
