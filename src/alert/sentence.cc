#include "alert/sentence.h"

#include <cmath>
#include <string_view>

namespace vigie::alert {
namespace {

constexpr std::string_view kNarrowSpace = "\u202f";  // Before a French `%` and `;`.
constexpr std::string_view kSpace = "\u00a0";        // Inside « », before `:`.

std::string percent(double share) { return std::to_string(std::lround(share * 100)); }
std::string percent_fr(double share) { return percent(share) + std::string(kNarrowSpace) + "%"; }
std::string quoted(const std::string& name) { return "«" + std::string(kSpace) + name + std::string(kSpace) + "»"; }
std::string colon() { return std::string(kSpace) + ": "; }

// How long the posts counted took.
Sentence duration_of(const Alert& alert) {
  const auto minutes = (alert.evidence.to - alert.course.from) / kMinute;
  if (minutes <= 1) return {"une minute", "one minute"};
  if (minutes < 120) return {std::to_string(minutes) + " minutes", std::to_string(minutes) + " minutes"};
  return {std::to_string(minutes / 60) + " heures", std::to_string(minutes / 60) + " hours"};
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::string usual_posts(double expected) { return expected < 1 ? "0" : std::to_string(std::llround(expected)); }

Sentence of_volume(const Alert& alert) {
  const auto& evidence = alert.evidence;
  const auto took = duration_of(alert);
  const auto usual = usual_posts(alert.course.expected);
  Sentence out;
  out.fr = quoted(alert.watch_name) + colon() + counted(evidence.posts, "message", "messages") + " de " +
           counted(evidence.voices, "voix", "voix") + " en " + took.fr + ", contre " + usual + " d’ordinaire";
  out.en = "“" + alert.watch_name + "”: " + counted(evidence.posts, "post", "posts") + " by " +
           counted(evidence.voices, "voice", "voices") + " in " + took.en + ", where " + usual +
           (usual == "1" ? " is usual" : " are usual");
  if (evidence.critical.part > 0) {
    const double share = evidence.critical.value();
    out.fr += std::string(kNarrowSpace) + "; " + percent_fr(share) + " sont critiques";
    out.en += "; " + percent(share) + "% are critical";
  }
  out.fr += ".";
  out.en += ".";
  return out;
}

Sentence of_turn(const Alert& alert) {
  const auto& now = alert.course.now;
  const auto usual = alert.course.usual.value_or(signal::Usual{}).band(now.whole);
  const auto hours = alert.course.hours;
  const auto of = std::to_string(now.part);
  const auto whole = std::to_string(now.whole);
  Sentence out;
  out.fr = "La tournure de " + quoted(alert.watch_name) + " sort de son habitude" + colon() + percent_fr(now.value()) +
           " de messages critiques " +
           (hours == 1 ? "dans la dernière heure" : "ces " + std::to_string(hours) + " dernières heures") + " (" + of +
           " sur " + whole + "), contre " + percent(usual.low) + " à " + percent_fr(usual.high) + " d’ordinaire.";
  out.en = "The turn of “" + alert.watch_name + "” has left its usual band: " + percent(now.value()) +
           "% of the posts of the last " + (hours == 1 ? "hour" : std::to_string(hours) + " hours") +
           " are critical (" + of + " of " + whole + "), where " + percent(usual.low) + " to " + percent(usual.high) +
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
      return {quoted(alert.watch_name) + colon() + counted(alert.evidence.posts, "message", "messages") + " avec " +
                  quoted(alert.about) + ".",
              "“" + alert.watch_name + "”: " + counted(alert.evidence.posts, "post", "posts") + " with “" +
                  alert.about + "”."};
    case Kind::kCoverage:
      return {"Plus rien n’est entendu de " + alert.about + ".", "Nothing is heard from " + alert.about + " any more."};
  }
  return {};
}

}  // namespace vigie::alert
