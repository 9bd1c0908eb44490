#include "cli/served.h"

#include <filesystem>

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
    default:
      return status < 500 ? ErrorCode::kInvalid : ErrorCode::kUnavailable;
  }
}

constexpr net::Millis kPatience = std::chrono::minutes(10);  // A full disk makes an import wait.

}  // namespace

std::string socket_of(const std::string& data) { return data + "/vigie.sock"; }

Served::Served(std::string socket) : socket_(std::move(socket)), client_(std::make_unique<net::HttpClient>()) {}

std::optional<Served> Served::find(const std::string& data) {
  std::error_code ignored;
  if (!std::filesystem::exists(socket_of(data), ignored)) return std::nullopt;
  Served served(socket_of(data));
  if (!served.get("/api/v1/status")) return std::nullopt;
  return served;
}

Result<ordered_json> Served::ask(net::Fetch fetch) {
  fetch.url = "http://localhost" + fetch.url;
  fetch.unix_socket = socket_;
  fetch.total_wait = kPatience;
  fetch.body_bytes_max = std::size_t{1} << 30;
  const auto answer = client_->fetch(fetch);
  if (!answer) return answer.error();
  auto body = answer->body.empty() ? ordered_json(nullptr) : ordered_json::parse(answer->body, nullptr, false);
  if (answer->status / 100 == 2 && !body.is_discarded()) return body;
  if (body.is_object() && body.contains("detail"))
    return Error{code_of(answer->status), body["detail"].get<std::string>()};
  return unavailable("the server answered " + std::to_string(answer->status));
}

Result<ordered_json> Served::get(const std::string& target) {
  net::Fetch fetch;
  fetch.url = target;
  return ask(std::move(fetch));
}

Result<ordered_json> Served::send(net::Method method, const std::string& target, std::string body,
                                  const std::string& type) {
  net::Fetch fetch;
  fetch.url = target;
  fetch.method = method;
  fetch.headers.set("Content-Type", type);
  fetch.body = std::move(body);
  return ask(std::move(fetch));
}

Result<void> Served::listen(const std::string& target, std::function<bool(std::string_view)> on_bytes) {
  net::Fetch fetch;
  fetch.url = "http://localhost" + target;
  fetch.unix_socket = socket_;
  fetch.total_wait = net::Millis(0);
  fetch.on_bytes = std::move(on_bytes);
  const auto answer = client_->fetch(fetch);
  if (!answer) return answer.error();
  if (answer->status != 200) return unavailable("the server answered " + std::to_string(answer->status));
  return {};
}

}  // namespace vigie::cli
