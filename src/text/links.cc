#include "text/links.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/tables.h"

namespace vigie::text {
namespace {

constexpr std::size_t kDomainBytesMax = 253;  // RFC 1035 §3.1: 255 octets on the wire.

bool is_name_char(char c) { return is_letter(c) || is_digit(c) || c == '_'; }
bool is_label_char(char c) { return is_name_char(c) || c == '-'; }

// Unicode White_Space beyond ASCII.
bool is_wide_space(char32_t c) {
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

std::size_t white_space(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const CodePoint point = first_code_point(text.substr(at));
    if (point.value == ' ' || (point.value >= '\t' && point.value <= '\r') || is_wide_space(point.value)) break;
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

// Past the last label of a domain at `from`; nothing if it is none.
std::optional<std::size_t> domain_end(std::string_view text, std::size_t from, bool one_label_will_do) {
  const std::size_t limit = std::min(text.size(), from + kDomainBytesMax);
  std::size_t best = 0;
  bool first = true;
  for (std::size_t at = from; at < limit;) {
    std::size_t end = at;
    while (end < limit && is_label_char(text[end])) ++end;
    std::size_t cut = end;
    while (cut > at && (text[cut - 1] == '-' || text[cut - 1] == '_')) --cut;
    const bool top = cut - at >= 2 && is_letter(text[at]);
    if (cut == at || text[at] == '-' || text[at] == '_') break;
    if (top && (!first || one_label_will_do)) best = cut;
    first = false;
    if (cut != end || end >= text.size() || text[end] != '.') break;
    at = end + 1;
  }
  if (best == 0) return std::nullopt;
  return best;
}

}  // namespace

std::optional<std::size_t> link_end(std::string_view text, std::size_t from) {
  const std::size_t size = FinalPunctuation(text.substr(from, white_space(text, from) - from)).take_off();
  if (size == 0) return std::nullopt;
  return from + size;
}

std::optional<Mention> mention_with_domain(std::string_view text, std::size_t from) {
  std::size_t end = from;
  const std::size_t limit = std::min(text.size(), from + kDomainBytesMax);
  while (end < limit && (is_label_char(text[end]) || text[end] == '.')) ++end;
  if (end == from || !is_name_char(text[from])) return std::nullopt;
  if (end < text.size() && text[end] == '@' && text[end - 1] != '.') {
    if (const auto past = domain_end(text, end + 1, false)) return Mention{end, *past};
  }
  std::size_t label = from;
  while (label < end && is_label_char(text[label])) ++label;
  if (label >= text.size() || text[label] != '.') return std::nullopt;
  if (const auto past = domain_end(text, label + 1, true)) return Mention{label, *past};
  return std::nullopt;
}

}  // namespace vigie::text
