#include "rehearsal/crowd.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "rehearsal/limits.h"
#include "rehearsal/rhythm.h"

namespace vigie::rehearsal {
namespace {

constexpr std::size_t kHandleBytesMax = 64;
constexpr std::size_t kDisplayNameBytesMax = 256;

// Few say much and many say little: 1 / sqrt(u) has the heavy tail that posting has.
double activity(Random& random) { return 1 / std::sqrt(0.01 + random.real()); }

Habits habits_of(const Crowd& crowd, Random& random) {
  Habits habits;
  const bool formal = random.chance(crowd.formal);
  habits.capitals = formal || random.chance(0.55);
  habits.accents = formal || random.chance(0.8);
  habits.final_stop = formal ? random.chance(0.8) : random.chance(0.15);
  habits.spaced_marks = formal ? random.chance(0.9) : random.chance(0.55);
  habits.curly = random.chance(0.3);
  habits.apostrophes = formal || random.chance(0.85);
  habits.shorthand = !formal && random.chance(0.22);
  habits.shouts = !formal && random.chance(0.2);
  habits.typos = static_cast<float>(formal ? crowd.typos * 0.15 : crowd.typos * 2 * random.real());
  const bool draws = random.chance(0.5);  // Half of us use them, some of us all the time.
  habits.emoji = draws ? static_cast<float>(std::min(0.9, crowd.emoji * 4 * random.real())) : 0;
  habits.hashtags = static_cast<float>(std::min(0.95, crowd.hashtags * 2 * random.real()));
  habits.chatty = static_cast<float>(std::min(0.9, crowd.chatty * 2 * random.real()));
  habits.favourite = static_cast<std::uint8_t>(random.below(256));
  return habits;
}

// "Zoé du Lac" keeps to letters, digits, `-`, `_` and `.` in a handle.
std::string plain_handle(const std::string& said) {
  std::string out;
  for (const char c : said) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.') out += c;
  }
  out.resize(std::min(out.size(), kHandleBytesMax));
  return out.empty() ? "anon" : out;
}

void name(const Script& script, const Crowd& crowd, Person& person, Random& random) {
  const auto tongue = static_cast<std::size_t>(person.tongue);
  const auto& customs = script.customs[tongue];
  const Speaker speaker{person.feminine, person.polite, {}, 0, 0};
  if (crowd.official) {
    person.handle = plain_handle(crowd.handle);
    person.name = crowd.display_name;
    return;
  }
  script.grammars[tongue].say(person.feminine ? *customs.name_woman : *customs.name_man, speaker, random, person.name);
  std::string said;
  script.grammars[tongue].say(*customs.handle, speaker, random, said);
  person.handle = plain_handle(said);
  if (person.name.size() > kDisplayNameBytesMax) person.name = person.handle;
}

// A public three times as loud is not three times as large.
double enlargement(const Script& script, double scale) {
  double sum = 1;
  for (const auto& crowd : script.crowds) sum += crowd.authors;
  return std::min(std::sqrt(std::max(1.0, scale)), std::max(1.0, static_cast<double>(kAuthorsMax) / sum));
}

}  // namespace

People::People(const Script& script, double scale, std::uint64_t seed) : groups_(script.crowds.size()) {
  Random random(seed);
  const double more = enlargement(script, scale);
  std::unordered_set<std::string> taken;
  const auto crowds = static_cast<std::uint16_t>(script.crowds.size());  // At most kFlowsMax.
  for (std::uint16_t crowd = 0; crowd < crowds; ++crowd) {
    const auto& from = script.crowds[crowd];
    const auto count = from.official ? from.authors : static_cast<std::uint32_t>(from.authors * more);
    for (std::uint32_t i = 0; i < count; ++i) {
      // The first two are one of each language, so that no needed group is empty.
      const bool french = i == 0 ? from.french > 0 : i == 1 ? from.french >= 1 : random.chance(from.french);
      add(script, crowd, french ? Tongue::kFrench : Tongue::kEnglish, random);
      Person& person = people_.back();
      const std::string handle = person.handle;
      for (int n = 2; !taken.insert(person.handle).second; ++n) person.handle = handle + std::to_string(n);
      person.id = "https://drill.example/@" + person.handle;
      person.handle += "@drill.example";
    }
  }
}

void People::add(const Script& script, std::uint16_t crowd, Tongue tongue, Random& random) {
  const auto& from = script.crowds[crowd];
  Person person;
  person.tongue = tongue;
  person.bilingual = random.chance(0.08);
  person.feminine = random.chance(0.5);
  person.polite = random.chance(0.35 + 0.4 * from.formal);
  person.claims_no_language = random.chance(0.07);
  person.late = static_cast<std::int8_t>(static_cast<int>(random.below(6)) - 2);
  person.temper = static_cast<float>(random.real() + random.real() - 1);
  person.weight = activity(random);
  person.habits = habits_of(from, random);
  name(script, from, person, random);
  const auto index = static_cast<std::uint32_t>(people_.size());
  for (const auto each : {Tongue::kFrench, Tongue::kEnglish}) {
    if (each != tongue && !(person.bilingual && from.french > 0 && from.french < 1)) continue;
    auto& group = groups_[crowd][static_cast<std::size_t>(each)];
    group.members.push_back(index);
    const double weight = each == tongue ? person.weight : person.weight / 4;
    group.sums.push_back(weight + (group.sums.empty() ? 0 : group.sums.back()));
  }
  people_.push_back(std::move(person));
}

bool People::speaks(std::uint16_t crowd, Tongue tongue) const {
  return !groups_[crowd][static_cast<std::size_t>(tongue)].members.empty();
}

const People::Group& People::group(std::uint16_t crowd, Tongue tongue) const {
  const auto& wanted = groups_[crowd][static_cast<std::size_t>(tongue)];
  if (!wanted.members.empty()) return wanted;
  return groups_[crowd][1 - static_cast<std::size_t>(tongue)];
}

std::uint32_t People::pick(const Script& script, std::uint16_t crowd, Tongue tongue, Micros at, post::Mood mood,
                           Random& random) const {
  const Group& from = group(crowd, tongue);
  std::uint32_t chosen = 0;
  for (int attempt = 0; attempt < 4; ++attempt) {  // Someone speaks in the end, whatever the hour.
    const auto found = std::upper_bound(from.sums.begin(), from.sums.end(), random.real() * from.sums.back());
    const auto place = std::min(static_cast<std::size_t>(found - from.sums.begin()), from.members.size() - 1);
    chosen = from.members[place];
    const Person& person = people_[chosen];
    const Micros own = std::max(Micros{0}, at - std::chrono::hours(person.late));
    const double lean = mood == post::Mood::kNegative ? -0.5 : mood == post::Mood::kPositive ? 0.5 : 0;
    if (random.chance(wakefulness(script, own) * (0.6 + lean * person.temper))) break;
  }
  return chosen;
}

}  // namespace vigie::rehearsal
