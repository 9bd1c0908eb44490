#include "main/server.h"

#include <algorithm>
#include <filesystem>

#include "base/ascii.h"
#include "main/version.h"
#include "net/address.h"
#include "web_assets.h"

namespace vigie {
namespace {

std::vector<api::Asset> pages() {
  std::vector<api::Asset> out;
  for (const auto& asset : web::assets()) out.push_back({asset.path, asset.type, asset.etag, asset.gzip});
  return out;
}

unsigned worker_count(const Config& config) {
  return config.workers > 0 ? config.workers : std::max(1U, std::thread::hardware_concurrency());
}

// What was handed over is still kept; who waits for a disk that refuses is told that he waits in vain.
void close_house(watch::House& house) {
  house.live().say_goodbye();
  house.pipeline().close();
}

}  // namespace

Result<std::unique_ptr<Server>> Server::start(const Config& config, const ServerWorld& world) {
  if (!config.listen.empty()) {
    const auto address = net::parse_address(config.listen);
    if (!address) return address.error();
    if (!net::is_loopback(address->host)) {
      return Error{ErrorCode::kRefused, "serve: " + address->host +
                                            " is not this machine alone; without accounts the pages listen on loopback "
                                            "only (127.0.0.1 or ::1)"};
    }
  }
  std::unique_ptr<Server> server(new Server(config, world));
  if (auto ok = server->open_house(); !ok) return ok.error();
  if (auto ok = server->open_doors(); !ok) return ok.error();
  return server;
}

Result<void> Server::open_house() {
  const watch::House::World world{world_.disk, world_.clock, world_.log, world_.models, &world_.stop};
  watch::HouseOptions options;
  options.folder = config_.data;
  options.workers = worker_count(config_);
  if (config_.keep_days > 0) options.keep_for = std::chrono::hours(24 * config_.keep_days);
  auto house = watch::House::open(options, world);
  if (!house && house.error().code == ErrorCode::kConflict) return served_already();
  if (!house) return house.error();
  house_ = std::move(*house);
  const std::string sources = config_.data + "/sources";
  if (auto ok = world_.disk.make_folder(sources); !ok) return ok;
  auto office = furnish(*house_);
  if (!office) return office.error();
  office_ = std::move(*office);
  house_->settle(*office_);
  room_ = std::make_unique<watch::RehearsalRoom>(
      config_.data + "/rehearsal", worker_count(config_), world,
      [this](watch::House& sealed_house, source::DrillSource&) -> Result<std::unique_ptr<watch::Tenant>> {
        auto sealed = furnish(sealed_house);
        if (!sealed) return sealed.error();
        return std::unique_ptr<watch::Tenant>(std::move(*sealed));
      });
  networks_ = std::make_unique<Networks>(
      source::JetstreamSource::World{loop_, house_->pipeline(), world_.clock, world_.disk, world_.log}, config_,
      sources);
  house_->start();
  office_->start();
  networks_->start_remembered();
  return {};
}

// Who works in a house, whether the real one or a rehearsal's.
Result<std::unique_ptr<api::Office>> Server::furnish(watch::House& house) {
  return api::Office::open(house, world_.log);
}

Error Server::served_already() const {
  const auto address = read_file(world_.disk, address_file());
  const std::string where = address ? " at " + std::string(trimmed(*address)) : "";
  return {ErrorCode::kConflict, "serve: another vigie already serves " + config_.data + where};
}

Result<void> Server::open_doors() {
  auto folder = std::filesystem::absolute(config_.data).lexically_normal().string();
  api_ = std::make_unique<api::Api>(api::Api::Parts{house_, office_, *room_, *networks_, pages(), config_.hosts,
                                                    std::string(kVersion), std::move(folder),
                                                    [this] { return door_counts(); }, world_.log});
  const net::Handler handler = [this](net::Request request, net::Responder responder) {
    api_->handle(std::move(request), std::move(responder));
  };
  net::ServerOptions options;
  options.listen = "unix:" + config_.data + "/vigie.sock";
  auto socket = net::HttpServer::start(loop_, options, handler, world_.log);
  if (!socket) return socket.error();
  socket_ = std::move(*socket);
  if (!config_.listen.empty()) {
    options.listen = config_.listen;
    auto port = net::HttpServer::start(loop_, options, handler, world_.log);
    if (!port) return Error{port.error().code, port.error().message + "; --listen chooses another address"};
    pages_ = std::move(*port);
    auto address = net::parse_address(config_.listen).value();
    address.port = pages_->port();
    address_ = "http://" + net::to_text(address) + "/";
    if (auto ok = replace_file(world_.disk, address_file(), address_ + "\n"); !ok) {
      world_.log.warn("address not noted", {{"reason", ok.error().message}});  // A full disk can still be searched.
    }
  }
  employ(api::Lane::kGlance, api::kGlanceThreads);
  employ(api::Lane::kQuestion, config_.jobs);
  employ(api::Lane::kIntake, api::kIntakeThreads);
  open_ = jobs_.size() + (pages_ ? 2 : 1);
  return {};
}

std::vector<api::DoorCounts> Server::door_counts() const {
  std::vector<api::DoorCounts> out = {{"socket", socket_->counts()}};
  if (pages_) out.push_back({"port", pages_->counts()});
  return out;
}

void Server::employ(api::Lane lane, unsigned threads) {
  for (unsigned i = 0; i < threads; ++i) {
    jobs_.emplace_back([this, lane] {
      api_->work(lane);
      loop_.post([this] { close_one(); });
    });
  }
}

void Server::run() {
  loop_.run();
  for (auto& job : jobs_) job.join();
  jobs_.clear();
  networks_.reset();
  room_->end();
  office_->stop();
  if (const auto ok = house_->stop(); !ok) world_.log.error("stop failed", {{"reason", ok.error().message}});
}

void Server::stop() {
  world_.stop = true;
  loop_.post([this] { close_calmly(); });
}

void Server::close_calmly() {
  if (std::exchange(stopping_, true)) return;
  world_.log.info("stopping");
  api_->close();
  close_house(*house_);
  if (const auto rehearsal = room_->house()) close_house(*rehearsal);
  socket_->stop([this] { close_one(); });
  if (pages_) pages_->stop([this] { close_one(); });
}

// A job may still wait for the loop, so the loop goes last.
void Server::close_one() {
  if (--open_ == 0) loop_.stop();
}

Server::~Server() {
  if (api_) api_->close();
  for (auto& job : jobs_) job.join();
}

}  // namespace vigie
