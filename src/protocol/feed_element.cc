#include "protocol/feed_element.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

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

}  // namespace

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
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

}  // namespace vigie::protocol
