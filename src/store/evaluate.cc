#include "store/evaluate.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "query/document.h"
#include "store/bits.h"

namespace vigie::store {
namespace {

using query::FieldName;
using query::FieldTest;
using query::Node;
using query::Op;

// Those of a set of documents that match for certain, and those that may, by their places in the set.
struct Verdict {
  Bits sure;  // A part of `possible`.
  Bits possible;
};

// Some documents, rising: a stretch, or a list.
struct Docs {
  std::uint32_t from = 0;
  std::uint32_t count = 0;
  std::vector<std::uint32_t> list;
  bool is_list = false;

  std::uint32_t at(std::uint32_t place) const { return is_list ? list[place] : from + place; }
};

// What an AND leaves of a set: places in it, rising, and which of them are sure (by their index here).
struct Narrowed {
  std::vector<std::uint32_t> places;
  Bits sure;
};

// A query's node with what one segment says of it.
struct Part {
  enum class Kind : std::uint8_t { kAll, kAny, kNot, kList, kBits, kField };
  Kind kind = Kind::kList;
  bool is_open = false;  // What it finds must be read again.
  std::size_t about = 0;
  std::vector<Part> children;                // kAll: the rarest first.
  std::shared_ptr<const Postings> postings;  // kList; null where `about` is 0.
  Bits bits{0};                              // kBits
  const FieldTest* test = nullptr;
  std::vector<bool> sources;  // Of a test of the source: which are wanted.
};

// What a query's parts find is kept while it is asked, in every segment at once: so each word's list is held once,
// and the prefixes of one AND, and those of one OR, are one bitmap.
class Builder {
 public:
  Builder(const Segment& segment, std::uint32_t doc_count) : segment_(segment), doc_count_(doc_count) {}

  Part build(const Node& node) {
    switch (node.op) {
      case Op::kAnd:
        return all_of(node.children);
      case Op::kOr:
        return any_of(pointers(node.children));
      case Op::kNot:
        return none_of(pointers(node.children));
      case Op::kNear:
      case Op::kBefore: {
        Part part = all_of(node.children);
        part.is_open = true;
        return part;
      }
      case Op::kWord:
      case Op::kPrefix:
        return of_term(node.terms.front());
      case Op::kExact:
      case Op::kPhrase: {
        Part part = all_terms(node.terms);
        part.is_open = true;
        return part;
      }
      case Op::kField:
        return of_field(node.field);
    }
    return {};
  }

 private:
  static constexpr std::uint32_t kDocsPerListed = 32;  // A list takes 32 bits a document found, a bitmap one each.

  static std::vector<const Node*> pointers(const std::vector<Node>& nodes) {
    std::vector<const Node*> out;
    out.reserve(nodes.size());
    for (const auto& node : nodes) out.push_back(&node);
    return out;
  }
  static bool is_prefix(const Node& node) {
    return (node.op == Op::kWord || node.op == Op::kPrefix) && node.terms.front().is_prefix;
  }

  Part all_of(const std::vector<Node>& nodes) {
    std::vector<Part> children;
    std::vector<const Node*> refused;
    std::optional<Bits> prefixes;
    for (const auto& node : nodes) {
      if (node.op == Op::kNot) {
        refused.push_back(&node.children.front());
      } else if (is_prefix(node)) {
        keep_prefix(node.terms.front(), prefixes);
      } else {
        children.push_back(build(node));
        if (children.back().about == 0) return {};  // Nothing matches, whatever the others say.
      }
    }
    if (prefixes) children.push_back(of_bits(std::move(*prefixes)));
    if (!refused.empty() && !finds_nothing(children)) children.push_back(none_of(refused));
    return all_of(std::move(children));
  }
  Part all_terms(const std::vector<query::Term>& terms) {
    std::set<std::uint64_t> words;
    std::set<std::pair<text::Kind, std::string_view>> begun;
    std::vector<Part> children;
    std::optional<Bits> prefixes;
    for (const auto& term : terms) {
      if (term.is_prefix) {
        if (begun.emplace(term.kind, term.folded).second) keep_prefix(term, prefixes);
      } else if (words.insert(term.term).second) {
        children.push_back(of_term(term));
        if (children.back().about == 0) return {};
      }
    }
    if (prefixes) children.push_back(of_bits(std::move(*prefixes)));
    return all_of(std::move(children));
  }
  static bool finds_nothing(const std::vector<Part>& parts) {
    return std::any_of(parts.begin(), parts.end(), [](const Part& part) { return part.about == 0; });
  }
  static Part all_of(std::vector<Part> children) {
    Part part;
    part.kind = Part::Kind::kAll;
    part.children = std::move(children);
    std::stable_sort(part.children.begin(), part.children.end(),
                     [](const Part& left, const Part& right) { return left.about < right.about; });
    part.about = part.children.front().about;
    return part;
  }
  Part any_of(const std::vector<const Node*>& nodes) {
    Part part;
    part.kind = Part::Kind::kAny;
    const auto add = [&](Part child) {
      if (child.about == 0) return;
      part.about += child.about;
      part.children.push_back(std::move(child));
    };
    std::optional<Bits> prefixes;
    for (const Node* node : nodes) {
      if (is_prefix(*node)) {
        if (!prefixes) prefixes.emplace(doc_count_);
        add_prefix(node->terms.front(), *prefixes);
      } else {
        add(build(*node));
      }
    }
    if (prefixes) add(of_bits(std::move(*prefixes)));
    part.about = std::min<std::size_t>(part.about, doc_count_);
    return part;
  }
  Part none_of(const std::vector<const Node*>& nodes) {
    Part part;
    part.kind = Part::Kind::kNot;
    part.about = doc_count_;
    part.children.push_back(any_of(nodes));
    return part;
  }

  static Part of_list(std::shared_ptr<const Postings> postings) {
    Part part;
    part.about = postings->about();
    part.postings = std::move(postings);
    return part;
  }
  Part of_term(const query::Term& term) {
    if (term.is_prefix) {
      Bits bits(doc_count_);
      add_prefix(term, bits);
      return of_bits(std::move(bits));
    }
    auto& list = lists_[term.term];
    if (list == nullptr) list = std::make_shared<const Postings>(segment_.postings(term.term, doc_count_));
    return of_list(list);
  }
  Part of_bits(Bits bits) const {
    const std::uint32_t count = bits.count();
    if (count < doc_count_ / kDocsPerListed) {
      std::vector<std::uint32_t> docs;
      docs.reserve(count);
      bits.each([&](std::uint32_t doc) { docs.push_back(doc); });
      return of_list(std::make_shared<const Postings>(std::move(docs)));
    }
    Part part;
    part.kind = Part::Kind::kBits;
    part.bits = std::move(bits);
    part.about = count;
    return part;
  }
  void add_prefix(const query::Term& term, Bits& bits) const {
    segment_.add_prefix(shelf_of(term.kind), term.folded, bits);
  }
  void keep_prefix(const query::Term& term, std::optional<Bits>& kept) const {
    if (kept && kept->empty()) return;
    Bits bits(doc_count_);
    add_prefix(term, bits);
    if (kept) bits.keep(*kept);
    kept = std::move(bits);
  }

  Part of_field(const FieldTest& test) const {
    if (test.name == FieldName::kAuthor) {
      Part part = of_list(std::make_shared<const Postings>(segment_.docs_named(name_hash(test.value), doc_count_)));
      part.is_open = true;
      return part;
    }
    if (test.name == FieldName::kIsCorrected) {
      return of_list(std::make_shared<const Postings>(segment_.corrected(doc_count_)));
    }
    Part part;
    part.kind = Part::Kind::kField;
    part.test = &test;
    part.about = doc_count_ / 2 + doc_count_ % 2;  // After any word that is not everybody's.
    part.is_open = test.name == FieldName::kSite;
    if (test.name == FieldName::kRating && segment_.columns().rating == nullptr) part.about = 0;
    if (test.name == FieldName::kSource) {
      const text::Words no_words;
      bool any = false;
      for (const auto& source : segment_.sources()) {
        post::Post post;
        post.source = source;
        part.sources.push_back(query::holds(test, {&post, &no_words, {}}));
        any = any || part.sources.back();
      }
      if (!any) part.about = 0;
    }
    return part;
  }

  const Segment& segment_;
  const std::uint32_t doc_count_;
  std::unordered_map<std::uint64_t, std::shared_ptr<const Postings>> lists_;
};

bool has_trait(const FieldTest& test, Traits traits) {
  switch (test.name) {
    case FieldName::kMood:
      return traits.mood() == test.mood;
    case FieldName::kKind:
      return traits.kind() == test.kind;
    case FieldName::kHasLink:
    case FieldName::kSite:
      return traits.has_link();
    case FieldName::kHasImage:
      return traits.has_image();
    case FieldName::kIsReply:
      return traits.is_reply();
    case FieldName::kIsRepost:
      return traits.kind() == post::Kind::kRepost;
    default:
      return false;
  }
}

}  // namespace

class Evaluator::Work {
 public:
  Work(const Node& root, const Segment& segment, std::uint32_t doc_count)
      : columns_(segment.columns()), doc_count_(doc_count), root_(Builder(segment, doc_count).build(root)) {}

  std::uint32_t doc_count() const { return doc_count_; }
  std::size_t about() const { return root_.about; }

  void candidates(std::uint32_t from, std::uint32_t to, std::vector<Candidate>& out) const {
    to = std::min(to, doc_count_);
    if (from >= to || root_.about == 0) return;
    const Docs docs{from, to - from, {}, false};
    if (root_.kind == Part::Kind::kList) {
      root_.postings->each(from, to, [&](std::uint32_t doc) { out.push_back({doc, !root_.is_open}); });
    } else if (root_.kind == Part::Kind::kAll) {
      const Narrowed left = narrow(root_, docs);
      for (std::uint32_t i = 0; i < left.places.size(); ++i) out.push_back({from + left.places[i], left.sure.has(i)});
    } else {
      const Verdict verdict = verdict_of(root_, docs);
      verdict.possible.each([&](std::uint32_t place) { out.push_back({from + place, verdict.sure.has(place)}); });
    }
  }

 private:
  static Verdict nothing(const Docs& docs) { return {Bits(docs.count), Bits(docs.count)}; }
  static Verdict found(const Part& part, Bits bits) {
    if (part.is_open) return {Bits(bits.size()), std::move(bits)};
    return {bits, std::move(bits)};
  }

  Verdict verdict_of(const Part& part, const Docs& docs) const {
    if (part.about == 0) return nothing(docs);
    switch (part.kind) {
      case Part::Kind::kAll:
        return spread(part, docs);
      case Part::Kind::kAny:
        return any_of(part, docs);
      case Part::Kind::kNot: {
        Verdict verdict = verdict_of(part.children.front(), docs);
        verdict.sure.invert();
        verdict.possible.invert();
        return {std::move(verdict.possible), std::move(verdict.sure)};
      }
      case Part::Kind::kList: {
        Bits bits(docs.count);
        each_place(*part.postings, docs, [&](std::uint32_t place) { bits.add(place); });
        return found(part, std::move(bits));
      }
      case Part::Kind::kBits:
        return found(part, where(docs, [&](std::uint32_t doc) { return part.bits.has(doc); }));
      case Part::Kind::kField:
        return found(part, by_field(part, docs));
    }
    return nothing(docs);
  }

  template <typename Work>
  static void each_place(const Postings& postings, const Docs& docs, Work&& work) {
    if (docs.is_list) {
      postings.each_common(docs.list, [&](std::size_t place) { work(static_cast<std::uint32_t>(place)); });
    } else {
      postings.each(docs.from, docs.from + docs.count, [&](std::uint32_t doc) { work(doc - docs.from); });
    }
  }

  Verdict any_of(const Part& part, const Docs& docs) const {
    Verdict out = nothing(docs);
    for (const auto& child : part.children) {
      if (child.kind == Part::Kind::kList) {
        each_place(*child.postings, docs, [&](std::uint32_t place) {
          out.possible.add(place);
          if (!child.is_open) out.sure.add(place);
        });
        continue;
      }
      const Verdict next = verdict_of(child, docs);
      out.sure.join(next.sure);
      out.possible.join(next.possible);
    }
    return out;
  }

  Verdict spread(const Part& part, const Docs& docs) const {
    const Narrowed left = narrow(part, docs);
    Verdict out = nothing(docs);
    for (std::uint32_t i = 0; i < left.places.size(); ++i) {
      out.possible.add(left.places[i]);
      if (left.sure.has(i)) out.sure.add(left.places[i]);
    }
    return out;
  }

  // Each child is asked about what those before it left.
  Narrowed narrow(const Part& part, const Docs& docs) const {
    Narrowed out = first_of(part.children.front(), docs);
    for (std::size_t i = 1; i < part.children.size() && !out.places.empty(); ++i) {
      Docs left{0, static_cast<std::uint32_t>(out.places.size()), {}, true};
      left.list.reserve(left.count);
      for (const auto place : out.places) left.list.push_back(docs.at(place));
      out = both(out, first_of(part.children[i], left));
    }
    if (part.is_open) out.sure = Bits(static_cast<std::uint32_t>(out.places.size()));
    return out;
  }

  Narrowed first_of(const Part& part, const Docs& docs) const {
    Narrowed out;
    if (part.about == 0) return out;
    if (part.kind == Part::Kind::kList) {
      each_place(*part.postings, docs, [&](std::uint32_t place) { out.places.push_back(place); });
      out.sure = Bits(static_cast<std::uint32_t>(out.places.size()));
      if (!part.is_open) out.sure.add_all();
      return out;
    }
    if (part.kind == Part::Kind::kAll) return narrow(part, docs);
    const Verdict verdict = verdict_of(part, docs);
    verdict.possible.each([&](std::uint32_t place) { out.places.push_back(place); });
    out.sure = Bits(static_cast<std::uint32_t>(out.places.size()));
    for (std::uint32_t i = 0; i < out.places.size(); ++i) {
      if (verdict.sure.has(out.places[i])) out.sure.add(i);
    }
    return out;
  }

  // `inner` has its places in `outer`.
  static Narrowed both(const Narrowed& outer, const Narrowed& inner) {
    Narrowed out;
    out.places.reserve(inner.places.size());
    out.sure = Bits(static_cast<std::uint32_t>(inner.places.size()));
    for (std::uint32_t i = 0; i < inner.places.size(); ++i) {
      out.places.push_back(outer.places[inner.places[i]]);
      if (inner.sure.has(i) && outer.sure.has(inner.places[i])) out.sure.add(i);
    }
    return out;
  }

  // The places of documents for which holds(doc).
  template <typename Holds>
  static Bits where(const Docs& docs, const Holds& holds) {
    Bits bits(docs.count);
    for (std::size_t i = 0; i < bits.word_count(); ++i) {
      const auto first = static_cast<std::uint32_t>(i * 64);
      const std::uint32_t count = std::min<std::uint32_t>(64, docs.count - first);
      std::uint64_t word = 0;
      if (docs.is_list) {
        for (std::uint32_t k = 0; k < count; ++k) word |= std::uint64_t{holds(docs.list[first + k])} << k;
      } else {
        for (std::uint32_t k = 0; k < count; ++k) word |= std::uint64_t{holds(docs.from + first + k)} << k;
      }
      bits.word(i) = word;
    }
    return bits;
  }

  Bits by_field(const Part& part, const Docs& docs) const {
    const FieldTest& test = *part.test;
    switch (test.name) {
      case FieldName::kSource:
        return where(docs, [&](std::uint32_t doc) {
          const auto source = columns_.source_of(doc);
          return source < part.sources.size() && part.sources[source];
        });
      case FieldName::kRating:
        return by_rating(test, docs);
      case FieldName::kLang:
        return where(docs, [&](std::uint32_t doc) { return columns_.language[doc] == test.language; });
      case FieldName::kAfter:
        return where(docs, [&](std::uint32_t doc) { return columns_.created[doc] >= micros_of(test.time); });
      case FieldName::kBefore:
        return where(docs, [&](std::uint32_t doc) { return columns_.created[doc] < micros_of(test.time); });
      default:
        return where(docs, [&](std::uint32_t doc) { return has_trait(test, Traits(columns_.traits[doc])); });
    }
  }

  Bits by_rating(const FieldTest& test, const Docs& docs) const {
    const text::Words no_words;
    return where(docs, [&](std::uint32_t doc) {
      if (!(columns_.rating[doc] >= 0)) return false;
      post::Post post;
      post.rating = columns_.rating[doc];  // Of 5, as the column keeps it.
      return query::holds(test, {&post, &no_words, {}});
    });
  }

  const Columns columns_;
  const std::uint32_t doc_count_;
  const Part root_;
};

Evaluator::Evaluator(const Node& root, const Segment& segment, std::uint32_t doc_count)
    : work_(std::make_unique<const Work>(root, segment, doc_count)) {}
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator::~Evaluator() = default;

std::uint32_t Evaluator::doc_count() const { return work_->doc_count(); }
std::size_t Evaluator::about() const { return work_->about(); }

void Evaluator::candidates(std::uint32_t from, std::uint32_t to, std::vector<Candidate>& out) const {
  work_->candidates(from, to, out);
}

}  // namespace vigie::store
