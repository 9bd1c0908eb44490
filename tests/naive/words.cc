#include "naive/words.h"

#include <algorithm>
#include <optional>

#include "naive/unicode.h"

namespace vigie::naive {
namespace {

constexpr char32_t kEmojiSelector = 0xFE0F;
constexpr char32_t kKeycap = 0x20E3;
constexpr char32_t kJoiner = 0x200D;

bool is_ascii_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool is_handle(char32_t c) { return is_ascii_letter(c) || (c >= U'0' && c <= U'9') || c == U'_'; }

char32_t lower(char32_t c) { return c >= U'A' && c <= U'Z' ? c + 32 : c; }

class Splitter {
 public:
  explicit Splitter(const std::u32string& text) : text_(text) {}

  Words split() {
    while (at_ < text_.size()) {
      if (link() || keycap() || flag() || emoji() || tag()) continue;
      if (!run(text_.size())) ++at_;
    }
    return std::move(out_);
  }

 private:
  char32_t peek(std::size_t at) const { return at < text_.size() ? text_[at] : U'\n'; }
  std::u32string folded_at(std::size_t at) const { return fold({peek(at)}); }

  bool starts_with(std::u32string_view prefix, std::size_t at) const {
    for (std::size_t i = 0; i < prefix.size(); ++i) {
      if (lower(peek(at + i)) != prefix[i]) return false;
    }
    return true;
  }

  // A letter, digit or `_` of a script with spaces stands just before `at`.
  bool after_spaced(std::size_t at) const {
    return !out_.words.empty() && out_.words.back().to == at && last_spaced_ && !out_.words.back().emoji;
  }
  bool after_any(std::size_t at) const {
    return !out_.words.empty() && out_.words.back().to == at && !out_.words.back().emoji;
  }

  // The end of a link that begins at `at`, else nothing.
  std::optional<std::size_t> link_at(std::size_t at, bool inside_word) const {
    std::size_t prefix = 0;
    if (starts_with(U"http://", at)) prefix = 7;
    if (starts_with(U"https://", at)) prefix = 8;
    if (starts_with(U"www.", at) && !inside_word) prefix = 4;
    if (prefix == 0) return std::nullopt;
    std::size_t end = at + prefix;
    while (end < text_.size() && !is_space(text_[end])) ++end;
    while (end > at + prefix && ends_link(at + prefix, end)) --end;
    if (end == at + prefix) return std::nullopt;
    return end;
  }

  bool ends_link(std::size_t from, std::size_t end) const {
    const char32_t last = text_[end - 1];
    const auto count = [&](char32_t c) {
      return std::count(text_.begin() + static_cast<std::ptrdiff_t>(from),
                        text_.begin() + static_cast<std::ptrdiff_t>(end), c);
    };
    if (last == U')') return count(U')') > count(U'(');
    if (last == U']') return count(U']') > count(U'[');
    if (last < 0x80) return std::u32string_view(U".,;:!?'\"*<>({[}").find(last) != std::u32string_view::npos;
    return is_punctuation(last);
  }

  bool link() {
    const auto end = link_at(at_, after_spaced(at_) && at_ != mention_end_);
    if (!end) return false;
    out_.links.push_back(text_.substr(at_, *end - at_));
    at_ = *end;
    return true;
  }

  bool keycap_at(std::size_t at) const {
    const char32_t c = peek(at);
    if (!(c >= U'0' && c <= U'9') && c != U'#' && c != U'*') return false;
    return peek(at + 1) == kKeycap || (peek(at + 1) == kEmojiSelector && peek(at + 2) == kKeycap);
  }

  void add(std::u32string folded, std::size_t to, bool is_emoji) {
    out_.words.push_back({'w', std::move(folded), nfc(text_.substr(at_, to - at_)), at_, to, place_++, is_emoji});
    last_spaced_ = !is_emoji;
  }

  bool keycap() {
    if (!keycap_at(at_)) return false;
    const std::size_t to = at_ + (peek(at_ + 1) == kKeycap ? 2 : 3);
    add({text_[at_], kKeycap}, to, true);
    at_ = to;
    return true;
  }

  bool flag() {
    if (!is_regional(text_[at_]) || !is_regional(peek(at_ + 1))) return false;
    add(text_.substr(at_, 2), at_ + 2, true);
    at_ += 2;
    return true;
  }

  bool emoji() {
    if (!is_emoji(text_[at_])) return false;
    std::u32string folded(1, text_[at_]);
    std::size_t to = at_ + 1;
    const bool lone = is_regional(text_[at_]);
    const bool black_flag = text_[at_] == 0x1F3F4;
    for (; !lone; ++to) {
      const char32_t c = peek(to);
      if (is_selector(c) || is_skin(c)) continue;
      if (black_flag && c >= 0xE0020 && c <= 0xE007F) {
        folded += c;
      } else if (c == kJoiner && is_emoji(peek(to + 1)) && !is_regional(peek(to + 1))) {
        folded += {c, peek(++to)};
      } else {
        break;
      }
    }
    add(folded, to, true);
    at_ = to;
    return true;
  }

  bool tag() {
    const auto sign = folded_at(at_);
    const char32_t next = peek(at_ + 1);
    if (sign == U"#" && !after_any(at_) && !(at_ > 0 && text_[at_ - 1] == U'&') && next != kEmojiSelector) {
      return whole_tag('#');
    }
    if (sign == U"@" && !after_spaced(at_)) return mention() || whole_tag('@');
    return false;
  }

  // A sign and the letters, marks, digits and `_` that follow it.
  bool whole_tag(char sign) {
    const std::size_t from = at_;
    const std::size_t index = out_.words.size();
    const int place = place_;
    ++at_;
    if (link_at(at_, false) || keycap_at(at_)) return true;
    broken_at_.reset();
    run(text_.size());
    const std::size_t end = broken_at_.value_or(out_.words.size());
    if (end == index) return true;
    std::u32string folded;
    for (std::size_t i = index; i < end; ++i) folded += out_.words[i].folded;
    if (sign == '#' && std::all_of(folded.begin(), folded.end(), is_digit)) return true;
    const std::size_t to = out_.words[end - 1].to;
    insert(index, {sign, folded, nfc(text_.substr(from + 1, to - from - 1)), from, to, place});
    return true;
  }

  void insert(std::size_t index, Word word) {
    out_.words.insert(out_.words.begin() + static_cast<std::ptrdiff_t>(index), std::move(word));
  }

  // `@name@domain`, `@name.domain` or `@na-me`; names are ASCII.
  bool mention() {
    const std::size_t from = at_ + 1;
    if (!is_handle(peek(from))) return false;
    std::size_t name = from;
    while (is_handle(peek(name)) || peek(name) == U'-' || peek(name) == U'.') ++name;
    std::size_t full = 0;
    if (peek(name) == U'@' && peek(name - 1) != U'.') full = domain_end(name + 1, 2);
    if (full == 0) {
      name = from;
      while (is_handle(peek(name)) || peek(name) == U'-') ++name;
      if (peek(name) == U'.') full = domain_end(name + 1, 1);
    }
    if (full != 0) {
      add_mention(from, {full, name}, name);
      return true;
    }
    std::size_t first = from;  // Without a domain: the hyphenated name, or its first word.
    while (is_handle(peek(first))) ++first;
    const char32_t next = peek(name);
    if (is_domain_letter(next) || is_selector(next) || next == kKeycap || starts_with(U"://", name)) return false;
    while (peek(name - 1) == U'-') --name;
    if (name <= first) return false;
    add_mention(from, {name, first}, name);
    return true;
  }

  // A mention up to each of `ends`, the longest first, then the words up to `words_end`, all at one place.
  void add_mention(std::size_t from, std::vector<std::size_t> ends, std::size_t words_end) {
    const int place = place_;
    for (const std::size_t end : ends) {
      const auto typed = text_.substr(from, end - from);
      out_.words.push_back({'@', fold(typed), nfc(typed), from - 1, end, place});
    }
    for (at_ = from; at_ < words_end;) {
      if (!run(words_end)) ++at_;
    }
    out_.words.back().to = ends[0];  // What follows stands after the domain.
    last_spaced_ = true;
    at_ = mention_end_ = ends[0];
  }

  // Past the domain at `at`, of so many labels at least, the last of letters first and two signs; 0 for none.
  std::size_t domain_end(std::size_t at, int labels_min) const {
    std::size_t best = 0;
    for (int labels = 1;; ++labels) {
      const std::size_t end = label_end(at);
      std::size_t cut = end;
      while (cut > at && (peek(cut - 1) == U'-' || peek(cut - 1) == U'_')) --cut;
      if (cut == at || peek(at) == U'-' || peek(at) == U'_') return best;
      const bool letter = is_ascii_letter(peek(at)) || (peek(at) >= 0x80 && !is_digit(peek(at)) && !is_mark(peek(at)));
      const std::size_t bytes = encode(text_.substr(at, cut - at)).size();
      if (labels >= labels_min && bytes >= 2 && letter) best = cut;
      if (cut != end || peek(end) != U'.') return best;
      at = end + 1;
    }
  }

  static bool is_domain_letter(char32_t c) {
    if (c < 0x80 || is_selector(c) || is_emoji(c) || c == kKeycap) return false;
    const auto folded = fold({c});
    return !folded.empty() && is_wordy(folded[0]) && !is_unspaced(folded[0]);
  }
  static bool is_latin(char32_t c) { return c < 0x2B0 || (c >= 0x1E00 && c < 0x1F00); }

  // A label is Latin all through, or not at all.
  std::size_t label_end(std::size_t at) const {
    int latin = -1;
    for (;; ++at) {
      const char32_t c = peek(at);
      if (c == U'-' || c == U'_' || (c >= U'0' && c <= U'9') || (is_free_mark(c) && is_domain_letter(c) && latin != 0))
        continue;
      if (!is_ascii_letter(c) && !is_domain_letter(c)) return at;
      if (latin >= 0 && latin != static_cast<int>(is_latin(c))) return at;
      latin = static_cast<int>(is_latin(c));
    }
  }

  // The words of one run of letters, marks and digits up to `end`; false if there is none here.
  bool run(std::size_t end) {
    const std::size_t begin = at_;
    Open open;
    for (; at_ < end; ++at_) {
      if (at_ > begin && (keycap_at(at_) || link_at(at_, open.spaced && !open.folded.empty()))) break;
      if (is_emoji(text_[at_]) || !take(open)) break;
    }
    close(open);
    return at_ > begin;
  }

  struct Open {
    std::u32string folded;  // Not yet as a whole.
    std::size_t from = 0, to = 0;
    bool spaced = true;
  };

  // Adds the code point at at_ to the open word; false if it separates.
  bool take(Open& open) {
    const char32_t typed = text_[at_];
    if (is_selector(typed)) {
      if (open.folded.empty()) return false;
      open.to = at_ + 1;
      return true;
    }
    const auto parts = fold({typed});
    if (std::none_of(parts.begin(), parts.end(), is_wordy)) return false;
    for (const char32_t c : parts) take_part(c, open);
    return true;
  }

  void take_part(char32_t c, Open& open) {
    if (!is_wordy(c)) {
      close(open);
      if (!broken_at_) broken_at_ = out_.words.size();
      return;
    }
    if (is_free_mark(c) && open.folded.empty()) return;
    if (is_unspaced(c) || (!is_mark(c) && !open.spaced)) close(open);
    if (open.folded.empty()) open.from = at_;
    if (!is_mark(c)) open.spaced = !is_unspaced(c);
    open.folded += c;
    open.to = at_ + 1;
  }

  void close(Open& open) {
    if (!open.folded.empty()) {
      const auto typed = text_.substr(open.from, open.to - open.from);
      out_.words.push_back({'w', fold(open.folded), nfc(typed), open.from, open.to, place_++});
      last_spaced_ = open.spaced;
    }
    open = Open{};
  }

  const std::u32string& text_;
  std::size_t at_ = 0;
  int place_ = 0;
  bool last_spaced_ = true;
  std::size_t mention_end_ = 0;           // Of the last one with a domain or a hyphen.
  std::optional<std::size_t> broken_at_;  // Where a sign such as ½ broke the run, in words.
  Words out_;
};

}  // namespace

Words words_of(const std::u32string& text) { return Splitter(text).split(); }

}  // namespace vigie::naive
