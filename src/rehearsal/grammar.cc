#include "rehearsal/grammar.h"

#include <algorithm>
#include <array>

namespace vigie::rehearsal {
namespace {

constexpr std::array<std::string_view, 7> kDaysFr = {"lundi",    "mardi",  "mercredi", "jeudi",
                                                     "vendredi", "samedi", "dimanche"};
constexpr std::array<std::string_view, 7> kDaysEn = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                     "Friday", "Saturday", "Sunday"};

bool sounds_like_vowel(std::string_view word) {
  if (word.empty()) return false;
  const auto starts = [&](std::string_view with) { return word.substr(0, with.size()) == with; };
  if (starts("hour") || starts("honest") || starts("heir")) return true;
  if (starts("one") || starts("uni") || starts("use") || starts("eu") || starts("SUV-free")) return false;
  if (starts("SUV") || starts("8") || starts("11") || starts("18")) return true;
  return std::string_view("aeiouAEIOU").find(word[0]) != std::string_view::npos;
}

std::string_view english_article(Article which, Agreement agreement, std::string_view next) {
  switch (which) {
    case Article::kUn:
      if (agreement.plural) return "";
      return sounds_like_vowel(next) ? "an " : "a ";
    case Article::kCe:
      return agreement.plural ? "these " : "this ";
    case Article::kLe:
      return "the ";
    case Article::kMon:
      return "my ";
    case Article::kVotre:
      return "your ";
    default:
      return "";
  }
}

}  // namespace

std::string_view code_of(Tongue tongue) { return tongue == Tongue::kFrench ? "fr" : "en"; }

// One saying: the buffer, and the agreement that the last noun left behind.
class Saying {
 public:
  Saying(const Grammar& grammar, const Speaker& speaker, Random& random, std::string& out)
      : grammar_(grammar),
        speaker_(speaker),
        said_(speaker.said != nullptr ? *speaker.said : own_),
        random_(random),
        out_(out) {}

  void alternative(RuleId rule, std::size_t index) {
    const auto range = grammar_.alternatives_[grammar_.rules_[rule].begin + index];
    for (std::uint32_t i = 0; i < range.count; ++i) node(grammar_.nodes_[range.begin + i]);
  }

 private:
  using Op = Grammar::Op;
  static constexpr int kTriesForAnother = 4;

  void pick(RuleId rule) { alternative(rule, choose(rule)); }

  // Nobody lists the same thing twice in a breath, where there is another to say.
  std::uint32_t choose(RuleId rule) {
    const auto count = grammar_.rules_[rule].count;
    auto index = static_cast<std::uint32_t>(random_.below(count));
    if (rule >= grammar_.names_.size()) return index;
    for (int i = 0; i < kTriesForAnother && said_.holds(rule, index); ++i) {
      index = static_cast<std::uint32_t>(random_.below(count));
    }
    said_.keep(rule, index);
    return index;
  }

  // What this post spoke of, else what the answered one did.
  void recall(RuleId rule) {
    auto index = said_.latest(rule);
    if (!index && speaker_.heard != nullptr) index = speaker_.heard->latest(rule);
    if (!index) return pick(rule);
    said_.keep(rule, *index);
    alternative(rule, *index);
  }

  void node(const Grammar::Node& node) {
    switch (node.op) {
      case Op::kText:
        out_.append(grammar_.texts_, node.b, node.a);
        return;
      case Op::kPick:
        return pick(node.a);
      case Op::kRecall:
        return recall(node.a);
      case Op::kByAgreement:
        return alternative(node.a, by_agreement(grammar_.rules_[node.a].count));
      case Op::kBySpeaker:
        return alternative(node.a, speaker_.feminine ? 1 : 0);
      case Op::kByAddress:
        return alternative(node.a, speaker_.polite ? 1 : 0);
      case Op::kMark:
        agreement_ = {(node.arg & 1) != 0, (node.arg & 2) != 0};
        return;
      case Op::kAdjective:
        return adjective(node.a, out_.size());
      case Op::kNoun:
      case Op::kRecallNoun:
        return noun(node);
      case Op::kNumber:
        out_ += std::to_string(node.a + random_.below(node.b - node.a + 1));
        return;
      case Op::kHour:
        return hour();
      case Op::kDay:
        out_ += (grammar_.tongue_ == Tongue::kFrench ? kDaysFr : kDaysEn)[static_cast<std::size_t>(speaker_.weekday)];
        return;
      case Op::kAnswered:
        if (!speaker_.answers.empty()) out_.append("@").append(speaker_.answers).append(" ");
        return;
    }
  }

  std::size_t by_agreement(std::size_t count) const {
    if (count == 2) return agreement_.plural ? 1 : 0;
    return (agreement_.feminine ? 1U : 0U) + (agreement_.plural ? 2U : 0U);
  }

  // Says the adjective at the end, then moves its agreed form to `at`.
  void adjective(RuleId rule, std::size_t at) {
    const std::size_t begin = out_.size();
    const Agreement kept = agreement_;
    pick(rule);
    agreement_ = kept;
    const std::string said = out_.substr(begin);
    out_.resize(begin);
    std::string form;
    if (grammar_.tongue_ == Tongue::kFrench) {
      agree(said, agreement_, form);
    } else {
      form = said;
    }
    if (at < begin) {
      before_vowel(form, std::string_view(out_).substr(at));
      form += ' ';
    }
    out_.insert(at, form);
  }

  // « un bel été », « le nouvel habillage ».
  void before_vowel(std::string& form, std::string_view next) const {
    if (grammar_.tongue_ != Tongue::kFrench || agreement_.plural || !elides_before(next)) return;
    if (form == "beau") form = "bel";
    if (form == "nouveau") form = "nouvel";
    if (form == "vieux") form = "vieil";
  }

  void noun(const Grammar::Node& node) {
    const std::size_t begin = out_.size();
    const Agreement subject = agreement_;
    node.op == Op::kRecallNoun ? recall(node.a) : pick(node.a);
    if (node.b != Grammar::kNone) adjective(node.b, begin);
    const auto next = std::string_view(out_).substr(begin);
    const auto which = static_cast<Article>(node.arg);
    const auto before = grammar_.tongue_ == Tongue::kFrench ? article(which, agreement_, next)
                                                            : english_article(which, agreement_, next);
    out_.insert(begin, before);
    // A complement is not what the verb agrees with: « les freins de la Galerne sont ».
    if (which == Article::kDe || which == Article::kA) agreement_ = subject;
  }

  void hour() {
    const int hours = speaker_.minute_of_day / 60;
    const int minutes = speaker_.minute_of_day % 60 / 5 * 5;
    const std::string two = (minutes < 10 ? "0" : "") + std::to_string(minutes);
    if (grammar_.tongue_ == Tongue::kFrench) {
      out_ += std::to_string(hours) + "h" + (minutes == 0 ? "" : two);
    } else {
      out_ += std::to_string(hours % 12 == 0 ? 12 : hours % 12) + (minutes == 0 ? "" : ":" + two) +
              (hours < 12 ? "am" : "pm");
    }
  }

  const Grammar& grammar_;
  const Speaker& speaker_;
  Choices own_;  // For a speaker who keeps none.
  Choices& said_;
  Random& random_;
  std::string& out_;
  Agreement agreement_;
};

std::optional<std::uint32_t> Choices::latest(RuleId rule) const {
  const auto found = std::find_if(kept_.rbegin(), kept_.rend(), [&](const auto& each) { return each.first == rule; });
  return found == kept_.rend() ? std::nullopt : std::optional(found->second);
}

bool Choices::holds(RuleId rule, std::uint32_t index) const {
  return std::find(kept_.begin(), kept_.end(), std::pair(rule, index)) != kept_.end();
}

std::optional<RuleId> Grammar::find(std::string_view name) const {
  const auto found = names_.find(std::string(name));
  return found == names_.end() ? std::nullopt : std::optional(found->second);
}

void Grammar::say(RuleId rule, const Speaker& speaker, Random& random, std::string& out) const {
  say_nth(rule, random.below(rules_[rule].count), speaker, random, out);
}

void Grammar::say_nth(RuleId rule, std::size_t index, const Speaker& speaker, Random& random, std::string& out) const {
  const std::size_t begin = out.size();
  Saying(*this, speaker, random, out).alternative(rule, index % rules_[rule].count);
  if (tongue_ == Tongue::kFrench) elide(out, begin);
}

}  // namespace vigie::rehearsal
