// How good a reading is: guesses counted against truths, and the usual figures from the counts.
// Labels are words; a guess may be a word that no truth has ("unknown") and is then simply wrong.
// Definitions: Sokolova and Lapalme, "A systematic analysis of performance measures", 2009. A class
// that nothing is guessed as has precision 0; macro means are over the classes that occur as truth.
// Threads: owned by one thread. Units: shares in [0, 1].
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace vigie::learning {

struct ClassScore {
  double precision = 0;
  double recall = 0;
  double f1 = 0;
  std::uint64_t support = 0;  // Truths of this class.
};

struct Scores {
  std::uint64_t n = 0;
  double accuracy = 0;
  double macro_recall = 0;
  double macro_f1 = 0;
  std::map<std::string, ClassScore> classes;  // Those that occur as truth.
};

class Confusion {
 public:
  void add(std::string_view truth, std::string_view guess);
  Scores scores() const;
  std::uint64_t count(std::string_view truth, std::string_view guess) const;

 private:
  std::map<std::pair<std::string, std::string>, std::uint64_t, std::less<>> cells_;  // (truth, guess).
};

}  // namespace vigie::learning
