#include "source/polite_door.h"

#include <algorithm>
#include <charconv>

#include "base/time_text.h"
#include "net/url.h"
#include "protocol/time_format.h"

namespace vigie::source {
namespace {

using std::chrono::seconds;

constexpr int kRedirectsMax = 5;
constexpr seconds kTooManyWait{60};  // 429 without a time.

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t out = 0;
  const auto end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, out);
  if (read.ec != std::errc() || read.ptr != end || out < 0) return std::nullopt;
  return std::min<std::int64_t>(out, std::int64_t{1} << 40);
}

// Seconds from now, or a date.
std::optional<Time> retry_after(std::string_view text, Time now) {
  if (const auto wait = number_in(text))
    return now + std::min<Micros>(seconds(std::min<std::int64_t>(*wait, 86'400)), kHostWaitMax);
  return protocol::parse_feed_time(text);
}

// Of Mastodon a time, of others seconds since 1970.
std::optional<Time> reset_at(std::string_view text) {
  if (const auto at = number_in(text)) return time_of_micros(std::min<std::int64_t>(*at, 4'000'000'000) * 1'000'000);
  return parse_time(text);
}

struct Deeper {
  explicit Deeper(std::size_t& of) : depth(of) { ++depth; }
  ~Deeper() { --depth; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;
  std::size_t& depth;
};

}  // namespace

std::optional<Time> comes_again(const net::Answer& answer, Time now) {
  std::optional<Time> at;
  const bool is_overloaded = answer.status == 429 || answer.status == 503;
  const bool has_none_left = answer.headers.get("X-RateLimit-Remaining") == "0";
  if (is_overloaded) at = retry_after(answer.headers.get("Retry-After"), now);
  if (!at && (has_none_left || answer.status == 429)) at = reset_at(answer.headers.get("X-RateLimit-Reset"));
  if (!at && answer.status == 429) at = now + kTooManyWait;
  if (!at || *at <= now) return std::nullopt;
  return std::min(*at, now + kHostWaitMax);
}

void Hosts::heard(const std::string& host, const net::Answer& answer) {
  const auto at = comes_again(answer, clock_.now());
  if (!at) return;
  waits_.with([&](auto& waits) {
    Time& known = waits[host];
    known = std::max(known, *at);
  });
}

// A clock that stepped back makes no host wait for longer.
std::optional<Time> Hosts::not_before(const std::string& host) const {
  const Time now = clock_.now();
  return waits_.with([&](const auto& waits) -> std::optional<Time> {
    const auto at = waits.find(host);
    if (at == waits.end() || at->second <= now || at->second > now + kHostWaitMax) return std::nullopt;
    return at->second;
  });
}

Result<net::Answer> PoliteDoor::ask(const Ask& ask) {
  const auto url = net::parse_url(ask.url);
  if (!url) return url.error();
  if (url->scheme != "http" && url->scheme != "https")
    return invalid("only http and https are read, not " + url->scheme);
  if (const auto at = hosts_.not_before(url->authority())) {
    return Error{ErrorCode::kOverloaded, url->authority() + " asks us not to come before " + format_time(*at)};
  }
  if (clients_.size() == depth_) clients_.push_back(std::make_unique<net::HttpClient>());
  net::HttpClient& client = *clients_[depth_];
  const Deeper deeper(depth_);
  net::Fetch fetch;
  fetch.url = ask.url;
  fetch.method = ask.method;
  fetch.headers = ask.headers;
  fetch.headers.set("User-Agent", options_.user_agent);
  fetch.body = ask.body;
  fetch.ca_file = options_.ca_file;
  fetch.redirects_max = kRedirectsMax;
  fetch.is_public_only = !options_.may_be_private;
  fetch.total_wait = ask.total_wait;
  fetch.silence_wait = ask.silence_wait;
  fetch.body_bytes_max = ask.body_bytes_max;
  fetch.is_packing_welcome = ask.total_wait.count() > 0;  // Who packs a stream holds it back.
  fetch.on_bytes = ask.on_bytes;
  fetch.stop = &stop_;
  auto answer = client.fetch(fetch);
  if (answer) hosts_.heard(url->authority(), *answer);
  return answer;
}

}  // namespace vigie::source
