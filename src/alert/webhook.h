// Tells an alert to another program: its JSON by POST, signed, so that the other side knows who says it and when.
// `Vigie-Signature: t=UNIX,v1=HEX` is HMAC-SHA256 of `t.body` under the rule's secret; `Vigie-Delivery` is the same at
// each try; `Vigie-Event` is `alert`, or `alert.crisis`. doc/formats/webhook.md tells the other side what to do.
//
// Threads: any, each call with its own connection. Errors: kUnavailable is tried again; kRefused is final: 410, or a
// place that is not reached.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "alert/outbox.h"
#include "base/clock.h"
#include "base/result.h"

namespace vigie::alert {

inline constexpr std::chrono::seconds kWebhookWait{10};  // In all.

// 64 hexadecimal digits.
std::string signature_of(std::string_view secret, std::int64_t at_s, std::string_view body);

struct WebhookOptions {
  bool may_be_private = false;  // Addresses of our own network too.
  std::string user_agent;
  std::string ca_file;  // PEM roots in place of the system's.
  std::chrono::milliseconds wait = kWebhookWait;
};

Result<void> call_webhook(const Parcel& parcel, const WebhookOptions& options, Time now, const std::atomic<bool>& stop);

}  // namespace vigie::alert
