#include "base/check.h"
#include "query/code.h"

namespace vigie::query {
namespace {

// Steps are made from the last leaf to the first, so that the place to go on at is known when a
// step is made.
class Compiler {
 public:
  explicit Compiler(Code& code) : code_(code), base_(code.steps.size()) {}

  // The first step of `node`, which goes on at `yes` or `no`.
  std::uint16_t compile(const Node& node, std::uint16_t yes, std::uint16_t no) {
    switch (node.op) {
      case Op::kAnd:
        for (auto child = node.children.rbegin(); child != node.children.rend(); ++child)
          yes = compile(*child, yes, no);
        return yes;
      case Op::kOr:
        for (auto child = node.children.rbegin(); child != node.children.rend(); ++child) no = compile(*child, yes, no);
        return no;
      case Op::kNot:
        return compile(node.children.front(), no, yes);
      case Op::kWord:
        return add(Test::kTerm, node.terms.front().term, yes, no);
      case Op::kPrefix:
      case Op::kExact:
      case Op::kPhrase:
        return add(Test::kSequence, value_of(add_words(node)), yes, no);
      case Op::kNear:
      case Op::kBefore:
        return add(Test::kNear, add_near(node), yes, no);
      case Op::kField:
        if (node.field.name == FieldName::kLang) return add(Test::kLang, node.field.language, yes, no);
        code_.fields.push_back(node.field);
        return add(Test::kField, code_.fields.size() - 1, yes, no);
    }
    return no;
  }

 private:
  std::uint16_t add(Test test, std::uint64_t value, std::uint16_t yes, std::uint16_t no) {
    const auto place = code_.steps.size() - base_;
    check(place < kNo, "query: a program outgrew its steps");
    code_.steps.push_back({value, yes, no, test});
    return static_cast<std::uint16_t>(place);
  }

  static std::uint64_t value_of(const Sequence& sequence) {
    return std::uint64_t{sequence.first} << 32 | sequence.count;
  }

  Sequence add_words(const Node& leaf) {
    const Sequence out{static_cast<std::uint32_t>(code_.words.size()), static_cast<std::uint32_t>(leaf.terms.size())};
    for (const auto& term : leaf.terms) code_.words.push_back(word_of(term));
    return out;
  }

  SequenceWord word_of(const Term& term) {
    if (term.is_exact) return {term.term, term.exact, term.offset, term.kind, Form::kExact};
    if (!term.is_prefix) return {term.term, 0, term.offset, term.kind, Form::kTerm};
    const std::uint64_t place = code_.prefixes.size();
    code_.prefixes += term.folded;
    return {0, place << 32 | term.folded.size(), term.offset, term.kind, Form::kPrefix};
  }

  Side add_side(const Node& node) {
    const auto first = static_cast<std::uint32_t>(code_.near_sequences.size());
    if (node.op == Op::kOr) {
      for (const auto& child : node.children) code_.near_sequences.push_back(add_words(child));
    } else {
      code_.near_sequences.push_back(add_words(node));
    }
    return {first, static_cast<std::uint32_t>(code_.near_sequences.size()) - first};
  }

  std::uint64_t add_near(const Node& node) {
    const Side left = add_side(node.children[0]);
    const Side right = add_side(node.children[1]);
    code_.nears.push_back({left, right, node.distance, node.op == Op::kBefore});
    return code_.nears.size() - 1;
  }

  Code& code_;
  std::size_t base_;
};

template <typename T>
std::size_t bytes_of(const std::vector<T>& values) {
  return values.capacity() * sizeof(T);
}

}  // namespace

Entry compile(const Node& root, Code& code) {
  const auto base = static_cast<std::uint32_t>(code.steps.size());
  return {base, Compiler(code).compile(root, kYes, kNo)};
}

void Code::shrink() {
  steps.shrink_to_fit();
  near_sequences.shrink_to_fit();
  words.shrink_to_fit();
  nears.shrink_to_fit();
  fields.shrink_to_fit();
  prefixes.shrink_to_fit();
}

std::size_t Code::bytes() const {
  std::size_t out = bytes_of(steps) + bytes_of(near_sequences) + bytes_of(words) + bytes_of(nears) + bytes_of(fields);
  for (const auto& field : fields) out += field.value.capacity();
  return out + prefixes.capacity();
}

}  // namespace vigie::query
