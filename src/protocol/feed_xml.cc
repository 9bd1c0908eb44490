#include "protocol/feed_xml.h"

#include <algorithm>
#include <array>
#include <pugixml.hpp>
#include <utility>

#include "base/utf8.h"
#include "protocol/address.h"
#include "protocol/limits.h"
#include "protocol/time_format.h"
#include "protocol/xml_mend.h"

namespace vigie::protocol {
namespace {

constexpr unsigned kXmlFlags = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol | pugi::parse_ws_pcdata;

// Vocabularies by their address; within this file an element is `prefix:name` in lower case, and
// RSS's and Atom's own have no prefix.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kVocabularies = {{
    {"http://backend.userland.com/rss", ""},
    {"http://blogs.law.harvard.edu/tech/rss", ""},
    {"http://purl.org/rss/1.0/", ""},
    {"http://my.netscape.com/rdf/simple/0.9/", ""},
    {"http://purl.org/echo/", ""},
    {"http://purl.org/pie/", ""},
    {"http://purl.org/atom/ns#", ""},
    {"http://www.w3.org/2005/atom", ""},
    {"http://channel.netscape.com/rdf/simple/0.9/", ""},
    {"http://purl.org/rss/1.0/modules/content/", "content"},
    {"http://purl.org/dc/elements/1.1/", "dc"},
    {"http://purl.org/dc/terms/", "dcterms"},
    {"http://www.w3.org/1999/xhtml", "xhtml"},
    {"http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"},
    {"http://search.yahoo.com/mrss", "media"},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"},
}};

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

// The vocabulary that `prefix` stands for at `node`; the prefix itself if nothing tells.
std::string vocabulary_of(pugi::xml_node node, const std::string& prefix) {
  const std::string declaration = prefix.empty() ? "xmlns" : "xmlns:" + prefix;
  std::size_t levels = 0;
  for (; node && levels < kNestingMax; node = node.parent(), ++levels) {
    for (const auto attribute : node.attributes()) {
      if (lowered(attribute.name()) != declaration) continue;
      const std::string address = lowered(attribute.value());
      for (const auto& [known, name] : kVocabularies) {
        if (address == known) return std::string(name);
      }
      return prefix;
    }
  }
  return prefix;
}

std::string name_of(pugi::xml_node node) {
  const std::string full = lowered(node.name());
  const auto colon = full.find(':');
  const std::string prefix = colon == std::string::npos ? "" : full.substr(0, colon);
  const std::string local = colon == std::string::npos ? full : full.substr(colon + 1);
  std::string vocabulary = vocabulary_of(node, prefix);
  if (vocabulary == "atom" || vocabulary == "rss") vocabulary.clear();
  return vocabulary.empty() ? local : vocabulary + ":" + local;
}

std::string_view attribute_of(pugi::xml_node node, std::string_view name) {
  for (const auto attribute : node.attributes()) {
    if (lowered(attribute.name()) == name) return attribute.value();
  }
  return {};
}

// What stands inside: text as it is, elements as their markup.
struct Inner {
  std::string text;
  bool has_elements = false;
};

Inner inner_of(pugi::xml_node node) {
  struct Writer final : pugi::xml_writer {
    explicit Writer(std::string& text) : out(text) {}
    void write(const void* data, std::size_t size) override { out.append(static_cast<const char*>(data), size); }
    std::string& out;
  };
  Inner inner;
  for (const auto child : node.children())
    inner.has_elements = inner.has_elements || child.type() == pugi::node_element;
  Writer writer(inner.text);
  for (const auto child : node.children()) {
    if (inner.has_elements && child.type() != pugi::node_cdata) {
      child.print(writer, "", pugi::format_raw);
    } else {
      inner.text += child.value();
    }
  }
  return inner;
}

std::string text_of(pugi::xml_node node) { return std::string(trimmed(inner_of(node).text)); }

// RFC 4648 §4; what is no letter of it is passed over. Empty if the result is no text.
std::string decode_base64(std::string_view text) {
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    int value = -1;
    if (c >= 'A' && c <= 'Z') value = c - 'A';
    if (c >= 'a' && c <= 'z') value = c - 'a' + 26;
    if (c >= '0' && c <= '9') value = c - '0' + 52;
    if (c == '+') value = 62;
    if (c == '/') value = 63;
    if (value < 0) continue;
    bits = bits << 6 | static_cast<unsigned>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xFF);
  }
  return is_utf8(out) ? out : "";
}

// Atom tells the type (RFC 4287 §3.1, Atom 0.3's mode and media types); RSS never does, and is HTML.
FeedText words_of(pugi::xml_node node, bool html_by_default) {
  const Inner inner = inner_of(node);
  const std::string type = lowered(attribute_of(node, "type"));
  FeedText out{std::string(trimmed(inner.text)), html_by_default};
  if (type == "text" || type == "text/plain") out.html = false;
  if (type.find("html") != std::string::npos || type.find("xml") != std::string::npos) out.html = true;
  if (inner.has_elements) out.html = true;
  if (type == "application/octet-stream" || lowered(attribute_of(node, "mode")) == "base64") {
    out = {decode_base64(out.value), true};
  }
  return out;
}

// The nearest xml:base upwards, each relative to the next.
std::string base_of(pugi::xml_node node, const std::string& document) {
  std::vector<std::string_view> bases;
  for (std::size_t levels = 0; node && levels < kNestingMax; node = node.parent(), ++levels) {
    const auto base = attribute_of(node, "xml:base");
    if (!base.empty()) bases.push_back(base);
  }
  std::string out = document;
  for (auto base = bases.rbegin(); base != bases.rend(); ++base) out = resolve(out, trimmed(*base));
  return out;
}

std::string language_of(pugi::xml_node node) {
  for (std::size_t levels = 0; node && levels < kNestingMax; node = node.parent(), ++levels) {
    const auto lang = attribute_of(node, "xml:lang");
    if (!lang.empty()) return std::string(lang);
  }
  return {};
}

struct Person {
  std::string name;
  std::string email;
  std::string url;
};

// `me@example.com (Zoé)`, `Zoé (me@example.com)`, `Zoé <me@example.com>`, or one of both alone.
Person person_of(std::string_view text) {
  text = trimmed(text);
  const auto at = text.find('@');
  if (at == std::string_view::npos) return {std::string(text), "", ""};
  const auto begin = text.find_last_of(" \t\n(<,:", at);
  const auto end = text.find_first_of(" \t\n)>,", at);
  const auto first = begin == std::string_view::npos ? 0 : begin + 1;
  Person person;
  person.email = text.substr(first, end == std::string_view::npos ? end : end - first);
  std::string rest =
      std::string(text.substr(0, first)) + std::string(end == std::string_view::npos ? "" : text.substr(end));
  std::replace_if(
      rest.begin(), rest.end(), [](char c) { return c == '(' || c == ')' || c == '<' || c == '>'; }, ' ');
  person.name = trimmed(rest);
  return person;
}

Person person_of(pugi::xml_node node) {
  Person person;
  for (const auto child : node.children()) {
    const std::string name = name_of(child);
    if (name == "name") person.name = text_of(child);
    if (name == "email") person.email = text_of(child);
    if (name == "uri" || name == "url" || name == "homepage") person.url = text_of(child);
  }
  const bool structured = !person.name.empty() || !person.email.empty() || !person.url.empty();
  return structured ? person : person_of(inner_of(node).text);
}

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
  if (!FeedReader(options.url, feed).read(document.root(), 0)) return invalid("feed: neither RSS, Atom, RDF nor JSON Feed");
  return feed;
}

}  // namespace vigie::protocol
