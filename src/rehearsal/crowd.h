// The invented people: each has a name, a language, hours and habits of writing that stay theirs.
// Threads: immutable once made. Errors: none.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/random.h"
#include "rehearsal/script.h"

namespace vigie::rehearsal {

// How one person writes.
struct Habits {
  bool capitals = true;        // Starts sentences with one.
  bool accents = true;         // French only.
  bool final_stop = true;      // Ends a message with a full stop.
  bool spaced_marks = true;    // « Vraiment ? » rather than « Vraiment? »
  bool curly = false;          // ’ rather than '.
  bool apostrophes = true;     // "dont", "jai" without.
  bool shorthand = false;      // bcp, tjrs; u, ppl.
  bool shouts = false;         // !!!
  float typos = 0;             // Per word.
  float emoji = 0;             // Per post.
  float hashtags = 0;          // Per post.
  float chatty = 0;            // Chance of each further sentence.
  std::uint8_t favourite = 0;  // Of the emoji.
};

struct Person {
  std::string id;
  std::string handle;
  std::string name;
  Tongue tongue = Tongue::kFrench;
  bool bilingual = false;
  bool feminine = false;
  bool polite = false;
  bool claims_no_language = false;
  std::int8_t late = 0;  // Hours later than most.
  float temper = 0;      // -1 is quick to complain, 1 to praise.
  double weight = 1;     // How much of the talk is theirs.
  Habits habits;
};

class People {
 public:
  People(const Script& script, double scale, std::uint64_t seed);

  const Person& at(std::uint32_t index) const { return people_[index]; }
  std::size_t size() const { return people_.size(); }

  // Someone of the crowd who writes `tongue`, is likely up at `at`, and of a temper for `mood`.
  std::uint32_t pick(const Script& script, std::uint16_t crowd, Tongue tongue, Micros at, post::Mood mood,
                     Random& random) const;
  bool speaks(std::uint16_t crowd, Tongue tongue) const;

 private:
  // Members of one crowd and tongue, with running sums of their weights.
  struct Group {
    std::vector<std::uint32_t> members;
    std::vector<double> sums;
  };
  const Group& group(std::uint16_t crowd, Tongue tongue) const;
  void add(const Script& script, std::uint16_t crowd, Tongue tongue, Random& random);

  std::vector<Person> people_;
  std::vector<std::array<Group, kTongues>> groups_;
};

}  // namespace vigie::rehearsal
