// The rules of a house, in its database, and who was told of what by them.
// Threads: any; a lock of its own. Errors: kNotFound; kConflict beyond kRulesMax; what the database says.
#pragma once

#include <map>
#include <memory>

#include "alert/rule.h"
#include "base/guarded.h"
#include "base/log.h"
#include "storage/database.h"

namespace vigie::alert {

// How far one alert was told by one rule.
struct Told {
  std::int64_t alert = 0;
  std::int64_t rule = 0;
  std::int64_t group = 0;       // Of the alert.
  std::optional<Time> at = {};  // None yet: it is quiet, or muted.
  bool crisis = false;
  bool ended = false;
  bool escalated = false;
};

class Rules {
 public:
  // Its own connection.
  static Result<std::unique_ptr<Rules>> open(const std::string& path, Log& log);

  std::shared_ptr<const RuleSet> all() const;
  Result<Rule> add(Rule rule);     // With its id and its secret.
  Result<Rule> change(Rule rule);  // Keeps the secret.
  Result<void> remove(std::int64_t id);

  Result<std::vector<Told>> told(std::int64_t alert) const;
  // That rule has told of another alert of the group.
  Result<bool> told_of_group(const Told& told) const;
  Result<void> note(const Told& told);

 private:
  struct Own {
    std::unique_ptr<storage::Database> database;
    std::shared_ptr<const RuleSet> rules = std::make_shared<RuleSet>();
  };
  explicit Rules(Log& log) : log_(log) {}
  Result<void> load(Own& own) const;

  Log& log_;
  mutable Guarded<Own> own_;
};

}  // namespace vigie::alert
