// A folder that `vigie serve` serves: commands on it go through its socket, with the same API as
// the pages. Threads: owned by one thread. Errors: kUnavailable when nobody serves.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "base/result.h"
#include "net/http_client.h"

namespace vigie::cli {

std::string socket_of(const std::string& data);

class Served {
 public:
  // Nothing: nobody serves this folder now.
  static std::optional<Served> find(const std::string& data);

  // A JSON answer of status 2xx; a problem becomes an Error with its detail.
  Result<nlohmann::ordered_json> get(const std::string& target);
  Result<nlohmann::ordered_json> send(net::Method method, const std::string& target, std::string body,
                                      const std::string& type = "application/json");
  // Server-sent events until `on_bytes` returns false or the server goes.
  Result<void> listen(const std::string& target, std::function<bool(std::string_view)> on_bytes);

 private:
  explicit Served(std::string socket);
  Result<nlohmann::ordered_json> ask(net::Fetch fetch);

  std::string socket_;
  std::unique_ptr<net::HttpClient> client_;
};

}  // namespace vigie::cli
