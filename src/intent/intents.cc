#include "intent/intents.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "base/utf8.h"

namespace vigie::embedded {
std::string_view intent_words_french();
std::string_view intent_words_english();
std::string_view intent_patterns_french();
std::string_view intent_patterns_english();
}  // namespace vigie::embedded

namespace vigie::intent {
namespace {

constexpr std::array<std::string_view, kKinds> kNames = {"wants",    "buys", "recommends", "regrets", "leaves",
                                                         "switches", "asks", "complains",  "thanks"};

// Sections of the lists after the intents themselves: what undoes each of them, then what helps to read.
constexpr std::size_t kUndoes = kKinds;
constexpr std::size_t kNegationBefore = 2 * kKinds;
constexpr std::size_t kNegationAfter = kNegationBefore + 1;
constexpr std::size_t kCondition = kNegationAfter + 1;  // "if I"
constexpr std::size_t kDeterminer = kCondition + 1;     // Never the whole of a name.
constexpr std::size_t kSubject = kDeterminer + 1;       // A pattern that begins with one holds its negation inside.
constexpr std::size_t kTurnedAway = kSubject + 1;       // A bad mood need not be a complaint.

constexpr float kDecides = 0.8F;
constexpr float kComplaintDecides = 0.9F;  // Its words are the least certain.
constexpr float kMark = 0.9F;              // A sentence that ends in a question mark asks;
constexpr float kMarkAngry = 0.45F;        // in a bad mood it needs a word that asks, for rhetoric ends so too.
constexpr float kAngryFrom = 0.6F;         // Share of negative.
constexpr float kMoodWeight = 0.6F;        // Of a negative share, for complaint,
constexpr float kMoodFrom = 0.53F;         // from here on.
constexpr float kMoodAlone = 0.93F;        // So bad a mood complains without a word of the lists.
constexpr float kCalmBelow = 0.43F;        // Words of complaint in a calm post count so much:
constexpr float kCalmWeight = 0.6F;        // "replies to a complaint take 20 days".
constexpr float kCapitalWeight = 0.3F;     // Of a switch whose names are written as names.
constexpr float kNoThanksFrom = 0.75F;     // Thanks in so bad a mood are none.
constexpr float kGoneWeight = 0.8F;        // Of words of complaint beside leaving or regret.
constexpr float kPleasedFrom = 0.55F;      // A complaint in so good a mood is none.
constexpr float kPoorStars = 2.5F;         // Of 5.
constexpr std::uint32_t kNegationReach = 2;

std::vector<std::string> section_names() {
  std::vector<std::string> out;
  out.reserve(kTurnedAway + 1);
  for (const auto name : kNames) out.emplace_back(name);
  for (const auto name : kNames) out.push_back("not " + std::string(name));
  for (const auto* name : {"negation before", "negation after", "condition", "determiner", "subject", "turned away"})
    out.emplace_back(name);
  return out;
}

float share(const post::Reading& reading, post::Mood mood) { return reading.mood_p[static_cast<std::size_t>(mood)]; }

// One post on its way to its intents.
class Reading {
 public:
  Reading(const text::Words& words, const Sentences& sentences, const std::vector<PatternFound>& found)
      : words_(words), sentences_(sentences), found_(found) {}

  void add(const PatternFound& one) {
    auto& shown = shown_.at(one.section);
    if (one.section == static_cast<std::size_t>(Kind::kSwitches)) return add_switch(one, shown);
    weight_.at(one.section) += one.weight;
    add_ground(shown, one.words);
    if (one.from && shown.from.empty()) shown.from = name(*one.from, one);  // Whom one leaves.
  }

  // Neither negated, nor under an if, nor undone by a longer pattern.
  bool holds(const PatternFound& one) const {
    const bool asked = sentences_.asks[sentences_.words[one.words.first].sentence];
    if (asked && one.section == static_cast<std::size_t>(Kind::kRecommends)) return false;  // "Would you recommend it?"
    const auto undone = [&](const PatternFound& other) {
      if (one.is_firm) return false;
      if (other.section == kUndoes + one.section) {
        return other.words.first <= one.words.last && one.words.first <= other.words.last;
      }
      if (!same_clause(other, one)) return false;
      if (other.section == kCondition) return other.words.last + 1 == one.words.first;
      if (other.section == kNegationAfter) {
        return other.words.first > one.words.last && other.words.first - one.words.last <= kNegationReach;
      }
      const bool before = other.section == kNegationBefore && other.words.last < one.words.first &&
                          one.words.first - other.words.last <= kNegationReach;
      return before && !begins_with_subject(one);
    };
    return std::none_of(found_.begin(), found_.end(), undone);
  }

  void add_ground(Shown& shown, const WordRange& range) const {
    const auto& first = words_.all()[sentences_.words[range.first].word];
    const auto& last = words_.all()[sentences_.words[range.last].word];
    if (first.part == last.part) add_bytes(shown, "word", first.part, first.from, last.to);
  }
  void add_bytes(Shown& shown, std::string_view why, std::uint8_t part, std::uint32_t from, std::uint32_t to) const {
    auto word = words_.texts()[part].substr(from, to - from);
    word = word.substr(0, whole_points(word, kGroundBytesMax));
    const bool told = std::any_of(shown.grounds.begin(), shown.grounds.end(), [&](const Ground& one) {
      return one.word == word || (one.part == part && one.from < to && from < one.to);
    });
    if (!told && shown.grounds.size() < kGroundsMax) shown.grounds.push_back({why, std::string(word), part, from, to});
  }

  // Whether a longer pattern undoes words of that kind; places in Words::all().
  bool is_undone(Kind kind, std::uint32_t first, std::uint32_t last) const {
    return std::any_of(found_.begin(), found_.end(), [&](const PatternFound& one) {
      return one.section == kUndoes + static_cast<std::size_t>(kind) &&
             sentences_.words[one.words.first].word <= last && first <= sentences_.words[one.words.last].word;
    });
  }

  // Whether a pattern of one of those intents holds over words of the phrase.
  bool is_told_by(std::initializer_list<Kind> kinds, const Found& phrase) const {
    return std::any_of(found_.begin(), found_.end(), [&](const PatternFound& one) {
      const bool is_one = std::any_of(kinds.begin(), kinds.end(),
                                      [&](Kind kind) { return one.section == static_cast<std::size_t>(kind); });
      return is_one && sentences_.words[one.words.first].word <= phrase.last &&
             phrase.first <= sentences_.words[one.words.last].word && holds(one);
    });
  }

  bool has(std::size_t section) const {
    return std::any_of(found_.begin(), found_.end(), [&](const PatternFound& one) { return one.section == section; });
  }

  // A question mark whose sentence is not rhetoric.
  bool has_question() const {
    for (std::uint32_t i = 0; i < sentences_.asks.size(); ++i) {
      if (!sentences_.asks[i]) continue;
      const bool is_rhetoric = std::any_of(found_.begin(), found_.end(), [&](const PatternFound& one) {
        return one.section == kUndoes + static_cast<std::size_t>(Kind::kAsks) &&
               sentences_.words[one.words.first].sentence == i;
      });
      if (!is_rhetoric) return true;
    }
    return false;
  }

  // A switch is from one to another: "I quit Telmio. Now I'm with Orvane." Its words are no leaving besides.
  void settle() {
    auto& change = shown(Kind::kSwitches);
    if (change.from.empty()) change.from = shown(Kind::kLeaves).from;
    shown(Kind::kLeaves).from.clear();
    if (change.from.empty() || change.to.empty() || change.from == change.to) weight(Kind::kSwitches) = 0;
    const auto& gone = change.grounds;
    if (weight(Kind::kSwitches) < kDecides) return;
    auto& leaves = shown(Kind::kLeaves).grounds;
    const auto is_part = [&](const Ground& one) {
      return std::any_of(gone.begin(), gone.end(), [&](const Ground& other) {
        return one.part == other.part && one.from < other.to && other.from < one.to;
      });
    };
    leaves.erase(std::remove_if(leaves.begin(), leaves.end(), is_part), leaves.end());
    if (leaves.empty()) weight(Kind::kLeaves) = 0;
  }

  Shown& shown(Kind kind) { return shown_.at(static_cast<std::size_t>(kind)); }
  float& weight(Kind kind) { return weight_.at(static_cast<std::size_t>(kind)); }

 private:
  std::uint32_t clause(std::uint32_t word) const { return sentences_.words[word].clause; }
  bool same_clause(const PatternFound& a, const PatternFound& b) const {
    return clause(a.words.last) == clause(b.words.first) || clause(b.words.last) == clause(a.words.first);
  }
  bool is_in(std::size_t section, std::uint32_t word) const {
    return std::any_of(found_.begin(), found_.end(), [&](const PatternFound& one) {
      return one.section == section && one.words.first <= word && word <= one.words.last;
    });
  }
  bool begins_with_subject(const PatternFound& one) const { return is_in(kSubject, one.words.first); }

  void add_switch(const PatternFound& one, Shown& shown) {
    const auto from = one.from ? name(*one.from, one) : std::string();
    const auto to = one.to ? name(*one.to, one) : std::string();
    if (from.empty() && to.empty()) return;
    if (is_number(from) || is_number(to)) return;  // "from 3 to 2 meals"
    const bool has_capital = (one.from && ends_in_capital(*one.from)) || (one.to && ends_in_capital(*one.to));
    weight(Kind::kSwitches) += one.weight + (has_capital ? kCapitalWeight : 0);
    add_ground(shown, one.words);
    if (shown.from.empty()) shown.from = from;
    if (shown.to.empty()) shown.to = to;
  }
  static bool is_number(const std::string& name) { return !name.empty() && name.front() >= '0' && name.front() <= '9'; }
  bool ends_in_capital(const WordRange& range) const { return sentences_.words[range.last].is_capital; }

  // As typed, without what only leads to it; at the end of its pattern it goes on as long as capitals do.
  std::string name(WordRange range, const PatternFound& of) const {
    const auto& all = sentences_.words;
    while (range.first < range.last && is_in(kDeterminer, range.first)) ++range.first;
    if (range.last == of.words.last) {
      const auto may_go_on = [&] {
        return range.last + 1 < all.size() && clause(range.last + 1) == clause(range.last);
      };
      while (is_in(kDeterminer, range.last) && may_go_on()) {
        if (range.first == range.last) ++range.first;
        ++range.last;
      }
      while (may_go_on() && all[range.last].is_capital && all[range.last + 1].is_capital &&
             range.last - range.first + 1 < kNameWordsMax) {
        ++range.last;
      }
    }
    if (is_in(kDeterminer, range.first) && range.first == range.last) return {};
    const auto& first = words_.all()[all[range.first].word];
    const auto& last = words_.all()[all[range.last].word];
    if (first.part != last.part || last.to - first.from > kNameBytesMax) return {};
    return std::string(words_.texts()[first.part].substr(first.from, last.to - first.from));
  }

  const text::Words& words_;
  const Sentences& sentences_;
  const std::vector<PatternFound>& found_;
  std::array<Shown, kKinds> shown_{};
  std::array<float, kKinds> weight_{};
};

// The questions and complaints that the desk listens for.
void add_phrases(const std::vector<Found>& found, const text::Words& words, Reading& out) {
  for (const auto& one : found) {
    if (one.section == Section::kThanks || one.section == Section::kNoThanks) continue;
    const auto kind = one.section == Section::kQuestion ? Kind::kAsks : Kind::kComplains;
    if (out.is_undone(kind, one.first, one.last)) continue;
    // "Never again" leaves, "waste of money" regrets: it is told once.
    if (kind == Kind::kComplains && out.is_told_by({Kind::kLeaves, Kind::kRegrets, Kind::kSwitches}, one)) continue;
    const auto& first = words.all()[one.first];
    const auto& last = words.all()[one.last];
    out.weight(kind) += one.weight;
    if (first.part == last.part) out.add_bytes(out.shown(kind), "word", first.part, first.from, last.to);
  }
}

void add_marks(float negative, Reading& out) {
  if (!out.has_question()) return;
  out.weight(Kind::kAsks) += negative >= kAngryFrom ? kMarkAngry : kMark;
  out.shown(Kind::kAsks).grounds.push_back({"mark", "?"});
}

std::string percent(float share) { return std::to_string(std::lround(share * 100)) + " %"; }

void add_mood(const post::Post& post, const post::Reading& reading, Reading& out) {
  const float negative = share(reading, post::Mood::kNegative);
  const float positive = share(reading, post::Mood::kPositive);
  auto& complaint = out.weight(Kind::kComplains);
  if (positive > kPleasedFrom) complaint -= positive;
  if (negative < kCalmBelow) complaint *= kCalmWeight;
  // Who leaves or regrets is in a bad mood too: it takes words to complain besides.
  const auto is_read = [&](Kind kind) { return out.weight(kind) >= kDecides; };
  const bool is_gone = out.has(kTurnedAway) || is_read(Kind::kLeaves) || is_read(Kind::kRegrets);
  const bool alone = negative >= kMoodAlone;
  // "How do I get rid of this bug?" asks.
  const bool is_otherwise = is_read(Kind::kAsks) || is_read(Kind::kWants) || is_read(Kind::kThanks) ||
                            is_read(Kind::kBuys) || is_read(Kind::kRecommends);
  if (is_otherwise && negative < kAngryFrom) complaint *= kCalmWeight;
  if (is_gone) {
    complaint *= kGoneWeight;
  } else if (alone || (negative >= kMoodFrom && complaint > 0)) {
    complaint += alone ? 1 : negative * kMoodWeight;
    out.shown(Kind::kComplains).grounds.push_back({"mood", percent(negative)});
  }
  if (negative >= kNoThanksFrom) out.weight(Kind::kThanks) = 0;
  const auto stars = post.rating_of_5();
  if (stars && *stars <= kPoorStars) {
    complaint += 1;
    out.shown(Kind::kComplains).grounds.push_back({"rating", std::to_string(std::lround(*stars)) + "/5"});
  }
}

}  // namespace

std::string_view name_of(Kind kind) { return kNames.at(static_cast<std::size_t>(kind)); }

std::optional<Kind> kind_of(std::string_view name) {
  const auto* at = std::find(kNames.begin(), kNames.end(), name);
  return at == kNames.end() ? std::nullopt : std::optional(static_cast<Kind>(at - kNames.begin()));
}

IntentsReader::IntentsReader() : patterns_(section_names()) {
  for (const auto list : {embedded::intent_patterns_french(), embedded::intent_patterns_english()}) {
    const auto ok = patterns_.add_text(list);
    check(bool(ok), ok ? "" : ok.error().message.c_str());
  }
  for (const auto list : {embedded::intent_words_french(), embedded::intent_words_english()}) {
    const auto ok = phrases_.add_text(list);
    check(bool(ok), ok ? "" : ok.error().message.c_str());
  }
}

bool IntentsReader::reads(post::LanguageId language) {
  const auto code = post::code_of(language);
  return code == "fr" || code == "en";
}

std::vector<Shown> IntentsReader::read(const post::Post& post, const text::Words& words,
                                       const post::Reading& reading) const {
  std::vector<Shown> out;
  if (post.kind == post::Kind::kRepost) return out;
  Sentences sentences;
  sentences_of(words, sentences);
  const auto found = patterns_.find(sentences);
  Reading one(words, sentences, found);
  for (const auto& pattern : found) {
    if (pattern.section < kKinds && one.holds(pattern)) one.add(pattern);
  }
  add_phrases(phrases_.find(plain_words(words)), words, one);
  add_marks(share(reading, post::Mood::kNegative), one);
  add_mood(post, reading, one);
  one.settle();
  for (std::size_t i = 0; i < kKinds; ++i) {
    const auto kind = static_cast<Kind>(i);
    if (one.weight(kind) < (kind == Kind::kComplains ? kComplaintDecides : kDecides)) continue;
    auto& shown = one.shown(kind);
    shown.kind = kind;
    if (shown.grounds.size() > kGroundsMax) shown.grounds.resize(kGroundsMax);
    out.push_back(std::move(shown));
  }
  return out;
}

}  // namespace vigie::intent
