#include "watch/rehearsal_room.h"

#include <algorithm>
#include <filesystem>

#include "rehearsal/shipped.h"
#include "store/folder.h"

namespace vigie::watch {
namespace {

constexpr std::chrono::milliseconds kStep{50};
constexpr std::chrono::seconds kLockWait{3};  // For requests that still read the play before.

std::string lock_of(const std::filesystem::path& folder) { return store::Folder(folder.string()).lock(); }

// Under its lock. The marker and the lock stay, so that no crash in between leaves a folder that nobody knows for a
// rehearsal's.
Result<void> take_out_all(const std::filesystem::path& folder) {
  std::error_code problem;
  std::vector<std::filesystem::path> old;
  for (const auto& entry : std::filesystem::directory_iterator(folder, problem)) {
    const auto name = entry.path().filename();
    if (name != kRehearsalMarker && entry.path() != lock_of(folder)) old.push_back(entry.path());
  }
  for (const auto& path : old) {
    if (!problem) std::filesystem::remove_all(path, problem);
  }
  if (problem) return unavailable(folder.string() + ": " + problem.message());
  return {};
}

Result<std::unique_ptr<DiskLock>> lock_alone(Disk& disk, const std::filesystem::path& folder) {
  auto lock = disk.lock(lock_of(folder), kLockWait);
  if (!lock) return Error{lock.error().code, folder.string() + ": another vigie plays or reads here; end it first"};
  return lock;
}

// Removes what an earlier play left. Only a rehearsal's folder is emptied, and only by who holds its lock.
Result<void> empty_folder(Disk& disk, const std::string& folder) {
  std::error_code problem;
  if (!std::filesystem::exists(folder, problem) || std::filesystem::is_empty(folder, problem)) return {};
  if (!is_rehearsal_folder(disk, folder)) {
    return Error{ErrorCode::kRefused, folder + ": is no rehearsal's folder, and not empty; nothing was touched"};
  }
  const auto lock = lock_alone(disk, folder);
  if (!lock) return lock.error();
  return take_out_all(folder);
}

// Under its lock, which goes next to last; the marker goes last, so that what a crash leaves is known for what it is.
// What is left of a folder that cannot go, as where a disk is mounted, is empty.
Result<void> take_apart(const std::filesystem::path& folder) {
  if (auto ok = take_out_all(folder); !ok) return ok;
  std::error_code problem;
  std::filesystem::remove(lock_of(folder), problem);
  if (!problem) std::filesystem::remove(folder / kRehearsalMarker, problem);
  if (problem) return unavailable(folder.string() + ": " + problem.message());
  std::filesystem::remove(folder, problem);
  return {};
}

// What a crash left halfway.
Result<bool> take_apart_left(Disk& disk, const std::filesystem::path& going) {
  if (!is_rehearsal_folder(disk, going.string())) return false;
  const auto lock = lock_alone(disk, going);
  if (!lock) return lock.error();
  if (auto ok = take_apart(going); !ok) return ok.error();
  return true;
}

Result<std::vector<WatchId>> add_sample_watches(House& house, const rehearsal::Scenario& scenario, bool french) {
  std::vector<WatchId> ids;
  for (const auto& sample : scenario.watches()) {
    WatchDraft draft;
    draft.name = french ? sample.name.fr : sample.name.en;
    draft.purpose = french ? sample.purpose.fr : sample.purpose.en;
    draft.query = sample.query;
    draft.colour = sample.colour;
    const auto added = house.watches().add(draft);
    if (!added) return added.error();
    ids.push_back((*added)->id);
  }
  return ids;
}

constexpr std::string_view kPlaceUrl = "/rehearsal/place/";

// The week-end under each policy, up to a time of the story.
struct Compared {
  std::optional<std::size_t> steps;  // Of the curves; none: not yet.
  std::vector<Played> played;
};

Compared compare(const source::DrillSource& drill, Micros until) {
  Compared out;
  for (auto& outcome : rehearsal::rehearse_each(drill.scenario(), drill.options(), until)) {
    out.steps = outcome.curve.size();
    out.played.push_back({std::string(rehearsal::name_of(outcome.policy)), std::move(outcome)});
  }
  return out;
}

bool is_played_by_you(const source::DrillSource& drill) {
  if (drill.options().policy == rehearsal::Policy::kNone) return true;
  const auto acts = drill.acts();
  return std::any_of(acts.begin(), acts.end(), [](const auto& act) { return !act.played; });
}

bool is_playable(double speed) { return speed >= source::kSpeedMin && speed <= source::kSpeedMax; }

Error wrong_speed() { return invalid("drill: speed must be from 1 to 10000"); }

}  // namespace

Result<rehearsal::Scenario> scenario_of(const DrillOrder& order) {
  if (!order.toml.empty()) return rehearsal::Scenario::parse(order.toml);
  const auto toml = rehearsal::shipped_scenario(order.name);
  if (!toml.empty()) return rehearsal::Scenario::parse(toml);
  std::string known;
  for (const auto name : rehearsal::shipped_names()) known += (known.empty() ? "" : ", ") + std::string(name);
  return Error{ErrorCode::kNotFound, "drill: no scenario named '" + order.name + "'; there is: " + known};
}

Result<bool> remove_rehearsal(Disk& disk, const std::string& folder) {
  std::error_code problem;
  const auto whole = std::filesystem::weakly_canonical(folder.ends_with('/') ? folder + "." : folder, problem);
  if (problem) return unavailable(folder + ": " + problem.message());
  const auto going = std::filesystem::path(whole.string() + ".going");
  auto was_left = take_apart_left(disk, going);
  if (!was_left || !std::filesystem::exists(whole, problem)) return was_left;
  if (!is_rehearsal_folder(disk, whole.string())) {
    return Error{ErrorCode::kRefused, folder + ": is no rehearsal's folder; nothing was touched"};
  }
  const auto lock = lock_alone(disk, whole);  // Held of the folder, whatever its name.
  if (!lock) return lock.error();
  std::filesystem::rename(whole, going, problem);  // At once, so that who comes next finds nothing.
  if (auto ok = take_apart(problem ? whole : going); !ok) return ok.error();
  return true;
}

// Everything that lives as long as one play can be looked at.
struct RehearsalRoom::Playing {
  Playing(const House::World& world, Time base, double speed) : log(world.log), clock(world.clock, base, speed) {}
  ~Playing() {
    if (drill) drill->end();
    if (tenant) tenant->stop();
    if (house) house->pipeline().close();  // The player may wait for a disk that refuses.
    if (player.joinable()) player.join();
    if (!house) return;
    if (const auto ok = house->stop(); !ok) log.error("rehearsal not stopped calmly", {{"reason", ok.error().message}});
    tenant.reset();
  }

  void play() {
    while (drill->step()) std::this_thread::sleep_for(kStep);
    house->live().changed("drill");  // Its pages learn that the story is over.
  }

  Log& log;
  source::DrillClock clock;
  std::shared_ptr<House> house;
  std::unique_ptr<Tenant> tenant;  // Uses the house, whose writer uses it.
  std::vector<WatchId> watches;
  std::unique_ptr<source::DrillSource> drill;  // Hears of what the tenant does.
  std::thread player;
  Guarded<Compared> compared;
};

RehearsalRoom::~RehearsalRoom() { end(); }

std::shared_ptr<RehearsalRoom::Playing> RehearsalRoom::playing() const {
  return playing_.with([](const auto& playing) { return playing; });
}

// The play before goes when its last reader has gone: its house holds the folder until then.
Result<void> RehearsalRoom::clear_away() {
  playing_.with([](auto& playing) { return std::exchange(playing, nullptr); }).reset();
  return empty_folder(world_.disk, folder_);
}

Result<std::shared_ptr<RehearsalRoom::Playing>> RehearsalRoom::build(const DrillOrder& order,
                                                                     const rehearsal::Scenario& scenario) const {
  const Time base = scenario.base_ending_by(world_.clock.now());
  auto next = std::make_shared<Playing>(world_, base, order.speed);
  HouseOptions options;
  options.folder = folder_;
  options.workers = workers_;
  options.rehearsal = true;
  auto house = House::open(options, {world_.disk, next->clock, world_.log, world_.models, world_.stop});
  if (!house) return house.error();
  next->house = std::move(*house);
  auto watches = add_sample_watches(*next->house, scenario, order.french);
  if (!watches) return watches.error();
  next->watches = std::move(*watches);
  rehearsal::PlayOptions play;
  play.seed = order.seed;
  play.base = base;
  play.policy = order.policy;
  play.reacts = order.playable;
  play.place_url = kPlaceUrl;
  next->drill = std::make_unique<source::DrillSource>(scenario, play, next->clock, next->house->pipeline());
  if (furnish_) {
    auto tenant = furnish_(*next->house, *next->drill, order);
    if (!tenant) return tenant.error();
    next->tenant = std::move(*tenant);
    next->house->settle(*next->tenant);
  }
  return next;
}

Result<void> RehearsalRoom::begin(const DrillOrder& order) {
  const std::lock_guard lock(changing_);
  if (const auto old = playing(); old && !old->drill->ended()) {
    return Error{ErrorCode::kConflict, "drill: one is being played; end it first"};
  }
  if (!is_playable(order.speed)) return wrong_speed();
  const auto scenario = scenario_of(order);
  if (!scenario) return scenario.error();
  if (order.policy != rehearsal::Policy::kNone && scenario->policies().empty()) {
    return invalid("drill: the scenario has no numbers for a policy: [[policy]]");
  }
  if (auto ok = clear_away(); !ok) return ok;
  auto built = build(order, *scenario);
  if (!built) return built.error();
  auto& next = *built;
  next->house->start();
  if (next->tenant) next->tenant->start();
  next->player = std::thread([raw = next.get()] { raw->play(); });
  playing_.with([&](auto& current) { current = next; });
  return {};
}

void RehearsalRoom::end() {
  if (const auto current = playing()) current->drill->end();
}

Result<bool> RehearsalRoom::remove() {
  const std::lock_guard lock(changing_);
  end();
  const bool was_played = playing_.with([](auto& playing) { return std::exchange(playing, nullptr); }) != nullptr;
  const auto removed = remove_rehearsal(world_.disk, folder_);
  if (!removed) return removed.error();
  return *removed || was_played;
}

Sealed RehearsalRoom::sealed() const {
  const auto current = playing();
  if (!current) return {};
  Sealed out{{current, current->house.get()}, nullptr};  // Each keeps the whole play.
  if (current->tenant) out.tenant = {current, current->tenant.get()};
  return out;
}

std::shared_ptr<House> RehearsalRoom::house() const { return sealed().house; }

std::shared_ptr<Tenant> RehearsalRoom::tenant() const { return sealed().tenant; }

std::optional<Performance> RehearsalRoom::performance() const {
  const auto current = playing();
  if (!current) return std::nullopt;
  const auto& drill = *current->drill;
  return Performance{drill.scenario(), drill.progress(), current->watches, drill.options().policy,
                     drill.options().reacts};
}

std::optional<source::Status> RehearsalRoom::status() const {
  const auto current = playing();
  if (!current) return std::nullopt;
  return current->drill->status();
}

std::shared_ptr<source::DrillSource> RehearsalRoom::drill() const {
  const auto current = playing();
  if (!current) return nullptr;
  return {current, current->drill.get()};
}

Result<Scorecard> RehearsalRoom::scorecard() const {
  const auto current = playing();
  if (!current) return Error{ErrorCode::kNotFound, "drill: none is played"};
  const auto& drill = *current->drill;
  auto yours = drill.outcome();
  Scorecard out;
  out.played = current->compared.with([&](Compared& compared) {
    if (compared.steps != yours.curve.size()) compared = compare(drill, current->clock.now() - drill.options().base);
    return compared.played;
  });
  if (is_played_by_you(drill)) out.played.push_back({"you", std::move(yours)});
  out.progress = drill.progress();
  return out;
}

std::optional<AlertTold> RehearsalRoom::alert_truth() const {
  const auto current = playing();
  if (!current) return std::nullopt;
  return AlertTold{current->drill->alert_truth(), current->drill->progress(), current->watches};
}

Result<std::shared_ptr<RehearsalRoom::Playing>> RehearsalRoom::changeable() const {
  auto current = playing();
  if (!current) return Error{ErrorCode::kNotFound, "drill: none is played"};
  if (current->drill->ended()) return Error{ErrorCode::kConflict, "drill: it has ended; begin another"};
  return current;
}

Result<void> RehearsalRoom::set_speed(double speed) {
  const auto current = changeable();
  if (!current) return current.error();
  if (!is_playable(speed)) return wrong_speed();
  (*current)->clock.set_speed(speed);
  return {};
}

Result<void> RehearsalRoom::set_paused(bool paused) {
  const auto current = changeable();
  if (!current) return current.error();
  (*current)->clock.set_paused(paused);
  return {};
}

}  // namespace vigie::watch
