// The line between a bug and the world: what only a bug can break is checked here and throws;
// what the world can break is a Result. Threads: any. Errors: throws Bug.
#pragma once

#include <stdexcept>
#include <string>

namespace vigie {

class Bug : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

inline void check(bool condition, const char* what) {
  if (!condition) [[unlikely]]
    throw Bug(what);
}

}  // namespace vigie
