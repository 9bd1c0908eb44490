// Of a scenario: how each language is spoken, and who speaks.
#include <algorithm>

#include "rehearsal/limits.h"
#include "rehearsal/script_draft.h"

namespace vigie::rehearsal {
namespace {

constexpr std::string_view kSpeechFile = "speech";

std::size_t at(Tongue tongue) { return static_cast<std::size_t>(tongue); }

// One of the same name, of the file that `rules` come from, is replaced.
void read_rules(TomlTable& keys, std::string_view file, std::vector<RuleText>& rules) {
  const std::size_t shared = rules.size();
  for (const auto& name : keys.keys()) {
    if (name == "shorthand") continue;
    RuleText rule{name, {}, file};
    for (auto& [text, line] : keys.texts_with_lines(name)) rule.alternatives.push_back({std::move(text), line});
    const auto end = rules.begin() + static_cast<std::ptrdiff_t>(shared);
    const auto same = std::find_if(rules.begin(), end, [&](const RuleText& other) { return other.name == name; });
    if (same == end) {
      rules.push_back(std::move(rule));
    } else {
      *same = std::move(rule);
    }
  }
}

// The rules that the program itself calls by name.
void read_customs(TomlTable& keys, const Grammar& grammar, Customs& customs) {
  const auto known = [&](std::string_view name) {
    const auto found = grammar.find(name);
    if (!found) keys.refuse(name, "is missing");
    return found;
  };
  customs.name_woman = known("name_woman");
  customs.name_man = known("name_man");
  customs.handle = known("handle");
  customs.edit_note = grammar.find("edit_note");
  for (std::size_t i = 0; i < customs.emoji.size(); ++i) {
    customs.emoji[i] = grammar.find("emoji_" + std::string(post::name_of(static_cast<post::Mood>(i))));
  }
}

void read_shorthand(TomlTable words, Customs& customs) {
  for (const auto& word : words.keys()) customs.shorthand[word] = words.text(word);
}

void read_tongue(TomlTable& root, Tongue tongue, ScriptDraft& draft) {
  auto& customs = draft.script.customs[at(tongue)];
  std::vector<RuleText> rules;
  if (draft.speech) {
    auto shared = draft.speech->root().table(code_of(tongue));
    read_shorthand(shared.table("shorthand"), customs);
    read_rules(shared, kSpeechFile, rules);
  }
  auto keys = draft.speech ? root.table_or_empty(code_of(tongue)) : root.table(code_of(tongue));
  read_shorthand(draft.speech ? keys.table_or_empty("shorthand") : keys.table("shorthand"), customs);
  read_rules(keys, "scenario", rules);
  if (keys.failed()) return;
  auto grammar = Grammar::compile(tongue, rules);
  if (!grammar) {
    draft.rule_fault = grammar.error();
    return;
  }
  draft.script.grammars[at(tongue)] = std::move(*grammar);
  read_customs(keys, draft.script.grammars[at(tongue)], customs);
}

Crowd read_crowd(TomlTable& keys) {
  Crowd crowd;
  crowd.name = keys.text("name");
  crowd.authors = static_cast<std::uint32_t>(keys.number("authors", 1, static_cast<double>(kAuthorsMax)));
  crowd.french = keys.number("french", 0, 1);
  crowd.formal = keys.number_or("formal", 0, 1, 0.5);
  crowd.typos = keys.number_or("typos", 0, 0.5, 0);
  crowd.emoji = keys.number_or("emoji", 0, 1, 0);
  crowd.hashtags = keys.number_or("hashtags", 0, 1, 0);
  crowd.chatty = keys.number_or("chatty", 0, 1, 0);
  crowd.handle = keys.text_or("handle", "");
  crowd.display_name = keys.text_or("display_name", crowd.handle);
  crowd.official = !crowd.handle.empty();
  keys.finish();
  return crowd;
}

}  // namespace

void read_tongues(TomlTable& root, ScriptDraft& draft) {
  for (const auto tongue : {Tongue::kFrench, Tongue::kEnglish}) {
    if (!draft.rule_fault) read_tongue(root, tongue, draft);
  }
}

void read_crowds(TomlTable& root, ScriptDraft& draft) {
  for (auto& keys : root.tables("crowd")) {
    if (draft.script.crowds.size() >= kFlowsMax) return keys.refuse("name", "is one crowd too many");
    auto crowd = read_crowd(keys);
    draft.authors += crowd.authors;
    if (draft.authors > kAuthorsMax) {
      return keys.refuse("authors", "makes more than " + std::to_string(kAuthorsMax) + " in all");
    }
    draft.crowd_names.push_back(crowd.name);
    draft.script.crowds.push_back(std::move(crowd));
  }
}

}  // namespace vigie::rehearsal
