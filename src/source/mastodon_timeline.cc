// Which timeline the operator means, and how its ids are ordered.
#include <algorithm>
#include <charconv>
#include <limits>

#include "net/url.h"
#include "source/mastodon_reader.h"

namespace vigie::source {
namespace {

std::string_view choice(const Options& options, std::string_view name) {
  const auto at = options.find(name);
  return at == options.end() ? std::string_view() : std::string_view(at->second);
}

std::string_view tag_of(const Options& options) {
  auto tag = choice(options, "tag");
  if (tag.starts_with('#')) tag.remove_prefix(1);
  return tag;
}

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<MastodonTimeline> mastodon_timeline(const Options& options) {
  std::string text(choice(options, "url"));
  if (text.find("://") == std::string::npos) text = "https://" + text;
  const auto url = net::parse_url(text);
  if (!url || url->host.empty() || (url->scheme != "https" && url->scheme != "http")) {
    return invalid("mastodon: url must name a server, such as https://piaille.fr");
  }
  MastodonTimeline out;
  out.base = url->scheme + "://" + url->authority();
  out.source = "mastodon:" + url->authority();
  const auto stream = choice(options, "stream").empty() ? std::string_view("public") : choice(options, "stream");
  const auto tag = tag_of(options);
  const auto list = choice(options, "list");
  const bool is_none = stream == "none";
  if (stream == "hashtag" || (is_none && !tag.empty())) {
    if (tag.empty() || tag.size() > 200) return invalid("mastodon: a hashtag stream needs its tag");
    out.page = "/api/v1/timelines/tag/" + net::percent_encode(tag) + "?";
    out.stream = "/api/v1/streaming/hashtag?tag=" + net::percent_encode(tag);
  } else if (stream == "list" || (is_none && !list.empty())) {
    if (list.empty() || list.size() > 64) return invalid("mastodon: a list stream needs the number of its list");
    out.page = "/api/v1/timelines/list/" + net::percent_encode(list) + "?";
    out.stream = "/api/v1/streaming/list?list=" + net::percent_encode(list);
  } else if (stream == "public" || stream == "local" || is_none) {
    const bool is_local = stream == "local";
    out.page = std::string("/api/v1/timelines/public?") + (is_local ? "local=true&" : "");
    out.stream = std::string("/api/v1/streaming/public") + (is_local ? "/local" : "");
  } else {
    return invalid("mastodon: stream must be public, local, hashtag, list or none, not " +
                   std::string(stream.substr(0, 40)));
  }
  if (is_none) out.stream.clear();
  return out;
}

Result<std::string> mastodon_source_of(const Options& options) {
  auto timeline = mastodon_timeline(options);
  if (!timeline) return timeline.error();
  return timeline->source;
}

std::string mastodon_part_of(const Options& options) {
  const auto stream = choice(options, "stream");
  const auto tag = tag_of(options);
  const auto list = choice(options, "list");
  if (stream == "local") return "#local";
  if (!tag.empty() && stream != "list" && stream != "public") return "#" + std::string(tag);
  if (!list.empty() && stream != "public") return "#list-" + std::string(list);
  return {};
}

Result<std::unique_ptr<Reader>> open_mastodon(const Options& options, const std::string& token, std::uint64_t) {
  auto timeline = mastodon_timeline(options);
  if (!timeline) return timeline.error();
  const bool is_clean = std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (!is_clean) return invalid("mastodon: an access token holds letters, digits and signs alone");
  return std::unique_ptr<Reader>(std::make_unique<MastodonReader>(std::move(*timeline), token));
}

bool is_newer_id(std::string_view a, std::string_view b) { return a.size() != b.size() ? a.size() > b.size() : a > b; }

std::string id_before(const std::string& id, Micros by) {
  constexpr std::uint64_t kSince = 1'400'000'000'000;  // ms: no server is older; smaller numbers are counted.
  std::uint64_t number = 0;
  if (!is_number(id) || std::from_chars(id.data(), id.data() + id.size(), number).ec != std::errc()) return id;
  const std::uint64_t at = number >> 16;
  if (at < kSince) return id;
  return std::to_string((at - static_cast<std::uint64_t>(by.count() / 1000)) << 16);
}

}  // namespace vigie::source
