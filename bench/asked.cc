#include "asked.h"

#include <set>

#include "query/fields.h"
#include "said.h"

namespace vigie::bench {
namespace {

using query::Node;
using query::Op;

std::string token_of(const query::Term& term) {
  if (term.folded.size() > kTokenBytesMax)
    throw LeftOut{"a word of more than " + std::to_string(kTokenBytesMax) + " bytes"};
  const char* sign = term.kind == text::Kind::kHashtag ? "#" : term.kind == text::Kind::kMention ? "@" : "";
  return sign + term.folded;
}

std::string put_phrase(const Node& node) {
  std::string out = "q " + std::to_string(node.terms.size());
  for (const auto& term : node.terms) {
    if (term.is_prefix) throw LeftOut{"a phrase that ends in a prefix"};
    if (term.is_exact) throw LeftOut{"an exact form"};
    out += " " + std::to_string(term.offset) + " " + token_of(term);
  }
  return out;
}

// Lucene's spans of one word mean the same as ours where no word can stand on both sides.
void check_side(const Node& node, std::set<std::string>& words) {
  if (node.op == Op::kOr) {
    for (const auto& child : node.children) check_side(child, words);
    return;
  }
  if (node.op != Op::kWord || node.terms.front().kind != text::Kind::kWord)
    throw LeftOut{"NEAR of more than plain words"};
  words.insert(node.terms.front().folded);
}

void check_distance(const Node& node) {
  std::set<std::string> left, right;
  check_side(node.children[0], left);
  check_side(node.children[1], right);
  for (const auto& word : left) {
    if (right.contains(word)) throw LeftOut{"NEAR with a word on both sides"};
  }
}

std::string put_field(const query::FieldTest& field) {
  using query::FieldName;
  switch (field.name) {
    case FieldName::kLang:
    case FieldName::kMood:
    case FieldName::kKind:
    case FieldName::kHasLink:
    case FieldName::kHasImage:
    case FieldName::kIsReply:
    case FieldName::kIsRepost:
      return "k " + query::to_text(field);
    default:
      throw LeftOut{"a field that is no keyword"};
  }
}

std::string put(const Node& node) {
  std::string out;
  if (node.op == Op::kNear || node.op == Op::kBefore) check_distance(node);
  for (const auto& child : node.children) out += put(child) + " ";
  switch (node.op) {
    case Op::kAnd:
      return out + "a " + std::to_string(node.children.size());
    case Op::kOr:
      return out + "o " + std::to_string(node.children.size());
    case Op::kNot:
      return out + "n";
    case Op::kWord:
      return "w " + token_of(node.terms.front());
    case Op::kPrefix:
      return "p " + token_of(node.terms.front());
    case Op::kExact:
      throw LeftOut{"an exact form"};
    case Op::kPhrase:
      return put_phrase(node);
    case Op::kNear:
      return out + "near " + std::to_string(node.distance);
    case Op::kBefore:
      return out + "before " + std::to_string(node.distance);
    case Op::kField:
      return put_field(node.field);
  }
  return out;
}

}  // namespace

std::variant<std::string, LeftOut> asked_line(const query::Query& query) {
  try {
    return put(query.root());
  } catch (const LeftOut& left_out) {
    return left_out;
  }
}

}  // namespace vigie::bench
