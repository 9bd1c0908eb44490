#include "main/networks.h"

#include <filesystem>
#include <future>

#include "main/version.h"

namespace vigie {

Networks::Networks(const source::JetstreamSource::World& world, const Config& config, std::string folder)
    : world_(world),
      enabled_(config.bluesky),
      folder_(std::move(folder)),
      door_{user_agent(config), config.sources_ca_file, config.sources_private},
      hosts_(world.clock) {
  options_.urls = config.jetstream_urls;
  options_.ca_file = config.jetstream_ca_file;
  options_.cursor_file = folder_ + "/bluesky.json";
  options_.user_agent = user_agent(config);
  options_.seed = static_cast<std::uint64_t>(micros_of(world.clock.now()));
}

Networks::~Networks() = default;

std::string Networks::user_agent(const Config& config) {
  std::string url = config.public_url;
  while (url.ends_with('/')) url.pop_back();
  std::string about = url.empty() ? "" : "+" + url + "/reading";
  if (!about.empty() && !config.contact.empty()) about += "; ";
  about += config.contact;
  return "vigie/" + std::string(kVersion) + (about.empty() ? "" : " (" + about + ")");
}

Result<void> Networks::open(const std::string& database) {
  const listening::Listening::World world{
      world_.intake, world_.clock, world_.disk, world_.log,
      [this](const std::atomic<bool>& stop) { return std::make_unique<source::PoliteDoor>(door_, hosts_, stop); }};
  auto opened = listening::Listening::open(database, folder_, world);
  if (!opened) return opened.error();
  listening_ = std::move(*opened);
  // The folder is its owner's alone; the key is so even where somebody opens the folder.
  std::error_code ignored;
  using std::filesystem::perms;
  std::filesystem::permissions(folder_ + "/key", perms::owner_read | perms::owner_write, ignored);
  return {};
}

void Networks::start_remembered() {
  listening_->start();
  if (!enabled_ && !world_.disk.open(remembered_file())) return;
  bluesky_.with([&](auto& source) { source = std::make_shared<source::JetstreamSource>(world_, options_); });
}

std::vector<source::Status> Networks::bluesky() const {
  return bluesky_.with([](const auto& source) {
    std::vector<source::Status> out;
    if (source) out.push_back(source->status());
    return out;
  });
}

std::vector<source::Status> Networks::list() const {
  auto out = bluesky();
  for (auto& status : listening_->list()) out.push_back(std::move(status));
  return out;
}

std::vector<alert::SourceHeard> Networks::coverage() const {
  std::vector<alert::SourceHeard> out;
  for (const auto& source : list()) {
    if (source.state == source::State::kPaused || source.state == source::State::kEnded) continue;
    const bool is_heard = source.state == source::State::kLive;
    out.push_back({source.name, is_heard, source.read_from, source.read_until, source.is_quiet});
  }
  return out;
}

// Sockets are touched by the loop thread alone.
void Networks::on_loop(const std::function<void()>& task) {
  std::promise<void> done;
  world_.loop.post([&] {
    task();
    done.set_value();
  });
  done.get_future().wait();
}

Result<std::string> Networks::start(const listening::Wanted& wanted, const std::string& by) {
  if (wanted.kind != "bluesky") return listening_->add(wanted, by);
  if (!wanted.options.empty() || !wanted.secret.empty()) return invalid("options: bluesky takes none, and no secret");
  if (!bluesky().empty()) return Error{ErrorCode::kConflict, "bluesky is listened to already"};
  if (auto ok = replace_file(world_.disk, remembered_file(), "listen to Bluesky from the start\n"); !ok)
    return ok.error();
  on_loop([&] {
    bluesky_.with([&](auto& source) {
      if (!source) source = std::make_shared<source::JetstreamSource>(world_, options_);
    });
  });
  return std::string("bluesky");
}

Result<void> Networks::stop(const std::string& name) {
  if (name != "bluesky") return listening_->remove(name);
  if (bluesky().empty()) return Error{ErrorCode::kNotFound, "no source named " + name + " runs"};
  if (world_.disk.open(remembered_file())) {
    if (auto ok = world_.disk.remove(remembered_file()); !ok) return ok;
  }
  on_loop([&] { bluesky_.with([](auto& source) { source.reset(); }); });
  return {};
}

}  // namespace vigie
