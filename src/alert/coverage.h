// Which sources are heard at this moment, and how far they are read. Main answers from the status of the live ones; a
// rehearsal from the gaps of its scenario. Threads: called by the alerts' thread. Errors: none.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace vigie::alert {

struct SourceHeard {
  std::string name;  // "bluesky"
  bool is_heard = true;
  // Of a source that says by its own time how far it was read: all that was said in between is kept. None: it is read
  // as far as it is heard.
  std::optional<Time> read_from = {};
  std::optional<Time> read_until = {};
  bool is_quiet = false;  // All that it has was read; there is nothing more just now.
};
using Coverage = std::function<std::vector<SourceHeard>()>;

}  // namespace vigie::alert
