#include "protocol/feed_xml.h"

#include <pugixml.hpp>
#include <utility>

#include "protocol/address.h"
#include "protocol/feed_element.h"
#include "protocol/limits.h"
#include "protocol/time_format.h"
#include "protocol/xml_mend.h"

namespace vigie::protocol {
namespace {

constexpr unsigned kXmlFlags = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol | pugi::parse_ws_pcdata;

class EntryReader {
 public:
  EntryReader(pugi::xml_node node, const std::string& document) : node_(node), document_(document) {}

  FeedEntry read() {
    entry_.id = attribute_of(node_, "rdf:about");
    entry_.lang = language_of(node_);
    const auto href = attribute_of(node_, "href");  // CDF
    if (!href.empty()) entry_.link = resolve(base_of(node_, document_), href);
    for (const auto child : node_.children()) {
      if (child.type() == pugi::node_element) read_child(child, name_of(child));
    }
    if (entry_.link.empty() && (permalink_.starts_with("http://") || permalink_.starts_with("https://"))) {
      entry_.link = permalink_;
    }
    if (entry_.title.empty()) entry_.title = std::move(media_title_);
    if (entry_.published == std::nullopt) entry_.published = created_;
    return std::move(entry_);
  }

 private:
  void read_child(pugi::xml_node child, const std::string& name) {
    if (name == "title" || name == "dc:title") {
      if (entry_.title.empty()) entry_.title = words_of(child, attribute_of(child, "type").empty());
    } else if (name == "media:title") {
      media_title_ = words_of(child, false);
    } else if (name == "link") {
      read_link(child);
    } else if (name == "id" || name == "guid" || name == "dc:identifier") {
      read_id(child, name);
    } else if (name == "enclosure") {
      add_link(child, attribute_of(child, "url"));
    } else if (!read_words(child, name) && !read_time(child, name)) {
      read_author(child, name);
    }
  }

  void read_link(pugi::xml_node child) {
    const auto href = attribute_of(child, "href");
    const std::string rel = lowered(attribute_of(child, "rel"));
    if (href.empty()) {
      const std::string text = text_of(child);
      if (!text.empty()) entry_.link = resolve(base_of(child, document_), text);
    } else if ((rel.empty() || rel == "alternate") && entry_.link.empty()) {
      entry_.link = resolve(base_of(child, document_), href);
    } else if (rel == "enclosure" || rel == "related" || rel == "via") {
      add_link(child, href);
    }
  }

  void add_link(pugi::xml_node child, std::string_view address) {
    if (!address.empty()) entry_.links.push_back(resolve(base_of(child, document_), address));
  }

  void read_id(pugi::xml_node child, const std::string& name) {
    std::string id = text_of(child);
    if (id.empty()) return;
    if (id.front() == '/') id = resolve(base_of(child, document_), id);
    if (name != "dc:identifier" || entry_.id.empty()) entry_.id = id;
    const std::string permanent = lowered(attribute_of(child, "ispermalink"));
    if (name == "guid" && permanent != "false") permalink_ = id;
  }

  bool read_words(pugi::xml_node child, const std::string& name) {
    if (name == "description") {
      put_summary(words_of(child, true));
    } else if (name == "summary") {
      put_summary(words_of(child, attribute_of(child, "type").empty()));
    } else if (name == "dc:description" || name == "abstract" || name == "itunes:summary" ||
               name == "media:description") {
      if (entry_.summary.empty()) entry_.summary = words_of(child, name != "itunes:summary");
    } else if (name == "content:encoded" || name == "fullitem" || name == "xhtml:body" || name == "body") {
      entry_.content = words_of(child, true);
    } else if (name == "content") {
      if (entry_.content.empty()) entry_.content = words_of(child, attribute_of(child, "type").empty());
    } else {
      return false;
    }
    return true;
  }

  // Of a description and a summary the one that comes second is the content.
  void put_summary(FeedText words) {
    FeedText& place = entry_.summary.empty() ? entry_.summary : entry_.content;
    if (place.empty()) place = std::move(words);
  }

  bool read_time(pugi::xml_node child, const std::string& name) {
    const bool published = name == "pubdate" || name == "published" || name == "issued" || name == "dcterms:issued";
    const bool updated = name == "updated" || name == "modified" || name == "dcterms:modified" || name == "dc:date";
    const bool created = name == "created" || name == "dcterms:created";
    if (!published && !updated && !created) return false;
    const auto time = parse_feed_time(text_of(child));
    if (time && published) entry_.published = time;
    if (time && updated) entry_.updated = time;
    if (time && created) created_ = time;
    return true;
  }

  void read_author(pugi::xml_node child, const std::string& name) {
    if (name != "author" && name != "dc:creator" && name != "dc:author" && name != "itunes:author") return;
    Person person = person_of(child);
    if (name == "itunes:author" && !entry_.author.empty()) return;
    entry_.author = std::move(person.name);
    entry_.author_email = std::move(person.email);
    entry_.author_url = person.url.empty() ? "" : resolve(base_of(child, document_), person.url);
  }

  pugi::xml_node node_;
  const std::string& document_;
  FeedEntry entry_;
  FeedText media_title_;
  std::string permalink_;
  std::optional<Time> created_;
};

class FeedReader {
 public:
  FeedReader(const std::string& document, Feed& feed) : document_(document), feed_(feed) {}

  // True: `node`, or something in it, belongs to a feed.
  bool read(pugi::xml_node node, std::size_t depth) {
    constexpr std::size_t kDepthMax = 8;  // Entries lie three deep; broken documents a little deeper.
    bool found = false;
    for (const auto child : node.children()) {
      if (child.type() != pugi::node_element || depth == kDepthMax) continue;
      const std::string name = name_of(child);
      if (name == "item" || name == "entry") {
        if (feed_.entries.size() < kFeedEntriesMax) feed_.entries.push_back(EntryReader(child, document_).read());
        found = true;
        continue;
      }
      const bool is_feed = name == "rss" || name == "feed" || name == "channel" || name == "rdf:rdf" || name == "rdf";
      if (is_feed && feed_.lang.empty()) feed_.lang = language_of(child);
      if (name == "channel" || name == "feed") read_head(child);
      found = read(child, depth + 1) || is_feed || found;
    }
    return found;
  }

 private:
  void read_head(pugi::xml_node channel) {
    for (const auto child : channel.children()) {
      if (child.type() != pugi::node_element) continue;
      const std::string name = name_of(child);
      if (name == "title" && feed_.title.empty()) feed_.title = words_of(child, attribute_of(child, "type").empty());
      if (name == "link" && feed_.link.empty()) read_link(child);
      if ((name == "language" || name == "dc:language") && feed_.lang.empty()) feed_.lang = text_of(child);
      if (name == "author" || name == "managingeditor" || name == "dc:creator") feed_.author = person_of(child).name;
    }
  }

  void read_link(pugi::xml_node child) {
    const auto href = attribute_of(child, "href");
    const std::string rel = lowered(attribute_of(child, "rel"));
    if (!href.empty() && !rel.empty() && rel != "alternate") return;
    const std::string address = href.empty() ? text_of(child) : std::string(href);
    if (!address.empty()) feed_.link = resolve(base_of(child, document_), address);
  }

  const std::string& document_;
  Feed& feed_;
};

}  // namespace

Result<Feed> parse_xml_feed(std::string_view utf8, const FeedOptions& options) {
  Feed feed;
  const std::string text = with_known_references(utf8);
  pugi::xml_document document;
  feed.well_formed = static_cast<bool>(document.load_buffer(text.data(), text.size(), kXmlFlags, pugi::encoding_utf8));
  std::string mended;
  if (!feed.well_formed) {
    mended = mended_xml(text);
    document.load_buffer(mended.data(), mended.size(), kXmlFlags | pugi::parse_fragment, pugi::encoding_utf8);
  }
  if (!FeedReader(options.url, feed).read(document.root(), 0))
    return invalid("feed: neither RSS, Atom, RDF nor JSON Feed");
  return feed;
}

}  // namespace vigie::protocol
