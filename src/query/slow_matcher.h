// For tests alone: the meaning of a simplified tree said as plainly as possible, without compiling,
// tables or short cuts. What the machines are held to.
// Threads: pure functions.
#pragma once

#include <algorithm>
#include <vector>

#include "query/document.h"
#include "query/query.h"

namespace vigie::query::slow {

struct Stretch {  // Positions, both included.
  std::uint32_t from;
  std::uint32_t to;
};

inline bool is(const Term& term, const text::Words& words, const text::Word& word) {
  if (term.is_prefix) return word.kind == term.kind && words.folded(word).substr(0, term.folded.size()) == term.folded;
  return word.term == term.term && (!term.is_exact || word.exact == term.exact);
}

inline bool is_at(const Term& term, const text::Words& words, std::uint32_t position) {
  const auto all = words.all();
  return std::any_of(all.begin(), all.end(),
                     [&](const auto& word) { return word.position == position && is(term, words, word); });
}

// A hashtag or mention may lie over several words.
inline std::uint32_t last_position(const text::Words& words, const text::Word& word) {
  std::uint32_t out = word.position;
  if (word.kind != text::Kind::kHashtag && word.kind != text::Kind::kMention) return out;
  for (const auto& other : words.all()) {
    if (other.part == word.part && other.from >= word.from && other.from < word.to) out = std::max(out, other.position);
  }
  return out;
}

inline std::vector<Stretch> stretches(const Node& leaf, const text::Words& words) {
  std::vector<Stretch> out;
  for (const auto& last : words.all()) {  // Each word that the last term may be.
    const auto& term = leaf.terms.back();
    if (last.position < term.offset || !is(term, words, last)) continue;
    const auto position = last.position - term.offset;
    if (std::all_of(leaf.terms.begin(), leaf.terms.end(),
                    [&](const auto& other) { return is_at(other, words, position + other.offset); })) {
      out.push_back({position, last_position(words, last)});
    }
  }
  return out;
}

inline std::vector<Stretch> side(const Node& node, const text::Words& words) {
  if (node.op != Op::kOr) return stretches(node, words);
  std::vector<Stretch> out;
  for (const auto& child : node.children) {
    for (const auto& one : stretches(child, words)) out.push_back(one);
  }
  return out;
}

inline bool near(const Node& node, const text::Words& words) {
  const auto follows = [&](Stretch a, Stretch b) { return b.from > a.to && b.from - a.to - 1 <= node.distance; };
  for (const auto a : side(node.children[0], words)) {
    for (const auto b : side(node.children[1], words)) {
      if (follows(a, b) || (node.op == Op::kNear && follows(b, a))) return true;
    }
  }
  return false;
}

inline bool matches(const Node& node, const Document& document) {
  const auto child_matches = [&](const Node& child) { return matches(child, document); };
  switch (node.op) {
    case Op::kAnd:
      return std::all_of(node.children.begin(), node.children.end(), child_matches);
    case Op::kOr:
      return std::any_of(node.children.begin(), node.children.end(), child_matches);
    case Op::kNot:
      return !matches(node.children.front(), document);
    case Op::kNear:
    case Op::kBefore:
      return near(node, *document.words);
    case Op::kField:
      return holds(node.field, document);
    default:
      return !stretches(node, *document.words).empty();
  }
}

}  // namespace vigie::query::slow
