#include "rehearsal/staff.h"

#include <algorithm>
#include <cmath>

#include "rehearsal/rhythm.h"

namespace vigie::rehearsal {
namespace {

constexpr std::chrono::hours kGivenUp{6};  // What could not be answered within these is not any more.

Micros minutes(double count) { return Micros(static_cast<std::int64_t>(count * 60e6)); }

}  // namespace

void Staff::hear(const Conversation& said) {
  if (said.at < script_.opening || script_.policies.empty()) return;
  if (policy_ == Policy::kDeletes) delete_soon(said);
  if (policy_ == Policy::kPresent) attend_to(said);
}

void Staff::delete_soon(const Conversation& said) {
  if (!said.is_criticism || !said.post.in_our_place) return;
  plan({said.at + minutes(habit(Habit::kDeletesAfter) * random_.real()), 0, ActKind::kRemoved, said});
}

// A pasted text needs no answer, and a joke none either: it may stand, like what is said among people.
void Staff::attend_to(const Conversation& said) {
  const bool asks = said.intent == Intent::kAsk;
  if (said.copied || !(asks || said.is_criticism)) return;
  const bool wants_one = asks || (said.begins && said.intent != Intent::kJoke);
  const bool answers = wants_one && random_.chance(habit(asks ? Habit::kAnswersQuestions : Habit::kAnswersCriticism));
  if (answers && asks && random_.chance(habit(Habit::kHandsOver))) {
    return plan({on_duty(said.at + around(habit(Habit::kExpertDelay))), 0, ActKind::kAnswered, said, By::kExpert,
                 expert_for(said)});
  }
  const Micros ready = on_duty(said.at + around(habit(Habit::kAnswerDelay)));
  if (!answers) {
    if (random_.chance(habit(Habit::kLetsStand))) plan({ready, 0, ActKind::kLetStand, said});
    return;
  }
  const Micros at = on_duty(std::max(ready, free_at_));
  if (at > ready + kGivenUp) return;
  free_at_ = at + minutes(60 / std::max(1.0, habit(Habit::kAnswersPerHour)));
  plan({at, 0, ActKind::kAnswered, said});
}

// Whose topics hold that of the conversation; else the first.
std::size_t Staff::expert_for(const Conversation& about) const {
  if (about.post.topic >= script_.topics.size()) return 0;
  const auto& topic = script_.topics[about.post.topic];
  for (std::size_t i = 0; i < script_.experts.size(); ++i) {
    const auto& topics = script_.experts[i].expert.topics;
    if (std::find(topics.begin(), topics.end(), topic) != topics.end()) return i;
  }
  return 0;
}

void Staff::ask_expert(const Conversation& about, std::string_view handle, Micros now) {
  if (script_.experts.empty()) return;
  std::size_t expert = expert_for(about);
  for (std::size_t i = 0; i < script_.experts.size(); ++i) {
    if (script_.experts[i].expert.handle == handle) expert = i;
  }
  plan({now + around(std::max(1.0, habit(Habit::kExpertDelay))), 0, ActKind::kAnswered, about, By::kExpert, expert});
}

void Staff::plan(Deed deed) {
  if (deed.at > script_.duration) return;
  deed.order = order_++;
  planned_.insert(std::move(deed));
}

// Half to twice as long, as often shorter as longer.
Micros Staff::around(double middle_minutes) { return minutes(middle_minutes * std::exp2(2 * random_.real() - 1)); }

// The same moment, or when the next day's duty begins.
Micros Staff::on_duty(Micros at) const {
  const double from = habit(Habit::kOnDutyFrom) * 60;
  const double to = habit(Habit::kOnDutyTo) * 60;
  const double now = week_moment(script_, at).minute_of_day;
  if (from >= to || (now >= from && now < to)) return at;
  return at + minutes(now < from ? from - now : 24 * 60 - now + from);
}

std::optional<Micros> Staff::next() const {
  return planned_.empty() ? std::nullopt : std::optional(planned_.begin()->at);
}

Deed Staff::take() { return std::move(planned_.extract(planned_.begin()).value()); }

}  // namespace vigie::rehearsal
