#include "query/filing.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <span>

#include "query/field_terms.h"
#include "query/pair_term.h"
#include "query/prefix_key.h"
#include "query/rarity.h"

namespace vigie::query {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kFieldCost = 1e15;  // More than any word: a field holds for a good part of all posts.
constexpr std::size_t kGroupTermsMax = 8;
constexpr std::size_t kGroupsMax = 4;
constexpr double kPairShare = 0.1;  // Of the rarer of two words, so much stands beside the other, if both are common.

// Terms of which a post that matches has at least one.
struct Group {
  double cost = 0;  // Of the drawers that would catch the same.
  std::size_t size = 0;
  std::array<std::uint64_t, kGroupTermsMax> terms{};
  FieldNames fields = 0;  // Of which some terms are.
  bool has_pairs = false;

  std::span<const std::uint64_t> all() const { return {terms.data(), size}; }
  bool has_any(std::span<const std::uint64_t> wanted) const {
    return std::ranges::find_first_of(all(), wanted) != all().end();
  }
  bool add(const Group& other) {
    if (size + other.size > kGroupTermsMax) return false;
    std::copy_n(other.terms.begin(), other.size, terms.begin() + size);
    size += other.size;
    cost += other.cost;
    fields |= other.fields;
    has_pairs = has_pairs || other.has_pairs;
    return true;
  }
  bool operator==(const Group& other) const { return std::ranges::equal(all(), other.all()); }
};

// The groups that turn most posts away, best first.
class Needed {
 public:
  void add(const Group& group) {
    if (std::find(groups_.begin(), groups_.end(), group) != groups_.end()) return;
    const auto place = std::upper_bound(groups_.begin(), groups_.end(), group,
                                        [](const Group& a, const Group& b) { return a.cost < b.cost; });
    groups_.insert(place, group);
    if (groups_.size() > kGroupsMax + 1) groups_.pop_back();  // One more: that of the key falls away.
  }

  // What a posting is to be asked whose key is there if `implied` are.
  void write(std::span<const std::uint64_t> implied, Filings& filings) const {
    auto& out = filings.guards;
    std::size_t room = kGroupTermsInGuardMax;
    std::size_t groups = 0;
    for (const Group& group : groups_) {
      if (group.has_any(implied) || group.size > room || groups == kGroupsMax) continue;
      for (const auto term : group.all()) out.push_back(static_cast<GuardTerm>(term & kGuardTermBits));
      out.back() |= kGroupEnds;
      filings.fields |= group.fields;
      filings.asks_pairs = filings.asks_pairs || group.has_pairs;
      room -= group.size;
      ++groups;
    }
  }

 private:
  std::vector<Group> groups_;
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
      const Node* but_for_doubts = without_doubts(root);
      file(but_for_doubts != nullptr ? *but_for_doubts : root, needed, true);
    }
  }

 private:
  // What `root` asks besides exclusions of single terms, if it is one thing; those become the doubts.
  const Node* without_doubts(const Node& root) {
    if (root.op != Op::kAnd) return nullptr;
    const Node* out = nullptr;
    for (const auto& child : root.children) {
      const bool is_excluded = child.op == Op::kNot;
      if (is_excluded ? !add_doubt(child.children.front()) : out != nullptr) return forget_doubts();
      if (!is_excluded) out = &child;
    }
    return out;
  }

  bool add_doubt(const Node& excluded) {
    if (doubts_.size() == kDoubtsMax) return false;
    std::optional<std::uint64_t> term;
    if (excluded.op == Op::kWord) term = excluded.terms.front().term;
    if (excluded.op == Op::kField) {
      term = term_of(excluded.field);
      fields_of_doubts_ |= names_of(excluded.field.name);
    }
    if (term) doubts_.push_back(static_cast<GuardTerm>((*term & kGuardTermBits) | kDoubt));
    return term.has_value();
  }

  const Node* forget_doubts() {
    doubts_.clear();
    fields_of_doubts_ = 0;
    return nullptr;
  }

  // Of the cheapest drawers that together catch whatever matches `node`.
  double cost(const Node& node) const {
    double out = kNever;
    switch (node.op) {
      case Op::kNot:
        return kNever;
      case Op::kField:
        return term_of(node.field) ? kFieldCost : kNever;
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
        return key_of(node).cost;
    }
  }

  // What a word, prefix, exact form or phrase is best filed under.
  struct Key {
    double cost = kNever;
    std::uint64_t term = 0;
    const Term* prefix = nullptr;            // Instead of `term`.
    std::array<std::uint64_t, 3> implied{};  // The terms that are there with it.
  };

  Key key_of(const Node& leaf) const {
    Key best;
    const auto offer = [&](const Key& key) {
      if (key.cost < best.cost) best = key;
    };
    for (std::size_t i = 0; i < leaf.terms.size(); ++i) {
      const Term& one = leaf.terms[i];
      const double cost = rarity_.cost(one);
      offer({cost, one.term, one.is_prefix ? &one : nullptr, {one.term, one.term, one.term}});
      if (i == 0 || one.is_prefix) continue;
      const Term& before = leaf.terms[i - 1];
      if (before.offset + 1 != one.offset) continue;
      const auto pair = pair_term(before.term, one.term);
      offer({std::min(cost, rarity_.cost(before)) * kPairShare, pair, nullptr, {before.term, one.term, pair}});
    }
    return best;
  }

  const Node& cheapest(const Node& node) const {
    return *std::min_element(node.children.begin(), node.children.end(),
                             [&](const auto& a, const auto& b) { return cost(a) < cost(b); });
  }

  static Group group_of(double cost, std::uint64_t term) {
    Group out;
    out.cost = cost;
    out.terms[0] = term;
    out.size = 1;
    return out;
  }

  // The best that can be asked of `node` as a whole, if it is short enough.
  std::optional<Group> group(const Node& node) const {
    switch (node.op) {
      case Op::kNot:
        return std::nullopt;
      case Op::kField: {
        const auto term = term_of(node.field);
        if (!term) return std::nullopt;
        auto out = group_of(guard_cost(node.field), *term);
        out.fields = names_of(node.field.name);
        return out;
      }
      case Op::kOr: {
        Group out;
        for (const auto& child : node.children) {
          const auto branch = group(child);
          if (!branch || !out.add(*branch)) return std::nullopt;
        }
        return out;
      }
      case Op::kAnd:
      case Op::kNear:
      case Op::kBefore: {
        std::optional<Group> best;
        for (const auto& child : node.children) {
          const auto one = group(child);
          if (one && (!best || one->cost < best->cost)) best = one;
        }
        return best;
      }
      default: {
        const auto key = key_of(node);
        if (key.prefix != nullptr) return std::nullopt;
        auto out = group_of(key.cost, key.term);
        out.has_pairs = is_pair(node, key);
        return out;
      }
    }
  }

  static bool is_pair(const Node& leaf, const Key& key) {
    return leaf.op == Op::kPhrase && key.prefix == nullptr && key.implied[0] != key.term;
  }

  // Our language, and what few posts are or have, turn more away than a common word does; the kind of a post rarely.
  static double guard_cost(const FieldTest& field) {
    return field.name == FieldName::kKind || field.name == FieldName::kHasLink ? kFieldCost : 0;
  }

  void add_needed(const Node& node, Needed& needed) const {
    if (node.op == Op::kAnd || node.op == Op::kNear || node.op == Op::kBefore) {
      for (const auto& child : node.children) add_needed(child, needed);
    } else if (const auto whole = group(node)) {
      needed.add(*whole);
    }
  }

  // `decides`: the whole holds if `node` does.
  void file(const Node& node, const Needed& needed, bool decides) {
    if (node.op == Op::kOr) {
      for (const auto& child : node.children) {
        Needed of_branch = needed;
        add_needed(child, of_branch);
        file(child, of_branch, decides);
      }
    } else if (node.op == Op::kField) {
      const auto term = *term_of(node.field);
      out_.fields |= names_of(node.field.name);
      add(term, {&term, 1}, needed, decides, out_.by_term);
    } else if (node.children.empty()) {
      file_leaf(node, needed, decides);
    } else {
      file(cheapest(node), needed, false);
    }
  }

  // Whether the leaf holds if and only if the key is there: a word, or two words one behind the other.
  static bool is_all_of(const Node& leaf, const Key& key) {
    return leaf.op == Op::kWord || (leaf.op == Op::kPhrase && leaf.terms.size() == 2 && is_pair(leaf, key) &&
                                    !leaf.terms[0].is_exact && !leaf.terms[1].is_exact);
  }

  void file_leaf(const Node& leaf, const Needed& needed, bool decides) {
    const auto key = key_of(leaf);
    out_.asks_pairs = out_.asks_pairs || is_pair(leaf, key);
    if (key.prefix == nullptr) return add(key.term, key.implied, needed, decides && is_all_of(leaf, key), out_.by_term);
    const Term& prefix = *key.prefix;
    const auto bytes = std::min(prefix.folded.size(), kPrefixBytesMax);
    out_.prefix_sizes |= 1U << bytes;
    if (bytes >= kStartBytes) out_.starts.push_back({start_of(prefix.folded.data()), static_cast<std::uint8_t>(bytes)});
    add(prefix_key(prefix.kind, PrefixBytes::of(prefix.folded), bytes), {}, needed, false, out_.by_prefix);
  }

  void add(std::uint64_t key, std::span<const std::uint64_t> implied, const Needed& needed, bool is_sure,
           std::vector<Filing>& out) {
    const auto from = out_.guards.size();
    needed.write(implied, out_);
    if (is_sure) {
      out_.guards.insert(out_.guards.end(), doubts_.begin(), doubts_.end());
      out_.fields |= fields_of_doubts_;
    }
    const auto size = out_.guards.size() - from;
    out.push_back({key, watch_, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(size), is_sure});
  }

  std::uint32_t watch_;
  const Rarity& rarity_;
  Filings& out_;
  std::vector<GuardTerm> doubts_;
  FieldNames fields_of_doubts_ = 0;
};

}  // namespace

void file(const Node& root, std::uint32_t watch, const Rarity& rarity, Filings& out) {
  Filer(watch, rarity, out).file(root);
}

}  // namespace vigie::query
