#include "query/filing.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <span>

#include "query/field_terms.h"
#include "query/prefix_key.h"
#include "query/rarity.h"

namespace vigie::query {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kFieldCost = 1e15;  // More than any word: a field holds for a good part of all posts.
constexpr std::size_t kGroupTermsMax = 8;
constexpr std::size_t kGroupsMax = 4;

// Terms of which a post that matches has at least one.
struct Group {
  double cost = 0;  // Of the drawers that would catch the same.
  std::size_t size = 0;
  std::array<std::uint64_t, kGroupTermsMax> terms{};

  std::span<const std::uint64_t> all() const { return {terms.data(), size}; }
  bool has(std::uint64_t term) const {
    return std::find(terms.begin(), terms.begin() + size, term) != terms.begin() + size;
  }
  bool add(const Group& other) {
    if (size + other.size > kGroupTermsMax) return false;
    std::copy_n(other.terms.begin(), other.size, terms.begin() + size);
    size += other.size;
    cost += other.cost;
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

  // What a posting under `key` is to be asked.
  void write(std::uint64_t key, std::vector<GuardTerm>& out) const {
    std::size_t room = kGuardTermsMax;
    std::size_t groups = 0;
    for (const Group& group : groups_) {
      if (group.has(key) || group.size > room || groups == kGroupsMax) continue;
      for (const auto term : group.all()) out.push_back(static_cast<GuardTerm>(term & ~std::uint64_t{kGroupEnds}));
      out.back() |= kGroupEnds;
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
      file(root, needed);
    }
  }

 private:
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
        return rarity_.cost(rarest(node));
    }
  }

  const Term& rarest(const Node& leaf) const {
    return *std::min_element(leaf.terms.begin(), leaf.terms.end(),
                             [&](const auto& a, const auto& b) { return rarity_.cost(a) < rarity_.cost(b); });
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
        out_.asks_fields = out_.asks_fields || term.has_value();
        return term ? std::optional(group_of(guard_cost(node.field), *term)) : std::nullopt;
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
        std::optional<Group> best;
        for (const auto& term : node.terms) {
          if (term.is_prefix) continue;
          const double cost = rarity_.cost(term);
          if (!best || cost < best->cost) best = group_of(cost, term.term);
        }
        return best;
      }
    }
  }

  // Our language, and what few posts are or have, turn more away than a common word does; the kind of a post rarely.
  static double guard_cost(const FieldTest& field) {
    return field.name == FieldName::kKind || field.name == FieldName::kHasLink ? kFieldCost : 0;
  }

  void add_needed(const Node& node, Needed& needed) const {
    if (node.op == Op::kAnd || node.op == Op::kNear || node.op == Op::kBefore) {
      for (const auto& child : node.children) add_needed(child, needed);
    } else if (node.op == Op::kPhrase) {
      for (const auto& term : node.terms) {
        if (!term.is_prefix) needed.add(group_of(rarity_.cost(term), term.term));
      }
    } else if (const auto whole = group(node)) {
      needed.add(*whole);
    }
  }

  void file(const Node& node, const Needed& needed) {
    if (node.op == Op::kOr) {
      for (const auto& child : node.children) {
        Needed of_branch = needed;
        add_needed(child, of_branch);
        file(child, of_branch);
      }
    } else if (node.op == Op::kField) {
      add(*term_of(node.field), needed, out_.by_term);
    } else if (node.children.empty()) {
      add(rarest(node), needed);
    } else {
      file(cheapest(node), needed);
    }
  }

  void add(const Term& term, const Needed& needed) {
    if (!term.is_prefix) return add(term.term, needed, out_.by_term);
    const auto bytes = std::min(term.folded.size(), kPrefixBytesMax);
    const auto first = prefix_bytes(term.folded);
    out_.prefix_sizes |= 1U << bytes;
    if (bytes >= kStartBytes) out_.starts.push_back(start_of(first));
    add(prefix_key(term.kind, first, bytes), needed, out_.by_prefix);
  }

  void add(std::uint64_t key, const Needed& needed, std::vector<Filing>& out) {
    const auto from = out_.guards.size();
    needed.write(key, out_.guards);
    out.push_back(
        {key, watch_, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(out_.guards.size() - from)});
  }

  std::uint32_t watch_;
  const Rarity& rarity_;
  Filings& out_;
};

}  // namespace

void file(const Node& root, std::uint32_t watch, const Rarity& rarity, Filings& out) {
  Filer(watch, rarity, out).file(root);
}

}  // namespace vigie::query
