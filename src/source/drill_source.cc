#include "source/drill_source.h"

#include <algorithm>
#include <future>

#include "base/hash.h"

namespace vigie::source {
namespace {

constexpr std::size_t kItemsPerLoad = 512;
constexpr std::chrono::seconds kAnswerWait{10};  // For the house to keep an answer.

// The same for the same key.
std::string id_of(std::string_view key) {
  static constexpr std::string_view kDigits = "abcdefghjkmnpqrstvwxyz0123456789";
  std::string id = "us";
  for (auto value = hash64(key); id.size() < 15; value /= kDigits.size()) id += kDigits[value % kDigits.size()];
  return id;
}

rehearsal::Act act_about(rehearsal::ActKind kind, const Addressed& post) {
  rehearsal::Act act;
  act.kind = kind;
  act.post = post.id;
  act.source = post.source;
  act.root = post.root;
  return act;
}

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
      options_(options),
      clock_(clock),
      intake_(intake),
      base_(options.base),
      stage_(std::make_unique<Stage>(scenario, options)),
      expected_posts_(
          stage_.with([](auto& stage) { return static_cast<std::uint64_t>(stage->play.expected_posts()); })) {
  clock_.jump(std::max(base_, base_ + scenario_.opening() - kHeardBeforeOpening));
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

// In a gap: until it began.
Time DrillSource::heard_until(Time now) const {
  const auto* gap = scenario_.gap_at(now - base_);
  return gap == nullptr ? now : base_ + gap->begin - Micros(1);
}

bool DrillSource::is_heard() const {
  const Time now = clock_.now();
  return ended_ || heard_until(now) == now;
}

bool DrillSource::step() {
  const Time end = base_ + scenario_.duration();
  const Time now = heard_until(std::min(clock_.now(), end));
  bool told_all = false;
  while (!ended_) {
    Load load;
    const auto count = stage_.with([&](auto& stage) {
      std::vector<rehearsal::Truth> truths;
      const auto said = stage->play.until(now, load.batch, &truths, kItemsPerLoad);
      for (std::size_t i = 0; i < said; ++i) {
        stage->score.hear(load.batch.items()[i], truths[i]);
        stage->truth.hear(load.batch.items()[i], truths[i]);
      }
      told_all = stage->play.ended();
      said_.with([&](rehearsal::Said& counts) { counts = stage->play.said(); });
      return said;
    });
    if (count == 0) break;
    if (!hand_over(std::move(load))) return false;
  }
  if (ended_) return false;
  if (!told_all || clock_.now() < end) return true;
  clock_.jump(end);  // The sealed house stays at the moment where the story ended.
  this->end();
  return false;
}

Result<void> DrillSource::act(rehearsal::Act act) {
  const bool heeded = stage_.with([&](auto& stage) { return stage->play.act(std::move(act), clock_.now()); });
  if (!heeded) return Error{ErrorCode::kRefused, "drill: its public has seen too much to react to more"};
  return {};
}

Result<void> DrillSource::let_stand(const Addressed& post) {
  if (ended_) return Error{ErrorCode::kConflict, "drill: it has ended"};
  return act(act_about(rehearsal::ActKind::kLetStand, post));
}

Result<void> DrillSource::removed(const Addressed& post) {
  if (ended_) return Error{ErrorCode::kConflict, "drill: it has ended"};
  return act(act_about(rehearsal::ActKind::kRemoved, post));
}

Result<void> DrillSource::hand_to_expert(const Addressed& post, std::string_view expert_handle) {
  if (ended_) return Error{ErrorCode::kConflict, "drill: it has ended"};
  auto act = act_about(rehearsal::ActKind::kHanded, post);
  act.expert = expert_handle;
  return this->act(std::move(act));
}

Result<DrillSaid> DrillSource::answer(const DrillAnswer& answer) { return say(answer, rehearsal::ActKind::kAnswered); }
Result<DrillSaid> DrillSource::publish(const DrillAnswer& said) { return say(said, rehearsal::ActKind::kPublished); }

Result<DrillSaid> DrillSource::say(const DrillAnswer& answer, rehearsal::ActKind kind) {
  const auto before = answered_.with([&](const auto& said) {
    const auto found = said.find(answer.key);
    return found == said.end() ? std::optional<DrillSaid>() : found->second;
  });
  if (before) return *before;
  if (ended_) return Error{ErrorCode::kConflict, "drill: it has ended"};
  const DrillSaid said{answer.to.source, id_of(answer.key), url_of(answer, id_of(answer.key))};
  if (auto ok = keep(answer, said); !ok) return ok.error();
  answered_.with([&](auto& all) { all.emplace(answer.key, said); });
  auto done = act_about(kind, answer.to);
  done.reply = said.id;
  done.lang = answer.lang;
  done.tone = rehearsal::tone_of(answer.text);
  done.by = answer.by_expert ? rehearsal::By::kExpert : rehearsal::By::kStaff;
  if (auto ok = act(std::move(done)); !ok) return ok.error();
  return said;
}

std::string DrillSource::url_of(const DrillAnswer& answer, std::string_view id) const {
  const auto& place = scenario_.place();
  if (place && answer.to.source == "place:" + place->slug) {
    return options_.place_url + place->slug + "/" + std::string(id);
  }
  return "https://drill.example/@" + answer.author_handle.substr(0, answer.author_handle.find('@')) + "/" +
         std::string(id);
}

// Waits until the sealed house has it on its disk.
Result<void> DrillSource::keep(const DrillAnswer& answer, const DrillSaid& said) {
  post::Post post;
  post.id = said.id;
  post.source = said.source;
  post.kind = answer.to.id.empty() ? post::Kind::kPost : post::Kind::kReply;
  post.created_at = clock_.now();
  post.author = {answer.author_id, answer.author_handle, answer.author_name};
  post.text = answer.text;
  post.lang = answer.lang;
  post.url = said.url;
  post.parent = answer.to.id;
  post.root = answer.to.root.empty() ? answer.to.id : answer.to.root;
  Load load;
  load.patient = false;
  load.batch.add(post);
  const auto kept = std::make_shared<std::promise<Result<void>>>();
  auto waits = kept->get_future();
  const bool taken = intake_.submit(std::move(load), [kept](const Result<Outcome>& outcome) {
    if (!outcome) {
      kept->set_value(outcome.error());
    } else if (!outcome->rejects.empty()) {
      kept->set_value(invalid(outcome->rejects[0].reason));
    } else {
      kept->set_value({});
    }
  });
  if (!taken) return Error{ErrorCode::kConflict, "drill: the sealed house is closing"};
  if (waits.wait_for(kAnswerWait) != std::future_status::ready) {
    return unavailable("drill: the sealed house has not kept it yet");
  }
  return waits.get();
}

std::vector<rehearsal::Act> DrillSource::acts() const {
  return stage_.with([](const auto& stage) {
    const auto acts = stage->play.acts();
    return std::vector<rehearsal::Act>(acts.begin(), acts.end());
  });
}

rehearsal::AlertTruth DrillSource::alert_truth() const {
  return stage_.with([](const auto& stage) { return stage->truth; });
}

rehearsal::Outcome DrillSource::outcome() const {
  const Micros until = clock_.now() - base_;
  return stage_.with([&](const auto& stage) {
    return rehearsal::Outcome{options_.policy, stage->score.curve(rehearsal::kCurveStep, until),
                              stage->score.figures(stage->play.acts(), until)};
  });
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
