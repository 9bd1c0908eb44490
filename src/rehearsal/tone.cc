#include "rehearsal/tone.h"

#include <algorithm>
#include <array>
#include <span>

#include "text/words.h"

namespace vigie::rehearsal {
namespace {

using Words = std::span<const std::string_view>;

// Folded, as text::Words gives them.
constexpr auto kToSomebody = std::to_array<std::string_view>(
    {"vous", "votre", "vos", "tu", "ton", "te", "toi", "you", "your", "us", "me", "nous", "je", "we"});
constexpr auto kConcrete = std::to_array<std::string_view>(
    {"voici",    "envoyez",   "envoie",      "ecrivez",    "appelez",  "ouvrez",     "verifiez",  "passez",
     "demandez", "gardez",    "debranchez",  "redemarrez", "remplace", "remplacons", "remplacee", "repare",
     "reparons", "rembourse", "remboursons", "rembourses", "garantie", "atelier",    "gratuit",   "gratuitement",
     "rappel",   "piece",     "numero",      "reglement",  "panne",    "cause",      "corrige",   "retabli",
     "solution", "reglage",   "reglages",    "livraison",  "delai",    "mise",       "frais",     "here",
     "send",     "write",     "call",        "open",       "check",    "ask",        "bring",     "keep",
     "unplug",   "restart",   "replace",     "replaced",   "repair",   "fix",        "fixed",     "refund",
     "refunded", "warranty",  "workshop",    "garage",     "free",     "recall",     "part",      "number",
     "rules",    "update",    "settings",    "setting",    "restored", "because",    "delivery",  "fees",
     "outage",   "fault"});
constexpr auto kWhen = std::to_array<std::string_view>(
    {"aujourd", "demain",    "ce",       "soir",   "lundi",    "mardi",  "mercredi", "jeudi",   "vendredi",
     "samedi",  "dimanche",  "minutes",  "heures", "jours",    "today",  "tomorrow", "tonight", "monday",
     "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "hours",    "days"});
constexpr auto kSells = std::to_array<std::string_view>(
    {"decouvrez",       "decouvrir",  "profitez",        "offre",       "offres",     "promo",
     "promotion",       "exclusif",   "exclusive",       "exclusivite", "gamme",      "leader",
     "passion",         "passionnes", "excellence",      "inegale",     "inegalee",   "incroyable",
     "revolutionnaire", "reve",       "concessionnaire", "discover",    "enjoy",      "offer",
     "offers",          "deal",       "discount",        "passionate",  "amazing",    "exciting",
     "thrilled",        "unmatched",  "dream",           "dealer",      "dealership", "valued"});
constexpr auto kSorry = std::to_array<std::string_view>(
    {"desole", "desolee", "desoles", "excuse", "excuses", "excusez", "excuser", "pardon", "navre", "navree", "navres",
     "sorry", "apologise", "apologize", "apologies", "apology", "regret", "regrettons"});

struct Counts {
  int words = 0;
  int to_somebody = 0;
  int concrete = 0;
  int when = 0;
  int numbers = 0;
  int sells = 0;
  int sorry = 0;
};

bool holds(Words words, std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); }

bool is_number(std::string_view word) { return !word.empty() && word[0] >= '0' && word[0] <= '9'; }

Counts count(const text::Words& words) {
  Counts out;
  for (const auto& word : words.all()) {
    const auto folded = words.folded(word);
    ++out.words;
    out.to_somebody += holds(kToSomebody, folded) ? 1 : 0;
    out.concrete += holds(kConcrete, folded) ? 1 : 0;
    out.when += holds(kWhen, folded) ? 1 : 0;
    out.numbers += is_number(folded) ? 1 : 0;
    out.sells += holds(kSells, folded) ? 1 : 0;
    out.sorry += holds(kSorry, folded) ? 1 : 0;
  }
  return out;
}

// A share that each sign adds to, the first most.
double up_to_one(double sum) { return std::clamp(sum, 0.0, 1.0); }

}  // namespace

Tone tone_of(std::string_view text) {
  text::Words words;
  words.add(text::Field::kText, text);
  const Counts counts = count(words);
  const auto marks = std::count(text.begin(), text.end(), '!');
  const double useful = 0.25 * std::min(counts.concrete, 2) + 0.15 * std::min(counts.to_somebody, 1) +
                        0.15 * std::min(counts.when, 1) + 0.15 * std::min(counts.numbers, 1) +
                        (words.links().empty() ? 0 : 0.15) + (counts.words >= 8 ? 0.1 : 0);
  const double commercial = 0.35 * counts.sells + 0.15 * static_cast<double>(std::max<std::ptrdiff_t>(0, marks - 1));
  Tone tone;
  tone.commercial = up_to_one(commercial);
  tone.useful = up_to_one(useful);
  tone.apologises = counts.sorry == 0 ? 0 : up_to_one(0.4 + 0.3 * counts.sorry);
  return tone;
}

}  // namespace vigie::rehearsal
