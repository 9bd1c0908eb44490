#include "base/toml_text.h"

#include <algorithm>

namespace vigie {
namespace {

bool is_word(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == '-' || c == '+';
}

// Follows strings and comments as the parser does, up to the first mistake of theirs.
class Scan {
 public:
  explicit Scan(std::string_view text) : text_(text) {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;  // A byte order mark is skipped by the parser.
  }

  std::optional<TomlFault> run() {
    while (at_ < text_.size() && reason_.empty()) {
      const char c = text_[at_];
      if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if ((c == '"' || c == '\'' || c == '[' || c == '{') && at_ > 0 && is_word(text_[at_ - 1])) {
        reason_ = "a text, array or table may not follow a word or number directly";
      } else if (c == '"' || c == '\'') {
        skip_string(c);
      } else if (c == '[' && depth_ == 0 && begins_line()) {
        skip_table_opening();
      } else if (refuse_non_ascii("a letter outside ASCII must stand in quotes")) {
        depth_ += c == '[' || c == '{' ? 1 : 0;
        depth_ -= depth_ > 0 && (c == ']' || c == '}') ? 1 : 0;
        ++at_;
      }
    }
    if (reason_.empty()) return std::nullopt;
    const auto before = text_.substr(0, at_);
    return TomlFault{1 + static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n')), reason_};
  }

 private:
  bool begins_line() const {
    const auto before = text_.substr(0, at_).find_last_not_of(" \t");
    return before == text_.npos || text_[before] == '\n' || (before == 2 && text_[0] == '\xEF');
  }

  void skip_table_opening() {  // `[` or `[[`; the closing ones go by as any others.
    at_ += text_.substr(at_, 2) == "[[" ? 2 : 1;
    at_ = std::min(text_.find_first_not_of(" \t", at_), text_.size());
    if (at_ == text_.size()) return;
    const char c = text_[at_];
    const bool is_name = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                         std::string_view("_-\"']").find(c) != std::string_view::npos;
    if (!is_name) reason_ = "a table's name begins with a letter, a digit, _, - or a quote";
  }

  std::size_t quotes(char quote) const {  // How many stand here, as far as a text may have them: """"".
    std::size_t count = 0;
    while (count < 5 && at_ + count < text_.size() && text_[at_ + count] == quote) ++count;
    return count;
  }

  void skip_string(char quote) {
    const std::size_t opening = quotes(quote);
    if (opening == 2) at_ += 2;  // An empty one.
    if (opening == 2) return;
    const bool lines = opening >= 3;
    at_ += lines ? 3 : 1;
    while (at_ < text_.size() && reason_.empty()) {
      const char c = text_[at_];
      if (c == '\n' && !lines) return;  // Never closed: the parser says so.
      if (c == quote) {
        const std::size_t here = lines ? quotes(quote) : 1;
        at_ += here;
        if (!lines || here >= 3) return;
      } else if (c == '\\' && quote == '"') {
        skip_escape();
      } else {
        ++at_;
      }
    }
  }

  void skip_escape() {
    const auto next = text_.find_first_not_of(" \t\r\n", ++at_);
    const bool goes_on = next != at_;  // A `\` at the end of a line.
    at_ = std::min(next, text_.size());
    if (at_ < text_.size() && refuse_non_ascii("after \\ a letter outside ASCII may not come first") && !goes_on) ++at_;
  }

  bool refuse_non_ascii(std::string_view reason) {
    const bool ascii = static_cast<unsigned char>(text_[at_]) < 0x80;
    if (!ascii) reason_ = reason;
    return ascii;
  }

  std::string_view text_;
  std::string_view reason_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;  // Of arrays and inline tables.
};

}  // namespace

std::optional<TomlFault> first_toml_fault(std::string_view text) { return Scan(text).run(); }

}  // namespace vigie
