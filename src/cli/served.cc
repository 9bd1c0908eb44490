#include "cli/served.h"

#include <filesystem>

#include "watch/house.h"

namespace vigie::cli {
namespace {

using nlohmann::ordered_json;

ErrorCode code_of(int status) {
  switch (status) {
    case 404:
      return ErrorCode::kNotFound;
    case 409:
      return ErrorCode::kConflict;
    case 403:
      return ErrorCode::kRefused;
    case 503:
      return ErrorCode::kOverloaded;  // Not now: the disk refuses, or too much waits.
    default:
      return status < 500 ? ErrorCode::kInvalid : ErrorCode::kUnavailable;
  }
}

constexpr std::string_view kSealedName = "rehearsal";        // Of its folder, within the house's.
constexpr net::Millis kPatience = std::chrono::minutes(10);  // A full disk makes an import wait.
constexpr net::Millis kSilence = std::chrono::seconds(15);   // A stream ticks each second.
constexpr std::size_t kAnswerBytesMax = std::size_t{1} << 30;

Result<ordered_json> read(const Result<std::string>& answer) {
  if (!answer) return answer.error();
  auto json = answer->empty() ? ordered_json(nullptr) : ordered_json::parse(*answer, nullptr, false);
  if (json.is_discarded()) return unavailable("the server's answer is no JSON");
  return json;
}

}  // namespace

std::string socket_of(const std::string& data) { return data + "/vigie.sock"; }

Served::Served(std::string socket, std::string root)
    : socket_(std::move(socket)), root_(std::move(root)), client_(std::make_unique<net::HttpClient>()) {}

std::optional<Served> Served::answering(const std::string& data, const std::string& root) {
  std::error_code ignored;
  if (!std::filesystem::exists(socket_of(data), ignored)) return std::nullopt;
  Served served(socket_of(data), root);
  if (!served.get_text("/api/v1/status")) return std::nullopt;
  return served;
}

std::optional<Served> Served::find(const std::string& data) {
  if (auto served = answering(data, "")) return served;
  // The sealed copy of a house has no socket: its server answers for it.
  std::error_code ignored;
  const auto folder =
      std::filesystem::absolute(std::filesystem::path(data) / "", ignored).lexically_normal().parent_path();
  if (folder.filename() != kSealedName) return std::nullopt;
  if (!std::filesystem::exists(folder / watch::kRehearsalMarker, ignored)) return std::nullopt;
  return answering(folder.parent_path().string(), "/rehearsal");
}

net::Fetch Served::fetch_of(const std::string& target) const {
  net::Fetch fetch;
  fetch.url = "http://localhost" + root_ + target;
  fetch.unix_socket = socket_;
  fetch.total_wait = kPatience;
  fetch.body_bytes_max = kAnswerBytesMax;
  return fetch;
}

Result<std::string> Served::ask(const net::Fetch& fetch) {
  auto answer = client_->fetch(fetch);
  if (!answer) return answer.error();
  if (answer->status / 100 == 2) return std::move(answer->body);
  const auto problem = ordered_json::parse(answer->body, nullptr, false);
  if (problem.is_object() && problem.contains("detail")) {
    return Error{code_of(answer->status), problem["detail"].get<std::string>()};
  }
  return unavailable("the server answered " + std::to_string(answer->status));
}

Result<std::string> Served::get_text(const std::string& target) { return ask(fetch_of(target)); }

Result<ordered_json> Served::get(const std::string& target) { return read(ask(fetch_of(target))); }

Result<ordered_json> Served::send(net::Method method, const std::string& target, std::string body,
                                  const std::string& type) {
  auto fetch = fetch_of(target);
  fetch.method = method;
  fetch.headers.set("Content-Type", type);
  fetch.body = std::move(body);
  return read(ask(fetch));
}

Result<void> Served::listen(const std::string& target, const std::string& last_event,
                            std::function<bool(std::string_view)> on_bytes) {
  auto fetch = fetch_of(target);
  fetch.total_wait = net::Millis(0);
  fetch.silence_wait = kSilence;
  fetch.on_bytes = std::move(on_bytes);
  if (!last_event.empty()) fetch.headers.set("Last-Event-ID", last_event);
  const auto answer = client_->fetch(fetch);
  if (!answer) return answer.error();
  if (answer->status != 200) return unavailable("the server answered " + std::to_string(answer->status));
  return {};
}

}  // namespace vigie::cli
