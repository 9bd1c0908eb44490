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
    if (next().kind == TokenKind::kEnd) return fail(next().column, "the query is empty");
    auto root = either();
    if (!root) return std::nullopt;
    if (next().kind == TokenKind::kClose) return fail(next().column, "no \"(\" opens this \")\"");
    return root;
  }

  Problem take_problem() { return *std::move(problem_); }
  std::vector<std::string> take_warnings() { return leaves_.take_warnings(); }

 private:
  const Token& next() const { return tokens_[place_]; }
  const Token& take() { return tokens_[place_++]; }

  std::nullopt_t fail(Problem problem) {
    if (!problem_) problem_ = std::move(problem);
    return std::nullopt;
  }
  std::nullopt_t fail(std::uint32_t column, std::string reason, std::string suggestion = {}) {
    return fail(Problem{column, std::move(reason), std::move(suggestion)});
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
    if (next().kind == TokenKind::kNot) return fail(next().column, "NEAR and BEFORE take no NOT inside");
    auto right = primary();
    if (!right) return std::nullopt;
    if (is_near(next().kind)) return fail(next().column, "NEAR and BEFORE cannot be chained");
    for (const Node* side : {&*left, &*right}) {
      if (!is_side(*side)) {
        return fail(side->column, "a side of NEAR or BEFORE is a word, a phrase, or an OR of them in parentheses");
      }
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
      return fail(before.column, std::string(name) + " needs something after it");
    }
    if (const auto name = name_of(found.kind); !name.empty()) {
      return fail(found.column, std::string(name) + " needs something before it");
    }
    if (found.kind == TokenKind::kClose && before.kind == TokenKind::kOpen && place_ > 0) {
      return fail(before.column, "there is nothing between these parentheses");
    }
    if (found.kind == TokenKind::kClose) return fail(found.column, "no \"(\" opens this \")\"");
    return fail(before.column, "this \"(\" is never closed");
  }

  bool count_terms(std::size_t terms, std::uint32_t column) {
    term_count_ += terms;
    if (term_count_ > kTermsMax) fail(column, "the query holds more than 4,000 terms");
    return term_count_ <= kTermsMax;
  }

  std::optional<Node> leaf() {
    const Token& token = take();
    auto read = leaves_.read(token);
    if (auto* problem = std::get_if<Problem>(&read)) return fail(std::move(*problem));
    auto& node = std::get<Node>(read);
    if (!count_terms(node.terms.size(), token.column)) return std::nullopt;
    return std::move(node);
  }

  std::optional<Node> field() {
    const Token& token = take();
    if (!count_terms(1, token.column)) return std::nullopt;
    auto read = read_field(token.name, token.text);
    if (auto* problem = std::get_if<FieldProblem>(&read)) {
      const auto column = problem->of_name ? token.column : token.value_column;
      return fail(column, std::move(problem->reason), std::move(problem->suggestion));
    }
    Node node;
    node.op = Op::kField;
    node.column = token.column;
    node.field = std::get<FieldTest>(std::move(read));
    const bool is_time = node.field.name == FieldName::kAfter || node.field.name == FieldName::kBefore;
    if (is_time && use_ == Use::kWatch) {
      return fail(token.column, "a watch looks ahead: \"after:\" and \"before:\" are for searches alone");
    }
    return node;
  }

  std::optional<Node> group() {
    const Token& opening = take();
    if (++depth_ > kNestingMax) return fail(opening.column, "parentheses are nested deeper than 64");
    auto node = either();
    if (!node) return std::nullopt;
    if (next().kind != TokenKind::kClose) return fail(opening.column, "this \"(\" is never closed");
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

std::variant<Query, Problem> parse_or_problem(std::string_view text, Use use) {
  auto tokens = read_tokens(text);
  if (auto* problem = std::get_if<Problem>(&tokens)) return std::move(*problem);
  Parser parser(std::get<std::vector<Token>>(tokens), use);
  auto parsed = parser.read();
  if (!parsed) return parser.take_problem();
  Node root = simplify(*std::move(parsed));
  if (const auto column = lone_negation(root)) {
    return Problem{column, "what is excluded needs something to be excluded from: add a word or a field", {}};
  }
  return Query(
      std::make_shared<const Query::State>(Query::State{std::move(root), std::string(text), parser.take_warnings()}));
}

Result<Query> parse(std::string_view text, Use use) {
  auto read = parse_or_problem(text, use);
  if (const auto* problem = std::get_if<Problem>(&read)) return invalid(problem->message());
  return std::get<Query>(std::move(read));
}

}  // namespace vigie::query
