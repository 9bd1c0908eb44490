// A request that was sent twice is answered once: replies to POSTs that bring an `Idempotency-Key`
// are kept for a while, and given again for the same key and the same request.
// Threads: shared, safe from any. Errors: the same key with another request is refused, as is one
// whose first request is still being answered.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/guarded.h"
#include "net/http.h"

namespace vigie::api {

constexpr std::size_t kKeysKept = 1'000;
constexpr std::size_t kKeyBytesMax = 256;
constexpr std::size_t kReplyBytesKept =
    256 * 1024;  // A larger reply is not kept; sending it again adds nothing either.

class Idempotency {
 public:
  // Nothing: answer the request, then call keep() or forget(). Else: the reply to give.
  // `caller`: who asks. The keys of one are nothing to another.
  std::optional<net::Reply> begin(const net::Request& request, std::string_view caller);
  void keep(const net::Request& request, std::string_view caller, const net::Reply& reply);
  void forget(const net::Request& request, std::string_view caller);  // It failed: it may be tried again.

 private:
  struct Entry {
    std::uint64_t request_hash = 0;
    std::optional<net::Reply> reply;  // Nothing: still being answered.
  };
  struct Kept {
    std::unordered_map<std::string, Entry> entries;
    std::deque<std::string> order;
  };
  Guarded<Kept> kept_;
};

}  // namespace vigie::api
