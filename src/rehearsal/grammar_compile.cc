// From the notation of `doc/formats/scenario.md` to the nodes of a Grammar.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/nearest.h"
#include "rehearsal/grammar.h"
#include "rehearsal/limits.h"

namespace vigie::rehearsal {
namespace {

struct NamedArticle {
  std::string_view name;
  Article article;
};
constexpr std::array<NamedArticle, 14> kFrenchArticles = {{{"le", Article::kLe},
                                                           {"un", Article::kUn},
                                                           {"ce", Article::kCe},
                                                           {"mon", Article::kMon},
                                                           {"ton", Article::kTon},
                                                           {"son", Article::kSon},
                                                           {"notre", Article::kNotre},
                                                           {"votre", Article::kVotre},
                                                           {"leur", Article::kLeur},
                                                           {"de", Article::kDe},
                                                           {"à", Article::kA},
                                                           {"quel", Article::kQuel},
                                                           {"aucun", Article::kAucun},
                                                           {"tout", Article::kTout}}};
constexpr std::array<NamedArticle, 5> kEnglishArticles = {{{"the", Article::kLe},
                                                           {"a", Article::kUn},
                                                           {"this", Article::kCe},
                                                           {"my", Article::kMon},
                                                           {"your", Article::kVotre}}};

std::optional<Article> article_named(Tongue tongue, std::string_view name) {
  const auto find = [&](const auto& articles) -> std::optional<Article> {
    for (const auto& known : articles) {
      if (known.name == name) return known.article;
    }
    return std::nullopt;
  };
  return tongue == Tongue::kFrench ? find(kFrenchArticles) : find(kEnglishArticles);
}

// What a noun leaves behind: bit 0 feminine, bit 1 plural.
std::optional<std::uint8_t> mark_named(std::string_view name) {
  if (name == "m" || name == "s") return std::uint8_t{0};
  if (name == "f") return std::uint8_t{1};
  if (name == "mp" || name == "p") return std::uint8_t{2};
  if (name == "fp") return std::uint8_t{3};
  return std::nullopt;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto space = text.find(' ');
    if (space != 0) words.push_back(text.substr(0, space));
    if (space == std::string_view::npos) break;
    text.remove_prefix(space + 1);
  }
  return words;
}

}  // namespace

class GrammarCompiler {
 public:
  GrammarCompiler(Tongue tongue, std::span<const RuleText> rules) : source_(rules) { grammar_.tongue_ = tongue; }

  Result<Grammar> compile() {
    name_rules();
    for (std::uint32_t rule = 0; rule < source_.size() && !fault_; ++rule) compile_rule(rule);
    if (!fault_) measure_all();
    if (fault_) return *fault_;
    return std::move(grammar_);
  }

 private:
  using Node = Grammar::Node;
  using Op = Grammar::Op;
  using Nodes = std::vector<Node>;

  // Remembers the first fault, and leaves nothing more to read: the descent ends by itself.
  void refuse(const std::string& reason) {
    rest_ = {};
    if (fault_) return;
    fault_ = invalid(std::string(file_) + ":" + std::to_string(line_) + ": `" + std::string(code_of(grammar_.tongue_)) +
                     "." + std::string(rule_name_) + "`: " + reason);
  }

  void name_rules() {
    if (source_.size() > kRulesMax) return refuse("more than " + std::to_string(kRulesMax) + " rules");
    grammar_.rules_.resize(source_.size());
    grammar_.recalled_.resize(source_.size());
    for (std::uint32_t rule = 0; rule < source_.size(); ++rule) {
      grammar_.names_.emplace(source_[rule].name, rule);
      names_.push_back(source_[rule].name);
    }
  }

  void compile_rule(std::uint32_t rule) {
    const RuleText& text = source_[rule];
    rule_name_ = text.name;
    file_ = text.file;
    std::vector<Nodes> alternatives;
    for (const auto& alternative : text.alternatives) {
      line_ = alternative.line;
      rest_ = alternative.text;
      alternatives.push_back(sequence(0));
      if (fault_) return;
      if (!rest_.empty()) refuse(std::string("a stray `") + rest_[0] + "`");
    }
    if (alternatives.empty()) refuse("has no alternative");
    grammar_.rules_[rule] = keep(alternatives);
  }

  Grammar::Range keep(const std::vector<Nodes>& alternatives) {
    const auto begin = static_cast<std::uint32_t>(grammar_.alternatives_.size());
    if (begin + alternatives.size() > kAlternativesMax) {
      refuse("more than " + std::to_string(kAlternativesMax) + " alternatives");
    }
    for (const auto& nodes : alternatives) {
      grammar_.alternatives_.push_back(
          {static_cast<std::uint32_t>(grammar_.nodes_.size()), static_cast<std::uint32_t>(nodes.size())});
      grammar_.nodes_.insert(grammar_.nodes_.end(), nodes.begin(), nodes.end());
    }
    return {begin, static_cast<std::uint32_t>(alternatives.size())};
  }

  // Until the end, or a `|`, `]` or `}` that belongs to whoever called.
  Nodes sequence(std::size_t depth) {
    Nodes nodes;
    if (depth > kDepthMax) refuse("nested deeper than " + std::to_string(kDepthMax));
    while (!rest_.empty()) {
      const auto special = rest_.find_first_of("[]{}|");
      const auto plain = rest_.substr(0, special);
      if (!plain.empty()) nodes.push_back(text(plain));
      rest_.remove_prefix(plain.size());
      if (rest_.empty() || rest_[0] == '|' || rest_[0] == ']' || rest_[0] == '}') break;
      nodes.push_back(rest_[0] == '[' ? choice(depth) : brace(depth));
    }
    return nodes;
  }

  Node text(std::string_view plain) {
    const Node node{Op::kText, 0, static_cast<std::uint32_t>(plain.size()),
                    static_cast<std::uint32_t>(grammar_.texts_.size())};
    grammar_.texts_ += plain;
    return node;
  }

  // `[a|b|]`, or what follows `{?`, `{@`, `{&`: a rule without a name.
  std::uint32_t nameless(char close, std::size_t depth) {
    std::vector<Nodes> alternatives;
    do {
      rest_.remove_prefix(1);  // `[`, the sign after `{`, or `|`.
      alternatives.push_back(sequence(depth + 1));
    } while (!rest_.empty() && rest_[0] == '|');
    if (rest_.empty() || rest_[0] != close) {
      refuse(std::string("an opening without its `") + close + "`");
    } else {
      rest_.remove_prefix(1);
    }
    grammar_.rules_.push_back(keep(alternatives));
    return static_cast<std::uint32_t>(grammar_.rules_.size() - 1);
  }

  Node nothing(const std::string& reason) {
    refuse(reason);
    return {Op::kText, 0, 0, 0};
  }

  Node choice(std::size_t depth) { return {Op::kPick, 0, nameless(']', depth), 0}; }

  Node brace(std::size_t depth) {
    rest_.remove_prefix(1);
    if (rest_.starts_with('?')) return by(Op::kByAgreement, depth);
    if (rest_.starts_with('@')) return by(Op::kBySpeaker, depth);
    if (rest_.starts_with('&')) return by(Op::kByAddress, depth);
    const auto close = rest_.find('}');
    if (close == std::string_view::npos) return nothing("an opening without its `}`");
    const auto inside = rest_.substr(0, close);
    rest_.remove_prefix(close + 1);
    return slot(inside);
  }

  Node by(Op op, std::size_t depth) {
    const auto rule = nameless('}', depth);
    const auto count = grammar_.rules_[rule].count;
    if (count != 2 && (op != Op::kByAgreement || count != 4)) {
      refuse(op == Op::kByAgreement ? "`{?…}` wants 2 or 4 forms" : "`{@…}` and `{&…}` want 2 forms");
    }
    return {op, 0, rule, 0};
  }

  Node slot(std::string_view inside) {
    const auto words = words_of(inside);
    if (words.empty()) return nothing("an empty `{}`");
    if (words[0] == "hour") return {Op::kHour, 0, 0, 0};
    if (words[0] == "day") return {Op::kDay, 0, 0, 0};
    if (words[0] == "answered") return {Op::kAnswered, 0, 0, 0};
    if (words[0] == "n") return number(words);
    if (words.size() == 1) return lone(words[0]);
    if (words.size() == 2 && words[0] == "same") return {Op::kRecall, 0, recalled(words[1]), 0};
    const auto which = article_named(grammar_.tongue_, words[0]);
    if (!which) return nothing("`" + std::string(words[0]) + "` is no article of this language");
    if (words.size() == 2) return noun(*which, Grammar::kNone, words[1]);
    if (words.size() == 3 && words[1] == "same") {
      return {Op::kRecallNoun, static_cast<std::uint8_t>(*which), recalled(words[2]), Grammar::kNone};
    }
    if (words.size() == 3 && words[1][0] == '^') return noun(*which, rule_of(words[1].substr(1)), words[2]);
    return nothing("`{" + std::string(inside) +
                   "}` is neither `{article noun}` nor `{article ^adjective noun}` nor `{article same noun}`");
  }

  Node lone(std::string_view word) {
    if (const auto mark = mark_named(word)) return {Op::kMark, *mark, 0, 0};
    if (word[0] == '~') return {Op::kAdjective, 0, rule_of(word.substr(1)), 0};
    return {Op::kPick, 0, rule_of(word), 0};
  }

  Node noun(Article which, std::uint32_t adjective, std::string_view name) {
    return {Op::kNoun, static_cast<std::uint8_t>(which), rule_of(name), adjective};
  }

  Node number(const std::vector<std::string_view>& words) {
    if (words.size() != 3) return nothing("`{n FROM TO}` wants two numbers");
    std::array<std::uint32_t, 2> bounds{};
    for (std::size_t i = 0; i < 2; ++i) {
      const auto word = words[i + 1];
      const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), bounds[i]);
      if (error != std::errc() || end != word.data() + word.size()) {
        return nothing("`{n FROM TO}` wants two whole numbers");
      }
    }
    if (bounds[0] > bounds[1]) return nothing("`{n FROM TO}`: FROM is above TO");
    if (bounds[1] > 1'000'000'000) return nothing("`{n FROM TO}`: TO is above 1000000000");
    return {Op::kNumber, 0, bounds[0], bounds[1]};
  }

  RuleId recalled(std::string_view name) {
    const auto rule = rule_of(name);
    grammar_.recalled_[rule] = true;
    return rule;
  }

  RuleId rule_of(std::string_view name) {
    if (const auto found = grammar_.find(name)) return *found;
    const auto meant = nearest(name, names_);
    refuse("unknown rule `" + std::string(name) + "`" +
           (meant.empty() ? std::string() : "; did you mean `" + std::string(meant) + "`?"));
    return 0;
  }

  // The most bytes and steps each rule can take; refuses circles and bombs.
  void measure_all() {
    costs_.assign(grammar_.rules_.size(), 0);
    state_.assign(grammar_.rules_.size(), State::kNew);
    for (std::uint32_t rule = 0; rule < source_.size() && !fault_; ++rule) {
      rule_name_ = source_[rule].name;
      file_ = source_[rule].file;
      line_ = source_[rule].alternatives[0].line;
      measure(rule, 0);
    }
  }

  std::uint64_t measure(std::uint32_t rule, std::size_t depth) {
    if (state_[rule] == State::kDone) return costs_[rule];
    if (state_[rule] == State::kOpen) return unmeasured("calls itself, through its own alternatives");
    if (depth > 4 * kDepthMax) return unmeasured("rules within rules deeper than " + std::to_string(4 * kDepthMax));
    state_[rule] = State::kOpen;
    std::uint64_t most = 0;
    const auto range = grammar_.rules_[rule];
    for (std::uint32_t i = 0; i < range.count; ++i) {
      most = std::max(most, measure(grammar_.alternatives_[range.begin + i], depth));
    }
    if (most > kSentenceBytesMax)
      return unmeasured("could say more than " + std::to_string(kSentenceBytesMax) + " bytes");
    state_[rule] = State::kDone;
    return costs_[rule] = most;
  }

  std::uint64_t unmeasured(const std::string& reason) {
    refuse(reason);
    return 0;
  }

  std::uint64_t measure(Grammar::Range alternative, std::size_t depth) {
    std::uint64_t sum = 1;
    for (std::uint32_t i = 0; i < alternative.count; ++i) {
      const Node& node = grammar_.nodes_[alternative.begin + i];
      sum += 16;  // Its own step; articles, numbers, agreed endings.
      if (node.op == Op::kText) sum += node.a;
      if (calls(node.op)) sum += measure(node.a, depth + 1);
      if ((node.op == Op::kNoun || node.op == Op::kRecallNoun) && node.b != Grammar::kNone)
        sum += measure(node.b, depth + 1);
    }
    return sum;
  }

  static bool calls(Op op) {
    return op == Op::kPick || op == Op::kByAgreement || op == Op::kBySpeaker || op == Op::kByAddress ||
           op == Op::kAdjective || op == Op::kNoun || op == Op::kRecall || op == Op::kRecallNoun;
  }

  enum class State : std::uint8_t { kNew, kOpen, kDone };

  std::span<const RuleText> source_;
  Grammar grammar_;
  std::vector<std::string> names_;
  std::vector<std::uint64_t> costs_;
  std::vector<State> state_;
  std::string_view rule_name_;
  std::string_view file_ = "scenario";
  std::uint32_t line_ = 0;
  std::string_view rest_;
  std::optional<Error> fault_;
};

Result<Grammar> Grammar::compile(Tongue tongue, std::span<const RuleText> rules) {
  return GrammarCompiler(tongue, rules).compile();
}

}  // namespace vigie::rehearsal
