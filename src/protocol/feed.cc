#include "protocol/feed.h"

#include <algorithm>

#include "base/hash.h"
#include "post/validate.h"
#include "protocol/address.h"
#include "protocol/charset.h"
#include "protocol/feed_json.h"
#include "protocol/feed_xml.h"
#include "protocol/html_text.h"
#include "protocol/limits.h"
#include "protocol/post_field.h"

namespace vigie::protocol {
namespace {

std::string hash_of(const FeedEntry& entry) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const std::string all = entry.title.value + '\n' + entry.summary.value + '\n' + entry.content.value;
  std::string out;
  for (const std::uint64_t half : {hash64(all, 0), hash64(all, 1)}) {
    for (int shift = 60; shift >= 0; shift -= 4) out += kHex[(half >> shift) & 15];
  }
  return out;
}

std::string source_of(const Feed& feed, const FeedOptions& options) {
  if (!options.source.empty()) return options.source;
  std::string_view host = host_of(feed.link);
  if (host.empty()) host = host_of(options.url);
  return host.empty() ? "feed" : "feed:" + std::string(host);
}

// The links of the text first, then the entry's own.
std::span<const std::string_view> links_of(const FeedEntry& entry, std::vector<std::string> links, Arena& arena) {
  for (const auto& link : entry.links) {
    const bool known = link.empty() || std::find(links.begin(), links.end(), link) != links.end();
    if (!known && links.size() < post::kLinksMax) links.push_back(link);
  }
  const auto kept = arena.array<std::string_view>(links.size());
  std::transform(links.begin(), links.end(), kept.begin(), [&](const auto& link) { return arena.copy(link); });
  return kept;
}

// The longer text is the post's; an entry of a title alone says its title.
void put_words(const FeedEntry& entry, std::string_view base, post::Post& post, Arena& arena) {
  const FeedText& body = entry.content.empty() ? entry.summary : entry.content;
  HtmlText read = body.html ? read_html(body.value, base) : HtmlText{body.plain(), {}};
  const std::string title = entry.title.plain();
  post.title = read.text.empty() ? std::string_view() : arena.copy(title);
  post.text = arena.copy(read.text.empty() ? title : read.text);
  post.links = links_of(entry, std::move(read.links), arena);
}

void add_entry(const FeedEntry& entry, const Feed& feed, const FeedOptions& options, std::string_view source,
               post::Batch& out) {
  Arena& arena = out.arena();
  post::Item item;
  post::Post& post = item.post;
  post.kind = post::Kind::kEntry;
  post.source = source;
  post.id = arena.copy(!entry.id.empty() ? entry.id : !entry.link.empty() ? entry.link : hash_of(entry));
  post.url = arena.copy(entry.link);
  post.lang = arena.copy(entry.lang.empty() ? feed.lang : entry.lang);
  post.created_at = entry.published ? *entry.published : entry.updated.value_or(options.fetched_at);
  if (entry.published && entry.updated && *entry.updated > *entry.published) post.edited_at = entry.updated;
  post.author.name = arena.copy(entry.author.empty() && entry.author_email.empty() ? feed.author : entry.author);
  post.author.id = arena.copy(entry.author_url.empty() ? entry.author_email : entry.author_url);
  put_words(entry, entry.link.empty() ? options.url : entry.link, post, arena);
  settle(post, true);
  out.adopt(item);
}

}  // namespace

std::string FeedText::plain() const {
  if (html) return read_html(value).text;
  const auto begin = value.find_first_not_of(" \t\r\n");
  return begin == std::string::npos ? "" : value.substr(begin, value.find_last_not_of(" \t\r\n") - begin + 1);
}

Result<Feed> parse_feed(std::string_view bytes, const FeedOptions& options) {
  if (bytes.size() > kFeedBytesMax) {
    return invalid("feed: " + std::to_string(bytes.size()) + " bytes, at most " + std::to_string(kFeedBytesMax));
  }
  const std::string text = to_utf8(bytes, options.charset);
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return invalid("feed: empty");
  return text[begin] == '{' ? parse_json_feed(text, options) : parse_xml_feed(text, options);
}

Result<std::size_t> read_feed(std::string_view bytes, const FeedOptions& options, post::Batch& out) {
  const auto feed = parse_feed(bytes, options);
  if (!feed) return feed.error();
  const auto source = out.arena().copy(source_of(*feed, options));
  for (const auto& entry : feed->entries) add_entry(entry, *feed, options, source, out);
  return feed->entries.size();
}

}  // namespace vigie::protocol
