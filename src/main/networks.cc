#include "main/networks.h"

#include <future>

#include "main/version.h"

namespace vigie {

Networks::Networks(const source::JetstreamSource::World& world, const Config& config, std::string folder)
    : world_(world), enabled_(config.bluesky), folder_(std::move(folder)) {
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

void Networks::start_remembered() {
  if (!enabled_ && !world_.disk.open(remembered_file())) return;
  bluesky_.with([&](auto& source) { source = std::make_shared<source::JetstreamSource>(world_, options_); });
}

std::vector<source::Status> Networks::list() const {
  return bluesky_.with([](const auto& source) {
    std::vector<source::Status> out;
    if (source) out.push_back(source->status());
    return out;
  });
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

Result<void> Networks::start(const std::string& kind) {
  if (kind != "bluesky") return invalid("kind: unknown network '" + kind + "'; this version listens to: bluesky");
  if (!list().empty()) return Error{ErrorCode::kConflict, "bluesky is listened to already"};
  if (auto ok = replace_file(world_.disk, remembered_file(), "listen to Bluesky from the start\n"); !ok) return ok;
  on_loop([&] {
    bluesky_.with([&](auto& source) {
      if (!source) source = std::make_shared<source::JetstreamSource>(world_, options_);
    });
  });
  return {};
}

Result<void> Networks::stop(const std::string& name) {
  if (name != "bluesky" || list().empty()) return Error{ErrorCode::kNotFound, "no source named " + name + " runs"};
  if (world_.disk.open(remembered_file())) {
    if (auto ok = world_.disk.remove(remembered_file()); !ok) return ok;
  }
  on_loop([&] { bluesky_.with([](auto& source) { source.reset(); }); });
  return {};
}

}  // namespace vigie
