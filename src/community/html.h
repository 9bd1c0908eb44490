// Markup that cannot be broken by what it holds: names of elements and attributes are literals of this program,
// and every text and value is escaped on its way in. The same for HTML and for XML.
// Threads: owned by one thread. Errors: none; an element left open, or closed twice, is a bug.
// A control character that XML cannot hold is left out; broken UTF-8 becomes U+FFFD.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace vigie::community {

// A name that stands in the source of this program: no text of anybody becomes one.
struct Literal {
  consteval Literal(const char* literal) : text(literal) {}  // NOLINT: implicit on purpose.
  std::string_view text;
};

struct Attribute {
  Literal name;
  std::string value;
  bool is_there = true;  // Else it is left out: `{"checked", "", is_chosen}`.
};
using Attributes = std::initializer_list<Attribute>;

class Html {
 public:
  Html& open(Literal name, Attributes attributes = {});
  Html& close();  // What was opened last.
  Html& text(std::string_view text);
  Html& element(Literal name, std::string_view text) { return element(name, {}, text); }
  Html& element(Literal name, Attributes attributes, std::string_view text);
  Html& empty(Literal name, Attributes attributes = {});  // `<br/>`: has no content.
  Html& doctype();
  Html& xml_declaration();

  std::string done() &&;  // All is closed.

 private:
  void begin(Literal name, Attributes attributes);

  std::string out_;
  std::vector<std::string_view> opened_;
};

}  // namespace vigie::community
