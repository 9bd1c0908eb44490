// A file of `id<TAB>query` lines, compiled: what `match` and the benches look for.
// Threads: immutable once read. Errors: a file that cannot be read; kInvalid for a wrong line, with its place.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "query/watch_set.h"

namespace vigie::cli {

struct WatchFile {
  static Result<WatchFile> read(const std::string& path);

  std::vector<std::string> ids;  // By place in the file, which is the id in `set`.
  std::vector<query::Watch> watches;
  query::WatchSet set;
  bool needs_readings = false;  // Some query asks for our language or mood.
  double compile_seconds = 0;   // Without reading and parsing.
};

}  // namespace vigie::cli
