#include "source/feed_reader.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

#include "base/ascii.h"
#include "base/hash.h"
#include "net/url.h"
#include "post/validate.h"
#include "protocol/invented_id.h"

namespace vigie::source {
namespace {

using std::chrono::minutes;

constexpr int kEveryMinutes = 15;
constexpr int kEveryMinutesMax = 24 * 60;
constexpr std::size_t kSeenMax = 64;  // Entries by which two visits know each other.
constexpr std::size_t kValidatorBytesMax = 1'024;

Error trouble(const std::string& url, int status) {
  const std::string code = " (HTTP " + std::to_string(status) + ")";
  if (status == 401 || status == 403) return {ErrorCode::kRefused, url + " is not shown to us" + code};
  if (status == 404) return {ErrorCode::kNotFound, url + ": there is no such page" + code};
  if (status == 410) return {ErrorCode::kNotFound, url + ": this feed was ended by its owner" + code};
  if (status == 429) return {ErrorCode::kOverloaded, url + ": its server asks us to wait" + code};
  return unavailable(url + " does not answer as it should" + code);
}

// `utf-8` of `text/xml; charset="utf-8"`.
std::string charset_of(std::string_view type) {
  const std::string text = lower(type);
  const std::size_t at = text.find("charset=");
  if (at == std::string::npos) return {};
  std::string out = text.substr(at + 8);
  out.resize(std::min(out.find(';'), out.size()));
  std::erase_if(out, [](char c) { return c == '"' || c == '\'' || c == ' '; });
  return out.size() <= 40 ? out : std::string();
}

}  // namespace

// What was kept of the last visit.
struct FeedReader::Memory {
  std::string etag;
  std::string modified;
  std::int64_t until = 0;  // All before was read; 0: nothing was.
  std::vector<std::uint64_t> seen;

  static Memory of(const std::string& text) {
    Memory out;
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) return out;
    const auto string = [&](const char* name) {
      const auto at = json.find(name);
      return at != json.end() && at->is_string() ? at->get<std::string>() : std::string();
    };
    out.etag = string("etag");
    out.modified = string("modified");
    if (const auto at = json.find("until"); at != json.end() && at->is_number_integer()) out.until = *at;
    if (const auto at = json.find("seen"); at != json.end() && at->is_array()) {
      for (const auto& one : *at) {
        if (one.is_number_unsigned()) out.seen.push_back(one);
      }
    }
    return out;
  }
  std::string text() const {
    return nlohmann::json{{"etag", etag}, {"modified", modified}, {"until", until}, {"seen", seen}}.dump(
        -1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
};

Result<FeedChoices> feed_choices(const Options& options) {
  FeedChoices out;
  int every = kEveryMinutes;
  if (const auto at = options.find("url"); at != options.end()) out.url = at->second;
  if (out.url.find("://") == std::string::npos) out.url = "https://" + out.url;
  const auto url = net::parse_url(out.url);
  if (!url || url->host.empty() || (url->scheme != "http" && url->scheme != "https")) {
    return invalid("feed: url must be the address of a feed, such as https://example.org/feed.xml");
  }
  if (const auto at = options.find("every_minutes"); at != options.end() && !at->second.empty()) {
    const std::string& text = at->second;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), every);
    const bool is_whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    if (!is_whole || every < 1 || every > kEveryMinutesMax) return invalid("feed: every_minutes must be 1 to 1440");
  }
  out.every = minutes(every);
  std::string address = url->authority() + url->target;
  while (address.ends_with('/')) address.pop_back();
  const bool fits = address.size() + 5 <= post::kSourceBytesMax;
  out.source = "feed:" + (fits ? address : protocol::invented_id(address));
  return out;
}

Result<std::string> feed_source_of(const Options& options) {
  auto choices = feed_choices(options);
  if (!choices) return choices.error();
  return choices->source;
}

Result<std::unique_ptr<Reader>> open_feed(const Options& options, const std::string&, std::uint64_t) {
  auto choices = feed_choices(options);
  if (!choices) return choices.error();
  return std::unique_ptr<Reader>(std::make_unique<FeedReader>(std::move(*choices)));
}

Result<net::Answer> FeedReader::get(Door& door, const Memory& memory) const {
  Ask ask;
  ask.url = choices_.url;
  ask.headers.add("Accept",
                  "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5");
  if (!memory.etag.empty()) ask.headers.add("If-None-Match", memory.etag);
  if (!memory.modified.empty()) ask.headers.add("If-Modified-Since", memory.modified);
  auto answer = door.ask(ask);
  if (!answer || answer->status == 200 || answer->status == 304) return answer;
  return trouble(choices_.url, answer->status);
}

Result<protocol::FeedPosts> FeedReader::posts_in(const net::Answer& answer, Time asked) const {
  protocol::FeedOptions options;
  options.source = choices_.source;
  options.url = choices_.url;
  options.charset = charset_of(answer.headers.get("Content-Type"));
  options.fetched_at = asked;
  auto posts = protocol::FeedPosts::create(answer.body, options);
  if (!posts) return unavailable(choices_.url + " is no feed: " + posts.error().message);
  return posts;
}

Result<Next> FeedReader::visit(Visit& visit) {
  const std::string before = visit.memory();
  Memory memory = Memory::of(before);
  const Time asked = visit.clock().now();
  const auto answer = get(visit.door(), memory);
  if (!answer) return answer.error();
  const Time since = memory.until == 0 ? asked : std::min(asked, time_of_micros(memory.until));
  bool is_whole = true;
  Load load;
  if (answer->status == 200) {
    auto posts = posts_in(*answer, asked);
    if (!posts) return posts.error();
    std::vector<std::uint64_t> seen;
    std::size_t bytes = 0;
    protocol::Refused about;
    while (posts->next(load.batch, about)) {
      if (!about.reason.empty()) {
        is_whole = false;
        continue;
      }
      seen.push_back(hash64(load.batch.items().back().post.id));
      bytes += about.bytes.size();
      if (load.batch.size() < kLoadRecordsMax && bytes < kLoadBytesMax) continue;
      if (!visit.hand_over(std::exchange(load, Load{}), before)) return unavailable("closing");
      bytes = 0;
    }
    const std::set<std::uint64_t> known(memory.seen.begin(), memory.seen.end());
    const bool meets = std::any_of(seen.begin(), seen.end(), [&](auto one) { return known.count(one) > 0; });
    is_whole = is_whole && (known.empty() || meets);
    if (seen.size() > kSeenMax) seen.resize(kSeenMax);
    if (!seen.empty()) memory.seen = std::move(seen);
    const auto validator = [&](std::string_view name) {
      const auto value = answer->headers.get(name);
      return std::string(value.size() <= kValidatorBytesMax ? value : std::string_view());
    };
    memory.etag = validator("ETag");
    memory.modified = validator("Last-Modified");
  }
  memory.until = micros_of(asked);
  if (!visit.hand_over(std::move(load), memory.text())) return unavailable("closing");
  if (is_whole) visit.read(since, asked);
  visit.say(State::kLive, {});
  return Next{choices_.every};
}

Result<void> FeedReader::sample(Door& door, Time now, std::size_t count, post::Batch& out) {
  const auto answer = get(door, {});
  if (!answer) return answer.error();
  auto posts = posts_in(*answer, now);
  if (!posts) return posts.error();
  protocol::Refused about;
  while (out.size() < count && posts->next(out, about)) {
  }
  return {};
}

}  // namespace vigie::source
