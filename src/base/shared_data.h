// For tests alone: where the real data lies, if it lies anywhere. `./test` sets VIGIE_SHARED.
// Threads: any. In CI, which has the data, a test that lacks it fails; elsewhere it skips.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace vigie {

inline std::string shared_data() {
  const char* folder = std::getenv("VIGIE_SHARED");
  return folder == nullptr ? "" : std::string(folder) + "/data";
}

inline bool in_ci() {
  const char* ci = std::getenv("CI");
  return ci != nullptr && std::string_view(ci) == "true";
}

}  // namespace vigie

// Leaves the test if the shared data is absent.
#define VIGIE_NEEDS_SHARED_DATA()                                           \
  if (vigie::shared_data().empty()) {                                       \
    ASSERT_FALSE(vigie::in_ci()) << "CI has the shared data; this has not"; \
    GTEST_SKIP() << "VIGIE_SHARED is not set: the shared data is absent";   \
  }                                                                         \
  static_assert(true)
