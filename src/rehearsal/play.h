// One playing of a scenario: the posts of an invented public, in order of time. The same scenario,
// seed, scale and base give the same posts byte for byte, whatever the steps in which they are
// taken. The future is drawn minute by minute, so that the public can react to what is done: the same
// acts at the same times give the same posts again.
// Threads: owned by one thread. Errors: none; a Scenario that parsed can be played.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "post/batch.h"
#include "rehearsal/act.h"
#include "rehearsal/policy.h"
#include "rehearsal/scenario.h"
#include "rehearsal/truth.h"

namespace vigie::rehearsal {

struct PlayOptions {
  std::uint64_t seed = 1;
  Time base{};       // created_at of the scenario's start; see Scenario::base_ending_by().
  double scale = 1;  // Times the file's own rates, at most kScaleMax; 3 is the size that the press gave for 2006.
  Policy policy = Policy::kNone;  // Who plays the brand from the opening on; kNone: nobody, or you.
  bool reacts = false;            // The public reacts from the opening on, to silence too; else from the first act.
  std::string place_url = "https://drill.example/place/";  // Before the slug and id of what stands in our place.
};

// What was given so far, each kind counted apart.
struct Said {
  std::uint64_t posts = 0;        // Each once.
  std::uint64_t corrections = 0;  // Of posts among them.
  std::uint64_t deletions = 0;    // The same.
  std::uint64_t answers = 0;      // Of the brand's people as a policy plays them, and of the played expert.
  std::uint64_t removals = 0;     // Of posts, by them.
};

class Play {
 public:
  Play(const Scenario& scenario, const PlayOptions& options);
  ~Play();
  Play(Play&&) noexcept;
  Play& operator=(Play&&) noexcept;

  bool ended() const;

  // Appends the items whose time is not after `now`, at most `items_max`, and as many truths.
  // Returns how many. The items are posts, edits (same id, edited_at set) and deletions; seen_at is left 0.
  std::size_t until(Time now, post::Batch& out, std::vector<Truth>* truths = nullptr,
                    std::size_t items_max = std::numeric_limits<std::size_t>::max());

  // Something that is done, from outside; the public reacts from the next minute on. What lies before the
  // last until() is done then. At most kActsMax are heeded; false: too many.
  bool act(Act act, Time at);
  // All that was done so far, by whomever, in order of time.
  std::span<const Act> acts() const;

  const Said& said() const;
  double expected_posts() const;  // About how many posts there will be.
  std::size_t author_count() const;

 private:
  class Stage;
  std::unique_ptr<Stage> stage_;
};

}  // namespace vigie::rehearsal
