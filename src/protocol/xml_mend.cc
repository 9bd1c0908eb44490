#include "protocol/xml_mend.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/utf8.h"
#include "protocol/html_entity.h"
#include "protocol/limits.h"
#include "protocol/markup.h"

namespace vigie::protocol {
namespace {

constexpr std::array<std::string_view, 5> kOfXml = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};

bool is_of_xml(std::string_view reference) {
  return std::find(kOfXml.begin(), kOfXml.end(), reference) != kOfXml.end() || reference.starts_with("&#");
}

enum class References { kKept, kText };

// References that are known stay such, unless the text has none, as in CDATA.
void append_escaped(std::string_view text, References references, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '&':
        out += references == References::kKept && entity_at_front(text.substr(i)) ? "&" : "&amp;";
        break;
      default:
        out += text[i];
    }
  }
}

bool is_attribute_name(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' || c == '-' ||
           c == '_';
  });
}

class Mend {
 public:
  explicit Mend(std::string_view xml) : markup_(xml) {}

  std::string run() {
    while (true) {
      switch (markup_.next()) {
        case MarkupReader::Kind::kEnd:
          while (!open_.empty()) close();
          return std::move(out_);
        case MarkupReader::Kind::kOpen:
          begin();
          break;
        case MarkupReader::Kind::kClose:
          end();
          break;
        case MarkupReader::Kind::kCdata:
          append_escaped(markup_.text(), References::kText, out_);
          break;
        case MarkupReader::Kind::kText:
          append_escaped(markup_.text(), References::kKept, out_);
      }
    }
  }

 private:
  void begin() {
    if (open_.size() == kNestingMax || !is_attribute_name(markup_.name())) return;
    out_ += '<';
    out_ += markup_.name();
    std::string_view rest = markup_.attributes();
    std::string_view name;
    std::string_view value;
    while (take_attribute(rest, name, value)) {
      if (!is_attribute_name(name)) continue;
      out_.append(" ").append(name).append("=\"");
      append_escaped(value, References::kKept, out_);
      out_ += '"';
    }
    out_ += markup_.empty_tag() ? "/>" : ">";
    if (!markup_.empty_tag()) open_.push_back(markup_.name());
  }

  // Closes what was left open inside; an end without its beginning is dropped.
  void end() {
    if (std::find(open_.begin(), open_.end(), markup_.name()) == open_.end()) return;
    while (open_.back() != markup_.name()) close();
    close();
  }

  void close() {
    out_.append("</").append(open_.back()).append(">");
    open_.pop_back();
  }

  MarkupReader markup_;
  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace

std::string with_known_references(std::string_view xml) {
  std::string out;
  out.reserve(xml.size());
  while (!xml.empty()) {
    const std::size_t plain = std::min(xml.find('&'), xml.size());
    out += xml.substr(0, plain);
    xml.remove_prefix(plain);
    if (xml.empty()) break;
    const auto entity = entity_at_front(xml);
    const std::size_t bytes = entity ? entity->bytes : 1;
    if (entity && !is_of_xml(xml.substr(0, bytes))) {
      append_utf8(out, entity->value);
    } else {
      out += xml.substr(0, bytes);
    }
    xml.remove_prefix(bytes);
  }
  return out;
}

std::string mended_xml(std::string_view xml) { return Mend(xml).run(); }

}  // namespace vigie::protocol
