#include "text/mention.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/tables.h"

namespace vigie::text {
namespace {

constexpr std::size_t kDomainBytesMax = 253;  // RFC 1035 §3.1: 255 octets on the wire.

bool is_name_char(char c) { return is_letter(c) || is_digit(c) || c == '_'; }
bool is_hyphen(char c) { return c == '-' || c == '_'; }
bool is_label_char(char c) { return is_name_char(c) || c == '-'; }

bool is_wordy(Class kind) {
  return kind == Class::kLetter || kind == Class::kDigit || kind == Class::kMark || kind == Class::kLooseMark;
}

// Blocks "Latin-1 Supplement" to "IPA Extensions" and "Latin Extended Additional".
bool is_latin(char32_t c) { return c < 0x2B0 || (c >= 0x1E00 && c < 0x1F00); }

// The end of a label of a domain: Latin letters, digits and hyphens, or letters of other scripts with
// spaces. What is written against a domain without a space (`masto.social님`) is not of its label.
std::size_t label_end(std::string_view text, std::size_t at, std::size_t limit) {
  std::optional<bool> latin;
  while (at < limit) {
    const CodePoint point = first_code_point(text.substr(at));
    if (point.value < 0x80) {
      if (!is_label_char(text[at])) break;
      if (is_letter(text[at]) && !latin.value_or(true)) break;
      if (is_letter(text[at])) latin = true;
    } else {
      const Class kind = entry_of(point.value).kind();
      if (!is_wordy(kind)) break;
      const bool is_letter_of_latin = kind == Class::kLooseMark ? latin.value_or(true) : is_latin(point.value);
      if (latin.value_or(is_letter_of_latin) != is_letter_of_latin) break;
      latin = is_letter_of_latin;
    }
    at += point.bytes;
  }
  return std::min(at, limit);
}

bool begins_with_letter(std::string_view label) {
  return is_letter(label.front()) ||
         (!is_ascii(label.front()) && entry_of(first_code_point(label).value).kind() == Class::kLetter);
}

// Past the last label of a domain at `from` that may be a top one; nothing if there is none.
std::optional<std::size_t> domain_end(std::string_view text, std::size_t from, bool one_label_will_do) {
  const std::size_t limit = std::min(text.size(), from + kDomainBytesMax);
  std::optional<std::size_t> best;
  bool first = true;
  for (std::size_t at = from; at < limit;) {
    const std::size_t end = label_end(text, at, limit);
    std::size_t cut = end;
    while (cut > at && is_hyphen(text[cut - 1])) --cut;
    if (cut == at || is_hyphen(text[at])) break;
    const bool top = cut - at >= 2 && begins_with_letter(text.substr(at, cut - at));
    if (top && (!first || one_label_will_do)) best = cut;
    first = false;
    if (cut != end || end >= text.size() || text[end] != '.') break;
    at = end + 1;
  }
  return best;
}

std::size_t run_end(std::string_view text, std::size_t at, std::size_t limit, bool (*is_of_run)(char)) {
  while (at < limit && is_of_run(text[at])) ++at;
  return at;
}

// Whether a name of ASCII ends at `end`: no letter of another alphabet goes on with it, no sign makes its last digit an
// emoji, and it is not the beginning of a link.
bool ends_name(std::string_view text, std::size_t end) {
  if (end == text.size()) return true;
  if (text.substr(end).starts_with("://")) return false;
  const Class kind = entry_of(first_code_point(text.substr(end)).value).kind();
  return !is_wordy(kind) && kind != Class::kVariation && kind != Class::kKeycap;
}

// `jean-paul`: hyphens within a name.
std::optional<Mention> hyphenated(std::string_view text, std::size_t from, std::size_t limit) {
  std::size_t end = run_end(text, from, limit, is_label_char);
  if (!ends_name(text, end) || (end == limit && end < text.size())) return std::nullopt;
  while (end > from && text[end - 1] == '-') --end;
  const std::size_t word_end = run_end(text, from, end, is_name_char);
  if (word_end == end) return std::nullopt;
  return Mention{end, word_end, end};
}

}  // namespace

std::optional<Mention> mention_at(std::string_view text, std::size_t from) {
  const std::size_t limit = std::min(text.size(), from + kDomainBytesMax);
  if (from >= limit || !is_name_char(text[from])) return std::nullopt;
  const std::size_t dotted = run_end(text, from, limit, [](char c) { return is_label_char(c) || c == '.'; });
  if (dotted < text.size() && text[dotted] == '@' && text[dotted - 1] != '.') {
    if (const auto past = domain_end(text, dotted + 1, false)) return Mention{*past, dotted, dotted};
  }
  const std::size_t name = run_end(text, from, limit, is_label_char);
  if (name < text.size() && text[name] == '.') {
    if (const auto past = domain_end(text, name + 1, true)) return Mention{*past, name, name};
  }
  return hyphenated(text, from, limit);
}

bool opens_mention(std::string_view typed) {
  if (typed.empty() || typed.size() > kDomainBytesMax || !is_name_char(typed.front())) return false;
  const auto sign = typed.find('@');
  std::size_t at = run_end(typed, 0, typed.size(), is_label_char);
  while (at < typed.size() && (typed[at] == '.' || at == sign)) at = label_end(typed, at + 1, typed.size());
  return at == typed.size();
}

}  // namespace vigie::text
