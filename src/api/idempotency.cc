#include "api/idempotency.h"

#include "api/reply.h"
#include "base/hash.h"

namespace vigie::api {
namespace {

// Empty: the request brings none. No header holds a NUL.
std::string key_of(const net::Request& request, std::string_view caller) {
  const auto key = request.headers.get("Idempotency-Key");
  if (request.method != net::Method::kPost || key.empty()) return {};
  return std::string(key) + '\0' + std::string(caller);
}

std::uint64_t hash_of(const net::Request& request) { return hash64(request.body, hash64(request.target)); }

}  // namespace

std::optional<net::Reply> Idempotency::begin(const net::Request& request, std::string_view caller) {
  const auto key = key_of(request, caller);
  if (key.empty()) return std::nullopt;
  if (request.headers.get("Idempotency-Key").size() > kKeyBytesMax) {
    return problem_reply(422, "Idempotency-Key: longer than " + std::to_string(kKeyBytesMax) + " bytes");
  }
  return kept_.with([&](Kept& kept) -> std::optional<net::Reply> {
    const auto [found, is_new] = kept.entries.try_emplace(key, Entry{hash_of(request), std::nullopt});
    if (is_new) {
      kept.order.push_back(key);
      if (kept.order.size() > kKeysKept) {
        kept.entries.erase(kept.order.front());
        kept.order.pop_front();
      }
      return std::nullopt;
    }
    if (found->second.request_hash != hash_of(request)) {
      return problem_reply(422, "Idempotency-Key: was used for another request");
    }
    if (!found->second.reply) return problem_reply(409, "Idempotency-Key: the first request is still being answered");
    return found->second.reply;
  });
}

void Idempotency::keep(const net::Request& request, std::string_view caller, const net::Reply& reply) {
  if (reply.status >= 500 || reply.body.size() > kReplyBytesKept) return forget(request, caller);
  kept_.with([&](Kept& kept) {
    const auto found = kept.entries.find(key_of(request, caller));
    if (found != kept.entries.end()) found->second.reply = reply;
  });
}

void Idempotency::forget(const net::Request& request, std::string_view caller) {
  const auto key = key_of(request, caller);
  kept_.with([&](Kept& kept) {
    if (kept.entries.erase(key) > 0) std::erase(kept.order, key);
  });
}

}  // namespace vigie::api
