// The simplified tree for people: as a query again, as an indented outline, as JSON.
#include <algorithm>

#include "base/ascii.h"
#include "query/fields.h"
#include "query/query.h"

namespace vigie::query {
namespace {

bool is_tag(const Term& term) { return term.kind == text::Kind::kHashtag || term.kind == text::Kind::kMention; }

bool contains_mark(std::string_view text) {
  return text.find('"') != text.npos || text.find("“") != text.npos || text.find("”") != text.npos ||
         text.find("„") != text.npos;
}

std::string in_quotes(std::string_view text) {
  return contains_mark(text) ? "«" + std::string(text) + "»" : "\"" + std::string(text) + "\"";
}

// A word of ASCII letters and digits, or of any letters beyond, that reads as nothing else.
bool is_bare(const Node& leaf) {
  const std::string_view text = leaf.typed;
  if (leaf.terms.size() != 1 || leaf.terms.front().kind != text::Kind::kWord) return false;
  if (text == "AND" || text == "OR" || text == "NOT") return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
  });
}

// A form with a star, a hashtag or a mention cannot stand in quotes. Where it would read as a field
// or an operator, an apostrophe before it, which is no word, keeps it from that.
std::string glued_text(const Node& leaf) {
  const std::string_view text = leaf.typed;
  const bool safe = text.find(':') == text.npos && !text.starts_with("NEAR/") && !text.starts_with("BEFORE/");
  return (safe ? "" : "'") + leaf.typed + (leaf.terms.back().is_prefix ? "*" : "");
}

std::string leaf_text(const Node& leaf) {
  const bool tagged = std::any_of(leaf.terms.begin(), leaf.terms.end(), is_tag);
  if (leaf.terms.back().is_prefix) return glued_text(leaf);
  if (leaf.terms.front().is_exact) return "=" + (tagged ? leaf.typed : in_quotes(leaf.typed));
  if (tagged) return glued_text(leaf);
  return is_bare(leaf) ? leaf.typed : in_quotes(leaf.typed);
}

std::string node_text(const Node& node);

std::string join(const Node& node, std::string_view between) {
  std::string out;
  for (const auto& child : node.children) {
    if (!out.empty()) out += between;
    const bool grouped = child.op == Op::kOr && node.op != Op::kOr;
    out += grouped ? "(" + node_text(child) + ")" : node_text(child);
  }
  return out;
}

std::string node_text(const Node& node) {
  switch (node.op) {
    case Op::kAnd:
      return join(node, " ");
    case Op::kOr:
      return join(node, " OR ");
    case Op::kNot:
      return "NOT " + node_text(node.children.front());
    case Op::kNear:
      return join(node, " NEAR/" + std::to_string(node.distance) + " ");
    case Op::kBefore:
      return join(node, " BEFORE/" + std::to_string(node.distance) + " ");
    case Op::kField:
      return to_text(node.field);
    default:
      return leaf_text(node);
  }
}

std::string_view name_of(Op op) {
  switch (op) {
    case Op::kAnd:
      return "and";
    case Op::kOr:
      return "or";
    case Op::kNot:
      return "not";
    case Op::kWord:
      return "word";
    case Op::kPrefix:
      return "prefix";
    case Op::kExact:
      return "exact";
    case Op::kPhrase:
      return "phrase";
    case Op::kNear:
      return "near";
    case Op::kBefore:
      return "before";
    case Op::kField:
      return "field";
  }
  return {};
}

std::string_view name_of(text::Kind kind) {
  switch (kind) {
    case text::Kind::kWord:
      return "word";
    case text::Kind::kEmoji:
      return "emoji";
    case text::Kind::kHashtag:
      return "hashtag";
    case text::Kind::kMention:
      return "mention";
  }
  return {};
}

std::string shown(const Term& term) {
  const std::string_view sign = term.kind == text::Kind::kHashtag ? "#" : term.kind == text::Kind::kMention ? "@" : "";
  return std::string(sign) + term.folded + (term.is_prefix ? "*" : "");
}

bool is_distance(Op op) { return op == Op::kNear || op == Op::kBefore; }

std::string outline_line(const Node& node) {
  std::string out(name_of(node.op));
  if (is_distance(node.op)) return out + "/" + std::to_string(node.distance);
  if (node.op == Op::kField) return out + " " + to_text(node.field);
  if (node.terms.empty()) return out;
  if (node.terms.front().is_exact) return out + " =" + in_quotes(node.typed);
  for (const auto& term : node.terms) out += " " + shown(term);
  return out;
}

void outline(const Node& node, std::size_t depth, std::string& out) {
  out += std::string(depth * 2, ' ') + outline_line(node) + "\n";
  for (const auto& child : node.children) outline(child, depth + 1, out);
}

// RFC 8259 §7. `text` is valid UTF-8.
void put_json_string(std::string_view text, std::string& out) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void put_member(std::string_view name, std::string_view value, std::string& out) {
  out += ",\"" + std::string(name) + "\":";
  put_json_string(value, out);
}

void put_json(const Node& node, std::string& out);

void put_leaf_json(const Node& node, std::string& out) {
  if (node.op == Op::kField) {
    const auto text = to_text(node.field);
    const auto colon = text.find(':');
    put_member("name", text.substr(0, colon), out);
    return put_member("value", text.substr(colon + 1), out);
  }
  put_member("typed", node.typed, out);
  out += ",\"words\":[";
  for (const auto& term : node.terms) {
    if (&term != &node.terms.front()) out += ',';
    out += "{\"kind\":\"" + std::string(name_of(term.kind)) + "\",\"folded\":";
    put_json_string(term.folded, out);
    out += ",\"prefix\":" + std::string(term.is_prefix ? "true" : "false") + "}";
  }
  out += ']';
}

void put_json(const Node& node, std::string& out) {
  out += "{\"op\":\"" + std::string(name_of(node.op)) + "\"";
  if (node.children.empty()) {
    put_leaf_json(node, out);
  } else {
    if (is_distance(node.op)) out += ",\"distance\":" + std::to_string(node.distance);
    out += ",\"children\":[";
    for (const auto& child : node.children) {
      if (&child != &node.children.front()) out += ',';
      put_json(child, out);
    }
    out += ']';
  }
  out += '}';
}

}  // namespace

std::string Query::to_text() const { return node_text(root()); }

std::string explain(const Query& query) {
  std::string out;
  outline(query.root(), 0, out);
  return out;
}

std::string explain_json(const Query& query) {
  std::string out;
  put_json(query.root(), out);
  return out;
}

}  // namespace vigie::query
