#include "protocol/html_text.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/utf8.h"
#include "protocol/address.h"
#include "protocol/html_entity.h"
#include "protocol/markup.h"

namespace vigie::protocol {
namespace {

constexpr std::size_t kLinksMax = 1'000;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

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
constexpr std::array<std::string_view, 4> kUnseen = {"script", "style", "template", "noembed"};

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
  Reader(std::string_view html, std::string_view base) : markup_(html), base_(base) {}

  HtmlText read() {
    while (true) {
      switch (markup_.next()) {
        case MarkupReader::Kind::kEnd:
          return {page_.take(), std::move(links_), image_count_};
        case MarkupReader::Kind::kOpen:
          handle(false);
          break;
        case MarkupReader::Kind::kClose:
          handle(true);
          break;
        default:
          if (hidden_spans_ == 0) page_.text(markup_.text());
      }
    }
  }

 private:
  void handle(bool closing) {
    const std::string& name = markup_.name();
    if (name == "span") {
      span(closing);
    } else if (name == "br") {
      page_.break_line();
    } else if (name == "a") {
      hidden_spans_ = 0;
      if (!closing) link();
    } else if (name == "img" && hidden_spans_ == 0) {
      image();
    } else if (name == "td" || name == "th") {
      page_.blank();
    } else if (holds(kApart, name)) {
      hidden_spans_ = 0;
      page_.own_line(2);
      if (name == "pre") page_.set_preformatted(!closing);
    } else if (holds(kOwnLine, name)) {
      page_.own_line(1);
    } else if (!closing && !markup_.empty_tag() && holds(kUnseen, name)) {
      markup_.skip_content(name);
    }
  }

  void span(bool closing) {
    if (closing) {
      if (hidden_spans_ > 0) {
        --hidden_spans_;
      } else if (ellipsis_) {
        page_.text("…");
        ellipsis_ = false;
      }
      return;
    }
    const auto classes = attribute(markup_.attributes(), "class");
    if (hidden_spans_ > 0 || has_class(classes, "invisible")) {
      ++hidden_spans_;
    } else {
      ellipsis_ = has_class(classes, "ellipsis");
    }
  }

  void image() {
    page_.text(attribute(markup_.attributes(), "alt"));
    const auto is_a_dot = [&](std::string_view side) {
      const auto pixels = attribute(markup_.attributes(), side);
      return pixels == "0" || pixels == "1";
    };
    const bool is_seen = !attribute(markup_.attributes(), "src").empty() && !is_a_dot("width") && !is_a_dot("height");
    image_count_ += is_seen ? 1 : 0;
  }

  void link() {
    const auto reference = attribute(markup_.attributes(), "href");
    if (reference.empty() || reference.front() == '#') return;
    auto address = resolve(base_, reference);
    const bool web = address.starts_with("https://") || address.starts_with("http://");
    if (!web || links_.size() >= kLinksMax) return;
    const auto classes = attribute(markup_.attributes(), "class");
    if (has_class(classes, "mention") || has_class(classes, "hashtag")) return;
    if (seen_.insert(address).second) links_.push_back(std::move(address));
  }

  MarkupReader markup_;
  std::string_view base_;
  Page page_;
  std::vector<std::string> links_;
  std::unordered_set<std::string> seen_;
  std::size_t image_count_ = 0;
  std::size_t hidden_spans_ = 0;
  bool ellipsis_ = false;
};

}  // namespace

HtmlText read_html(std::string_view html, std::string_view base) { return Reader(html, base).read(); }

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
