// What the public makes of what is done: presence calms and brings defenders, removed criticism comes
// back elsewhere, silence feeds, a commercial tone chills. Every number is a Rule of the scenario.
//
// The idea: an act stirs further posts, whose expected number is spread over time by a half-life; and it
// adds to memories that fade, which slow or quicken the flows of the story. It is asleep, and changes
// nothing, until it is woken or something is done.
// Threads: owned by one thread. Errors: none. Units: times count from the scenario's start.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/random.h"
#include "rehearsal/act.h"
#include "rehearsal/recent.h"
#include "rehearsal/script.h"

namespace vigie::rehearsal {

constexpr std::uint32_t kNobody = 0xFFFFFFFF;

// Something said that may be answered.
struct Conversation {
  RecentPost post;
  Micros at{};
  std::uint16_t flow = kNoFlow;
  Intent intent = Intent::kChat;
  bool is_criticism = false;
  bool copied = false;
  bool begins = false;  // Answers nobody.
  bool gone = false;    // Taken back, or removed.
};

class Public {
 public:
  // `script` outlives it. `scale`: a public three times as loud needs three times as many answers.
  Public(const Script& script, double scale);

  void wake() { awake_ = reacts(); }
  bool awake() const { return awake_; }

  void hear(Conversation said);
  void is_defended(std::string_view id);  // A member has answered it.
  void forget(std::string_view id);       // It is gone.
  // Remembered, or null.
  const Conversation* find(std::string_view id) const;
  // What an act is about, also where nobody of the invented public said it.
  Conversation about(const Act& act) const;

  // From the next minute on.
  void take(const Act& act);
  // Before the minute that begins at `at` is drawn.
  void turn(Micros at);

  // What the usual rate of a flow is multiplied with this minute.
  double times(Role role) const { return times_[static_cast<std::size_t>(role)]; }
  // Posts that acts make people say this minute, were all awake.
  double stirred(Role role) const { return stirred_[static_cast<std::size_t>(role)]; }
  // What the press would write of the brand.
  Manner manner() const;
  // Which of the acts, by how much each stirs; null if none does: outrage goes on by itself.
  const RecentPost* stirred_by(Role role, Random& random) const;

 private:
  struct Stir {
    Role role;
    RecentPost post;  // Which is answered.
    Micros begin;
    Micros half_life;
    double total;
    double now = 0;  // Of this minute.
  };
  struct Entry {
    Conversation said;
    double waits = 0;      // 1: nobody has answered.
    bool counted = false;  // In waiting_.
  };
  // A sum that halves.
  struct Memory {
    double sum = 0;
    Micros at{};
    void fade(Micros to, Micros half_life);
  };

  bool reacts() const { return !script_.reactions.empty(); }
  Entry* entry(std::string_view id);
  void drop_oldest();
  void waits(Entry& entry, double share);
  void count_the_waiting(Micros at);
  void answer(const Act& act);
  void let_stand(const Act& act);
  void remove(const Act& act);
  double worth_of(const Act& act, const Entry* answered) const;
  void stir(Role role, const RecentPost& post, Micros begin, Micros half_life, double total);
  void weigh();

  const Script& script_;
  const double scale_;
  bool awake_ = false;
  std::deque<Entry> entries_;                              // The oldest first.
  std::uint64_t dropped_ = 0;                              // Of entries_, ever.
  std::unordered_map<std::string, std::uint64_t> places_;  // By id: place in entries_, plus dropped_ then.
  std::uint64_t patient_from_ = 0;  // The first that has not waited kPatience yet; counted like places_.
  std::uint64_t hopeful_from_ = 0;  // The first that has not waited kSilenceForgotten yet.
  double waiting_ = 0;
  std::uint64_t answers_ = 0;
  std::uint64_t removed_ = 0;
  Memory presence_;    // Useful answers.
  Memory commercial_;  // Commercial ones.
  Memory removals_;
  double echo_ = 0;  // Posts that outrage will bring yet.
  std::vector<Stir> stirs_;
  std::array<double, kRoles> times_;
  std::array<double, kRoles> stirred_{};
};

}  // namespace vigie::rehearsal
