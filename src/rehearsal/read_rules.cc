// Of a scenario: the named numbers of its public and of the policies, who speaks for the brand, its own place.
#include <algorithm>

#include "rehearsal/limits.h"
#include "rehearsal/script_draft.h"

namespace vigie::rehearsal {
namespace {

constexpr std::size_t kSignatureBytesMax = 256;  // Of a name with its title: an author's name.

// Either none of `known`, or each once.
void read_numbers(TomlTable& root, std::string_view table, std::span<const NumberName> known,
                  std::vector<NamedNumber>& list, std::span<double> values) {
  std::vector<std::string_view> names;
  for (const auto& number : known) names.push_back(number.name);
  std::vector<bool> seen(names.size());
  for (auto& keys : root.tables(table)) {
    NamedNumber number;
    number.name = keys.text("name");
    const auto place = read_place(keys, "name", number.name, names);
    number.value = keys.number("value", 0, known[place].most);
    number.unit = keys.text("unit");
    number.source = keys.text("source");
    if (seen[place]) keys.refuse("name", "is there twice");
    if (number.source.empty()) keys.refuse("source", "is empty: where does the number come from, or is it assumed?");
    keys.finish();
    if (root.failed()) return;
    seen[place] = true;
    values[place] = number.value;
    list.push_back(std::move(number));
  }
  const auto missing = std::find(seen.begin(), seen.end(), false);
  if (list.empty() || missing == seen.end()) return;
  root.refuse(table, "has no `" + std::string(names[static_cast<std::size_t>(missing - seen.begin())]) + "`");
}

MotiveWords read_motive(TomlTable keys) {
  MotiveWords motive;
  motive.who = read_both(keys, "who");
  motive.why = read_both(keys, "why");
  motive.use = read_both(keys, "use");
  motive.paid = read_both(keys, "paid");
  motive.how_long = read_both(keys, "how_long");
  for (auto& reason : keys.tables("removal_reasons")) {
    if (motive.removal_reasons.size() >= kRemovalReasonsMax) {
      keys.refuse("removal_reasons", "are too many");
      break;
    }
    motive.removal_reasons.push_back({reason.text("id"), read_both(reason, "words")});
    if (!is_plain(motive.removal_reasons.back().id)) {
      reason.refuse("id", "must be 1 to 64 lower case letters, digits or hyphens");
    }
    reason.finish();
  }
  if (motive.removal_reasons.empty()) keys.refuse("removal_reasons", "is missing: what may be removed");
  keys.finish();
  return motive;
}

Sayings read_sayings(TomlTable& keys, std::string_view key, const Script& script) {
  constexpr double kBothTongues = 0.5;
  const auto says = keys.text(key);
  return {find_rule(keys, key, says, kBothTongues, script), rules_on_topics(says, script)};
}

std::string read_handle(TomlTable& keys) {
  auto handle = keys.text("handle");
  if (!is_plain(handle)) keys.refuse("handle", "must be 1 to 64 lower case letters, digits or hyphens");
  return handle;
}

void read_spokesperson(TomlTable keys, Script& script) {
  Spokesperson speaks;
  speaks.handle = read_handle(keys);
  speaks.display_name = keys.text("display_name");
  if (speaks.display_name.size() > kSignatureBytesMax) keys.refuse("display_name", "is longer than 256 bytes");
  speaks.says = read_sayings(keys, "says", script);
  speaks.says_ask = read_sayings(keys, "says_ask", script);
  keys.finish();
  script.spokesperson = std::move(speaks);
}

PlayedExpert read_expert(TomlTable& keys, const Script& script) {
  PlayedExpert played;
  played.expert.name = keys.text("name");
  played.expert.handle = read_handle(keys);
  played.expert.title = read_both(keys, "title");
  const auto title_bytes = std::max(played.expert.title.fr.size(), played.expert.title.en.size());
  if (played.expert.name.size() + 2 + title_bytes > kSignatureBytesMax) {
    keys.refuse("name", "is longer than 256 bytes with its title");
  }
  played.expert.topics = keys.texts("topics");
  played.says = read_sayings(keys, "says", script);
  keys.finish();
  return played;
}

}  // namespace

void read_own_place(TomlTable& root, ScriptDraft& draft) {
  draft.script.place_source = "drill:" + draft.script.name;
  root.allow("place");
  if (!root.has("place")) return;
  auto keys = root.table("place");
  OwnPlace place;
  place.slug = keys.text("slug");
  if (!is_plain(place.slug)) keys.refuse("slug", "must be 1 to 64 lower case letters, digits or hyphens");
  place.brand = keys.text("brand");
  place.colour = keys.text("colour");
  place.contact = keys.text("contact");
  place.tagline = read_both(keys, "tagline");
  place.title = read_both(keys, "title");
  place.text = read_both(keys, "text");
  place.motive = read_motive(keys.table("motive"));
  keys.finish();
  draft.script.place_source = "place:" + place.slug;
  draft.script.place = std::move(place);
}

void read_rules(TomlTable& root, ScriptDraft& draft) {
  Script& script = draft.script;
  read_numbers(root, "reaction", rule_names(), script.reactions, script.rules);
  if (root.failed()) return;
  read_numbers(root, "policy", habit_names(), script.policies, script.habits);
}

void read_staff(TomlTable& root, ScriptDraft& draft) {
  Script& script = draft.script;
  root.allow("spokesperson");
  if (root.has("spokesperson")) read_spokesperson(root.table("spokesperson"), script);
  for (auto& keys : root.tables("expert")) {
    if (script.experts.size() >= kExpertsMax) return keys.refuse("name", "is one expert too many");
    script.experts.push_back(read_expert(keys, script));
    if (root.failed()) return;
  }
  if (!script.policies.empty() && (!script.spokesperson || script.experts.empty())) {
    root.refuse("policy", "needs a [spokesperson] and an [[expert]]");
  }
}

}  // namespace vigie::rehearsal
