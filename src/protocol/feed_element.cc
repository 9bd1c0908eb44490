#include "protocol/feed_element.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "protocol/address.h"
#include "protocol/limits.h"

namespace vigie::protocol {
namespace {

// Vocabularies by their address, in lower case, and the prefix that each goes by here.
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

// Calls visit(name, value) for each attribute that is looked at until that is true.
template <typename Visit>
void any_attribute(pugi::xml_node node, Visit visit) {
  std::size_t count = 0;
  for (const auto attribute : node.attributes()) {
    if (++count > kFeedAttributesMax ||
        visit(std::string_view(attribute.name()), std::string_view(attribute.value()))) {
      return;
    }
  }
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

}  // namespace

FeedElement::FeedElement(pugi::xml_node document, const std::string& base) : node_(document), base_(&base) {}

FeedElement::FeedElement(pugi::xml_node node, const FeedElement& parent)
    : node_(node), parent_(&parent), declaring_(parent.declaring_), base_(parent.base_), language_(parent.language_) {
  read_declarations();
  const std::string full = lower(std::string_view(node.name()));
  const auto colon = full.find(':');
  const std::string prefix = colon == std::string::npos ? "" : full.substr(0, colon);
  std::string vocabulary = vocabulary_of(prefix);
  if (vocabulary == "atom" || vocabulary == "rss") vocabulary.clear();
  const std::string local = colon == std::string::npos ? full : full.substr(colon + 1);
  name_ = vocabulary.empty() ? local : vocabulary + ":" + local;
}

void FeedElement::read_declarations() {
  any_attribute(node_, [&](std::string_view name, std::string_view value) {
    if (name.size() >= 5 && same_name(name.substr(0, 5), "xmlns") && (name.size() == 5 || name[5] == ':')) {
      prefixes_.push_back({name.substr(std::min<std::size_t>(6, name.size())), value});
    } else if (same_name(name, "xml:lang") && !value.empty()) {
      language_ = value;
    } else if (same_name(name, "xml:base") && !value.empty()) {
      own_base_ = protocol::resolve(*base_, trimmed(value));
    }
    return false;
  });
  if (!prefixes_.empty()) declaring_ = this;
  if (!own_base_.empty()) base_ = &own_base_;
}

// Of the vocabulary that `prefix` (in lower case) stands for here; empty if nobody says.
std::string_view FeedElement::address_of(std::string_view prefix) const {
  for (const auto* element = declaring_; element != nullptr;) {
    for (const auto& declared : element->prefixes_) {
      if (same_name(declared.name, prefix)) return declared.address;
    }
    element = element->parent_ == nullptr ? nullptr : element->parent_->declaring_;
  }
  return {};
}

// The prefix itself if nothing tells what it stands for.
std::string FeedElement::vocabulary_of(const std::string& prefix) const {
  const auto address = address_of(prefix);
  for (const auto& [known, name] : kVocabularies) {
    if (same_name(address, known)) return std::string(name);
  }
  return prefix;
}

std::string FeedElement::resolve(std::string_view reference) const { return protocol::resolve(*base_, reference); }

std::string_view FeedElement::attribute(std::string_view name) const {
  std::string_view out;
  any_attribute(node_, [&](std::string_view each, std::string_view value) {
    if (!same_name(each, name)) return false;
    out = value;
    return true;
  });
  return out;
}

std::string FeedElement::text() const { return std::string(trimmed(inner_of(node_).text)); }

FeedText FeedElement::words(bool html_by_default) const {
  const Inner inner = inner_of(node_);
  const std::string type = lower(attribute("type"));
  FeedText out{std::string(trimmed(inner.text)), html_by_default};
  if (type == "text" || type == "text/plain") out.html = false;
  if (type.find("html") != std::string::npos || type.find("xml") != std::string::npos) out.html = true;
  if (inner.has_elements) out.html = true;
  if (type == "application/octet-stream" || same_name(attribute("mode"), "base64")) {
    out = {decode_base64(out.value), true};
  }
  return out;
}

Person FeedElement::person() const {
  Person person;
  each_child([&](const FeedElement& child) {
    const std::string& name = child.name();
    if (name == "name") person.name = child.text();
    if (name == "email") person.email = child.text();
    if (name == "uri" || name == "url" || name == "homepage") person.url = child.text();
  });
  const bool structured = !person.name.empty() || !person.email.empty() || !person.url.empty();
  return structured ? person : person_of(inner_of(node_).text);
}

}  // namespace vigie::protocol
