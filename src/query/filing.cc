#include "query/filing.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>

namespace vigie::query {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

// The two rarest of the terms that must be there.
class Needed {
 public:
  void add(double cost, std::uint64_t term) {
    if (term == best_ || term == second_) return;
    if (cost < best_cost_) {
      second_ = best_;
      second_cost_ = best_cost_;
      best_ = term;
      best_cost_ = cost;
    } else if (cost < second_cost_) {
      second_ = term;
      second_cost_ = cost;
    }
  }
  std::uint64_t besides(std::uint64_t term) const { return best_ == term ? second_ : best_; }

 private:
  std::uint64_t best_ = 0;
  std::uint64_t second_ = 0;
  double best_cost_ = kNever;
  double second_cost_ = kNever;
};

class Filer {
 public:
  Filer(std::uint32_t watch, const Rarity& rarity, Filings& out) : watch_(watch), rarity_(rarity), out_(out) {}

  void file(const Node& root) {
    if (cost(root) == kNever) {
      out_.always.push_back(watch_);
    } else {
      Needed needed;
      add_needed(root, needed);
      file(root, needed);
    }
  }

 private:
  // Of the cheapest drawers that together catch whatever matches `node`.
  double cost(const Node& node) const {
    double out = kNever;
    switch (node.op) {
      case Op::kNot:
      case Op::kField:
        return kNever;
      case Op::kOr:
        out = 0;
        for (const auto& child : node.children) out += cost(child);
        return out;
      case Op::kAnd:
      case Op::kNear:
      case Op::kBefore:
        for (const auto& child : node.children) out = std::min(out, cost(child));
        return out;
      default:
        return rarity_.cost(rarest(node));
    }
  }

  const Term& rarest(const Node& leaf) const {
    return *std::min_element(leaf.terms.begin(), leaf.terms.end(),
                             [&](const auto& a, const auto& b) { return rarity_.cost(a) < rarity_.cost(b); });
  }

  void add_needed(const Node& node, Needed& needed) const {
    if (node.op == Op::kNot || node.op == Op::kOr) return;
    for (const auto& term : node.terms) {
      if (!term.is_prefix) needed.add(rarity_.cost(term), term.term);
    }
    for (const auto& child : node.children) add_needed(child, needed);
  }

  void file(const Node& node, const Needed& needed) {
    if (node.op == Op::kOr) {
      for (const auto& child : node.children) {
        Needed of_branch = needed;
        add_needed(child, of_branch);
        file(child, of_branch);
      }
    } else if (node.children.empty()) {
      add(rarest(node), needed);
    } else {
      file(*std::min_element(node.children.begin(), node.children.end(),
                             [&](const auto& a, const auto& b) { return cost(a) < cost(b); }),
           needed);
    }
  }

  void add(const Term& term, const Needed& needed) {
    const auto second = static_cast<std::uint32_t>(needed.besides(term.term));
    if (!term.is_prefix) return out_.by_term.push_back({term.term, watch_, second});
    const auto bytes = std::min(term.folded.size(), kPrefixBytesMax);
    out_.prefix_sizes |= 1U << bytes;
    out_.by_prefix.push_back({prefix_key(term.kind, prefix_bytes(term.folded), bytes), watch_, second});
  }

  std::uint32_t watch_;
  const Rarity& rarity_;
  Filings& out_;
};

}  // namespace

std::uint64_t prefix_bytes(std::string_view folded) {
  std::uint64_t out = 0;
  std::memcpy(&out, folded.data(), std::min(folded.size(), sizeof out));
  return out;
}

std::uint64_t prefix_key(text::Kind kind, std::uint64_t first, std::size_t bytes) {
  static_assert(kPrefixBytesMax == sizeof first);
  const std::uint64_t kept = first << (8 * (kPrefixBytesMax - bytes));  // Little-endian: the last bytes go.
  std::uint64_t z = kept + (static_cast<std::uint64_t>(kind) * 16 + bytes) * 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

void file(const Node& root, std::uint32_t watch, const Rarity& rarity, Filings& out) {
  Filer(watch, rarity, out).file(root);
}

}  // namespace vigie::query
