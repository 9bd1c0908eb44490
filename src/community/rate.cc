#include "community/rate.h"

#include <algorithm>

namespace vigie::community {

std::string rate_address(std::string_view remote) {
  std::string_view host = remote;
  if (host.starts_with('[')) {
    host = host.substr(1, host.find(']') - 1);
  } else if (std::count(host.begin(), host.end(), ':') == 1) {
    host = host.substr(0, host.find(':'));
  }
  if (host.find(':') == std::string_view::npos) return std::string(host);
  // The first four groups; `::` before the fifth stands for zeros, which is as good a name.
  std::string out;
  for (int group = 0; group < 4 && !host.empty() && !host.starts_with(':'); ++group) {
    const auto end = std::min(host.find(':'), host.size());
    out += std::string(host.substr(0, end)) + ":";
    host.remove_prefix(std::min(host.size(), end + 1));
  }
  return out + ":/64";
}

// A generic cell rate algorithm: the time at which the bucket is full says all.
std::chrono::seconds Rate::take(const std::string& address, std::string_view page, Time now) {
  const std::string name = address + " " + std::string(page);
  return buckets_.with([&](Buckets& buckets) {
    auto found = buckets.by_name.find(name);
    if (found !=
        buckets.by_name.end()) {  // Else a clock that stepped back would keep people out until it is there again.
      auto& kept = found->second->full_at;
      kept = std::min<Time>(kept, now + kRateEvery * kRateBurst);
    }
    const Time full_at = found == buckets.by_name.end() ? now : std::max(now, found->second->full_at);
    const Time after = full_at + kRateEvery;
    const auto over = after - now - kRateEvery * kRateBurst;
    if (over > Micros(0)) return std::chrono::ceil<std::chrono::seconds>(over);
    if (found == buckets.by_name.end()) {
      buckets.by_use.push_front({name, after});
      buckets.by_name.emplace(name, buckets.by_use.begin());
    } else {
      found->second->full_at = after;
      buckets.by_use.splice(buckets.by_use.begin(), buckets.by_use, found->second);
    }
    if (buckets.by_use.size() > kept_max_) {
      const auto full = std::find_if(buckets.by_use.rbegin(), buckets.by_use.rend(),
                                     [&](const Bucket& bucket) { return bucket.full_at <= now; });
      const auto gone = full == buckets.by_use.rend() ? std::prev(buckets.by_use.end()) : std::prev(full.base());
      buckets.by_name.erase(gone->name);
      buckets.by_use.erase(gone);
    }
    return std::chrono::seconds(0);
  });
}

std::size_t Rate::kept() const {
  return buckets_.with([](const Buckets& buckets) { return buckets.by_use.size(); });
}

}  // namespace vigie::community
