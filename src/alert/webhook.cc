#include "alert/webhook.h"

#include <sodium.h>

#include <array>

#include "base/check.h"
#include "net/http_client.h"

namespace vigie::alert {
namespace {

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

net::Fetch fetch_of(const Parcel& parcel, const WebhookOptions& options, Time now) {
  net::Fetch fetch;
  fetch.url = parcel.to.address;
  fetch.method = net::Method::kPost;
  fetch.body = parcel.body;
  const auto at_s = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  fetch.headers.add("Content-Type", "application/json");
  fetch.headers.add("User-Agent", options.user_agent);
  fetch.headers.add("Vigie-Event", parcel.is_crisis ? "alert.crisis" : "alert");
  fetch.headers.add("Vigie-Delivery", std::to_string(parcel.id));
  fetch.headers.add("Vigie-Signature",
                    "t=" + std::to_string(at_s) + ",v1=" + signature_of(parcel.to.secret, at_s, parcel.body));
  fetch.ca_file = options.ca_file;
  fetch.is_public_only = !options.may_be_private;
  fetch.connect_wait = options.wait;
  fetch.total_wait = options.wait;
  fetch.on_bytes = [](std::string_view) { return false; };  // The status says all; nobody makes us read more.
  return fetch;
}

// What the other side may say about itself, without breaking our lines.
std::string place_named(std::string_view location) {
  std::string out(location.substr(0, 200));
  for (char& c : out) {
    if (c < ' ' || c > '~') c = '?';
  }
  return out;
}

Result<void> judged(const net::Answer& answer) {
  if (answer.status >= 200 && answer.status < 300) return {};
  const auto status = std::to_string(answer.status);
  if (answer.status == 410) return Error{ErrorCode::kRefused, "webhook: it says 410, that it is gone for good"};
  if (answer.status >= 300 && answer.status < 400) {
    return unavailable("webhook: it answers " + status + ", a redirect to " +
                       place_named(answer.headers.get("Location")) + ", which is not followed: name the last address");
  }
  return unavailable("webhook: it answers " + status);
}

}  // namespace

std::string signature_of(std::string_view secret, std::int64_t at_s, std::string_view body) {
  check(sodium_init() >= 0, "alert: libsodium cannot begin");
  const std::string begin = std::to_string(at_s) + ".";
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes_of(secret), secret.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(begin), begin.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(body), body.size());
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_final(&state, mac.data());
  std::string out(2 * mac.size() + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), mac.data(), mac.size());
  out.pop_back();  // The NUL.
  return out;
}

Result<void> call_webhook(const Parcel& parcel, const WebhookOptions& options, Time now,
                          const std::atomic<bool>& stop) {
  auto fetch = fetch_of(parcel, options, now);
  fetch.stop = &stop;
  const auto answer = net::HttpClient().fetch(fetch);
  if (answer) return judged(*answer);
  // An answer that is no HTTP, or without end, is their fault of today.
  return answer.error().code == ErrorCode::kRefused ? answer.error() : unavailable(answer.error().message);
}

}  // namespace vigie::alert
