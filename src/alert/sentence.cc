#include "alert/sentence.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace vigie::alert {
namespace {

constexpr std::string_view kNarrowSpace = "\u202f";  // Before a French `%` and `;`.
constexpr std::string_view kSpace = "\u00a0";        // Inside « », before `:`.

constexpr std::string_view kThousandsFr = "\u202f";
constexpr std::string_view kThousandsEn = ",";
constexpr Micros kKnownMin = std::chrono::days(1);  // Of less than all hours of a day nothing is said to be usual.

std::string percent(double share) { return std::to_string(std::lround(share * 100)); }
std::string percent_fr(double share) { return percent(share) + std::string(kNarrowSpace) + "%"; }
std::string quoted(const std::string& name) { return "«" + std::string(kSpace) + name + std::string(kSpace) + "»"; }
std::string colon() { return std::string(kSpace) + ": "; }

// In threes, as the language writes it.
std::string grouped(std::uint64_t count, std::string_view separator) {
  std::string out = std::to_string(count);
  for (std::size_t at = out.size(); at > 3;) out.insert(at -= 3, separator);
  return out;
}
Sentence number(std::uint64_t count) { return {grouped(count, kThousandsFr), grouped(count, kThousandsEn)}; }

Sentence duration(Micros span) {
  const auto minutes = span / kMinute;
  if (minutes <= 1) return {"une minute", "one minute"};
  if (minutes < 120) return {std::to_string(minutes) + " minutes", std::to_string(minutes) + " minutes"};
  const auto hours = number(static_cast<std::uint64_t>(minutes / 60));
  return {hours.fr + " heures", hours.en + " hours"};
}
// How long the posts counted took.
Sentence duration_of(const Alert& alert) { return duration(alert.evidence.to - alert.course.from); }

std::string counted_fr(std::uint64_t count, std::string_view one, std::string_view many) {
  return number(count).fr + " " + std::string(count <= 1 ? one : many);
}
std::string counted_en(std::uint64_t count, std::string_view one, std::string_view many) {
  return number(count).en + " " + std::string(count == 1 ? one : many);
}

// What would have been expected, and by what it is known.
Sentence of_expected(const Course& course) {
  const auto posts = static_cast<std::uint64_t>(std::llround(std::max(1.0, course.expected)));
  const bool is_few = course.expected < 1;
  const auto expected = is_few ? Sentence{"moins d’un", "fewer than 1"} : number(posts);
  const auto known = course.known_from ? course.incident.began_at - *course.known_from : kKnownMin;
  if (known < kKnownMin) {
    const auto since = duration(known);
    return {"contre " + expected.fr + (posts == 1 ? " attendu" : " attendus") + " d’après ce qui est connu, soit " +
                since.fr + " seulement",
            "where " + expected.en + " would be expected by all that is known, only " + since.en};
  }
  return {"contre " + expected.fr + " d’ordinaire", "where " + expected.en + (posts == 1 ? " is usual" : " are usual")};
}

Sentence of_volume(const Alert& alert) {
  const auto& evidence = alert.evidence;
  const auto took = duration_of(alert);
  const auto expected = of_expected(alert.course);
  Sentence out;
  out.fr = quoted(alert.watch_name) + colon() + counted_fr(evidence.posts, "message", "messages") + " de " +
           counted_fr(evidence.voices, "voix", "voix") + " en " + took.fr + ", " + expected.fr;
  out.en = "“" + alert.watch_name + "”: " + counted_en(evidence.posts, "post", "posts") + " by " +
           counted_en(evidence.voices, "voice", "voices") + " in " + took.en + ", " + expected.en;
  if (evidence.critical.part > 0) {
    const double share = evidence.critical.value();
    out.fr += std::string(kNarrowSpace) + "; " + percent_fr(share) + " sont critiques";
    out.en += "; " + percent(share) + "% are critical";
  }
  out.fr += ".";
  out.en += ".";
  return out;
}

// By the figures that the alert shows; where the store could not tell them, those that it began with.
Sentence of_turn(const Alert& alert) {
  const bool is_counted = alert.evidence.critical.whole > 0;
  const auto& now = is_counted ? alert.evidence.critical : alert.course.now;
  const auto usual = alert.course.usual.value_or(signal::Usual{}).band(now.whole);
  const auto took = is_counted ? duration_of(alert) : duration(std::chrono::hours(alert.course.hours));
  const auto of = number(now.part);
  const auto whole = number(now.whole);
  const bool is_over = alert.course.incident.state == State::kEnded;
  Sentence out;
  out.fr = "La tournure de " + quoted(alert.watch_name) + (is_over ? " était sortie" : " sort") + " de son habitude" +
           colon() + percent_fr(now.value()) + " de messages critiques en " + took.fr + " (" + of.fr + " sur " +
           whole.fr + "), contre " + percent(usual.low) + " à " + percent_fr(usual.high) + " d’ordinaire.";
  out.en = "The turn of “" + alert.watch_name + (is_over ? "” had left" : "” has left") +
           " its usual band: " + percent(now.value()) + "% of the posts of " + took.en + (is_over ? " were" : " are") +
           " critical (" + of.en + " of " + whole.en + "), where " + percent(usual.low) + " to " + percent(usual.high) +
           "% is usual.";
  return out;
}

}  // namespace

Sentence sentence_of(const Alert& alert) {
  switch (alert.kind) {
    case Kind::kSurprise:
      return of_volume(alert);
    case Kind::kShare:
      return of_turn(alert);
    case Kind::kAuthor:
      return {(alert.about.empty() ? "Quelqu’un" : alert.about) + " parle de " + quoted(alert.watch_name) + ".",
              (alert.about.empty() ? "Somebody" : alert.about) + " speaks about “" + alert.watch_name + "”."};
    case Kind::kWord:
      return {quoted(alert.watch_name) + colon() + counted_fr(alert.evidence.posts, "message", "messages") + " avec " +
                  quoted(alert.about) + ".",
              "“" + alert.watch_name + "”: " + counted_en(alert.evidence.posts, "post", "posts") + " with “" +
                  alert.about + "”."};
    case Kind::kCoverage:
      return {"Plus rien n’est entendu de " + alert.about + ".", "Nothing is heard from " + alert.about + " any more."};
  }
  return {};
}

}  // namespace vigie::alert
