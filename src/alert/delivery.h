// What leaves the house because of an alert, to whom, and what became of it.
// Threads: plain values, pure functions. Errors: check_address() says what is wrong with an address.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace vigie::alert {

enum class Channel : std::uint8_t {
  kBrowser,  // The page that is open tells it by itself; nothing leaves the house.
  kEmail,
  kWebhook,
};
std::string_view name_of(Channel channel);  // `browser`, `email`, `webhook`
std::optional<Channel> channel_of(std::string_view name);

struct Address {
  Channel channel = Channel::kBrowser;
  std::string address;  // `ada@example.org`, `https://hooks.example/vigie`; empty for the browser.
  std::string secret;   // That a webhook's messages are signed with.

  bool operator==(const Address&) const = default;
};
// Of one mailbox; of one http or https URL without a user's name.
Result<void> check_address(const Address& address);

inline constexpr std::int64_t kTrial = 0;  // In place of an alert's number: somebody tries an address out.

// That there is something to say of an alert. What, is written when it leaves.
struct Notice {
  std::int64_t alert = 0;
  int update = 0;  // 0: it begins; then 1, 2, …
  std::int64_t rule = 0;
  bool is_crisis = false;
};

// The alert in words, as it is told outside.
struct Message {
  std::string subject_fr, subject_en;
  std::string text_fr, text_en;
  std::string json;    // What a webhook gets,
  std::string secret;  // and what it is signed with.
};

enum class DeliveryState : std::uint8_t {
  kQueued,   // Nobody has tried yet.
  kSent,     // The other side has it.
  kFailed,   // Will be tried again at next_at.
  kGivenUp,  // Will not.
};
std::string_view name_of(DeliveryState state);  // `queued`, `sent`, `failed`, `given_up`

struct Delivery {
  std::int64_t id = 0;
  std::int64_t alert = 0;
  int update = 0;
  Channel channel = Channel::kEmail;
  std::string address;
  DeliveryState state = DeliveryState::kQueued;
  int attempts = 0;
  std::optional<Time> next_at;  // While it is queued or failed.
  std::string error;            // Of the last try; empty for none.
  Time at{};                    // When it was queued.
};

}  // namespace vigie::alert
