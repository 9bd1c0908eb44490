#include "intent/intent.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/check.h"

namespace vigie::embedded {
std::string_view intent_words_french();
std::string_view intent_words_english();
}  // namespace vigie::embedded

namespace vigie::intent {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"nothing", "question", "complaint", "attack", "thanks"};

constexpr float kMarkWeight = 0.9F;      // `?` at the end decides;
constexpr float kMarkBefore = 0.8F;      // one that its author goes on after, just so,
constexpr float kMarkOfEntry = 0.4F;     // but in an answer to an open call it is rhetoric: "You wanted an ad?"
constexpr float kAngryMark = 0.3F;       // Of a face that rolls its eyes, for complaint and attack.
constexpr float kMoodWeight = 0.6F;      // Of a negative share, for complaint and attack.
constexpr float kMoodFrom = 0.53F;       // Below it the mood says nothing.
constexpr float kMoodAloneFrom = 0.75F;  // In a language without a list of ours the mood decides alone;
constexpr float kMoodSureFrom = 0.88F;   // in any, so bad a mood does.
constexpr float kNoThanksFrom = 0.55F;   // Thanks in so bad a mood are none,
constexpr float kNoThanksBeside = 0.4F;  // nor beside a complaint in such a one.
constexpr float kPleasedFrom = 0.64F;    // A complaint in so good a mood is none.
constexpr float kPoorStars = 2.5F;       // Of 5.
constexpr float kEntryFrom = 0.25F;      // Of an answer to an open call the mood decides sooner.
constexpr float kDecides = 0.8F;

std::string percent(float share) { return std::to_string(std::lround(share * 100)) + " %"; }

std::string stars(float rating) {
  const auto tenths = std::lround(rating * 10);
  return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10)) + "/5";
}

// The bytes between two words of one text.
std::string typed(const text::Words& words, const Found& found) {
  const auto& first = words.all()[found.first];
  const auto& last = words.all()[found.last];
  if (first.part != last.part) return std::string(words.typed(first));
  return std::string(words.texts()[first.part].substr(first.from, last.to - first.from));
}

// The plain word of a hashtag or mention, which ends a post as often as not.
bool follows_tag(const text::Words& words, const text::Word& word) {
  return std::any_of(words.all().begin(), words.all().end(), [&](const text::Word& tag) {
    return tag.position == word.position && (tag.kind == text::Kind::kHashtag || tag.kind == text::Kind::kMention);
  });
}

struct Mark {
  std::string_view sign;
  bool is_last = false;  // No word comes after it.
};

// The last question mark outside links: of ASCII, Arabic, Greek, full width, Spanish.
std::optional<Mark> question_mark(const text::Words& words, const post::Post& post) {
  constexpr std::array<std::string_view, 5> kMarks = {"?", "؟", "？", "⁇", "¿"};
  std::optional<Mark> out;
  for (const auto text : {post.title, post.text}) {
    std::size_t last = 0;
    for (const auto sign : kMarks) {
      for (auto at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at + 1)) {
        const bool in_link = std::any_of(words.links().begin(), words.links().end(), [&](const text::Link& link) {
          return words.texts()[link.part].data() == text.data() && at >= link.from && at < link.to;
        });
        if (in_link || at < last) continue;
        last = at;
        const bool goes_on = std::any_of(words.all().begin(), words.all().end(), [&](const text::Word& word) {
          return word.kind == text::Kind::kWord && words.texts()[word.part].data() == text.data() && word.from > at &&
                 !follows_tag(words, word);
        });
        out = Mark{sign, !goes_on || sign == "¿"};
      }
    }
  }
  return out;
}

bool has_list(post::LanguageId language) {
  const auto code = post::code_of(language);
  return code == "fr" || code == "en";
}

// Reasons of one kind of wish, and what they weigh together.
struct Case {
  float weight = 0;
  std::vector<Reason> reasons;

  void add(float more, std::string_view why, std::string word) {
    weight += more;
    const bool told = std::any_of(reasons.begin(), reasons.end(), [&](const Reason& one) { return one.word == word; });
    if (!told && reasons.size() < kReasonsMax) reasons.push_back({why, std::move(word)});
  }
};
using Cases = std::array<Case, 4>;  // By Section.

Case& of(Cases& cases, Section section) { return cases.at(static_cast<std::size_t>(section)); }

void add_words(const std::vector<Found>& found, const text::Words& words, Cases& cases) {
  float declined = 0;
  for (const auto& one : found) {
    if (one.section == Section::kNoThanks) {
      declined += one.weight;
    } else {
      of(cases, one.section).add(one.weight, "word", typed(words, one));
    }
  }
  auto& thanks = of(cases, Section::kThanks);
  if (declined > 0) thanks = {};
}

// What a face says against the words: "merci 🙄" thanks for nothing.
void add_face(const post::Post& post, Cases& cases) {
  constexpr std::array<std::string_view, 8> kAngry = {"🙄", "👎", "😤", "😡", "🤬", "🤡", "😠", "💩"};
  const auto* face = std::find_if(kAngry.begin(), kAngry.end(),
                                  [&](std::string_view one) { return post.text.find(one) != std::string_view::npos; });
  if (face == kAngry.end()) return;
  of(cases, Section::kThanks) = {};
  for (const auto section : {Section::kComplaint, Section::kAttack}) {
    if (of(cases, section).weight > 0) of(cases, section).add(kAngryMark, "mark", std::string(*face));
  }
}

void add_mood(const post::Reading& reading, Cases& cases) {
  const float negative = reading.mood_p[static_cast<std::size_t>(post::Mood::kNegative)];
  const float positive = reading.mood_p[static_cast<std::size_t>(post::Mood::kPositive)];
  auto& complaint = of(cases, Section::kComplaint);
  auto& attack = of(cases, Section::kAttack);
  auto& thanks = of(cases, Section::kThanks);
  if (positive > kPleasedFrom) {
    complaint.weight -= positive;
    attack.weight -= positive / 2;
  }
  // "Merci pour ces deux heures d'attente."
  if (negative > (complaint.weight > 0 ? kNoThanksBeside : kNoThanksFrom)) thanks = {};
  if (negative < kMoodFrom) return;
  if (complaint.weight > 0) complaint.add(negative * kMoodWeight, "mood", percent(negative));
  if (attack.weight > 0) attack.add(negative * kMoodWeight, "mood", percent(negative));
  const float alone_from = has_list(reading.language) ? kMoodSureFrom : kMoodAloneFrom;
  if (negative >= alone_from) complaint.add(1, "mood", percent(negative));
}

// Who answers an open call with a complaint, or in a bad mood, turns the call against us; "Where do we vote?" asks
// nothing.
void turn_entry(const post::Reading& reading, Cases& cases) {
  auto& complaint = of(cases, Section::kComplaint);
  auto& attack = of(cases, Section::kAttack);
  const float negative = reading.mood_p[static_cast<std::size_t>(post::Mood::kNegative)];
  const float positive = reading.mood_p[static_cast<std::size_t>(post::Mood::kPositive)];
  const bool turned = complaint.weight > 0 || attack.weight > 0 || (negative >= kEntryFrom && negative > positive);
  if (!turned) return;
  attack.weight += complaint.weight + 1;
  attack.reasons.insert(attack.reasons.end(), complaint.reasons.begin(), complaint.reasons.end());
  attack.add(0, "mood", percent(negative));
  complaint = {};
  of(cases, Section::kQuestion).weight /= 2;
}

Wish decide(const Cases& cases) {
  // Of equals the first: who asks, asks, however angry.
  std::size_t best = 0;
  for (std::size_t i = 1; i < cases.size(); ++i) {
    if (cases.at(i).weight > cases.at(best).weight) best = i;
  }
  return cases.at(best).weight >= kDecides ? static_cast<Wish>(best + 1) : Wish::kNothing;
}

}  // namespace

std::string_view name_of(Wish wish) { return kNames.at(static_cast<std::size_t>(wish)); }

std::optional<Wish> wish_of(std::string_view name) {
  const auto* at = std::find(kNames.begin(), kNames.end(), name);
  return at == kNames.end() ? std::nullopt : std::optional(static_cast<Wish>(at - kNames.begin()));
}

Reader::Reader() {
  for (const auto list : {embedded::intent_words_french(), embedded::intent_words_english()}) {
    const auto ok = phrases_.add_text(list);
    check(bool(ok), ok ? "" : ok.error().message.c_str());
  }
}

Intent Reader::read(const post::Post& post, const text::Words& words, const post::Reading& reading) const {
  if (post.kind == post::Kind::kRepost) return {};
  Cases cases;
  add_words(phrases_.find(plain_words(words)), words, cases);
  if (const auto mark = question_mark(words, post)) {
    const float before = post.kind == post::Kind::kEntry ? kMarkOfEntry : kMarkBefore;
    of(cases, Section::kQuestion).add(mark->is_last ? kMarkWeight : before, "mark", std::string(mark->sign));
  }
  add_face(post, cases);
  add_mood(reading, cases);
  if (post.kind == post::Kind::kEntry) turn_entry(reading, cases);
  if (const auto rating = post.rating_of_5(); rating && *rating <= kPoorStars) {
    of(cases, Section::kComplaint).add(1, "rating", stars(*rating));
  }
  const auto wish = decide(cases);
  if (wish == Wish::kNothing) return {};
  auto& chosen = cases.at(static_cast<std::size_t>(wish) - 1);
  return {wish, chosen.weight, std::move(chosen.reasons)};
}

}  // namespace vigie::intent
