// A scenario while it is being read: what is there already, and what later tables ask of it.
// Threads: owned by one thread. Errors: faults are the tables' own; a reader stops at the first.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/nearest.h"
#include "base/toml_table.h"
#include "rehearsal/script.h"

namespace vigie::rehearsal {

struct ScriptDraft {
  Script script;
  int start_minute = 0;  // Of the week.
  std::uint64_t authors = 0;
  std::optional<Toml> speech;       // The shipped file on which its languages build.
  std::optional<Error> rule_fault;  // The first that a grammar told; its message is whole.
  std::vector<std::string> crowd_names;
  std::vector<std::string> flow_names;
  // A move that answers, and the name of what it says.
  struct Reply {
    std::size_t flow;
    std::size_t move;
    std::string says;
  };
  std::vector<Reply> replies;

  // A moment from the start on; days before the start's belong to the week after.
  Micros after_start(TomlTable& keys, std::string_view key) const;
  Micros within(TomlTable& keys, std::string_view key) const;  // The same, not after the end.
};

int read_week_minute(TomlTable& keys, std::string_view key);
Bilingual read_both(TomlTable& keys, std::string_view key);  // `key_fr` and `key_en`.
bool is_plain(std::string_view name);                        // 1 to 64 lower case letters, digits, hyphens.

// The rule `name`, said at `key`, which each language of a crowd must have.
SayRule find_rule(TomlTable& keys, std::string_view key, const std::string& name, double french, const Script& script);
// What `says` says to a post of each topic: the rule `says_TOPIC`, where there is one.
std::vector<SayRule> rules_on_topics(const std::string& says, const Script& script);

// The place of `name`, said at `key`, among `names`; 0 and a fault if it is unknown.
template <typename Names>
std::size_t read_place(TomlTable& keys, std::string_view key, const std::string& name, const Names& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return i;
  }
  const auto meant = nearest(name, names);
  keys.refuse(key, "names `" + name + "`, which is unknown" +
                       (meant.empty() ? std::string() : "; did you mean `" + std::string(meant) + "`?"));
  return 0;
}

// What each reads of the root's tables, in this order: a flow speaks of crowds, which speak by rules.
void read_tongues(TomlTable& root, ScriptDraft& draft);    // `[fr]`, `[en]`
void read_crowds(TomlTable& root, ScriptDraft& draft);     // `[[crowd]]`
void read_flows(TomlTable& root, ScriptDraft& draft);      // `[[flow]]`, `[[moment]]`
void read_own_place(TomlTable& root, ScriptDraft& draft);  // `[place]`
void read_rules(TomlTable& root, ScriptDraft& draft);      // `[[reaction]]`, `[[policy]]`
void read_staff(TomlTable& root, ScriptDraft& draft);      // `[spokesperson]`, `[[expert]]`

}  // namespace vigie::rehearsal
