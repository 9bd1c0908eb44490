// A statement of which nobody asks how many rows it changed. Threads: pure. Errors: those of the statement.
#pragma once

#include <cstdint>

#include "base/result.h"

namespace vigie::storage {

inline Result<void> done(const Result<std::int64_t>& changed) {
  return changed ? Result<void>{} : Result<void>(changed.error());
}

}  // namespace vigie::storage
