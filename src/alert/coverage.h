// Which sources are heard at this moment. Main answers from the status of the live ones; a rehearsal has none that
// could fail. Threads: called by the alerts' thread. Errors: none.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace vigie::alert {

struct SourceHeard {
  std::string name;  // "bluesky"
  bool is_heard = true;
};
using Coverage = std::function<std::vector<SourceHeard>()>;

}  // namespace vigie::alert
