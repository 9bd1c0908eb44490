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
};

// Who speaks, to whom and when: what a sentence may depend on.
struct Speaker {
  bool feminine = false;
  bool polite = false;       // Says « vous ».
  std::string_view answers;  // Handle of the author that is answered, without `@`.
  int minute_of_day = 0;
  int weekday = 0;  // 0 is Monday.
};

class Grammar {
 public:
  using RuleId = std::uint32_t;

  static Result<Grammar> compile(Tongue tongue, std::span<const RuleText> rules);

  std::optional<RuleId> find(std::string_view name) const;
  std::size_t alternative_count(RuleId rule) const { return rules_[rule].count; }

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
};

}  // namespace vigie::rehearsal
