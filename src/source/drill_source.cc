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
    repace(pace);
    pace.paused = paused;
  });
}

void DrillClock::jump(Time to) {
  pace_.with([&](Pace& pace) {
    pace.base = to;
    pace.since = wall_.now();
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
      total_(static_cast<std::uint64_t>(play_.expected_total())) {
  clock_.jump(std::max(base_, base_ + scenario_.opening() - kBeforeOpening));
}

bool DrillSource::step() {
  const Time now = std::min(clock_.now(), base_ + scenario_.duration());
  while (true) {
    Load load;
    const std::size_t count = play_.until(now, load.batch, nullptr, kItemsPerLoad);
    if (count == 0) break;
    const bool taken = intake_.submit(std::move(load), [heard = heard_](const Result<Outcome>& outcome) {
      if (!outcome) return;
      heard->with([&](Heard& counts) {
        counts.posts += outcome->accepted;
        counts.rejected += outcome->rejects.size();
      });
    });
    if (!taken) return false;
    said_ += count;
  }
  if (!play_.ended() || clock_.now() < base_ + scenario_.duration()) return true;
  clock_.jump(base_ + scenario_.duration());
  clock_.set_paused(true);  // The sealed house stays at the moment where the story ended.
  ended_ = true;
  return false;
}

Status DrillSource::status() const {
  const auto heard = heard_->with([](const Heard& counts) { return counts; });
  Status status;
  status.name = "drill:" + scenario_.name();
  status.kind = "drill";
  status.state = ended_ ? State::kEnded : clock_.paused() ? State::kWaiting : State::kLive;
  status.posts = heard.posts;
  status.rejected = heard.rejected;
  if (heard.posts > 0) status.last_post_at = clock_.now();
  return status;
}

DrillProgress DrillSource::progress() const {
  DrillProgress out;
  out.name = scenario_.name();
  out.begin = base_;
  out.opening = base_ + scenario_.opening();
  out.end = base_ + scenario_.duration();
  out.now = clock_.now();
  out.speed = clock_.speed();
  out.paused = clock_.paused();
  out.ended = ended_;
  out.said = said_;
  out.total = std::max(total_, out.said);
  return out;
}

}  // namespace vigie::source
