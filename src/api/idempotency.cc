#include "api/idempotency.h"

#include "api/reply.h"
#include "base/hash.h"

namespace vigie::api {
namespace {

std::string key_of(const net::Request& request) {
  if (request.method != net::Method::kPost) return {};
  return std::string(request.headers.get("Idempotency-Key"));
}

std::uint64_t hash_of(const net::Request& request) { return hash64(request.body, hash64(request.target)); }

}  // namespace

std::optional<net::Reply> Idempotency::begin(const net::Request& request) {
  const auto key = key_of(request);
  if (key.empty()) return std::nullopt;
  if (key.size() > kKeyBytesMax) {
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

void Idempotency::keep(const net::Request& request, const net::Reply& reply) {
  if (reply.status >= 500 || reply.body.size() > kReplyBytesKept) return forget(request);
  kept_.with([&](Kept& kept) {
    const auto found = kept.entries.find(key_of(request));
    if (found != kept.entries.end()) found->second.reply = reply;
  });
}

void Idempotency::forget(const net::Request& request) {
  const auto key = key_of(request);
  kept_.with([&](Kept& kept) {
    if (kept.entries.erase(key) > 0) std::erase(kept.order, key);
  });
}

}  // namespace vigie::api
