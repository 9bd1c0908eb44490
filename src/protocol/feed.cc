#include "protocol/feed.h"

#include <algorithm>

#include "base/ascii.h"
#include "post/validate.h"
#include "protocol/address.h"
#include "protocol/charset.h"
#include "protocol/feed_json.h"
#include "protocol/feed_xml.h"
#include "protocol/html_text.h"
#include "protocol/invented_id.h"
#include "protocol/limits.h"
#include "protocol/post_field.h"
#include "protocol/post_json.h"

namespace vigie::protocol {
namespace {

// Ids and names stand in lines: blanks and line breaks in a row are one blank.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : trimmed(text)) {
    const bool blank = static_cast<unsigned char>(c) <= ' ' || c == 0x7F;
    if (!blank) out += c;
    if (blank && !out.ends_with(' ')) out += ' ';
  }
  return out;
}

std::string id_of(const FeedEntry& entry) {
  if (!entry.id.empty()) return one_line(entry.id);
  if (!entry.link.empty()) return one_line(entry.link);
  return invented_id(entry.title.value + '\n' + entry.summary.value + '\n' + entry.content.value);
}

// `example.org/blog/rss` of `https://example.org/blog/rss/#x`.
std::string without_scheme(std::string_view address) {
  const auto scheme = address.find("://");
  if (scheme == std::string_view::npos || host_of(address).empty()) return {};
  address = address.substr(scheme + 3);
  address = address.substr(0, address.find('#'));
  while (address.ends_with('/')) address.remove_suffix(1);
  return one_line(address);
}

// Two feeds of one host are two sources, and a feed is the same whenever it is read: its own address
// tells it best. The same name is all that two files have in common that tell nothing.
std::string source_of(const Feed& feed, const FeedOptions& options) {
  if (!options.source.empty()) return options.source;
  for (const auto& address : {without_scheme(feed.self), without_scheme(options.url)}) {
    if (address.empty()) continue;
    const bool fits = address.size() + std::string_view("feed:").size() <= post::kSourceBytesMax;
    return "feed:" + (fits ? address : invented_id(address));
  }
  const std::string host(host_of(feed.link));
  return "feed:" + host + (host.empty() ? "" : "/") + options.stem;
}

// The links of the text first, then the entry's own.
std::span<const std::string_view> links_of(const FeedEntry& entry, std::vector<std::string> links, Arena& arena) {
  for (const auto& link : entry.links) {
    const bool known = link.empty() || std::find(links.begin(), links.end(), link) != links.end();
    if (!known && links.size() < post::kLinksMax) links.push_back(link);
  }
  std::vector<std::string_view> kept;
  for (const auto& link : links) kept.push_back(arena.copy(link));
  return arena.copy(kept);
}

// Pictures of the text, then enclosures. The words of the pictures stand in the text.
std::span<const post::Media> media_of(const FeedEntry& entry, std::size_t image_count, Arena& arena) {
  std::vector<post::Media> media(std::min(image_count, post::kMediaMax), post::Media{"image", {}});
  for (const auto& type : entry.media) {
    if (media.size() < post::kMediaMax) media.push_back({arena.copy(type), {}});
  }
  return arena.copy(media);
}

// The longer text is the post's; an entry of a title alone says its title.
void put_words(const FeedEntry& entry, std::string_view base, post::Post& post, Arena& arena) {
  const FeedText& body = entry.content.empty() ? entry.summary : entry.content;
  HtmlText read = body.html ? read_html(body.value, base) : HtmlText{body.plain(), {}, 0};
  const std::string title = entry.title.plain();
  post.title = read.text.empty() ? std::string_view() : arena.copy(title);
  post.text = arena.copy(read.text.empty() ? title : read.text);
  post.links = links_of(entry, std::move(read.links), arena);
  post.media = media_of(entry, read.image_count, arena);
}

}  // namespace

std::string FeedText::plain() const {
  if (html) return read_html(value).text;
  const auto begin = value.find_first_not_of(" \t\r\n");
  return begin == std::string::npos ? "" : value.substr(begin, value.find_last_not_of(" \t\r\n") - begin + 1);
}

void add_medium(std::string_view media_type, FeedEntry& entry) {
  const auto type = media_type.substr(0, media_type.find('/'));
  for (const std::string_view known : {"image", "audio", "video"}) {
    if (same_name(type, known)) entry.media.emplace_back(known);
  }
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

Result<FeedPosts> FeedPosts::create(std::string_view bytes, FeedOptions options) {
  auto feed = parse_feed(bytes, options);
  if (!feed) return feed.error();
  return FeedPosts(std::move(*feed), std::move(options));
}

FeedPosts::FeedPosts(Feed feed, FeedOptions options)
    : feed_(std::move(feed)), options_(std::move(options)), source_(source_of(feed_, options_)) {}

bool FeedPosts::next(post::Batch& out, Refused& about) {
  if (record_ == feed_.entries.size() + feed_.left_out) return false;
  about = {++record_, 0, {}, {}};
  if (record_ > feed_.entries.size()) {
    about.reason = "feed: of so many entries the first " + std::to_string(kFeedEntriesMax) + " are read";
    return true;
  }
  const FeedEntry& entry = feed_.entries[record_ - 1];
  about.line = entry.line;
  add(entry, out);
  json_.clear();
  write_json(out.items().back(), json_);
  about.bytes = json_;
  return true;
}

void FeedPosts::add(const FeedEntry& entry, post::Batch& out) const {
  Arena& arena = out.arena();
  post::Item item;
  post::Post& post = item.post;
  post.kind = post::Kind::kEntry;
  post.source = arena.copy(source_);
  post.id = arena.copy(id_of(entry));
  post.url = arena.copy(entry.link);
  post.lang = arena.copy(entry.lang.empty() ? feed_.lang : entry.lang);
  post.created_at = entry.published ? *entry.published : entry.updated.value_or(options_.fetched_at);
  if (entry.published && entry.updated && *entry.updated > *entry.published) post.edited_at = entry.updated;
  const bool anonymous = entry.author.empty() && entry.author_email.empty();
  post.author.name = arena.copy(one_line(anonymous ? feed_.author : entry.author));
  post.author.id = arena.copy(one_line(entry.author_url.empty() ? entry.author_email : entry.author_url));
  put_words(entry, entry.link.empty() ? options_.url : entry.link, post, arena);
  settle(post, true);
  out.adopt(item);
}

}  // namespace vigie::protocol
