#include "main/server.h"

#include <algorithm>
#include <filesystem>

#include "alert/letter.h"
#include "alert/webhook.h"
#include "base/ascii.h"
#include "main/version.h"
#include "net/address.h"
#include "net/url.h"
#include "source/bluesky_voice.h"
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

bool has_tls(const Config& config) { return !config.tls_certificate.empty(); }

// Others reach us: over the network, or through a proxy on this machine.
bool is_exposed(const Config& config) {
  if (config.listen.empty()) return false;
  const auto address = net::parse_address(config.listen);
  return config.behind_proxy || !address || !net::is_loopback(address->host);
}

// A password must not travel where others read it.
Result<void> check_listen(const Config& config, const std::string& host) {
  if (net::is_loopback(host) || has_tls(config) || config.behind_proxy) return {};
  return Error{ErrorCode::kRefused,
               "serve: " + host +
                   " is reached from other machines, and that needs TLS: name tls.certificate and tls.key in the "
                   "configuration, or say behind_proxy = true where a proxy does TLS; on loopback (127.0.0.1 or ::1) "
                   "neither is needed"};
}

// The names that people use: those of the configuration, of the public address, and the address itself.
std::vector<std::string> hosts_of(const Config& config) {
  auto hosts = config.hosts;
  if (const auto url = net::parse_url(config.public_url)) hosts.push_back(url->host);
  if (const auto address = net::parse_address(config.listen)) hosts.push_back(lower(address->host));
  return hosts;
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
    if (auto ok = check_listen(config, address->host); !ok) return ok.error();
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
  if (auto ok = open_people(); !ok) return ok;
  const std::string sources = config_.data + "/sources";
  if (auto ok = world_.disk.make_folder(sources); !ok) return ok;
  auto office = furnish(*house_, nullptr, false);
  if (!office) return office.error();
  office_ = std::move(*office);
  house_->settle(*office_);
  room_ = std::make_unique<watch::RehearsalRoom>(
      config_.data + "/rehearsal", worker_count(config_), world,
      [this](watch::House& sealed_house, source::DrillSource& drill,
             const watch::DrillOrder& order) -> Result<std::unique_ptr<watch::Tenant>> {
        auto sealed = furnish(sealed_house, &drill, order.french);
        if (!sealed) return sealed.error();
        return std::unique_ptr<watch::Tenant>(std::move(*sealed));
      });
  networks_ = std::make_unique<Networks>(
      source::JetstreamSource::World{loop_, house_->pipeline(), world_.clock, world_.disk, world_.log}, config_,
      sources);
  if (auto ok = networks_->open(config_.data + "/vigie.db"); !ok) return ok;
  house_->start();
  networks_->start_remembered();  // First: what the office does not find listening was stopped by a person.
  office_->start();
  return {};
}

Result<void> Server::open_people() {
  auto people = people::People::open(config_.data + "/vigie.db", world_.clock);
  if (!people) return people.error();
  people_ = std::move(*people);
  if (!people_->is_open() || !is_exposed(config_)) return {};
  return Error{ErrorCode::kRefused,
               "serve: others would reach this house, and nobody has an account yet; make the first one with `vigie "
               "account add NAME --role manager --data " +
                   config_.data + "`, then serve"};
}

// How we are heard on the networks: the real house alone.
Result<desk::Voices> Server::outside_voices() const {
  desk::Voices out;
  if (config_.bluesky_account.empty()) return out;
  source::BlueskyVoiceOptions options;
  options.pds = config_.bluesky_pds;
  options.account = config_.bluesky_account;
  options.app_password = config_.bluesky_app_password;
  options.ca_file = config_.jetstream_ca_file;
  options.user_agent = Networks::user_agent(config_);
  if (!config_.bluesky_app_password_file.empty()) {
    auto password = first_line(config_.bluesky_app_password_file, "bluesky.app_password_file");
    if (!password) return password.error();
    options.app_password = std::move(*password);
  }
  out.push_back(std::make_unique<source::BlueskyVoice>(std::move(options), world_.clock));
  return out;
}

// Of a file that holds a secret, named by that key.
Result<std::string> Server::first_line(const std::string& file, std::string_view key) const {
  const auto text = read_file(world_.disk, file);
  if (!text) return Error{text.error().code, "serve: " + std::string(key) + ": " + text.error().message};
  return std::string(trimmed(text->substr(0, text->find('\n'))));
}

// How alerts leave the real house.
Result<void> Server::open_ways(api::OfficeOptions& options) const {
  options.french_letters = config_.alerts_language == "fr";
  const alert::WebhookOptions webhook{config_.alerts_webhook_private, Networks::user_agent(config_), "",
                                      alert::kWebhookWait};
  options.webhook_may_be_private = config_.alerts_webhook_private;
  options.webhook = [webhook, &clock = world_.clock](const alert::Parcel& parcel, const std::atomic<bool>& stop) {
    return alert::call_webhook(parcel, webhook, clock.now(), stop);
  };
  if (config_.alerts_smtp.empty()) return {};
  alert::LetterOptions letter;
  letter.server.url = config_.alerts_smtp;
  letter.server.user = config_.alerts_smtp_user;
  letter.server.ca_file = config_.alerts_smtp_ca_file;
  letter.from = config_.alerts_mail_from;
  if (!config_.alerts_smtp_password_file.empty()) {
    auto password = first_line(config_.alerts_smtp_password_file, "alerts.smtp_password_file");
    if (!password) return password.error();
    letter.server.password = std::move(*password);
  }
  options.letter = [letter, &clock = world_.clock](const alert::Parcel& parcel, const std::atomic<bool>& stop) {
    return alert::send_letter(parcel, letter, clock.now(), stop);
  };
  return {};
}

// Who works in a house, whether the real one or a rehearsal's.
Result<std::unique_ptr<api::Office>> Server::furnish(watch::House& house, source::DrillSource* drill, bool french) {
  api::OfficeOptions options;
  options.public_url = config_.public_url;
  options.drill = drill;
  options.french = french;
  options.staff_names = [this] {
    std::vector<std::string> names;
    for (const auto& account : people_->accounts()) {
      names.push_back(account.said.name);
      if (!account.said.display_name.empty()) names.push_back(account.said.display_name);
    }
    return names;
  };
  if (drill != nullptr) {
    options.coverage = [drill] {
      return std::vector<alert::SourceHeard>{{"drill:" + drill->scenario().name(), drill->is_heard()}};
    };
  } else {
    auto voices = outside_voices();
    if (!voices) return voices.error();
    options.voices = std::move(*voices);
    options.coverage = [this] { return networks_->coverage(); };
    if (auto ok = open_ways(options); !ok) return ok.error();
  }
  return api::Office::open(house, world_.log, std::move(options));
}

Error Server::served_already() const {
  const auto address = read_file(world_.disk, address_file());
  const std::string where = address ? " at " + std::string(trimmed(*address)) : "";
  return {ErrorCode::kConflict, "serve: another vigie already serves " + config_.data + where};
}

// The doors first: what the API tells of itself holds their address. Nobody is heard before the loop runs.
Result<void> Server::open_doors() {
  const net::Handler handler = [this](net::Request request, net::Responder responder) {
    api_->handle(std::move(request), std::move(responder));
  };
  net::ServerOptions options;
  options.porter = [this](const net::Request& head) { return api_->welcome(head); };
  options.listen = "unix:" + config_.data + "/vigie.sock";
  auto socket = net::HttpServer::start(loop_, options, handler, world_.log);
  if (!socket) return socket.error();
  socket_ = std::move(*socket);
  if (!config_.listen.empty()) {
    if (auto ok = open_port(handler); !ok) return ok;
  }
  auto folder = std::filesystem::absolute(config_.data).lexically_normal().string();
  api_ = std::make_unique<api::Api>(api::Api::Parts{house_,
                                                    office_,
                                                    *people_,
                                                    *room_,
                                                    *networks_,
                                                    pages(),
                                                    hosts_of(config_),
                                                    std::string(kVersion),
                                                    std::move(folder),
                                                    [this] { return door_counts(); },
                                                    world_.log,
                                                    door_rules(),
                                                    {config_.purpose, config_.contact}});
  employ(api::Lane::kGlance, api::kGlanceThreads);
  employ(api::Lane::kQuestion, config_.jobs);
  employ(api::Lane::kVisit, api::kVisitThreads);
  employ(api::Lane::kIntake, api::kIntakeThreads);
  employ(api::Lane::kPassword, api::kPasswordThreads);
  open_ = jobs_.size() + (pages_ ? 2 : 1);
  return {};
}

Result<void> Server::open_port(const net::Handler& handler) {
  net::ServerOptions options;
  options.porter = [this](const net::Request& head) { return api_->welcome(head); };
  options.listen = config_.listen;
  if (has_tls(config_)) options.tls = net::TlsFiles{config_.tls_certificate, config_.tls_key};
  auto port = net::HttpServer::start(loop_, options, handler, world_.log);
  if (!port && port.error().code == ErrorCode::kInvalid)
    return Error{port.error().code, "serve: " + port.error().message};
  if (!port) return Error{port.error().code, port.error().message + "; --listen chooses another address"};
  pages_ = std::move(*port);
  auto address = net::parse_address(config_.listen).value();
  address.port = pages_->port();
  address_ = (options.tls ? "https://" : "http://") + net::to_text(address) + "/";
  if (auto ok = replace_file(world_.disk, address_file(), address_ + "\n"); !ok) {
    world_.log.warn("address not noted", {{"reason", ok.error().message}});  // A full disk can still be searched.
  }
  return {};
}

api::DoorRules Server::door_rules() const {
  api::DoorRules rules;
  rules.is_secure = has_tls(config_) || config_.behind_proxy;
  rules.public_url = config_.public_url.empty() ? address_ : config_.public_url;
  while (rules.public_url.ends_with('/')) rules.public_url.pop_back();
  rules.trusted_proxies = config_.trusted_proxies;
  return rules;
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
  office_->stop();  // It asks the networks whether they hear.
  networks_.reset();
  room_->end();
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
  if (office_) office_->stop();  // A start that fails half-way has its people at work already, on the house.
}

}  // namespace vigie
