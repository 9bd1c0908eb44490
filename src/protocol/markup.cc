#include "protocol/markup.h"

#include <algorithm>

#include "protocol/html_text.h"

namespace vigie::protocol {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool same_word(std::string_view text, std::string_view lower_word) {
  return std::equal(text.begin(), text.end(), lower_word.begin(), lower_word.end(),
                    [](char a, char b) { return lower(a) == b; });
}

bool ends_name(char c) { return is_blank(c) || c == '>' || c == '/' || c == '<'; }

}  // namespace

MarkupReader::MarkupReader(std::string_view text)
    : all_(text), last_double_(text.rfind('"')), last_single_(text.rfind('\'')) {}

MarkupReader::Kind MarkupReader::next() {
  while (at_ < all_.size()) {
    if (all_[at_] == '<') {
      Kind kind = Kind::kText;
      if (skip_markup(kind)) {
        if (kind == Kind::kCdata) return kind;
        continue;
      }
      if (read_tag()) return closing_ ? Kind::kClose : Kind::kOpen;
    }
    const std::size_t begin = at_;
    at_ = std::min(all_.find('<', at_ + 1), all_.size());
    text_ = all_.substr(begin, at_ - begin);
    return Kind::kText;
  }
  return Kind::kEnd;
}

bool MarkupReader::skip_markup(Kind& kind) {
  const auto rest = all_.substr(at_);
  const auto take_until = [&](std::string_view end, std::size_t skip) {
    const auto found = all_.find(end, at_ + skip);
    text_ = all_.substr(at_ + skip, found == std::string_view::npos ? found : found - at_ - skip);
    at_ = found == std::string_view::npos ? all_.size() : found + end.size();
    return true;
  };
  if (rest.starts_with("<![CDATA[")) {
    kind = Kind::kCdata;
    return take_until("]]>", 9);
  }
  if (rest.starts_with("<!--")) return take_until("-->", 4);
  if (rest.starts_with("<!") || rest.starts_with("<?")) return take_until(">", 2);
  return false;
}

bool MarkupReader::read_tag() {
  constexpr std::size_t kNameBytesMax = 32;
  closing_ = all_.substr(at_).starts_with("</");
  const std::size_t begin = at_ + (closing_ ? 2 : 1);
  if (begin >= all_.size() || !is_letter(all_[begin])) return false;
  std::size_t end = begin;
  while (end < all_.size() && !ends_name(all_[end])) ++end;
  name_.clear();
  for (const char c : all_.substr(begin, std::min(end - begin, kNameBytesMax))) name_ += lower(c);
  at_ = end;
  attributes_ = take_attributes();
  return true;
}

// Up to `>` outside quotes, and behind it. A `<` outside quotes ends the tag too: its own end is missing.
std::string_view MarkupReader::take_attributes() {
  const std::size_t begin = at_;
  while (at_ < all_.size() && all_[at_] != '>' && all_[at_] != '<') {
    const char c = all_[at_++];
    if ((c != '"' && c != '\'') || all_[at_ - 2] != '=') continue;
    const std::size_t last = c == '"' ? last_double_ : last_single_;
    if (last != std::string_view::npos && last >= at_) at_ = all_.find(c, at_) + 1;
  }
  const auto out = all_.substr(begin, at_ - begin);
  if (at_ < all_.size() && all_[at_] == '>') ++at_;
  return out;
}

void MarkupReader::skip_content(std::string_view name) {
  for (; at_ < all_.size(); ++at_) {
    at_ = all_.find("</", at_);
    if (at_ == std::string_view::npos) break;
    if (same_word(all_.substr(at_ + 2, name.size()), name)) return;
  }
  at_ = all_.size();
}

bool take_attribute(std::string_view& attributes, std::string_view& name, std::string_view& value) {
  std::size_t i = 0;
  const std::size_t size = attributes.size();
  const auto skip_blanks = [&] {
    while (i < size && is_blank(attributes[i])) ++i;
  };
  while (i < size && (is_blank(attributes[i]) || attributes[i] == '/')) ++i;
  if (i == size) return false;
  const std::size_t name_begin = i;
  do ++i;
  while (i < size && !is_blank(attributes[i]) && attributes[i] != '=' && attributes[i] != '/');
  name = attributes.substr(name_begin, i - name_begin);
  value = {};
  skip_blanks();
  if (i < size && attributes[i] == '=') {
    ++i;
    skip_blanks();
    const char quote = i < size ? attributes[i] : '\0';
    const bool quoted = quote == '"' || quote == '\'';
    const std::size_t begin = std::min(quoted ? i + 1 : i, size);
    const std::size_t end = quoted ? attributes.find(quote, begin) : attributes.find_first_of(" \t\r\n\f", begin);
    value = attributes.substr(begin, end == std::string_view::npos ? end : end - begin);
    i = end == std::string_view::npos ? size : std::min(end + (quoted ? 1 : 0), size);
  }
  attributes.remove_prefix(i);
  return true;
}

std::string attribute(std::string_view attributes, std::string_view name) {
  std::string_view found;
  std::string_view value;
  while (take_attribute(attributes, found, value)) {
    if (same_word(found, name)) return decode_entities(value);
  }
  return {};
}

}  // namespace vigie::protocol
