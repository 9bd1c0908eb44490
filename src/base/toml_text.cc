#include "base/toml_text.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/utf8.h"

namespace vigie {
namespace {

bool is_hex(char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }
bool is_bare(char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == '-'; }
bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; }

// Walks over the text by the grammar; each step says whether it was there, and notes the first fault.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  std::optional<TomlFault> run() {
    if (!is_utf8(text_)) return TomlFault{1, "broken UTF-8"};
    while (reason_.empty() && !at_end()) line();
    if (reason_.empty()) return std::nullopt;
    const auto before = text_.substr(0, at_);
    return TomlFault{1 + static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n')), reason_};
  }

 private:
  bool at_end() const { return at_ >= text_.size(); }
  char now() const { return at_end() ? '\0' : text_[at_]; }
  bool takes(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  bool fault(std::string_view reason) {
    if (reason_.empty()) reason_ = reason;
    return false;
  }
  // What stands here is not what should.
  bool unexpected(std::string_view reason) {
    const bool ascii = static_cast<unsigned char>(now()) < 0x80;
    return fault(ascii ? reason : "a letter outside ASCII must stand in quotes");
  }
  void skip_blanks() {
    while (now() == ' ' || now() == '\t') ++at_;
  }
  bool take_line_end() { return takes("\n") || takes("\r\n"); }

  bool skip_comment() {
    if (now() != '#') return true;
    while (!at_end() && now() != '\n' && text_.substr(at_, 2) != "\r\n") {
      if (is_control(now())) return fault("a control character in a comment");
      ++at_;
    }
    return true;
  }

  void line() {
    skip_blanks();
    if (now() == '[') {
      if (!table_name()) return;
    } else if (!at_end() && now() != '#' && now() != '\n' && now() != '\r') {
      if (!assignment()) return;
    }
    skip_blanks();
    if (skip_comment() && !at_end() && !take_line_end()) fault("something follows where the line should end");
  }

  bool table_name() {
    const bool doubled = takes("[[");
    if (!doubled) ++at_;
    skip_blanks();
    if (!key()) return false;
    skip_blanks();
    return takes(doubled ? "]]" : "]") || fault("a table's name is not closed");
  }

  bool assignment() {
    if (!key()) return false;
    skip_blanks();
    if (!takes("=")) return fault("a key without =");
    skip_blanks();
    return value(0);
  }

  bool key() {
    for (std::size_t depth = 0; depth < kTomlNestingMax; ++depth) {
      if (!simple_key()) return false;
      skip_blanks();
      if (!takes(".")) return true;
      skip_blanks();
    }
    return fault("a key has too many parts");
  }

  bool simple_key() {
    if (now() == '"' || now() == '\'') return short_text(now());
    const std::size_t begin = at_;
    while (is_bare(now())) ++at_;
    return at_ > begin || unexpected("a key is made of letters a to z, digits, _ and -, or stands in quotes");
  }

  bool value(std::size_t depth) {
    if (depth > kTomlNestingMax) return fault("lists and tables are nested too deeply");
    switch (now()) {
      case '"':
      case '\'':
        return text_.substr(at_, 3) == std::string(3, now()) ? long_text(now()) : short_text(now());
      case '[':
        return list(depth);
      case '{':
        return inline_table(depth);
      default:
        return takes("true") || takes("false") || number();
    }
  }

  bool digits() {  // With single _ between them.
    if (!is_digit(now())) return unexpected("a value is a text, a number, true, false, a list or a table");
    while (is_digit(now()) || (now() == '_' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) ++at_;
    return true;
  }

  bool number() {
    if (now() == '+' || now() == '-') ++at_;
    if (takes("inf") || takes("nan")) return true;
    const bool zero = now() == '0';
    const std::size_t begin = at_;
    if (!digits()) return false;
    if (zero && at_ - begin > 1) return fault("a number does not begin with 0");
    if (takes(".") && !digits()) return false;
    if (now() == 'e' || now() == 'E') {
      ++at_;
      if (now() == '+' || now() == '-') ++at_;
      if (!digits()) return false;
    }
    return !(is_bare(now()) || now() == '.' || now() == ':') ||
           fault("a number is whole or decimal; dates are not read");
  }

  bool escape() {  // At the `\`.
    ++at_;
    if (std::string_view("\"\\bfnrt").find(now()) != std::string_view::npos && !at_end()) {
      ++at_;
      return true;
    }
    const std::size_t count = now() == 'u' ? 4 : now() == 'U' ? 8 : 0;
    const auto hex = text_.substr(std::min(at_ + 1, text_.size()), count);
    if (count == 0 || hex.size() < count || !std::all_of(hex.begin(), hex.end(), is_hex))
      return fault("an unknown \\ in a text");
    at_ += 1 + count;
    return true;
  }

  bool short_text(char quote) {
    ++at_;
    while (!at_end() && now() != quote) {
      if (is_control(now())) return fault("a text is not closed, or holds a control character");
      if (now() == '\\' && quote == '"') {
        if (!escape()) return false;
      } else {
        ++at_;
      }
    }
    return takes({&quote, 1}) || fault("a text is not closed");
  }

  // The `\` at the end of a line takes all white space after it.
  bool folded_line() {
    ++at_;
    skip_blanks();
    if (!take_line_end()) return fault("an unknown \\ in a text");
    while (now() == ' ' || now() == '\t' || take_line_end()) skip_blanks();
    return static_cast<unsigned char>(now()) < 0x80 || fault("after \\ a letter outside ASCII may not come first");
  }

  bool long_text(char quote) {
    at_ += 3;
    while (!at_end()) {
      if (now() == quote) {
        std::size_t count = 0;
        while (now() == quote && count < 5) ++at_, ++count;
        if (count >= 3) return true;  // Up to two quotes belong to the text.
      } else if (now() == '\\' && quote == '"') {
        const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
        const bool folds = next == ' ' || next == '\t' || next == '\n' || next == '\r';
        if (!(folds ? folded_line() : escape())) return false;
      } else if (!is_control(now())) {
        ++at_;
      } else if (!take_line_end()) {
        return fault("a control character in a text");
      }
    }
    return fault("a text is not closed");
  }

  bool skip_between() {  // White space, comments and line ends within a list.
    while (true) {
      skip_blanks();
      if (!skip_comment()) return false;
      if (!take_line_end()) return true;
    }
  }

  bool list(std::size_t depth) {
    ++at_;
    while (true) {
      if (!skip_between()) return false;
      if (takes("]")) return true;
      if (!value(depth + 1) || !skip_between()) return false;
      if (!takes(",") && now() != ']') return fault("a list is not closed, or a comma is missing");
    }
  }

  bool inline_table(std::size_t depth) {
    ++at_;
    skip_blanks();
    if (takes("}")) return true;
    while (true) {
      if (!key()) return false;
      skip_blanks();
      if (!takes("=")) return fault("a key without =");
      skip_blanks();
      if (!value(depth + 1)) return false;
      skip_blanks();
      if (takes("}")) return true;
      if (!takes(",")) return fault("an inline table is not closed, or a comma is missing");
      skip_blanks();
    }
  }

  std::string_view text_;
  std::string_view reason_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<TomlFault> first_toml_fault(std::string_view text) { return Walk(text).run(); }

}  // namespace vigie
