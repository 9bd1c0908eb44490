// The handles of accounts, where a network tells them now and then and its posts bear the account's
// number alone. Bounded: what was neither told nor asked for longest is forgotten first.
// Threads: shared, safe from any. Errors: none; an account that is not known has no handle.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/guarded.h"

namespace vigie::source {

constexpr std::size_t kHandlesMax = 200'000;

class Handles {
 public:
  explicit Handles(std::size_t most = kHandlesMax) : most_(most) {}

  void learn(std::string_view account, std::string_view handle);
  std::string find(std::string_view account);  // "" if it is not known.

 private:
  // Two generations: half the bound fills the young one, which then becomes the old one.
  struct Known {
    std::unordered_map<std::string, std::string> young;
    std::unordered_map<std::string, std::string> old;
  };
  void keep(Known& known, std::string account, std::string handle) const;

  std::size_t most_;
  Guarded<Known> known_;
};

}  // namespace vigie::source
