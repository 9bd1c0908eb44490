// A folder that `vigie serve` serves, or the rehearsal within one: commands on it go through the
// socket, with the same API as the pages.
// Threads: owned by one thread. Errors: kUnavailable when nobody serves.
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
  Result<std::string> get_text(const std::string& target);  // The same, not read.
  Result<nlohmann::ordered_json> send(net::Method method, const std::string& target, std::string body,
                                      const std::string& type = "application/json");
  // Server-sent events, first those after `last_event` if it is not empty, until `on_bytes` returns
  // false, the server goes, or it says nothing for long.
  Result<void> listen(const std::string& target, const std::string& last_event,
                      std::function<bool(std::string_view)> on_bytes);

 private:
  Served(std::string socket, std::string root);
  static std::optional<Served> answering(const std::string& data, const std::string& root);
  net::Fetch fetch_of(const std::string& target) const;
  Result<std::string> ask(const net::Fetch& fetch);

  std::string socket_;
  std::string root_;  // Before every target: empty, or `/rehearsal`.
  std::unique_ptr<net::HttpClient> client_;
};

}  // namespace vigie::cli
