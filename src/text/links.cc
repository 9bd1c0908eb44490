#include "text/links.h"

#include "base/utf8.h"
#include "text/tables.h"
#include "text/white_space.h"

namespace vigie::text {
namespace {

std::size_t white_space(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const CodePoint point = first_code_point(text.substr(at));
    if (is_white_space(point.value)) break;
    at += point.bytes;
  }
  return at;
}

// What a link ends with is taken off it, code point by code point.
class FinalPunctuation {
 public:
  explicit FinalPunctuation(std::string_view link) : link_(link) {}

  // The size of the link without it.
  std::size_t take_off() {
    while (const std::size_t cut = last_of_link()) {
      if (counted_) count(link_.back(), -1);
      link_.remove_suffix(cut);
    }
    return link_.size();
  }

 private:
  // The bytes of the punctuation mark at the end; 0 for none.
  std::size_t last_of_link() {
    constexpr std::string_view kFinal = ".,;:!?'\"*<>()[]{}";
    if (link_.empty()) return 0;
    if (static_cast<unsigned char>(link_.back()) < 0x80) {
      return kFinal.find(link_.back()) != std::string_view::npos && !closes_its_own() ? 1 : 0;
    }
    std::size_t at = link_.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(link_[at]) & 0xC0) == 0x80) --at;
    const CodePoint point = first_code_point(link_.substr(at));
    return entry_of(point.value).punctuation() ? link_.size() - at : 0;
  }

  // Whether the bracket at the end has a partner in the link. Counted once: a link may be a megabyte of brackets.
  bool closes_its_own() {
    const char close = link_.back();
    if (close != ')' && close != ']') return false;
    if (!counted_) {
      for (const char c : link_) count(c, 1);
      counted_ = true;
    }
    return (close == ')' ? round_ : square_) >= 0;
  }

  void count(char c, std::ptrdiff_t by) {
    round_ += c == '(' ? by : c == ')' ? -by : 0;
    square_ += c == '[' ? by : c == ']' ? -by : 0;
  }

  std::string_view link_;
  bool counted_ = false;
  std::ptrdiff_t round_ = 0;  // Opened less closed.
  std::ptrdiff_t square_ = 0;
};

}  // namespace

std::optional<std::size_t> link_end(std::string_view text, std::size_t from) {
  const std::size_t size = FinalPunctuation(text.substr(from, white_space(text, from) - from)).take_off();
  if (size == 0) return std::nullopt;
  return from + size;
}

}  // namespace vigie::text
