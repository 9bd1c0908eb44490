#include "protocol/html_text.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/utf8.h"
#include "protocol/html_entity.h"

namespace vigie::protocol {
namespace {

constexpr std::size_t kLinksMax = 1'000;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

template <typename Names>
bool holds(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Elements that stand apart from what surrounds them by a blank line, or by a new line.
constexpr std::array<std::string_view, 14> kApart = {"p",  "blockquote", "ul", "ol", "dl", "table",   "pre",
                                                     "h1", "h2",         "h3", "h4", "h5", "article", "h6"};
constexpr std::array<std::string_view, 15> kOwnLine = {"div",        "li",      "tr",    "dt",     "dd",
                                                       "section",    "header",  "hr",    "footer", "figure",
                                                       "figcaption", "address", "aside", "main",   "nav"};
constexpr std::array<std::string_view, 5> kUnseen = {"script", "style", "template", "iframe", "noembed"};

// One tag, its name in lower case; attributes are looked up when asked for.
struct Tag {
  std::string name;
  std::string_view attributes;
  bool closing = false;
};

// Splits HTML into tags and text. Each search for an end that is missing is made once: linear in all.
class Scanner {
 public:
  explicit Scanner(std::string_view html)
      : html_(html), last_end_{html.rfind('"'), html.rfind('\''), html.rfind('>')} {}

  bool at_end() const { return at_ >= html_.size(); }

  // Text up to the next `<`; at least one byte if that `<` begins no tag.
  std::string_view text() {
    const std::size_t begin = at_;
    if (!at_end() && html_[at_] == '<') ++at_;
    at_ = std::min(html_.find('<', at_), html_.size());
    return html_.substr(begin, at_ - begin);
  }

  // The tag, comment or declaration at this place; false if there is none.
  bool tag(Tag& out) {
    out = {};
    const char next = at_ + 1 < html_.size() ? html_[at_ + 1] : '\0';
    if (at_end() || html_[at_] != '<') return false;
    if (next == '!' || next == '?') {
      skip_markup();
      return true;
    }
    out.closing = next == '/';
    std::size_t begin = at_ + (out.closing ? 2 : 1);
    if (begin >= html_.size() || !is_letter(html_[begin])) return false;
    std::size_t end = begin;
    while (end < html_.size() && !is_blank(html_[end]) && html_[end] != '>' && html_[end] != '/') ++end;
    constexpr std::size_t kNameBytesMax = 32;
    for (const char c : html_.substr(begin, std::min(end - begin, kNameBytesMax))) out.name += lower(c);
    at_ = end;
    out.attributes = html_.substr(end, find_tag_end() - end);
    return true;
  }

  // Passes over everything up to and with `</name`.
  void skip_content(std::string_view name) {
    for (; at_ < html_.size(); ++at_) {
      at_ = html_.find("</", at_);
      if (at_ == std::string_view::npos) break;
      const auto candidate = html_.substr(at_ + 2, name.size());
      if (std::equal(candidate.begin(), candidate.end(), name.begin(), name.end(),
                     [](char a, char b) { return lower(a) == b; })) {
        return;
      }
    }
    at_ = html_.size();
  }

 private:
  void skip_markup() {
    if (html_.substr(at_, 9) == "<![CDATA[") {
      at_ += 9;
      return;
    }
    const bool comment = html_.substr(at_, 4) == "<!--";
    const std::string_view end = comment ? "-->" : ">";
    const auto found = html_.find(end, at_ + (comment ? 4 : 2));
    at_ = found == std::string_view::npos ? html_.size() : found + end.size();
  }

  // Behind the attributes that begin at at_: the place of `>`, or the end. Moves behind it.
  std::size_t find_tag_end() {
    while (at_ < html_.size() && html_[at_] != '>') {
      const char c = html_[at_++];
      if ((c != '"' && c != '\'') || html_[at_ - 2] != '=') continue;
      const std::size_t last = last_end_[c == '"' ? 0 : 1];
      if (last != std::string_view::npos && last >= at_) at_ = html_.find(c, at_) + 1;
    }
    const std::size_t end = std::min(at_, html_.size());
    at_ = end + 1;
    return end;
  }

  std::string_view html_;
  std::array<std::size_t, 3> last_end_;  // Of `"`, `'` and `>`.
  std::size_t at_ = 0;
};

// The value of an attribute, its references decoded; empty if it is not there.
std::string attribute(std::string_view attributes, std::string_view name) {
  std::size_t i = 0;
  while (i < attributes.size()) {
    while (i < attributes.size() && (is_blank(attributes[i]) || attributes[i] == '/')) ++i;
    const std::size_t name_begin = i;
    while (i < attributes.size() && !is_blank(attributes[i]) && attributes[i] != '=') ++i;
    const auto found = attributes.substr(name_begin, i - name_begin);
    while (i < attributes.size() && is_blank(attributes[i])) ++i;
    std::string_view value;
    if (i < attributes.size() && attributes[i] == '=') {
      ++i;
      while (i < attributes.size() && is_blank(attributes[i])) ++i;
      const char quote = i < attributes.size() ? attributes[i] : '\0';
      const bool quoted = quote == '"' || quote == '\'';
      const std::size_t begin = quoted ? i + 1 : i;
      std::size_t end = quoted ? attributes.find(quote, begin) : attributes.find_first_of(" \t\r\n", begin);
      end = std::min(end, attributes.size());
      value = attributes.substr(std::min(begin, end), end - std::min(begin, end));
      i = std::min(end + 1, attributes.size());
    }
    if (std::equal(found.begin(), found.end(), name.begin(), name.end(),
                   [](char a, char b) { return lower(a) == b; })) {
      return decode_entities(value);
    }
  }
  return {};
}

bool has_class(std::string_view classes, std::string_view name) {
  for (std::size_t i = classes.find(name); i != std::string_view::npos; i = classes.find(name, i + 1)) {
    const std::size_t end = i + name.size();
    if ((i == 0 || is_blank(classes[i - 1])) && (end == classes.size() || is_blank(classes[end]))) return true;
  }
  return false;
}

// Gathers what is seen: blanks in a row as one, line breaks as asked for, none at the edges.
class Page {
 public:
  void text(std::string_view raw) {
    for (std::size_t i = 0; i < raw.size();) {
      const auto entity = raw[i] == '&' ? entity_at_front(raw.substr(i)) : std::nullopt;
      if (entity) {
        i += entity->bytes;
        if (entity->value == 0xA0 || (entity->value < 0x80 && is_blank(static_cast<char>(entity->value)))) {
          blank_ = true;
        } else {
          begin_word();
          append_utf8(out_, entity->value);
        }
      } else if (is_blank(raw[i]) && !preformatted_) {
        blank_ = true;
        ++i;
      } else if (preformatted_ && raw[i] == '\n') {
        break_line();
        ++i;
      } else {
        begin_word();
        out_ += raw[i++];
      }
    }
  }
  void blank() { blank_ = true; }
  void break_line() { breaks_ = std::min(breaks_ + 1, 2); }
  void own_line(int breaks) { breaks_ = std::max(breaks_, breaks); }
  void set_preformatted(bool on) { preformatted_ = on; }
  std::string take() { return std::move(out_); }

 private:
  void begin_word() {
    if (!out_.empty()) {
      if (breaks_ > 0) {
        out_.append(static_cast<std::size_t>(breaks_), '\n');
      } else if (blank_) {
        out_ += ' ';
      }
    }
    breaks_ = 0;
    blank_ = false;
  }

  std::string out_;
  int breaks_ = 0;
  bool blank_ = false;
  bool preformatted_ = false;
};

class Reader {
 public:
  explicit Reader(std::string_view html) : scanner_(html) {}

  HtmlText read() {
    Tag tag;
    while (!scanner_.at_end()) {
      if (scanner_.tag(tag)) {
        handle(tag);
      } else {
        const auto text = scanner_.text();
        if (hidden_spans_ == 0) page_.text(text);
      }
    }
    return {page_.take(), std::move(links_)};
  }

 private:
  void handle(const Tag& tag) {
    if (tag.name == "span") {
      span(tag);
    } else if (tag.name == "br") {
      page_.break_line();
    } else if (tag.name == "a") {
      hidden_spans_ = 0;
      if (!tag.closing) link(tag);
    } else if (tag.name == "img" && hidden_spans_ == 0) {
      const auto alt = attribute(tag.attributes, "alt");
      if (!alt.empty()) page_.text(alt);
    } else if (tag.name == "td" || tag.name == "th") {
      page_.blank();
    } else if (holds(kApart, tag.name)) {
      hidden_spans_ = 0;
      page_.own_line(2);
      if (tag.name == "pre") page_.set_preformatted(!tag.closing);
    } else if (holds(kOwnLine, tag.name)) {
      page_.own_line(1);
    } else if (!tag.closing && holds(kUnseen, tag.name)) {
      scanner_.skip_content(tag.name);
    }
  }

  void span(const Tag& tag) {
    if (tag.closing) {
      if (hidden_spans_ > 0) {
        --hidden_spans_;
      } else if (ellipsis_) {
        page_.text("…");
        ellipsis_ = false;
      }
      return;
    }
    const auto classes = attribute(tag.attributes, "class");
    if (hidden_spans_ > 0 || has_class(classes, "invisible")) {
      ++hidden_spans_;
    } else {
      ellipsis_ = has_class(classes, "ellipsis");
    }
  }

  void link(const Tag& tag) {
    auto address = attribute(tag.attributes, "href");
    const bool web = address.starts_with("https://") || address.starts_with("http://");
    if (!web || links_.size() >= kLinksMax) return;
    const auto classes = attribute(tag.attributes, "class");
    if (has_class(classes, "mention") || has_class(classes, "hashtag")) return;
    if (seen_.insert(address).second) links_.push_back(std::move(address));
  }

  Scanner scanner_;
  Page page_;
  std::vector<std::string> links_;
  std::unordered_set<std::string> seen_;
  std::size_t hidden_spans_ = 0;
  bool ellipsis_ = false;
};

}  // namespace

HtmlText read_html(std::string_view html) { return Reader(html).read(); }

std::string decode_entities(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t plain = std::min(text.find('&'), text.size());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (const auto entity = entity_at_front(text)) {
      append_utf8(out, entity->value);
      text.remove_prefix(entity->bytes);
    } else {
      out += '&';
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace vigie::protocol
