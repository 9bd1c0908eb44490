// The JSON body of a request, read member by member; the first thing that is wrong is told by name.
// Threads: owned by one job. Errors: no object, a member of the wrong type, one missing, one unknown.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "net/http.h"

namespace vigie::api {

// An object; nesting is bounded.
Result<nlohmann::json> json_body(const net::Request& request);

enum class Needed { kNo, kYes };

class JsonReader {
 public:
  explicit JsonReader(const nlohmann::json& object) : object_(object) {}

  // True: the member was there and `out` is set.
  bool text(const char* name, std::string& out, Needed needed = Needed::kNo);
  bool number(const char* name, double& out);
  bool count(const char* name, std::uint64_t& out);
  bool flag(const char* name, bool& out);
  bool texts(const char* name, std::vector<std::string>& out);
  // A member that holds members of its own, for a reader of its own; it lives as long as the body.
  const nlohmann::json* object(const char* name, Needed needed = Needed::kNo);
  const nlohmann::json* objects(const char* name, Needed needed = Needed::kNo);  // An array of such.

  // After all were asked for: the first that was wrong, or a member that nobody asked for.
  Result<void> done() const;

 private:
  const nlohmann::json* find(const char* name);
  bool wrong(const char* name, std::string_view what);

  const nlohmann::json& object_;
  std::set<std::string, std::less<>> asked_;
  std::string problem_;
};

}  // namespace vigie::api
