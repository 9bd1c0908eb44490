// How an invented public talks: named rules, each a list of alternatives that call each other,
// compiled once and then said any number of times. `doc/formats/scenario.md` shows the notation.
// The idea: a sentence is built left to right in one buffer; a noun leaves its gender and number
// behind, and what follows agrees with it.
// Threads: immutable, shared freely. Errors: compile() names the line: unknown rule, a rule that
// calls itself, an unclosed brace, a text that could grow beyond kSentenceBytesMax.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "rehearsal/french.h"

namespace vigie::rehearsal {

enum class Tongue : std::uint8_t { kFrench, kEnglish };
constexpr std::size_t kTongues = 2;
std::string_view code_of(Tongue tongue);  // "fr", "en"

// One rule as it stands in the file.
struct RuleText {
  struct Alternative {
    std::string text;
    std::uint32_t line;
  };
  std::string name;
  std::vector<Alternative> alternatives;
  std::string_view file = "scenario";  // In which it stands, as messages name it.
};

using RuleId = std::uint32_t;

// Which alternatives were chosen, the latest last: what follows may speak of the same, and does not
// say the same twice. Only named rules are kept.
class Choices {
 public:
  void keep(RuleId rule, std::uint32_t index) { kept_.emplace_back(rule, index); }
  void clear() { kept_.clear(); }
  std::optional<std::uint32_t> latest(RuleId rule) const;
  bool holds(RuleId rule, std::uint32_t index) const;
  // Those of the rules of which `is_wanted(rule)`.
  template <typename Wanted>
  Choices only(Wanted is_wanted) const {
    Choices out;
    for (const auto& [rule, index] : kept_) {
      if (is_wanted(rule)) out.keep(rule, index);
    }
    return out;
  }

 private:
  std::vector<std::pair<RuleId, std::uint32_t>> kept_;
};

// Who speaks, to whom and when: what a sentence may depend on.
struct Speaker {
  bool feminine = false;
  bool polite = false;       // Says « vous ».
  std::string_view answers;  // Handle of the author that is answered, without `@`.
  int minute_of_day = 0;
  int weekday = 0;                 // 0 is Monday.
  Choices* said = nullptr;         // In this post so far; grows. May be absent.
  const Choices* heard = nullptr;  // In the post that is answered. May be absent.
};

class Grammar {
 public:
  static Result<Grammar> compile(Tongue tongue, std::span<const RuleText> rules);

  std::optional<RuleId> find(std::string_view name) const;
  // Whether any sentence may speak of the same choice of this rule again: `{le same rule}`.
  bool is_recalled(RuleId rule) const { return rule < recalled_.size() && recalled_[rule]; }

  // Appends one saying of the rule, elided (French), else as written: no capitals, no typing errors.
  void say(RuleId rule, const Speaker& speaker, Random& random, std::string& out) const;
  // The same, of the alternative `index` modulo their number.
  void say_nth(RuleId rule, std::size_t index, const Speaker& speaker, Random& random, std::string& out) const;

 private:
  friend class GrammarCompiler;
  friend class Saying;

  enum class Op : std::uint8_t {
    kText,         // `a` bytes from `b` of texts_.
    kPick,         // Any alternative of rule `a`.
    kByAgreement,  // Of rule `a`, by the last noun: singular|plural, or m|f|mp|fp.
    kBySpeaker,    // Of rule `a`: man|woman.
    kByAddress,    // Of rule `a`: tu|vous.
    kMark,         // Leaves the agreement `arg` behind.
    kAdjective,    // Rule `a`, agreed with the last noun.
    kNoun,         // Article `arg`, adjective rule `b` or none, noun rule `a`.
    kRecall,       // As kPick, the alternative that was chosen before.
    kRecallNoun,   // As kNoun, the same.
    kNumber,       // From `a` to `b`.
    kHour,
    kDay,
    kAnswered,
  };
  struct Node {
    Op op;
    std::uint8_t arg;
    std::uint32_t a;
    std::uint32_t b;
  };
  struct Range {
    std::uint32_t begin;
    std::uint32_t count;
  };
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  Tongue tongue_ = Tongue::kFrench;
  std::string texts_;
  std::vector<Node> nodes_;
  std::vector<Range> alternatives_;  // Of nodes_.
  std::vector<Range> rules_;         // Of alternatives_; named rules first.
  std::unordered_map<std::string, RuleId> names_;
  std::vector<bool> recalled_;  // Of the named rules.
};

}  // namespace vigie::rehearsal
