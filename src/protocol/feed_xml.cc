#include "protocol/feed_xml.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "post/validate.h"
#include "protocol/feed_element.h"
#include "protocol/limits.h"
#include "protocol/time_format.h"
#include "protocol/xml_mend.h"

namespace vigie::protocol {
namespace {

constexpr unsigned kXmlFlags = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol | pugi::parse_ws_pcdata;

class EntryReader {
 public:
  explicit EntryReader(const FeedElement& element) : element_(element) {}

  FeedEntry read() {
    entry_.id = element_.attribute("rdf:about");
    entry_.lang = element_.language();
    const auto href = element_.attribute("href");  // CDF
    if (!href.empty()) entry_.link = element_.resolve(href);
    element_.each_child([this](const FeedElement& child) { read_child(child, child.name()); });
    if (entry_.link.empty() && (permalink_.starts_with("http://") || permalink_.starts_with("https://"))) {
      entry_.link = permalink_;
    }
    if (entry_.title.empty()) entry_.title = std::move(media_title_);
    if (entry_.published == std::nullopt) entry_.published = created_;
    return std::move(entry_);
  }

 private:
  void read_child(const FeedElement& child, const std::string& name) {
    if (name == "title" || name == "dc:title") {
      if (entry_.title.empty()) entry_.title = child.words(is_untyped(child));
    } else if (name == "media:title") {
      media_title_ = child.words(false);
    } else if (name == "link") {
      read_link(child);
    } else if (name == "id" || name == "guid" || name == "dc:identifier") {
      read_id(child, name);
    } else if (name == "enclosure") {
      add_enclosure(child, child.attribute("url"));
    } else if (!read_words(child, name) && !read_time(child, name)) {
      read_author(child, name);
    }
  }

  void read_link(const FeedElement& child) {
    const auto href = child.attribute("href");
    const std::string rel = lower(child.attribute("rel"));
    if (href.empty()) {
      const std::string text = child.text();
      if (!text.empty()) entry_.link = child.resolve(text);
    } else if ((rel.empty() || rel == "alternate") && entry_.link.empty()) {
      entry_.link = child.resolve(href);
    } else if (rel == "enclosure") {
      add_enclosure(child, href);
    } else if (rel == "related" || rel == "via") {
      add_link(child, href);
    }
  }

  void add_enclosure(const FeedElement& child, std::string_view address) {
    add_link(child, address);
    if (entry_.media.size() < post::kMediaMax) add_medium(child.attribute("type"), entry_);
  }

  void add_link(const FeedElement& child, std::string_view address) {
    if (!address.empty() && entry_.links.size() < post::kLinksMax) entry_.links.push_back(child.resolve(address));
  }

  void read_id(const FeedElement& child, const std::string& name) {
    std::string id = child.text();
    if (id.empty()) return;
    if (id.front() == '/') id = child.resolve(id);
    if (name != "dc:identifier" || entry_.id.empty()) entry_.id = id;
    if (name == "guid" && !same_name(child.attribute("ispermalink"), "false")) permalink_ = id;
  }

  bool read_words(const FeedElement& child, const std::string& name) {
    if (name == "description") {
      put_summary(child.words(true));
    } else if (name == "summary") {
      put_summary(child.words(is_untyped(child)));
    } else if (name == "dc:description" || name == "abstract" || name == "itunes:summary" ||
               name == "media:description") {
      if (entry_.summary.empty()) entry_.summary = child.words(name != "itunes:summary");
    } else if (name == "content:encoded" || name == "fullitem" || name == "xhtml:body" || name == "body") {
      entry_.content = child.words(true);
    } else if (name == "content") {
      if (entry_.content.empty()) entry_.content = child.words(is_untyped(child));
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

  bool read_time(const FeedElement& child, const std::string& name) {
    const bool published = name == "pubdate" || name == "published" || name == "issued" || name == "dcterms:issued";
    const bool updated = name == "updated" || name == "modified" || name == "dcterms:modified" || name == "dc:date";
    const bool created = name == "created" || name == "dcterms:created";
    if (!published && !updated && !created) return false;
    const auto time = parse_feed_time(child.text());
    if (time && published) entry_.published = time;
    if (time && updated) entry_.updated = time;
    if (time && created) created_ = time;
    return true;
  }

  void read_author(const FeedElement& child, const std::string& name) {
    if (name != "author" && name != "dc:creator" && name != "dc:author" && name != "itunes:author") return;
    Person person = child.person();
    if (name == "itunes:author" && !entry_.author.empty()) return;
    entry_.author = std::move(person.name);
    entry_.author_email = std::move(person.email);
    entry_.author_url = person.url.empty() ? "" : child.resolve(person.url);
  }

  static bool is_untyped(const FeedElement& element) { return element.attribute("type").empty(); }

  const FeedElement& element_;
  FeedEntry entry_;
  FeedText media_title_;
  std::string permalink_;
  std::optional<Time> created_;
};

class FeedReader {
 public:
  // `text`: the bytes that were parsed, where lines can be counted in them; else empty.
  FeedReader(std::string_view text, Feed& feed) : text_(text), feed_(feed) {}

  // True: `element`, or something in it, belongs to a feed.
  bool read(const FeedElement& element, std::size_t depth) {
    constexpr std::size_t kDepthMax = 8;  // Entries lie three deep; broken documents a little deeper.
    bool found = false;
    if (depth == kDepthMax) return found;
    element.each_child([&](const FeedElement& child) { found = read_child(child, depth) || found; });
    return found;
  }

 private:
  bool read_child(const FeedElement& child, std::size_t depth) {
    const std::string& name = child.name();
    if (name == "item" || name == "entry") {
      add_entry(child);
      return true;
    }
    const bool is_feed = name == "rss" || name == "feed" || name == "channel" || name == "rdf:rdf" || name == "rdf";
    if (is_feed && feed_.lang.empty()) feed_.lang = child.language();
    if (name == "channel" || name == "feed") child.each_child([this](const FeedElement& each) { read_head(each); });
    return read(child, depth + 1) || is_feed;
  }

  void add_entry(const FeedElement& element) {
    if (feed_.entries.size() == kFeedEntriesMax) {
      ++feed_.left_out;
      return;
    }
    feed_.entries.push_back(EntryReader(element).read());
    feed_.entries.back().line = line_of(element);
  }

  void read_head(const FeedElement& child) {
    const std::string& name = child.name();
    if (name == "link") read_link(child);
    if ((name == "language" || name == "dc:language") && feed_.lang.empty()) feed_.lang = child.text();
    if (name == "author" || name == "managingeditor" || name == "dc:creator") feed_.author = child.person().name;
  }

  void read_link(const FeedElement& child) {
    const auto href = child.attribute("href");
    const std::string rel = lower(child.attribute("rel"));
    if (rel == "self" && !href.empty()) feed_.self = child.resolve(href);
    if (!feed_.link.empty() || (!href.empty() && !rel.empty() && rel != "alternate")) return;
    const std::string address = href.empty() ? child.text() : std::string(href);
    if (!address.empty()) feed_.link = child.resolve(address);
  }

  // Entries come in the order of the document: no byte is counted twice.
  std::size_t line_of(const FeedElement& element) {
    const auto offset = element.offset();
    if (text_.empty() || offset < 0) return 0;
    const auto until = std::min(static_cast<std::size_t>(offset), text_.size());
    if (until > counted_) {
      line_ += static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                                   text_.begin() + static_cast<std::ptrdiff_t>(until), '\n'));
      counted_ = until;
    }
    return line_;
  }

  std::string_view text_;
  std::size_t counted_ = 0;
  std::size_t line_ = 1;
  Feed& feed_;
};

}  // namespace

Result<Feed> parse_xml_feed(std::string_view utf8, const FeedOptions& options) {
  Feed feed;
  const std::string text = with_known_references(utf8);
  pugi::xml_document document;
  const bool is_sound{document.load_buffer(text.data(), text.size(), kXmlFlags, pugi::encoding_utf8)};
  std::string mended;
  if (!is_sound) {
    mended = mended_xml(text);
    document.load_buffer(mended.data(), mended.size(), kXmlFlags | pugi::parse_fragment, pugi::encoding_utf8);
  }
  FeedReader reader(is_sound ? std::string_view(text) : std::string_view(), feed);
  if (!reader.read(FeedElement(document.root(), options.url), 0)) {
    return invalid("feed: neither RSS, Atom, RDF nor JSON Feed");
  }
  return feed;
}

}  // namespace vigie::protocol
