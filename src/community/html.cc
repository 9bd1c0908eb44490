#include "community/html.h"

#include "base/check.h"
#include "base/utf8.h"

namespace vigie::community {
namespace {

// XML 1.0 §2.2: what no document may hold, escaped or not.
bool is_character(char32_t point) {
  return point == '\t' || point == '\n' || point == '\r' || (point >= 0x20 && point != 0xFFFE && point != 0xFFFF);
}

void append_escaped(std::string_view text, std::string& out) {
  for (std::string_view rest = text; !rest.empty();) {
    const CodePoint point = first_code_point(rest);
    rest.remove_prefix(point.bytes);
    switch (point.value) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (is_character(point.value)) append_utf8(out, point.value);
    }
  }
}

}  // namespace

void Html::begin(Literal name, Attributes attributes) {
  out_ += '<';
  out_ += name.text;
  for (const auto& attribute : attributes) {
    if (!attribute.is_there) continue;
    out_ += ' ';
    out_ += attribute.name.text;
    out_ += "=\"";
    append_escaped(attribute.value, out_);
    out_ += '"';
  }
}

Html& Html::open(Literal name, Attributes attributes) {
  begin(name, attributes);
  out_ += '>';
  opened_.push_back(name.text);
  return *this;
}

Html& Html::close() {
  check(!opened_.empty(), "html: nothing is open");
  out_ += "</";
  out_ += opened_.back();
  out_ += '>';
  opened_.pop_back();
  return *this;
}

Html& Html::text(std::string_view text) {
  append_escaped(text, out_);
  return *this;
}

Html& Html::element(Literal name, Attributes attributes, std::string_view text) {
  return open(name, attributes).text(text).close();
}

Html& Html::empty(Literal name, Attributes attributes) {
  begin(name, attributes);
  out_ += "/>";
  return *this;
}

Html& Html::doctype() {
  out_ += "<!doctype html>\n";
  return *this;
}

Html& Html::xml_declaration() {
  out_ += "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
  return *this;
}

std::string Html::done() && {
  check(opened_.empty(), "html: an element is left open");
  return std::move(out_);
}

}  // namespace vigie::community
