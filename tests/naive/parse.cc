#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>

#include "base/time_text.h"
#include "naive/query.h"
#include "naive/unicode.h"

namespace vigie::naive {
namespace {

using Op = Node::Op;

struct Token {
  // '(' ')' '&' AND, '|' OR, '!' NOT or -, 'n' NEAR, 'b' BEFORE, 'w' words, 'q' quoted, 'f' field, '$' the end.
  char kind;
  std::size_t column;
  std::u32string text;  // Of 'f': the value.
  std::string name;     // Of 'f'.
  int distance = 0;
  bool exact = false;
  bool marked = false;  // Of 'f': the value stood in quotation marks.
};

[[noreturn]] void refuse(std::size_t column) { throw Refusal{column}; }

bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

// Marks of one family close each other.
int quote_family(char32_t c) {
  if (c == U'"' || c == U'“' || c == U'”' || c == U'„') return 1;
  return c == U'«' || c == U'»' ? 2 : 0;
}

std::string ascii_lower(const std::u32string& text) {
  std::string out = encode(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

class Lexer {
 public:
  explicit Lexer(const std::u32string& text) : text_(text) {}

  std::vector<Token> read() {
    bool free = true;  // At the start, after a space or `(`.
    while (at_ < text_.size()) {
      const char32_t c = text_[at_];
      if (is_space(c)) {
        ++at_;
        free = true;
        continue;
      }
      if (c == U'(' || c == U')') {
        tokens_.push_back({c == U'(' ? '(' : ')', at_ + 1, {}, {}});
        ++at_;
      } else if (c == U'-' && free && glued(at_ + 1)) {
        tokens_.push_back({'!', at_ + 1, {}, {}});
        ++at_;
        if (!ends_chunk(at_)) chunk(false);
      } else if (quote_family(c) != 0) {
        quoted('q', at_ + 1, {}, false);
      } else {
        chunk(true);
      }
      free = c == U'(';
    }
    tokens_.push_back({'$', text_.size() + 1, {}, {}});
    return std::move(tokens_);
  }

 private:
  bool glued(std::size_t at) const { return at < text_.size() && !is_space(text_[at]) && text_[at] != U')'; }
  bool ends_chunk(std::size_t at) const {
    return at >= text_.size() || is_space(text_[at]) || text_[at] == U'(' || text_[at] == U')' ||
           quote_family(text_[at]) != 0;
  }

  void quoted(char kind, std::size_t column, std::string name, bool exact) {
    const std::size_t open = at_++;
    const std::size_t from = at_;
    while (at_ < text_.size() && quote_family(text_[at_]) != quote_family(text_[open])) ++at_;
    if (at_ >= text_.size()) refuse(open + 1);
    tokens_.push_back({kind, column, text_.substr(from, at_ - from), std::move(name), 0, exact, true});
    ++at_;
  }

  void chunk(bool operators) {
    const std::size_t from = at_;
    while (!ends_chunk(at_)) ++at_;
    const std::u32string text = text_.substr(from, at_ - from);
    const std::size_t column = from + 1;
    if (text[0] == U'=') {
      if (text.size() > 1 || at_ >= text_.size() || quote_family(text_[at_]) == 0) {
        tokens_.push_back({'w', column, text.substr(1), {}, 0, true});
      } else {
        quoted('q', column, {}, true);
      }
    } else if (!(operators && read_operator(text, column)) && !read_field(text, column)) {
      tokens_.push_back({'w', column, text, {}});
    }
  }

  bool read_operator(const std::u32string& text, std::size_t column) {
    if (text == U"AND" || text == U"OR" || text == U"NOT") {
      tokens_.push_back({text == U"AND" ? '&' : text == U"OR" ? '|' : '!', column, {}, {}});
      return true;
    }
    const bool near = text.rfind(U"NEAR/", 0) == 0;
    if (!near && text.rfind(U"BEFORE/", 0) != 0) return false;
    const std::u32string digits = text.substr(near ? 5 : 7);
    const bool number =
        !digits.empty() && std::all_of(digits.begin(), digits.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
    if (!number || digits.size() > 9 || std::stoi(encode(digits)) > 50) refuse(column);
    tokens_.push_back({near ? 'n' : 'b', column, {}, {}, std::stoi(encode(digits))});
    return true;
  }

  // A `name:` of ASCII letters glued to a value.
  bool read_field(const std::u32string& text, std::size_t column) {
    const std::size_t colon = text.find(U':');
    if (colon == 0 || colon == text.npos) return false;
    const std::u32string name = text.substr(0, colon);
    if (!std::all_of(name.begin(), name.end(), is_letter)) return false;
    if (colon + 1 < text.size()) {
      tokens_.push_back({'f', column, text.substr(colon + 1), ascii_lower(name)});
      return true;
    }
    if (at_ >= text_.size() || quote_family(text_[at_]) == 0) return false;
    quoted('f', column, ascii_lower(name), false);
    return true;
  }

  const std::u32string& text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

class Parser {
 public:
  Parser(std::vector<Token> tokens, bool for_watch) : tokens_(std::move(tokens)), for_watch_(for_watch) {}

  Node read() {
    Node out = either();
    if (next().kind != '$') refuse(next().column);
    return out;
  }

 private:
  const Token& next() const { return tokens_[at_]; }
  bool at(char kind) const { return next().kind == kind; }

  Node either() {
    Node out{Op::kOr, next().column};
    out.children.push_back(all());
    while (at('|')) {
      ++at_;
      out.children.push_back(all());
    }
    return out.children.size() == 1 ? Node(out.children[0]) : out;
  }

  Node all() {
    Node out{Op::kAnd, next().column};
    do {
      out.children.push_back(negation());
      if (at('&')) {
        ++at_;
        if (at('|') || at(')') || at('$')) missing();
      }
    } while (!at('|') && !at(')') && !at('$'));
    return out.children.size() == 1 ? Node(out.children[0]) : out;
  }

  // A row of signs is one sign, or none if they are even.
  Node negation() {
    const std::size_t column = next().column;
    bool negated = false;
    for (; at('!'); ++at_) negated = !negated;
    Node inner = near();
    if (!negated) return inner;
    Node out{Op::kNot, column};
    out.children.push_back(std::move(inner));
    return out;
  }

  Node near() {
    Node left = primary();
    if (!at('n') && !at('b')) return left;
    Node out{at('n') ? Op::kNear : Op::kBefore, left.column};
    out.distance = next().distance;
    ++at_;
    if (at('!')) refuse(next().column);
    Node right = primary();
    if (at('n') || at('b')) refuse(next().column);
    for (const Node* side : {&left, &right}) {
      if (!is_side(*side)) refuse(side->column);
    }
    out.children = {std::move(left), std::move(right)};
    return out;
  }

  static bool is_side(const Node& node) {
    if (node.op == Op::kSequence) return true;
    return node.op == Op::kOr && std::all_of(node.children.begin(), node.children.end(), is_side);
  }

  Node primary() {
    if (at('(')) return group();
    if (at('f')) return field();
    if (at('w') || at('q')) return sequence();
    missing();
  }

  // An operator without its right side, else without its left; a bracket without its other.
  [[noreturn]] void missing() {
    const std::string operators = "&|!nb";
    const Token& before = tokens_[at_ == 0 ? 0 : at_ - 1];
    if (at_ > 0 && operators.find(before.kind) != operators.npos) refuse(before.column);
    if (operators.find(next().kind) != operators.npos) refuse(next().column);
    if (at(')') && at_ > 0 && before.kind == '(') refuse(before.column);
    refuse(at(')') ? next().column : before.column);
  }

  Node group() {
    const std::size_t column = next().column;
    ++at_;
    if (++depth_ > 64) refuse(column);
    Node out = either();
    if (!at(')')) refuse(column);
    ++at_;
    --depth_;
    return out;
  }

  void count(std::size_t terms, std::size_t column) {
    terms_ += terms;
    if (terms_ > 4'000) refuse(column);
  }

  Node sequence() {
    const Token token = next();
    ++at_;
    std::u32string text = token.text;
    bool star = false;
    while (token.kind == 'w' && !text.empty() && text.back() == U'*') {
      text.pop_back();
      star = true;
    }
    if (star && token.exact) refuse(token.column);
    Node out{Op::kSequence, token.column};
    if (star && is_open_tag(text)) {
      const std::u32string begins = fold(text.substr(1));
      if (begins.size() < 2) refuse(token.column);
      out.terms.push_back({text[0] == U'@' || text[0] == U'＠' ? '@' : '#', begins, 0, false, true});
      count(1, token.column);
      return out;
    }
    const std::vector<Word> chosen = choose(words_of(text).words, token.kind == 'q');
    if (chosen.empty()) refuse(token.column);
    for (const Word& word : chosen) {
      out.terms.push_back(
          {word.sign, token.exact ? word.exact : word.folded, word.place - chosen[0].place, token.exact, false});
    }
    if (star) add_star(out.terms.back(), chosen.back(), token.column);
    count(out.terms.size(), token.column);
    return out;
  }

  // A star leaves a number after `#` open, and a mention after `.`, `-` or its second `@`.
  static bool is_open_tag(const std::u32string& text) {
    const std::u32string name = text.empty() ? text : text.substr(1);
    if (name.empty()) return false;
    if (text[0] == U'#' || text[0] == U'＃') return std::all_of(name.begin(), name.end(), is_digit);
    if (text[0] != U'@' && text[0] != U'＠') return false;
    const auto is_handle = [](char32_t c) { return is_letter(c) || (c >= U'0' && c <= U'9') || c == U'_'; };
    if (!is_handle(name[0]) || std::count(name.begin(), name.end(), U'@') > 1) return false;
    const auto of_mention = [&](char32_t c) { return is_handle(c) || c == U'-' || c == U'.' || c == U'@'; };
    return std::all_of(name.begin(), name.end(), of_mention) && name.find_first_of(U"@.-") != name.npos;
  }

  // At one place the longest tag stands for all within it; between quotes all is words.
  static std::vector<Word> choose(const std::vector<Word>& words, bool plain) {
    std::vector<Word> out;
    std::size_t covered = 0;
    for (const Word& word : words) {
      if (word.sign == 'w' ? word.from < covered : plain || word.to <= covered) continue;
      out.push_back(word);
      if (word.sign != 'w') covered = word.to;
    }
    return out;
  }

  static void add_star(Node::Term& term, const Word& word, std::size_t column) {
    if (word.emoji) refuse(column);
    const bool unspaced = is_unspaced(word.folded[0]);
    if (unspaced && word.sign == 'w') return;  // Dropped: the character is the word.
    if (!unspaced && word.folded.size() < 2) refuse(column);
    term.prefix = true;
  }

  Node field() {
    const Token token = next();
    ++at_;
    count(1, token.column);
    Node out{Op::kField, token.column};
    out.name = token.name;
    out.value = ascii_lower(token.text);
    static const std::set<std::string> kNames{"lang",   "mood", "source", "kind",  "author", "site",
                                              "rating", "has",  "is",     "after", "before"};
    if (kNames.count(out.name) == 0) refuse(token.column);
    const bool names = out.name == "source" || out.name == "author" || out.name == "site";
    const bool star = names && !token.marked && out.value.find('*') != out.value.npos;
    if (star || !read_value(out)) refuse(token.column + token.name.size() + 1);
    if (for_watch_ && (out.name == "after" || out.name == "before")) refuse(token.column);
    return out;
  }

  static bool read_value(Node& out) {
    if (out.value.empty()) return false;
    if (out.name == "lang") return post::language_of(out.value).has_value();
    if (out.name == "mood") return post::mood_of(out.value).has_value();
    if (out.name == "kind") return post::kind_of(out.value).has_value();
    if (out.name == "has") return out.value == "link" || out.value == "image";
    if (out.name == "is") return out.value == "reply" || out.value == "repost" || out.value == "corrected";
    if (out.name == "rating") return read_rating(out);
    if (out.name == "after" || out.name == "before") return read_time(out);
    if (out.name == "author") out.value.erase(0, std::min(out.value.find_first_not_of('@'), out.value.size()));
    while (out.name == "source" && !out.value.empty() && out.value.back() == ':') out.value.pop_back();
    if (out.name == "site") return read_host(out);
    out.value = small(out.value);
    return !out.value.empty();
  }

  static bool read_host(Node& out) {
    while (!out.value.empty() && out.value.back() == '.') out.value.pop_back();
    const auto of_host = [](char c) {
      return is_letter(static_cast<unsigned char>(c)) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ||
             c < 0;
    };
    const auto is_host = [&] {
      return !out.value.empty() && out.value[0] != '.' && out.value.find("..") == out.value.npos &&
             std::all_of(out.value.begin(), out.value.end(), of_host);
    };
    if (!is_host()) return false;
    out.value = network_name(out.value);
    return is_host();
  }

  static bool read_number(const std::string& text, double& out) {
    if (text.empty()) return true;
    char* end = nullptr;
    if (text[0] < '0' || text[0] > '9') return false;
    out = std::strtod(text.c_str(), &end);
    return end == text.c_str() + text.size() && out <= 5;
  }

  static bool read_rating(Node& out) {
    const std::size_t dots = out.value.find("..");
    const std::string low = out.value.substr(0, dots);
    const std::string high = dots == out.value.npos ? low : out.value.substr(dots + 2);
    if (low.empty() && high.empty()) return false;
    return read_number(low, out.low) && read_number(high, out.high) && out.low <= out.high;
  }

  static bool read_time(Node& out) {
    std::string text = out.value;
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
    auto time = parse_date(text);
    for (const char* rest : {"", "Z"}) {
      if (!time) time = parse_time(text + rest);
      if (!time && text.size() >= 16) time = parse_time(text.substr(0, 16) + ":00" + text.substr(16) + rest);
    }
    if (time) out.time = *time;
    return time.has_value();
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::size_t terms_ = 0;
  bool for_watch_;
};

// NOT pushed down to the leaves.
Node pushed(const Node& node, bool negated, std::size_t column) {
  if (node.op == Op::kNot) return pushed(node.children[0], !negated, negated ? column : node.column);
  Node out = node;
  if (node.op != Op::kAnd && node.op != Op::kOr) {
    if (!negated) return out;
    Node leaf{Op::kNot, column};
    leaf.children.push_back(std::move(out));
    return leaf;
  }
  if (negated) out.op = node.op == Op::kAnd ? Op::kOr : Op::kAnd;
  for (Node& child : out.children) child = pushed(child, negated, column);
  return out;
}

// The column of a branch that holds nothing positive; 0 if each does.
std::size_t lonely(const Node& node) {
  if (node.op == Op::kNot) return node.column;
  if (node.op != Op::kAnd && node.op != Op::kOr) return 0;
  std::size_t first = 0;
  std::size_t count = 0;
  for (const Node& child : node.children) {
    const std::size_t column = lonely(child);
    if (column != 0 && first == 0) first = column;
    count += column != 0 ? 1 : 0;
  }
  if (node.op == Op::kOr) return first;
  return count == node.children.size() ? first : 0;
}

}  // namespace

std::variant<Node, Refusal> parse(std::string_view query, bool for_watch) {
  const std::u32string text = decode(query);
  if (text.size() > 20'000) return Refusal{20'001};
  try {
    auto tokens = Lexer(text).read();
    if (tokens.size() == 1) return Refusal{tokens[0].column};
    Node root = pushed(Parser(std::move(tokens), for_watch).read(), false, 0);
    if (const std::size_t column = lonely(root)) return Refusal{column};
    return root;
  } catch (const Refusal& refusal) {
    return refusal;
  }
}

}  // namespace vigie::naive
