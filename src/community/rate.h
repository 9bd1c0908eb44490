// How often one address may contribute to one page: a bucket that holds kRateBurst and fills by one each kRateEvery.
// Threads: shared, safe from any. Errors: none. Memory: kRateKeptMax buckets; a full one is as good as none, and
// makes room first, then the one that was used longest ago.
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "base/guarded.h"
#include "community/limits.h"

namespace vigie::community {

// An address as rates know it: of IPv6 the /64, which one subscriber has whole. `remote` may bear a port.
std::string rate_address(std::string_view remote);

class Rate {
 public:
  explicit Rate(std::size_t kept_max = kRateKeptMax) : kept_max_(kept_max) {}

  // Takes one; or tells how long to wait, and takes nothing.
  std::chrono::seconds take(const std::string& address, std::string_view page, Time now);
  std::size_t kept() const;

 private:
  struct Bucket {
    std::string name;
    Time full_at{};  // When it will hold all again.
  };
  struct Buckets {
    std::list<Bucket> by_use;  // The last used in front.
    std::unordered_map<std::string, std::list<Bucket>::iterator> by_name;
  };
  std::size_t kept_max_;
  Guarded<Buckets> buckets_;
};

}  // namespace vigie::community
