// A rule: of which incidents somebody is told, and how. The same text is what the API reads and what the database
// keeps.
//
// Where no rule speaks of a watch and a kind, the default does: volume and turn at the usual sensitivity, told in the
// page alone. Threads: plain values; RuleSet is immutable. Errors: rule_of() says what is wrong, by the member's name.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "alert/delivery.h"
#include "alert/detector.h"
#include "base/result.h"

namespace vigie::alert {

constexpr std::size_t kRulesMax = 200;
constexpr std::size_t kHandlesMax = 50;
constexpr std::size_t kAddressesMax = 20;
constexpr std::size_t kRuleNameBytesMax = 200;

// Told to nobody from one time of the day to another, unless it is a crisis.
struct Quiet {
  int from = 0;  // Minutes since midnight in `zone`.
  int to = 0;
  std::string zone;  // "Europe/Paris"
  bool except_crisis = true;
};

struct Escalation {
  int after_minutes = 30;  // That nobody acknowledges.
  std::vector<Address> to;
};

struct Rule {
  std::int64_t id = 0;
  std::string name;
  std::optional<std::uint32_t> watch;  // None: every one.
  Kind kind = Kind::kSurprise;
  Demand demand;
  std::vector<std::string> handles;  // An author's: without `@`.
  std::uint64_t reach_min = 0;       // Likes and reposts; 0: however few.
  std::string word;                  // A word's: a query.
  std::optional<Time> muted_until;
  std::optional<Quiet> quiet;
  std::vector<Address> to;
  std::optional<Escalation> escalate;
  std::string secret;  // That webhooks are signed with.
};

Result<Rule> rule_of(const nlohmann::json& json);
// What can be read of one that was kept, and what cannot; none where what it asks for is lost: to ask for something
// else, or of every watch, is worse than nothing.
std::optional<Rule> readable_rule(nlohmann::json json, std::string& problem);
nlohmann::json json_of(const Rule& rule);  // Without its secret.
// A rule is replaced whole: what is left out would be lost, and nobody told for it.
std::optional<std::string> member_left_out(const nlohmann::json& object);

std::string new_secret();

// The rules of a house at one moment.
class RuleSet {
 public:
  RuleSet() = default;
  explicit RuleSet(std::vector<Rule> rules) : rules_(std::move(rules)) {}
  const std::vector<Rule>& all() const { return rules_; }
  const Rule* find(std::int64_t id) const;
  // What is asked of that watch and kind: each rule's own; where there is none, the default's of volume and turn.
  struct Asked {
    const Rule* rule = nullptr;  // None: the default.
    Demand demand;
  };
  std::vector<Asked> asked(std::uint32_t watch, Kind kind) const;

 private:
  std::vector<Rule> rules_;
};

}  // namespace vigie::alert
