#include "query/program.h"

#include <algorithm>
#include <tuple>

#include "base/utf8.h"
#include "query/code.h"
#include "query/match.h"

namespace vigie::query {
namespace {

// Walks the tree and its steps together: leaf number k of the tree is step number k from the end.
class SpanFinder {
 public:
  SpanFinder(const Code& code, const Document& document, Scratch& scratch, std::vector<Span>& out)
      : code_(code), document_(document), scratch_(scratch), out_(out), next_step_(code.steps.size()) {}

  // Whether `node` holds; if so, its spans have been added.
  bool visit(const Node& node) {
    const auto size = out_.size();
    const bool is_leaf = node.children.empty() || node.op == Op::kNear || node.op == Op::kBefore;
    const bool out = is_leaf ? leaf() : branch(node);
    if (!out || node.op == Op::kNot) out_.resize(size);
    return out;
  }

 private:
  bool branch(const Node& node) {
    std::size_t true_count = 0;
    for (const auto& child : node.children) true_count += visit(child) ? 1 : 0;
    if (node.op == Op::kNot) return true_count == 0;
    return node.op == Op::kAnd ? true_count == node.children.size() : true_count > 0;
  }

  bool leaf() {
    const Step& step = code_.steps[--next_step_];
    if (!holds(code_, step, document_, scratch_.terms, scratch_)) return false;
    found_.clear();
    if (step.test == Test::kTerm) add_term(step.value);
    if (step.test == Test::kSequence) find_all(code_, sequence_of(step), scratch_.terms, found_);
    if (step.test == Test::kNear) find_pairs(code_, code_.nears[step.value], scratch_.terms, scratch_, found_);
    for (const auto& occurrence : found_) add(occurrence.first_word, occurrence.last_word);
    return true;
  }

  void add_term(std::uint64_t term) {
    for (auto place = scratch_.terms.first(term); place != PostTerms::kNone; place = scratch_.terms.next(place)) {
      add(place, place);
    }
  }

  void add(std::uint32_t first, std::uint32_t last) {
    const auto all = scratch_.terms.words().all();
    out_.push_back({all[first].field, all[first].part, all[first].from, std::max(all[first].to, all[last].to)});
  }

  const Code& code_;
  const Document& document_;
  Scratch& scratch_;
  std::vector<Span>& out_;
  std::vector<Occurrence> found_;
  std::size_t next_step_;
};

}  // namespace

struct Program::State {
  Query query;
  Code code;
  Entry entry;
};

Program::Program(const Query& query) {
  auto state = std::make_shared<State>(State{query, {}, {}});
  state->entry = compile(query.root(), state->code);
  state_ = std::move(state);
}

bool Program::matches(const Document& document, Scratch& scratch) const {
  scratch.terms.build(*document.words);
  return run(state_->code, state_->entry, document, scratch.terms, scratch);
}

bool Program::matches(const Document& document) const {
  Scratch scratch;
  return matches(document, scratch);
}

void Program::spans(const Document& document, std::vector<Span>& out) const {
  Scratch scratch;
  scratch.terms.build(*document.words);
  const auto size = out.size();
  SpanFinder(state_->code, document, scratch, out).visit(state_->query.root());
  const auto begin = out.begin() + static_cast<std::ptrdiff_t>(size);
  const auto key = [](const Span& span) { return std::tuple(span.field, span.part, span.from, span.to); };
  std::sort(begin, out.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  out.erase(std::unique(begin, out.end()), out.end());
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> code_point_ranges(std::string_view text,
                                                                       const std::vector<Span>& spans,
                                                                       text::Field field) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> bytes;
  for (const auto& span : spans) {
    if (span.field == field) bytes.emplace_back(span.from, span.to);
  }
  std::sort(bytes.begin(), bytes.end());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
  std::size_t byte = 0;
  std::uint32_t point = 0;
  const auto point_at = [&](std::size_t end) {
    point += static_cast<std::uint32_t>(code_point_count(text.substr(byte, end - byte)));
    byte = end;
    return point;
  };
  for (std::size_t i = 0; i < bytes.size();) {
    auto [from, to] = bytes[i];
    for (++i; i < bytes.size() && bytes[i].first <= to; ++i) to = std::max(to, bytes[i].second);
    const auto first = point_at(from);
    out.emplace_back(first, point_at(to));
  }
  return out;
}

}  // namespace vigie::query
