#include "query/simplify.h"

#include <algorithm>
#include <unordered_map>

#include "base/hash.h"

namespace vigie::query {
namespace {

std::uint64_t mix(std::uint64_t seed, std::uint64_t value) {
  return (seed ^ value) * 0x9E3779B97F4A7C15ULL + (seed >> 29);
}

// Equal nodes have equal hashes; fields are told apart by comparing.
std::uint64_t hash_of(const Node& node) {
  std::uint64_t out = mix(static_cast<std::uint64_t>(node.op), static_cast<std::uint64_t>(node.field.name));
  for (const auto& term : node.terms) out = mix(out, term.exact ^ hash64(term.folded, term.is_prefix ? 1 : 0));
  for (const auto& child : node.children) out = mix(out, hash_of(child));
  return out;
}

class Simplifier {
 public:
  // `column` is that of the negation in force.
  Node simplify(Node node, bool negated, std::uint32_t column) {
    switch (node.op) {
      case Op::kNot:
        return simplify(std::move(node.children.front()), !negated, node.column);
      case Op::kAnd:
      case Op::kOr:
        return branch(std::move(node), negated, column);
      case Op::kNear:
      case Op::kBefore:
        for (auto& side : node.children) side = simplify(std::move(side), false, 0);
        break;
      default:
        break;
    }
    return negated ? negation(std::move(node), column) : node;
  }

 private:
  static Node negation(Node node, std::uint32_t column) {
    Node out;
    out.op = Op::kNot;
    out.column = column;
    out.children.push_back(std::move(node));
    return out;
  }

  Node branch(Node node, bool negated, std::uint32_t column) {
    Node out;
    out.op = (node.op == Op::kAnd) == negated ? Op::kOr : Op::kAnd;
    out.column = node.column;
    std::unordered_multimap<std::uint64_t, std::size_t> seen;
    for (auto& child : node.children) {
      Node plain = simplify(std::move(child), negated, column);
      if (plain.op != out.op) {
        add(std::move(plain), out.children, seen);
        continue;
      }
      for (auto& inner : plain.children) add(std::move(inner), out.children, seen);
    }
    if (out.children.size() > 1) return out;
    Node only = std::move(out.children.front());
    return only;
  }

  static void add(Node child, std::vector<Node>& out, std::unordered_multimap<std::uint64_t, std::size_t>& seen) {
    const auto hash = hash_of(child);
    const auto [from, to] = seen.equal_range(hash);
    for (auto it = from; it != to; ++it) {
      if (out[it->second] == child) return;
    }
    seen.emplace(hash, out.size());
    out.push_back(std::move(child));
  }
};

}  // namespace

Node simplify(Node node) { return Simplifier().simplify(std::move(node), false, 0); }

std::uint32_t lone_negation(const Node& node) {
  if (node.op == Op::kNot) return node.column;
  if (node.op == Op::kOr) {
    for (const auto& child : node.children) {
      if (const auto column = lone_negation(child)) return column;
    }
    return 0;
  }
  if (node.op != Op::kAnd) return 0;
  for (const auto& child : node.children) {
    if (lone_negation(child) == 0) return 0;
  }
  return lone_negation(node.children.front());
}

}  // namespace vigie::query
