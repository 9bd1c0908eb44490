#include "cli/alert_drill.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <system_error>
#include <thread>
#include <utility>

#include "alert/told.h"
#include "rehearsal/play.h"
#include "source/drill_source.h"
#include "watch/house.h"

namespace vigie::cli {
namespace {

constexpr std::size_t kItemsPerLoad = 512;
constexpr Time kPlayedBefore = time_of_micros(1'764'547'200'000'000);  // 2025-12-01: the same week on any day.
constexpr Micros kStep = std::chrono::minutes(5);     // The alerts judge each minute of it in its turn,
constexpr Micros kGapStep = std::chrono::minutes(1);  // and sources when they are asked.

// Who lives in the house: the alerts alone.
class Ears final : public watch::Tenant {
 public:
  void settle(alert::Alerts& alerts) { alerts_ = &alerts; }
  void heard(const post::Item& item, const post::Reading& reading, std::span<const watch::WatchId> watches,
             post::Fate fate) override {
    if (alerts_ != nullptr) alerts_->heard(item, reading, watches, fate);
  }

 private:
  alert::Alerts* alerts_ = nullptr;
};

// A folder that goes with whoever made it: new, and nobody else's.
class Scratch {
 public:
  static Result<Scratch> make(const std::string& parent) {
    std::string folder = parent + "/vigie-drill-XXXXXX";
    if (::mkdtemp(folder.data()) == nullptr) {
      return unavailable(parent + ": no folder for the drill: " + std::generic_category().message(errno));
    }
    return Scratch(std::move(folder));
  }
  ~Scratch() {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  }
  Scratch(Scratch&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}
  Scratch& operator=(Scratch&&) = delete;
  const std::string& folder() const { return folder_; }

 private:
  explicit Scratch(std::string folder) : folder_(std::move(folder)) {}
  std::string folder_;
};

rehearsal::PlayOptions options_of(std::uint64_t seed, Time base) {
  rehearsal::PlayOptions options;
  options.seed = seed;
  options.base = base;
  return options;
}

class Stage {
 public:
  Stage(const rehearsal::Scenario& scenario, std::uint64_t seed, Time base)
      : scenario_(scenario),
        base_(base),
        judged_from_(std::min(kLearntFrom, std::max(Micros{0}, scenario.opening() - source::kHeardBeforeOpening))),
        clock_(base + judged_from_),
        play_(scenario, options_of(seed, base)),
        truth_(scenario) {}

  ~Stage() {
    if (house_) std::ignore = house_->stop();
  }
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  Result<void> open(const std::string& folder, const watch::Models& models, const Tools& tools) {
    watch::HouseOptions options;
    options.folder = folder;
    options.workers = std::max(1U, std::thread::hardware_concurrency());
    options.rehearsal = true;
    auto house = watch::House::open(options, {tools.disk, clock_, log_, models, &tools.stop});
    if (!house) return house.error();
    house_ = std::move(*house);
    for (const auto& sample : scenario_.watches()) {
      watch::WatchDraft draft;
      draft.name = sample.name.en;
      draft.query = sample.query;
      const auto added = house_->watches().add(draft);
      if (!added) return added.error();
      watches_.push_back((*added)->id);
    }
    const auto find_watch = [this](watch::WatchId id) -> std::optional<alert::Watched> {
      const auto watch = house_->watches().list()->get(id);
      return watch ? std::optional(alert::Watched{watch->said.name, watch->said.query}) : std::nullopt;
    };
    const auto coverage = [this] { return std::vector<alert::SourceHeard>{{"drill:" + scenario_.name(), !in_gap()}}; };
    auto alerts =
        alert::Alerts::open(folder + "/vigie.db", {house_->store(), clock_, log_, find_watch, [] {}, {}, coverage, ""});
    if (!alerts) return alerts.error();
    alerts_ = std::move(*alerts);
    ears_.settle(*alerts_);
    house_->settle(ears_);
    house_->start();
    return {};
  }

  Result<void> play_out(const std::atomic<bool>& stop) {
    if (auto ok = say_until(clock_.now()); !ok) return ok;
    const Time end = base_ + scenario_.duration();
    while (clock_.now() < end) {
      if (stop) return unavailable("drill: stopped before its end");
      clock_.advance(near_gap() ? kGapStep : kStep);
      if (!in_gap()) {
        if (auto ok = say_until(clock_.now()); !ok) return ok;
      }
      if (auto ok = alerts_->look(clock_.now() + alert::kCloseAfter); !ok) return ok;
    }
    return {};
  }

  Result<AlertDrill> outcome(std::uint64_t seed) const {
    const auto kept = alert::all_kept(alerts_->book());
    if (!kept) return kept.error();
    std::vector<rehearsal::ToldAlert> told;
    for (const auto& alert : kept->alerts) {
      rehearsal::ToldAlert one{alert::told_at(alert) - base_, {}, std::string(name_of(alert.kind)), alert.group};
      if (auto in_story = rehearsal::told_in_story(std::move(one), alert.watch, watches_)) {
        told.push_back(std::move(*in_story));
      }
    }
    return AlertDrill{seed, play_.said().posts, base_,
                      rehearsal::score_alerts(truth_, told, judged_from_, scenario_.duration()), kept->is_whole};
  }

 private:
  bool in_gap() const { return scenario_.gap_at(clock_.now() - base_) != nullptr; }

  bool near_gap() const {
    const Micros at = clock_.now() - base_;
    const auto gaps = scenario_.gaps();
    return std::any_of(gaps.begin(), gaps.end(),
                       [&](const auto& gap) { return gap.begin - kStep <= at && at < gap.end + kStep; });
  }

  // Returns once all of it is kept, and the alerts have heard it.
  Result<void> say_until(Time now) {
    std::optional<std::future<Result<void>>> last;
    while (true) {
      source::Load load;
      std::vector<rehearsal::Truth> truths;
      if (play_.until(now, load.batch, &truths, kItemsPerLoad) == 0) break;
      for (std::size_t i = 0; i < truths.size(); ++i) truth_.hear(load.batch.items()[i], truths[i]);
      const auto kept = std::make_shared<std::promise<Result<void>>>();
      last = kept->get_future();
      const bool taken = house_->pipeline().submit(std::move(load), [kept](const Result<source::Outcome>& outcome) {
        kept->set_value(outcome ? Result<void>{} : Result<void>(outcome.error()));
      });
      if (!taken) return unavailable("drill: the house is closing");
    }
    return last ? last->get() : Result<void>{};
  }

  const rehearsal::Scenario& scenario_;
  Time base_;
  Micros judged_from_;
  ManualClock clock_;
  SilentLog log_;
  rehearsal::Play play_;
  rehearsal::AlertTruth truth_;
  Ears ears_;
  std::shared_ptr<watch::House> house_;
  std::unique_ptr<alert::Alerts> alerts_;
  std::vector<watch::WatchId> watches_;
};

}  // namespace

Result<AlertDrill> drill_alerts(const rehearsal::Scenario& scenario, std::uint64_t seed, const std::string& parent,
                                const watch::Models& models, const Tools& tools) {
  const auto scratch = Scratch::make(parent);
  if (!scratch) return scratch.error();
  Stage stage(scenario, seed, scenario.base_ending_by(kPlayedBefore));
  if (auto ok = stage.open(scratch->folder(), models, tools); !ok) return ok.error();
  if (auto ok = stage.play_out(tools.stop); !ok) return ok.error();
  return stage.outcome(seed);
}

}  // namespace vigie::cli
