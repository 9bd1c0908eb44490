#include "protocol/feed_json.h"

#include "post/validate.h"
#include "protocol/address.h"
#include "protocol/json_dom.h"
#include "protocol/limits.h"
#include "protocol/time_format.h"

namespace vigie::protocol {
namespace {

// Version 1.1 has a list of authors, version 1 had one.
std::string author_of(dom::element from) {
  if (const auto authors = array_at(from, {"authors"}); authors && authors->size() > 0) {
    return std::string(text_at(authors->at(0), {"name"}));
  }
  return std::string(text_at(from, {"author", "name"}));
}

// A number is allowed where a string is asked for: "coerce it".
std::string id_of(dom::element item) {
  const auto id = text_at(item, {"id"});
  if (!id.empty()) return std::string(id);
  const auto element = element_at(item, {"id"});
  return element && element->is_number() ? std::string(simdjson::minify(*element)) : "";
}

FeedEntry read_item(dom::element item, std::string_view base) {
  FeedEntry entry;
  entry.id = id_of(item);
  entry.title.value = text_at(item, {"title"});
  const auto link = text_at(item, {"url"});
  entry.link = resolve(base, link.empty() ? text_at(item, {"external_url"}) : link);
  entry.summary.value = text_at(item, {"summary"});
  const auto html = text_at(item, {"content_html"});
  entry.content = {std::string(html.empty() ? text_at(item, {"content_text"}) : html), !html.empty()};
  entry.author = author_of(item);
  entry.lang = text_at(item, {"language"});
  entry.published = parse_feed_time(text_at(item, {"date_published"}));
  entry.updated = parse_feed_time(text_at(item, {"date_modified"}));
  if (const auto external = text_at(item, {"external_url"}); !external.empty()) entry.links.emplace_back(external);
  if (!text_at(item, {"image"}).empty()) entry.media.emplace_back("image");
  if (const auto attachments = array_at(item, {"attachments"})) {
    for (const auto attachment : *attachments) {
      if (entry.links.size() == post::kLinksMax) break;
      entry.links.push_back(resolve(base, text_at(attachment, {"url"})));
      add_medium(text_at(attachment, {"mime_type"}), entry);
    }
  }
  return entry;
}

}  // namespace

Result<Feed> parse_json_feed(std::string_view utf8, const FeedOptions& options) {
  dom::parser parser;
  dom::element root;
  if (parser.parse(utf8.data(), utf8.size()).get(root)) return invalid("feed: not JSON");
  const auto items = array_at(root, {"items"});
  if (!items) return invalid("feed: a JSON document without items is no feed");
  Feed feed;
  feed.self = resolve(options.url, text_at(root, {"feed_url"}));
  feed.link = resolve(options.url, text_at(root, {"home_page_url"}));
  feed.author = author_of(root);
  feed.lang = text_at(root, {"language"});
  const std::string base = feed.link.empty() ? options.url : feed.link;
  for (const auto item : *items) {
    if (feed.entries.size() < kFeedEntriesMax) {
      feed.entries.push_back(read_item(item, base));
    } else {
      ++feed.left_out;
    }
  }
  return feed;
}

}  // namespace vigie::protocol
