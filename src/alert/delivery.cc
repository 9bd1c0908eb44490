#include "alert/delivery.h"

#include <algorithm>
#include <array>

#include "net/mail.h"
#include "net/url.h"

namespace vigie::alert {
namespace {

constexpr std::size_t kUrlBytesMax = 2'000;
constexpr std::array<std::string_view, 3> kChannels = {"browser", "email", "webhook"};
constexpr std::array<std::string_view, 4> kStates = {"queued", "sent", "failed", "given_up"};

}  // namespace

std::string_view name_of(Channel channel) { return kChannels.at(static_cast<std::size_t>(channel)); }

std::optional<Channel> channel_of(std::string_view name) {
  const auto found = std::find(kChannels.begin(), kChannels.end(), name);
  if (found == kChannels.end()) return std::nullopt;
  return static_cast<Channel>(found - kChannels.begin());
}

std::string_view name_of(DeliveryState state) { return kStates.at(static_cast<std::size_t>(state)); }

Result<void> check_address(const Address& address) {
  if (address.channel == Channel::kBrowser) {
    return address.address.empty() ? Result<void>{} : invalid("address: the browser has none");
  }
  if (address.channel == Channel::kEmail) {
    if (net::is_mail_address(address.address)) return {};
    return invalid("address: must be of one mailbox, like ada@example.org");
  }
  const auto url = net::parse_url(address.address);
  const bool is_http = url && (url->scheme == "https" || url->scheme == "http");
  if (is_http && address.address.size() <= kUrlBytesMax) return {};
  return invalid("address: must be like https://hooks.example/vigie, without a user's name, at most " +
                 std::to_string(kUrlBytesMax) + " bytes");
}

}  // namespace vigie::alert
