#include "store/evaluate.h"

#include <utility>
#include <vector>

#include "query/document.h"

namespace vigie::store {
namespace {

using query::FieldName;
using query::FieldTest;
using query::Node;
using query::Op;

class Evaluator {
 public:
  Evaluator(const Segment& segment, std::uint32_t doc_count)
      : segment_(segment), columns_(segment.columns()), doc_count_(doc_count), no_words_() {}

  Verdict verdict(const Node& node) const {
    switch (node.op) {
      case Op::kAnd:
        return all_of(node);
      case Op::kOr:
        return any_of(node);
      case Op::kNot:
        return negated(verdict(node.children.front()));
      case Op::kWord:
      case Op::kPrefix:
        return certain(docs_of(node.terms.front()));
      case Op::kExact:
      case Op::kPhrase:
        return candidates(docs_with_all(node));
      case Op::kNear:
      case Op::kBefore:
        return candidates(std::move(all_of(node).possible));
      case Op::kField:
        return field(node.field);
    }
    return certain(Bits(doc_count_));
  }

 private:
  static Verdict certain(Bits docs) { return {docs, docs}; }
  Verdict candidates(Bits docs) const { return {Bits(doc_count_), std::move(docs)}; }

  static Verdict negated(Verdict verdict) {
    verdict.sure.invert();
    verdict.possible.invert();
    return {std::move(verdict.possible), std::move(verdict.sure)};
  }

  Verdict all_of(const Node& node) const {
    Verdict out = verdict(node.children.front());
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      const Verdict next = verdict(node.children[i]);
      out.sure.keep(next.sure);
      out.possible.keep(next.possible);
    }
    return out;
  }

  Verdict any_of(const Node& node) const {
    Verdict out = verdict(node.children.front());
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      const Verdict next = verdict(node.children[i]);
      out.sure.join(next.sure);
      out.possible.join(next.possible);
    }
    return out;
  }

  Bits docs_of(const query::Term& term) const {
    Bits docs(doc_count_);
    if (term.is_prefix) {
      segment_.add_prefix(shelf_of(term.kind), term.folded, docs);
    } else {
      segment_.add_term(term.term, docs);
    }
    return docs;
  }

  Bits docs_with_all(const Node& node) const {
    Bits docs = docs_of(node.terms.front());
    for (std::size_t i = 1; i < node.terms.size(); ++i) docs.keep(docs_of(node.terms[i]));
    return docs;
  }

  // Documents for which holds(doc).
  template <typename Holds>
  Bits where(const Holds& holds) const {
    Bits docs(doc_count_);
    for (std::uint32_t doc = 0; doc < doc_count_; ++doc) {
      if (holds(doc)) docs.add(doc);
    }
    return docs;
  }

  // What the query part says of a post that has nothing but what `test` looks at.
  bool says(const FieldTest& test, const post::Post& post) const { return query::holds(test, {&post, &no_words_, {}}); }

  Verdict field(const FieldTest& test) const {
    switch (test.name) {
      case FieldName::kSource:
        return certain(of_sources(test));
      case FieldName::kAuthor:
        return candidates(of_author(name_hash(test.value)));
      case FieldName::kSite:
        return candidates(where([&](std::uint32_t doc) { return traits(doc).has_link(); }));
      case FieldName::kRating:
        return certain(of_rating(test));
      case FieldName::kLang:
        return certain(where([&](std::uint32_t doc) { return columns_.language[doc] == test.language; }));
      case FieldName::kAfter:
        return certain(where([&](std::uint32_t doc) { return columns_.created[doc] >= micros_of(test.time); }));
      case FieldName::kBefore:
        return certain(where([&](std::uint32_t doc) { return columns_.created[doc] < micros_of(test.time); }));
      default:
        return certain(where([&](std::uint32_t doc) { return has_trait(test, traits(doc)); }));
    }
  }

  static bool has_trait(const FieldTest& test, Traits traits) {
    switch (test.name) {
      case FieldName::kMood:
        return traits.mood() == test.mood;
      case FieldName::kKind:
        return traits.kind() == test.kind;
      case FieldName::kHasLink:
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

  Traits traits(std::uint32_t doc) const { return Traits(columns_.traits[doc]); }

  Bits of_sources(const FieldTest& test) const {
    std::vector<bool> wanted;
    for (const auto& source : segment_.sources()) {
      post::Post post;
      post.source = source;
      wanted.push_back(says(test, post));
    }
    return where([&](std::uint32_t doc) {
      const auto source = columns_.source_of(doc);
      return source < wanted.size() && wanted[source];
    });
  }

  Bits of_author(std::uint32_t name) const {
    return where([&](std::uint32_t doc) {
      const AuthorKey author = segment_.author(doc);
      return author.handle == name || author.id == name;
    });
  }

  Bits of_rating(const FieldTest& test) const {
    if (columns_.rating == nullptr) return Bits(doc_count_);
    return where([&](std::uint32_t doc) {
      if (!(columns_.rating[doc] >= 0)) return false;
      post::Post post;
      post.rating = columns_.rating[doc];  // Of 5, as the column keeps it.
      return says(test, post);
    });
  }

  const Segment& segment_;
  const Columns columns_;
  const std::uint32_t doc_count_;
  const text::Words no_words_;
};

}  // namespace

Verdict evaluate(const query::Node& node, const Segment& segment, std::uint32_t doc_count) {
  return Evaluator(segment, doc_count).verdict(node);
}

}  // namespace vigie::store
