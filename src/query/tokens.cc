#include "query/tokens.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "query/fields.h"
#include "text/white_space.h"

namespace vigie::query {
namespace {

using text::is_white_space;

enum class Quote : std::uint8_t { kNone, kMarks, kGuillemets };

// Marks of one family close each other, so that “a”, „a“, ”a” and "a” are all quotes, and so are
// «a» and »a«.
Quote quote_of(char32_t c) {
  if (c == U'"' || c == U'“' || c == U'”' || c == U'„') return Quote::kMarks;
  if (c == U'«' || c == U'»') return Quote::kGuillemets;
  return Quote::kNone;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::variant<std::vector<Token>, Problem> read() {
    while (!problem_) {
      skip_spaces();
      if (at_end()) break;
      read_one();
    }
    if (problem_) return *std::move(problem_);
    push(begin(TokenKind::kEnd));
    return std::move(tokens_);
  }

 private:
  bool at_end() const { return place_ >= text_.size(); }
  char32_t peek() const { return at_end() ? 0 : first_code_point(text_.substr(place_)).value; }
  bool ends_word(char32_t c) const {
    return is_white_space(c) || c == U'(' || c == U')' || quote_of(c) != Quote::kNone;
  }

  void step() {
    place_ += first_code_point(text_.substr(place_)).bytes;
    ++column_;
  }

  void skip_spaces() {
    while (!at_end() && is_white_space(peek())) {
      step();
      free_ = true;
    }
  }

  Token begin(TokenKind kind) const {
    Token token;
    token.kind = kind;
    token.column = token.value_column = column_;
    return token;
  }

  // All of `token` has been read.
  void push(Token token) {
    token.end = column_;
    tokens_.push_back(token);
  }

  void fail(Token token, Diagnostic what, Values values = {}, std::string suggestion = {}) {
    token.end = column_;
    if (!problem_) problem_ = refused(token, what, std::move(values), std::move(suggestion));
  }

  void read_one() {
    const char32_t c = peek();
    const bool was_free = std::exchange(free_, false);
    if (c == U'(' || c == U')') {
      const Token token = begin(c == U'(' ? TokenKind::kOpen : TokenKind::kClose);
      step();
      push(token);
      free_ = c == U'(';
    } else if (c == U'-' && was_free && negates()) {
      const Token token = begin(TokenKind::kNot);
      step();
      push(token);
      if (!ends_word(peek())) read_words(true);
    } else if (quote_of(c) != Quote::kNone) {
      read_quoted(begin(TokenKind::kQuoted));
    } else {
      read_words(false);
    }
  }

  // A `-` at `place_` is glued to something that can be negated.
  bool negates() const {
    const auto rest = text_.substr(place_ + 1);
    if (rest.empty()) return false;
    const char32_t next = first_code_point(rest).value;
    return !is_white_space(next) && next != U')';
  }

  // Reads to the closing mark; the opening one stands at `place_`.
  bool take_quoted(Token& token) {
    const Token opening = begin(TokenKind::kQuoted);
    const Quote family = quote_of(peek());
    step();
    const auto from = place_;
    while (!at_end() && quote_of(peek()) != family) step();
    if (at_end()) {
      fail(opening, Diagnostic::kQuoteUnclosed);
      return false;
    }
    token.text = text_.substr(from, place_ - from);
    step();
    return true;
  }

  void read_quoted(Token token) {
    if (take_quoted(token)) push(token);
  }

  // A run without spaces, parentheses and quotes: an operator, a field or words. Glued to a `-`,
  // no operator.
  void read_words(bool glued) {
    Token token = begin(TokenKind::kWords);
    const auto from = place_;
    while (!at_end() && !ends_word(peek())) step();
    token.text = text_.substr(from, place_ - from);
    if (token.text.front() == '=') return read_exact(token);
    if (!glued && read_operator(token)) return;
    if (read_field_name(token)) return;
    push(token);
  }

  void read_exact(Token token) {
    token.exact = true;
    token.text.remove_prefix(1);
    if (!token.text.empty() || quote_of(peek()) == Quote::kNone) return push(token);
    token.kind = TokenKind::kQuoted;
    read_quoted(token);
  }

  bool read_operator(Token token) {
    if (token.text == "AND" || token.text == "OR" || token.text == "NOT") {
      token.kind = token.text == "AND" ? TokenKind::kAnd : token.text == "OR" ? TokenKind::kOr : TokenKind::kNot;
      push(token);
      return true;
    }
    for (const std::string_view name : {"NEAR/", "BEFORE/"}) {
      if (!token.text.starts_with(name)) continue;
      token.kind = name == "NEAR/" ? TokenKind::kNear : TokenKind::kBefore;
      read_distance(token, name);
      return true;
    }
    return false;
  }

  void read_distance(Token token, std::string_view name) {
    unsigned value = token.text.size() == name.size() ? kDistanceMax + 1 : 0;
    for (const char c : token.text.substr(name.size())) {
      value = is_digit(c) && value <= kDistanceMax ? value * 10 + static_cast<unsigned>(c - '0') : kDistanceMax + 1;
    }
    if (value > kDistanceMax) {
      name.remove_suffix(1);
      return fail(token, Diagnostic::kDistanceWrong,
                  {{"operator", std::string(name)}, {"max", std::to_string(kDistanceMax)}});
    }
    token.distance = static_cast<std::uint8_t>(value);
    push(token);
  }

  // `name:` of ASCII letters, glued to a value.
  bool read_field_name(Token token) {
    std::size_t size = 0;
    while (size < token.text.size() && is_letter(token.text[size])) ++size;
    if (size == 0 || size == token.text.size() || token.text[size] != ':') return false;
    token.name = token.text.substr(0, size);
    token.text.remove_prefix(size + 1);
    token.value_column = token.column + static_cast<std::uint32_t>(size) + 1;
    token.kind = TokenKind::kField;
    if (!token.text.empty()) {
      push(token);
      return true;
    }
    if (peek() == U'(' && is_field_name(token.name)) {
      refuse_parentheses(token);
      return true;
    }
    if (at_end() || quote_of(peek()) == Quote::kNone) return false;
    token.quoted = true;
    read_quoted(token);
    return true;
  }

  // `lang:(fr OR en)`: what was meant is `(lang:fr OR lang:en)`.
  void refuse_parentheses(const Token& token) {
    const auto from = place_;
    while (!at_end() && peek() != U')') step();
    std::string meant = "(";
    std::string_view rest = text_.substr(from + 1, place_ - from - 1);
    while (!rest.empty()) {
      const auto size = std::min(rest.find(' '), rest.size());
      const auto value = rest.substr(0, size);
      const bool is_operator = value == "AND" || value == "OR" || value == "NOT" || value.empty();
      meant += (meant.size() > 1 ? " " : "") + (is_operator ? "" : std::string(token.name) + ":") + std::string(value);
      rest.remove_prefix(std::min(size + 1, rest.size()));
    }
    if (!at_end()) step();
    fail(token, Diagnostic::kFieldTakesNoParentheses, {{"field", lower(token.name)}}, meant + ")");
    problem_->column = token.value_column;
  }

  std::string_view text_;
  std::size_t place_ = 0;
  std::uint32_t column_ = 1;
  bool free_ = true;  // At the start, after a space or `(`: here a `-` negates.
  std::vector<Token> tokens_;
  std::optional<Problem> problem_;
};

std::optional<Problem> refuse_text(std::string_view text) {
  std::uint32_t column = 1;
  for (std::size_t place = 0; place < text.size(); ++column) {
    if (column > kCodePointsMax) {
      return Problem{Diagnostic::kQueryTooLong, {{"max", std::to_string(kCodePointsMax)}}, column, column, column};
    }
    const auto point = first_code_point(text.substr(place));
    if (point.value == U'\uFFFD' && point.bytes == 1) {
      return Problem{Diagnostic::kNotUtf8, {}, column, column, column + 1};
    }
    place += point.bytes;
  }
  return std::nullopt;
}

}  // namespace

Problem refused(const Token& token, Diagnostic what, Values values, std::string suggestion) {
  return {what, std::move(values), token.column, token.column, token.end, std::move(suggestion)};
}

std::variant<std::vector<Token>, Problem> read_tokens(std::string_view text) {
  if (auto problem = refuse_text(text)) return *std::move(problem);
  return Reader(text).read();
}

}  // namespace vigie::query
