// What a playing came to: a curve and a few figures, from the truth of each post and from what was done.
// What is about the brand is all but chat; critical is what its author meant as negative. A text that is pasted
// again and again counts in the curve and in no figure: a raid is few people.
// Threads: owned by one thread. Errors: none. Units: times count from the scenario's start.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "post/post.h"
#include "rehearsal/act.h"
#include "rehearsal/scenario.h"
#include "rehearsal/truth.h"

namespace vigie::rehearsal {

struct CurvePoint {
  Micros at{};  // Of its beginning.
  std::uint64_t posts = 0;
  std::uint64_t critical = 0;
  std::uint64_t defence = 0;  // Of members who stand up for the brand.
};

// Durations count from the opening, but for half_life. Nothing: it has not happened.
struct Figures {
  std::optional<Micros> detect;        // The first minute at which the turn has left its usual band: see turn_left().
  std::optional<Micros> first_answer;  // Of the brand's people.
  double answered_share = 0;           // Of the criticisms and questions since the opening.
  std::uint64_t wanted = 0;            // How many those are.
  std::uint64_t answered = 0;
  std::uint64_t let_stand = 0;
  std::uint64_t removals = 0;
  std::uint64_t defenders = 0;  // Different authors.
  std::uint64_t peak = 0;       // Critical posts of the highest hour.
  std::optional<Micros> peak_at;
  // From the height of criticism, the hour of the day taken out, until half of it: three hours at a time, those
  // of the night left out, in which nothing can be told.
  std::optional<Micros> half_life;
};

// Whether `critical` of `posts`, of the last hour, are more than the usual `usual_critical` of `usual_posts` by
// more than chance: the lower end of Wilson's interval above the upper end of the usual one, each at 99.9 %, of
// at least 20 posts.
bool turn_left(std::uint64_t critical, std::uint64_t posts, std::uint64_t usual_critical, std::uint64_t usual_posts);

class Score {
 public:
  explicit Score(const Scenario& scenario);

  // Each item once, in order.
  void hear(const post::Item& item, const Truth& truth);

  // Of whole steps from the opening up to `until`; the last may not be over.
  std::vector<CurvePoint> curve(Micros step, Micros until) const;
  Figures figures(std::span<const Act> acts, Micros until) const;

 private:
  struct Minute {
    std::uint32_t posts = 0;
    std::uint32_t critical = 0;
    std::uint32_t pasted = 0;  // Of these.
    std::uint32_t defence = 0;

    std::uint32_t own_words() const { return critical - pasted; }
  };
  std::size_t minute_of(Micros at) const;
  void count_acts(std::span<const Act> acts, Micros until, Figures& out) const;
  void find_detection(std::size_t until, Figures& out) const;
  void find_peak(std::size_t until, Figures& out) const;
  void find_half_life(std::size_t until, Figures& out) const;

  Scenario scenario_;
  std::vector<Minute> minutes_;
  std::set<std::string, std::less<>> wanted_;              // Ids of what wants an answer.
  std::vector<std::pair<Micros, std::string>> defenders_;  // Authors, each when first heard.
  std::set<std::string, std::less<>> defender_ids_;
  std::vector<Micros> wanted_at_;  // In order of time.
};

}  // namespace vigie::rehearsal
