#include "watch/rehearsal_room.h"

#include <atomic>
#include <filesystem>

#include "rehearsal/shipped.h"

namespace vigie::watch {
namespace {

constexpr std::chrono::milliseconds kStep{50};

// Only a folder that says of itself that it is a rehearsal may be emptied.
Result<void> empty_folder(Disk& disk, const std::string& folder) {
  std::error_code problem;
  if (!std::filesystem::exists(folder, problem) || std::filesystem::is_empty(folder, problem)) return {};
  if (!is_rehearsal_folder(disk, folder)) {
    return Error{ErrorCode::kRefused, folder + ": is no rehearsal's folder, and not empty; nothing was touched"};
  }
  std::filesystem::remove_all(folder, problem);
  if (problem) return unavailable(folder + ": " + problem.message());
  return {};
}

Result<void> add_sample_watches(House& house, const rehearsal::Scenario& scenario, bool french) {
  for (const auto& sample : scenario.watches()) {
    WatchDraft draft;
    draft.name = french ? sample.name.fr : sample.name.en;
    draft.purpose = french ? sample.purpose.fr : sample.purpose.en;
    draft.query = sample.query;
    draft.colour = sample.colour;
    if (auto added = house.watches().add(draft); !added) return added.error();
  }
  return {};
}

}  // namespace

Result<rehearsal::Scenario> scenario_of(const DrillOrder& order) {
  if (!order.toml.empty()) return rehearsal::Scenario::parse(order.toml);
  const auto toml = rehearsal::shipped_scenario(order.name);
  if (!toml.empty()) return rehearsal::Scenario::parse(toml);
  std::string known;
  for (const auto name : rehearsal::shipped_names()) known += (known.empty() ? "" : ", ") + std::string(name);
  return Error{ErrorCode::kNotFound, "drill: no scenario named '" + order.name + "'; there is: " + known};
}

// Everything that lives as long as one play can be looked at.
struct RehearsalRoom::Stage {
  Stage(const Clock& wall, Time base, double speed) : clock(wall, base, speed) {}
  ~Stage() {
    stopped = true;
    if (house) house->pipeline().close();  // The player may wait for a disk that refuses.
    if (player.joinable()) player.join();
  }

  source::DrillClock clock;
  std::shared_ptr<House> house;
  std::unique_ptr<source::DrillSource> drill;
  std::atomic<bool> stopped = false;
  std::thread player;
};

RehearsalRoom::~RehearsalRoom() { end(); }

std::shared_ptr<RehearsalRoom::Stage> RehearsalRoom::stage() const {
  return stage_.with([](const auto& stage) { return stage; });
}

Result<std::shared_ptr<RehearsalRoom::Stage>> RehearsalRoom::build(const DrillOrder& order) const {
  if (!(order.speed >= source::kSpeedMin && order.speed <= source::kSpeedMax)) {
    return invalid("drill: speed must be from 1 to 10000");
  }
  const auto scenario = scenario_of(order);
  if (!scenario) return scenario.error();
  if (auto ok = empty_folder(world_.disk, folder_); !ok) return ok.error();
  const Time base = scenario->base_ending_by(world_.clock.now());
  auto stage = std::make_shared<Stage>(world_.clock, base, order.speed);
  HouseOptions options;
  options.folder = folder_;
  options.workers = workers_;
  options.rehearsal = true;
  auto house = House::open(options, {world_.disk, stage->clock, world_.log, world_.models, world_.stop});
  if (!house) return house.error();
  stage->house = std::move(*house);
  if (auto ok = add_sample_watches(*stage->house, *scenario, order.french); !ok) return ok.error();
  rehearsal::PlayOptions play;
  play.seed = order.seed;
  play.base = base;
  stage->drill = std::make_unique<source::DrillSource>(*scenario, play, stage->clock, stage->house->pipeline());
  return stage;
}

Result<void> RehearsalRoom::begin(const DrillOrder& order) {
  const std::lock_guard lock(changing_);
  if (const auto old = stage(); old && !old->stopped && !old->drill->progress().ended) {
    return Error{ErrorCode::kConflict, "drill: one is being played; end it first"};
  }
  stage_.with([](auto& current) { current.reset(); });
  auto built = build(order);
  if (!built) return built.error();
  auto& next = *built;
  next->house->start();
  next->player = std::thread([raw = next.get()] {
    while (!raw->stopped && raw->drill->step()) std::this_thread::sleep_for(kStep);
    raw->stopped = true;
    raw->stopped.notify_all();
  });
  stage_.with([&](auto& current) { current = next; });
  return {};
}

void RehearsalRoom::end() {
  const auto current = stage();
  if (!current) return;
  current->stopped = true;
  current->stopped.notify_all();
  current->clock.set_paused(true);
}

void RehearsalRoom::wait_for_end() const {
  if (const auto current = stage()) current->stopped.wait(false);
}

std::shared_ptr<House> RehearsalRoom::house() const {
  const auto current = stage();
  if (!current) return nullptr;
  return {current, current->house.get()};  // Keeps the whole stage.
}

std::optional<source::DrillProgress> RehearsalRoom::progress() const {
  const auto current = stage();
  if (!current) return std::nullopt;
  auto progress = current->drill->progress();
  progress.ended = progress.ended || current->stopped;
  return progress;
}

std::optional<source::Status> RehearsalRoom::status() const {
  const auto current = stage();
  if (!current) return std::nullopt;
  return current->drill->status();
}

Result<void> RehearsalRoom::set_speed(double speed) {
  const auto current = stage();
  if (!current) return Error{ErrorCode::kNotFound, "drill: none is played"};
  if (!(speed >= source::kSpeedMin && speed <= source::kSpeedMax))
    return invalid("drill: speed must be from 1 to 10000");
  current->clock.set_speed(speed);
  return {};
}

Result<void> RehearsalRoom::set_paused(bool paused) {
  const auto current = stage();
  if (!current) return Error{ErrorCode::kNotFound, "drill: none is played"};
  current->clock.set_paused(paused);
  return {};
}

}  // namespace vigie::watch
