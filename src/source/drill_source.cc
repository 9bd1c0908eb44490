#include "source/drill_source.h"

#include <algorithm>

namespace vigie::source {
namespace {

constexpr std::size_t kItemsPerLoad = 512;
constexpr std::chrono::minutes kBeforeOpening{10};  // Of the scenario: a breath of quiet before the story.

}  // namespace

Time DrillClock::now_of(const Pace& pace) const {
  if (pace.paused) return pace.base;
  const auto passed = std::chrono::duration<double, std::micro>(wall_.now() - pace.since) * pace.speed;
  return pace.base + std::chrono::duration_cast<Micros>(std::max(passed, passed.zero()));
}

void DrillClock::repace(Pace& pace) const {
  pace.base = now_of(pace);
  pace.since = wall_.now();
}

Time DrillClock::now() const {
  return pace_.with([&](const Pace& pace) { return now_of(pace); });
}

void DrillClock::set_speed(double speed) {
  pace_.with([&](Pace& pace) {
    repace(pace);
    pace.speed = std::clamp(speed, kSpeedMin, kSpeedMax);
  });
}

void DrillClock::set_paused(bool paused) {
  pace_.with([&](Pace& pace) {
    if (pace.stopped) return;
    repace(pace);
    pace.paused = paused;
  });
}

void DrillClock::jump(Time to) {
  pace_.with([&](Pace& pace) {
    if (pace.stopped) return;
    pace.base = to;
    pace.since = wall_.now();
  });
}

void DrillClock::stop() {
  pace_.with([&](Pace& pace) {
    repace(pace);
    pace.paused = pace.stopped = true;
  });
}

double DrillClock::speed() const {
  return pace_.with([](const Pace& pace) { return pace.speed; });
}

bool DrillClock::paused() const {
  return pace_.with([](const Pace& pace) { return pace.paused; });
}

DrillSource::DrillSource(const rehearsal::Scenario& scenario, const rehearsal::PlayOptions& options, DrillClock& clock,
                         Intake& intake)
    : scenario_(scenario),
      clock_(clock),
      intake_(intake),
      play_(scenario, options),
      base_(options.base),
      expected_posts_(static_cast<std::uint64_t>(play_.expected_posts())) {
  clock_.jump(std::max(base_, base_ + scenario_.opening() - kBeforeOpening));
}

bool DrillSource::hand_over(Load load) {
  std::optional<Time> last;
  for (const auto& item : load.batch.items()) {
    if (item.act == post::Act::kSay) last = std::max(last, std::optional(item.post.created_at));
  }
  return intake_.submit(std::move(load), [heard = heard_, last](const Result<Outcome>& outcome) {
    if (!outcome) return;
    heard->with([&](Heard& counts) {
      counts.posts += outcome->accepted;
      counts.rejected += outcome->rejects.size();
      if (outcome->accepted > 0) counts.last_post_at = std::max(counts.last_post_at, last);
    });
  });
}

bool DrillSource::step() {
  const Time end = base_ + scenario_.duration();
  const Time now = std::min(clock_.now(), end);
  while (!ended_) {
    Load load;
    if (play_.until(now, load.batch, nullptr, kItemsPerLoad) == 0) break;
    if (!hand_over(std::move(load))) return false;
    said_.with([&](rehearsal::Said& said) { said = play_.said(); });
  }
  if (ended_) return false;
  if (!play_.ended() || clock_.now() < end) return true;
  clock_.jump(end);  // The sealed house stays at the moment where the story ended.
  this->end();
  return false;
}

void DrillSource::end() {
  clock_.stop();
  ended_ = true;
}

State DrillSource::state() const {
  if (ended_) return State::kEnded;
  return clock_.paused() ? State::kPaused : State::kLive;
}

Status DrillSource::status() const {
  const auto heard = heard_->with([](const Heard& counts) { return counts; });
  Status status;
  status.name = "drill:" + scenario_.name();
  status.kind = "drill";
  status.state = state();
  status.posts = heard.posts;
  status.rejected = heard.rejected;
  status.last_post_at = heard.last_post_at;
  return status;
}

DrillProgress DrillSource::progress() const {
  DrillProgress out;
  out.begin = base_;
  out.opening = base_ + scenario_.opening();
  out.end = base_ + scenario_.duration();
  out.now = clock_.now();
  out.speed = clock_.speed();
  out.state = state();
  out.said = said_.with([](const rehearsal::Said& said) { return said; });
  out.expected_posts = expected_posts_;
  return out;
}

}  // namespace vigie::source
