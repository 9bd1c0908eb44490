// Recursive descent over the tokens; one function per strength of binding, tightest last:
//
//   either   := all (OR all)*
//   all      := negation (AND? negation)*
//   negation := (NOT | -)* near
//   near     := primary ((NEAR/N | BEFORE/N) primary)?
//   primary  := words | quoted | field | ( either )
#include <optional>

#include "query/fields.h"
#include "query/leaves.h"
#include "query/query.h"
#include "query/simplify.h"
#include "query/tokens.h"

namespace vigie::query {
namespace {

std::string_view name_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::kAnd:
      return "AND";
    case TokenKind::kOr:
      return "OR";
    case TokenKind::kNot:
      return "NOT";
    case TokenKind::kNear:
      return "NEAR";
    case TokenKind::kBefore:
      return "BEFORE";
    default:
      return {};
  }
}

// A problem of what more than one token says.
Problem at_column(Diagnostic what, std::uint32_t column) { return {what, {}, column, column, column}; }

bool is_near(TokenKind kind) { return kind == TokenKind::kNear || kind == TokenKind::kBefore; }

// What NEAR and BEFORE can measure between.
bool is_side(const Node& node) {
  switch (node.op) {
    case Op::kWord:
    case Op::kPrefix:
    case Op::kExact:
    case Op::kPhrase:
      return true;
    case Op::kOr:
      break;
    default:
      return false;
  }
  for (const auto& child : node.children) {
    if (!is_side(child)) return false;
  }
  return true;
}

class Parser {
 public:
  Parser(const std::vector<Token>& tokens, Use use) : tokens_(tokens), use_(use) {}

  std::optional<Node> read() {
    if (next().kind == TokenKind::kEnd) return fail(next(), Diagnostic::kQueryEmpty);
    auto root = either();
    if (!root) return std::nullopt;
    if (next().kind == TokenKind::kClose) return fail(next(), Diagnostic::kParenthesisUnopened);
    return root;
  }

  Problem take_problem() { return *std::move(problem_); }
  std::vector<Warning> take_warnings() { return leaves_.take_warnings(); }

 private:
  const Token& next() const { return tokens_[place_]; }
  const Token& take() { return tokens_[place_++]; }

  std::nullopt_t fail(Problem problem) {
    if (!problem_) problem_ = std::move(problem);
    return std::nullopt;
  }
  std::nullopt_t fail(const Token& token, Diagnostic what, Values values = {}) {
    return fail(refused(token, what, std::move(values)));
  }

  static Node branch(Op op, std::vector<Node> children) {
    if (children.size() == 1) return std::move(children.front());
    Node out;
    out.op = op;
    out.column = children.front().column;
    out.children = std::move(children);
    return out;
  }

  std::optional<Node> either() {
    std::vector<Node> children;
    while (true) {
      auto child = all();
      if (!child) return std::nullopt;
      children.push_back(*std::move(child));
      if (next().kind != TokenKind::kOr) return branch(Op::kOr, std::move(children));
      take();
    }
  }

  bool ends_all() const {
    const auto kind = next().kind;
    return kind == TokenKind::kOr || kind == TokenKind::kClose || kind == TokenKind::kEnd;
  }

  std::optional<Node> all() {
    std::vector<Node> children;
    do {
      auto child = negation();
      if (!child) return std::nullopt;
      children.push_back(*std::move(child));
      if (next().kind == TokenKind::kAnd) {
        take();
        if (ends_all()) return missing();
      }
    } while (!ends_all());
    return branch(Op::kAnd, std::move(children));
  }

  // Any number of NOTs without recursion.
  std::optional<Node> negation() {
    const auto column = next().column;
    bool negated = false;
    for (; next().kind == TokenKind::kNot; take()) negated = !negated;
    auto node = near();
    if (!node || !negated) return node;
    Node out;
    out.op = Op::kNot;
    out.column = column;
    out.children.push_back(*std::move(node));
    return out;
  }

  std::optional<Node> near() {
    auto left = primary();
    if (!left || !is_near(next().kind)) return left;
    const Token sign = take();
    if (next().kind == TokenKind::kNot) return fail(next(), Diagnostic::kNearTakesNoNot);
    auto right = primary();
    if (!right) return std::nullopt;
    if (is_near(next().kind)) return fail(next(), Diagnostic::kNearChained);
    for (const Node* side : {&*left, &*right}) {
      if (!is_side(*side)) return fail(at_column(Diagnostic::kNearSideWrong, side->column));
    }
    Node out;
    out.op = sign.kind == TokenKind::kNear ? Op::kNear : Op::kBefore;
    out.distance = sign.distance;
    out.column = left->column;
    out.children.push_back(*std::move(left));
    out.children.push_back(*std::move(right));
    return out;
  }

  std::optional<Node> primary() {
    switch (next().kind) {
      case TokenKind::kWords:
      case TokenKind::kQuoted:
        return leaf();
      case TokenKind::kField:
        return field();
      case TokenKind::kOpen:
        return group();
      default:
        return missing();
    }
  }

  // Something should stand here: names what asks for it.
  std::nullopt_t missing() {
    const Token& found = next();
    const Token& before = place_ == 0 ? found : tokens_[place_ - 1];
    if (const auto name = name_of(before.kind); place_ > 0 && !name.empty()) {
      return fail(before, Diagnostic::kOperatorNeedsRightSide, {{"operator", std::string(name)}});
    }
    if (const auto name = name_of(found.kind); !name.empty()) {
      return fail(found, Diagnostic::kOperatorNeedsLeftSide, {{"operator", std::string(name)}});
    }
    if (found.kind != TokenKind::kClose) return fail(before, Diagnostic::kParenthesisUnclosed);
    const bool is_empty = place_ > 0 && before.kind == TokenKind::kOpen;
    return is_empty ? fail(before, Diagnostic::kParenthesesEmpty) : fail(found, Diagnostic::kParenthesisUnopened);
  }

  bool count_terms(std::size_t terms, const Token& token) {
    term_count_ += terms;
    if (term_count_ > kTermsMax) fail(token, Diagnostic::kTooManyTerms, {{"max", std::to_string(kTermsMax)}});
    return term_count_ <= kTermsMax;
  }

  std::optional<Node> leaf() {
    const Token& token = take();
    auto read = leaves_.read(token);
    if (auto* problem = std::get_if<Problem>(&read)) return fail(std::move(*problem));
    auto& node = std::get<Node>(read);
    if (!count_terms(node.terms.size(), token)) return std::nullopt;
    return std::move(node);
  }

  std::optional<Node> field() {
    const Token& token = take();
    if (!count_terms(1, token)) return std::nullopt;
    auto read = read_field(token);
    if (auto* problem = std::get_if<Problem>(&read)) return fail(std::move(*problem));
    Node node;
    node.op = Op::kField;
    node.column = token.column;
    node.field = std::get<FieldTest>(std::move(read));
    const bool is_time = node.field.name == FieldName::kAfter || node.field.name == FieldName::kBefore;
    if (is_time && use_ == Use::kWatch) return fail(token, Diagnostic::kTimeInWatch);
    return node;
  }

  std::optional<Node> group() {
    const Token& opening = take();
    if (++depth_ > kNestingMax)
      return fail(opening, Diagnostic::kNestingTooDeep, {{"max", std::to_string(kNestingMax)}});
    auto node = either();
    if (!node) return std::nullopt;
    if (next().kind != TokenKind::kClose) return fail(opening, Diagnostic::kParenthesisUnclosed);
    take();
    --depth_;
    return node;
  }

  const std::vector<Token>& tokens_;
  Use use_;
  std::size_t place_ = 0;
  std::size_t depth_ = 0;
  std::size_t term_count_ = 0;
  LeafReader leaves_;
  std::optional<Problem> problem_;
};

}  // namespace

std::variant<Query, Problem> Query::read(std::string_view text, Use use) {
  auto tokens = read_tokens(text);
  if (auto* problem = std::get_if<Problem>(&tokens)) return std::move(*problem);
  Parser parser(std::get<std::vector<Token>>(tokens), use);
  auto parsed = parser.read();
  if (!parsed) return parser.take_problem();
  Node root = simplify(*std::move(parsed));
  if (const auto column = lone_negation(root)) return at_column(Diagnostic::kOnlyExcludes, column);
  return Query(std::make_shared<const State>(State{std::move(root), std::string(text), parser.take_warnings()}));
}

std::variant<Query, Problem> parse_or_problem(std::string_view text, Use use) {
  auto read = Query::read(text, use);
  if (auto* problem = std::get_if<Problem>(&read); problem && !problem->suggestion.empty()) {
    // What would be refused in its turn is no help.
    if (!std::holds_alternative<Query>(Query::read(problem->suggestion, use))) problem->suggestion.clear();
  }
  return read;
}

Result<Query> parse(std::string_view text, Use use) {
  auto read = parse_or_problem(text, use);
  if (const auto* problem = std::get_if<Problem>(&read)) return invalid(problem->message());
  return std::get<Query>(std::move(read));
}

}  // namespace vigie::query
