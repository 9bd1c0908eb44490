#include "rehearsal/public.h"

#include <algorithm>
#include <cmath>

#include "rehearsal/limits.h"

namespace vigie::rehearsal {
namespace {

constexpr Micros kMinute = std::chrono::minutes(1);
constexpr double kFaded = 1e-3;  // A stir of which less than this share is left to come is over.

std::size_t at(Role role) { return static_cast<std::size_t>(role); }

Micros minutes(double count) { return Micros(static_cast<std::int64_t>(count * 60e6)); }
Micros hours(double count) { return minutes(count * 60); }

// What is left after `passed`, of 1.
double left(Micros passed, Micros half_life) {
  if (passed <= Micros{0}) return 1;
  return std::exp2(-static_cast<double>(passed.count()) / static_cast<double>(std::max(half_life, kMinute).count()));
}

// Half of `most` at `half`, all of it never.
double share_of(double sum, double most, double half) {
  return sum <= 0 ? 0 : most * sum / (sum + std::max(half, 1e-9));
}

}  // namespace

void Public::Memory::fade(Micros to, Micros half_life) {
  sum *= left(to - at, half_life);
  at = to;
}

Public::Public(const Script& script, double scale) : script_(script), scale_(std::max(scale, 1e-6)) { times_.fill(1); }

Public::Entry* Public::entry(std::string_view id) {
  const auto found = places_.find(std::string(id));
  return found == places_.end() ? nullptr : &entries_[found->second - dropped_];
}

const Conversation* Public::find(std::string_view id) const {
  const auto found = places_.find(std::string(id));
  return found == places_.end() ? nullptr : &entries_[found->second - dropped_].said;
}

void Public::drop_oldest() {
  waits(entries_.front(), 0);
  places_.erase(entries_.front().said.post.id);
  entries_.pop_front();
  ++dropped_;
}

void Public::hear(Conversation said) {
  if (!reacts()) return;
  if (entries_.size() >= kConversationsMax) drop_oldest();
  const bool outraged = said.flow != kNoFlow && script_.flows[said.flow].role == Role::kOutrage;
  if (outraged) echo_ += script_.rule(Rule::kOutrageEcho);
  Entry entry{std::move(said), 0};
  entry.waits = entry.said.is_criticism ? 1 : 0;
  places_.emplace(entry.said.post.id, dropped_ + entries_.size());
  entries_.push_back(std::move(entry));
}

// How far it still waits, of what it did.
void Public::waits(Entry& entry, double share) {
  const double now = entry.waits * share;
  if (entry.counted) waiting_ += now - entry.waits;
  entry.waits = now;
}

void Public::is_defended(std::string_view id) {
  if (auto* found = entry(id)) waits(*found, script_.rule(Rule::kDefendedWaits));
}

void Public::forget(std::string_view id) {
  auto* found = entry(id);
  if (found == nullptr) return;
  waits(*found, 0);
  found->said.gone = true;
}

void Public::take(const Act& act) {
  wake();
  if (!awake_) return;
  switch (act.kind) {
    case ActKind::kAnswered:
    case ActKind::kPublished:
      return answer(act);
    case ActKind::kLetStand:
      return let_stand(act);
    case ActKind::kRemoved:
      return remove(act);
    case ActKind::kHanded:
      return;  // The expert's answer will be an act.
  }
}

Manner Public::manner() const {
  if (removed_ > answers_) return Manner::kRemoves;
  return answers_ > 0 ? Manner::kAnswers : Manner::kSilent;
}

Conversation Public::about(const Act& act) const {
  if (const auto* known = find(act.post)) return *known;
  Conversation out;
  out.at = act.at;
  out.post.id = act.post.empty() ? act.reply : act.post;
  out.post.root = act.root.empty() ? out.post.id : act.root;
  out.post.in_our_place = act.source == script_.place_source;
  out.post.person = kNobody;
  out.post.tongue = act.lang.starts_with("fr") ? Tongue::kFrench : Tongue::kEnglish;
  return out;
}

// In answers: what is useful, soon, of an expert, and sells nothing.
double Public::worth_of(const Act& act, const Entry* answered) const {
  const Micros delay = answered == nullptr ? Micros{0} : act.at - answered->said.at;
  double worth = act.tone.useful * (1 - act.tone.commercial) * left(delay, hours(script_.rule(Rule::kLateAnswer)));
  const bool prompt = delay <= minutes(script_.rule(Rule::kExpertPrompt));
  if (act.by == By::kExpert && prompt) worth *= script_.rule(Rule::kExpertTimes);
  if (answered != nullptr && answered->said.is_criticism) {
    worth *= 1 + script_.rule(Rule::kApologyAdds) * act.tone.apologises;
  }
  return worth;
}

void Public::answer(const Act& act) {
  ++answers_;
  Entry* answered = entry(act.post);
  const double worth = worth_of(act, answered);
  const Micros remembered = hours(script_.rule(Rule::kAnswerRemembered));
  presence_.fade(act.at, remembered);
  presence_.sum += worth;
  commercial_.fade(act.at, remembered);
  commercial_.sum += act.tone.commercial;
  const RecentPost criticism = about(act).post;
  RecentPost ours = criticism;
  if (!act.reply.empty()) ours.id = act.reply;
  const auto stir_by = [&](Role role, const RecentPost& post, Rule half_life, double total) {
    stir(role, post, act.at, minutes(script_.rule(half_life)), total);
  };
  stir_by(Role::kDefenders, criticism, Rule::kDefendersHalfLife, worth * script_.rule(Rule::kDefendersPerAnswer));
  stir_by(Role::kThanks, ours, Rule::kThanksHalfLife, worth * script_.rule(Rule::kThanksPerAnswer));
  stir_by(Role::kMockery, ours, Rule::kMockeryHalfLife, act.tone.commercial * script_.rule(Rule::kMockeryPerAnswer));
  if (answered != nullptr) waits(*answered, 0);
}

void Public::let_stand(const Act& act) {
  if (auto* found = entry(act.post)) waits(*found, script_.rule(Rule::kLetStandWaits));
}

// What a raid pastes may go, and who had nothing against us is not heard elsewhere.
void Public::remove(const Act& act) {
  const Entry* removed = entry(act.post);
  forget(act.post);
  if (removed != nullptr && (!removed->said.is_criticism || removed->said.copied)) return;
  ++removed_;
  removals_.fade(act.at, hours(script_.rule(Rule::kAnswerRemembered)));
  removals_.sum += 1;
  stir(Role::kOutrage, about(act).post, act.at + minutes(script_.rule(Rule::kOutrageAfter)),
       hours(script_.rule(Rule::kOutrageHalfLife)), script_.rule(Rule::kOutragePerRemoval));
}

void Public::stir(Role role, const RecentPost& post, Micros begin, Micros half_life, double total) {
  if (total > 0) stirs_.push_back({role, post, begin, half_life, total});
}

void Public::count_the_waiting(Micros now) {
  const Micros patience = minutes(script_.rule(Rule::kPatience));
  const Micros forgotten = hours(script_.rule(Rule::kSilenceForgotten));
  const auto older = [&](std::uint64_t place, Micros than) {
    return place - dropped_ < entries_.size() && entries_[place - dropped_].said.at + than <= now;
  };
  for (patient_from_ = std::max(patient_from_, dropped_); older(patient_from_, patience); ++patient_from_) {
    Entry& entry = entries_[patient_from_ - dropped_];
    entry.counted = true;
    waiting_ += entry.waits;
  }
  for (hopeful_from_ = std::max(hopeful_from_, dropped_); older(hopeful_from_, std::max(patience, forgotten));
       ++hopeful_from_) {
    waits(entries_[hopeful_from_ - dropped_], 0);
  }
}

void Public::turn(Micros now) {
  if (!awake_) return;
  count_the_waiting(now);
  const Micros remembered = hours(script_.rule(Rule::kAnswerRemembered));
  for (auto* memory : {&presence_, &commercial_, &removals_}) memory->fade(now, remembered);
  stirred_.fill(0);
  for (auto& stir : stirs_) {
    stir.now = stir.total * (left(now - stir.begin, stir.half_life) - left(now + kMinute - stir.begin, stir.half_life));
    stirred_[at(stir.role)] += stir.now;
  }
  std::erase_if(stirs_, [&](const Stir& stir) { return left(now - stir.begin, stir.half_life) < kFaded; });
  auto& outrage = stirred_[at(Role::kOutrage)];
  const double echoed = echo_ * (1 - left(kMinute, hours(script_.rule(Rule::kOutrageHalfLife))));
  echo_ -= echoed;
  outrage += echoed;
  outrage = std::min(outrage, script_.rule(Rule::kOutrageMost) * scale_ / 60);
  weigh();
}

void Public::weigh() {
  const double fed = std::min(script_.rule(Rule::kSilenceFeedsMost),
                              script_.rule(Rule::kSilenceFeeds) * std::max(0.0, waiting_) / (100 * scale_));
  const double calmed =
      share_of(presence_.sum, script_.rule(Rule::kAnswerCalmsMost), script_.rule(Rule::kAnswerCalmsHalf) * scale_);
  times_[at(Role::kCritical)] = (1 + fed) * std::max(0.0, 1 - calmed);
  const double chilled =
      share_of(commercial_.sum, script_.rule(Rule::kChillMost), script_.rule(Rule::kChillHalf) * scale_);
  times_[at(Role::kContribution)] = std::max(0.0, 1 - chilled);
  times_[at(Role::kDefence)] = 1 - share_of(removals_.sum, 1, script_.rule(Rule::kRemovalDiscourages) * scale_);
}

const RecentPost* Public::stirred_by(Role role, Random& random) const {
  double sum = 0;
  for (const auto& stir : stirs_) sum += stir.role == role ? stir.now : 0;
  double place = random.real() * sum;
  const RecentPost* last = nullptr;
  for (const auto& stir : stirs_) {
    if (stir.role != role || stir.now <= 0) continue;
    last = &stir.post;
    if (place < stir.now) break;
    place -= stir.now;
  }
  return last;
}

}  // namespace vigie::rehearsal
