#include "alert/delivery_limits.h"

#include <array>

#include "alert/courier.h"
#include "alert/webhook.h"

namespace vigie::alert {
namespace {

constexpr std::uint64_t seconds_of(std::chrono::seconds wait) { return static_cast<std::uint64_t>(wait.count()); }

constexpr std::array kLimits = {
    Limit{"alert.deliveries_kept", kDeliveriesKept, "deliveries", "older ones that are final are forgotten"},
    Limit{"alert.deliveries_waiting_max", kWaitingMax, "deliveries", "for one address; one more is given up"},
    Limit{"alert.retry_first", seconds_of(kRetryFirst), "s", "before a second try; then twice as long each time"},
    Limit{"alert.retry_max", seconds_of(kRetryMax), "s", "between two tries"},
    Limit{"alert.retry_for", seconds_of(kRetryFor), "s", "then a delivery is given up"},
    Limit{"alert.webhook_wait", seconds_of(kWebhookWait), "s", "for a webhook in all; beyond: tried again"},
    Limit{"alert.webhooks_at_once", kWebhooksAtOnce, "webhooks", "on their way; one for each address"},
};

}  // namespace

std::span<const Limit> delivery_limits() { return kLimits; }

}  // namespace vigie::alert
