// Which function answers which request: a table of methods and paths, and what may be said of a path
// that has no such method. A path's `{name}` takes one segment, whatever it holds.
// Threads: immutable once made. Errors: none; what is not there is told by find().
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/limits.h"
#include "net/http.h"
#include "people/caller.h"

namespace vigie::api {

struct Call;
class Answered;

// Who answers, so that nothing quick waits behind what is not.
enum class Lane : std::uint8_t {
  kLoop,      // At once, on the loop: waits for nothing at all.
  kGlance,    // Reads what lies in memory.
  kQuestion,  // Searches and counts; changes of the house.
  kVisit,     // Public pages: a crowd there must not stand before who works here.
  kIntake,    // Goes through the log, and so waits for the disk.
  kPassword,  // Hashes a password: long, and of much memory.
};

// Who may ask.
enum class Access : std::uint8_t {
  kByMethod,  // Readers what reads, managers what changes.
  kAnyone,
  kReader,
  kExpert,
  kManager,
};

struct Route {  // NOLINT(clang-analyzer-optin.performance.Padding): read as a request is, method first.
  net::Method method;
  std::string_view path;  // `/watches/{watch}/series`
  Answered (*answer)(const Call& call);
  Lane lane = Lane::kQuestion;
  bool is_sealed = false;  // Refused in a rehearsal, into which nothing of the world comes.
  Access access = Access::kByMethod;
  bool is_form = false;  // Its body is a form (application/x-www-form-urlencoded) and nothing else.
  std::size_t body_bytes_max = kBodyBytesMax;
};

// The same route, for these.
constexpr Route open_to(Access access, Route route) {
  route.access = access;
  return route;
}

// The least role that may ask for it.
people::Role role_needed(const Route& route);

// What the `{names}` of a path stood for.
using Arguments = std::vector<std::pair<std::string_view, std::string>>;

class Router {
 public:
  explicit Router(std::span<const std::span<const Route>> nouns);

  struct Found {
    const Route* route = nullptr;
    Arguments arguments;
    std::string allow;  // Without a route: the methods of that path, as in `Allow`; "" where there is no such path.
  };
  // HEAD finds the route of GET (RFC 9110 §9.3.2).
  Found find(net::Method method, std::span<const std::string> path) const;

 private:
  struct Entry {
    std::vector<std::string_view> segments;
    const Route* route;
  };
  std::vector<Entry> entries_;
};

}  // namespace vigie::api
