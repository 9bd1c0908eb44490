#include "text/words.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/utf8.h"
#include "text/compose.h"
#include "text/links.h"
#include "text/tables.h"

namespace vigie::text {
namespace {

// Kinds share one hash of the folded bytes and differ by a constant, so that a word is hashed once.
constexpr std::uint64_t kHashtagSalt = 0x9E3779B97F4A7C15ULL;
constexpr std::uint64_t kMentionSalt = 0xC2B2AE3D27D4EB4FULL;
constexpr std::uint64_t kExactSalt = 0x165667B19E3779F9ULL;
constexpr std::size_t kRoom = 128;  // More than any one code point folds to.

std::uint64_t hash_of(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

std::uint64_t salt_of(Kind kind) {
  if (kind == Kind::kHashtag) return kHashtagSalt;
  return kind == Kind::kMention ? kMentionSalt : 0;
}

// The ASCII letters, digits and `_` folded; 0 for the rest.
constexpr auto kAsciiWord = [] {
  std::array<char, 256> table{};
  for (char c = '0'; c <= '9'; ++c) table[static_cast<unsigned char>(c)] = c;
  for (char c = 'a'; c <= 'z'; ++c) {
    table[static_cast<unsigned char>(c)] = c;
    table[static_cast<unsigned char>(c - 'a' + 'A')] = c;
  }
  table['_'] = '_';
  return table;
}();

char ascii_word(char c) { return kAsciiWord[static_cast<unsigned char>(c)]; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// The longest front of `utf8` of at most `size` bytes that cuts no code point.
std::size_t whole_points(std::string_view utf8, std::size_t size) {
  if (utf8.size() <= size) return utf8.size();
  while (size > 0 && (static_cast<unsigned char>(utf8[size]) & 0xC0) == 0x80) --size;
  return size;
}

constexpr std::string_view kVariationEmoji = "\xEF\xB8\x8F";  // U+FE0F

}  // namespace

// One walk over one field. At most one word and one tag (hashtag or mention) are open.
class Pass {
 public:
  Pass(Words& out, Field field, std::string_view text)
      : out_(out), text_(text), field_(field), part_(static_cast<std::uint8_t>(out.texts_.size() - 1)) {}

  void read() {
    make_room();
    while (at_ < text_.size()) {
      if (!is_ascii(text_[at_])) {
        wide();
      } else if (ascii_word(text_[at_]) != 0) {
        ascii_run();
      } else {
        ascii_sign();
      }
    }
    close_tag();
  }

 private:
  void make_room() {
    const std::size_t need = out_.folded_used_ + (text_.size() - at_) + kRoom;
    if (out_.folded_.size() < need) out_.folded_.resize(need * 2);
  }

  // ASCII letters and digits: begins a word or goes on with the open one.
  void ascii_run() {
    if (open_ && unspaced_) close();
    if (!open_) open(at_);
    char* to = out_.folded_.data() + out_.folded_used_;
    const char* const start = to;
    bool same = true;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      const char folded = ascii_word(c);
      if (folded == 0) break;
      same &= folded == c;
      *to++ = folded;
      ++at_;
    }
    out_.folded_used_ += static_cast<std::size_t>(to - start);
    same_ &= same;
    to_ = at_;
    drops_ = to[-1] >= 'a';
    typed_reorders_ = folded_reorders_ = false;
  }

  void ascii_sign() {
    const char c = text_[at_];
    if (open_ && (c == ':' || c == '.') && link()) return;
    close_tag();
    if (c == '#') {
      hashtag(1);
    } else if (c == '@') {
      mention(1);
    } else {
      ++at_;
    }
  }

  void wide() {
    const CodePoint point = first_code_point(text_.substr(at_));
    const Entry entry = entry_of(point.value);
    const std::size_t next = at_ + point.bytes;
    source_ = entry;
    make_room();
    if (entry.sequence()) {
      for (const char32_t c : sequence_of(entry)) feed(c, entry_of(c), next);
      at_ = next;
      return;
    }
    switch (entry.kind()) {
      case Class::kEmoji:
      case Class::kRegional:
        emoji(point.value, entry.kind(), next);
        return;
      case Class::kKeycap:
        if (keycap(next)) return;
        break;
      case Class::kHash:
        close_tag();
        hashtag(point.bytes);
        return;
      case Class::kAt:
        close_tag();
        mention(point.bytes);
        return;
      default:
        break;
    }
    if (entry.changes()) {
      feed(static_cast<char32_t>(entry.value()), entry_of(static_cast<char32_t>(entry.value())), next);
    } else {
      feed(point.value, entry, next);
    }
    at_ = next;
  }

  // The open word goes on: is what was typed what was folded, and surely NFC?
  void note_typed(std::size_t next) {
    same_ &= !source_.changes();
    stable_ &= !source_.unstable() && !(source_.reorders() && typed_reorders_);
    typed_reorders_ = source_.reorders();
    to_ = next;
  }

  // One folded code point, in a source sequence that ends at `next`.
  void feed(char32_t c, Entry entry, std::size_t next) {
    switch (entry.kind()) {
      case Class::kLetter:
      case Class::kDigit:
        if (open_ && unspaced_) close();
        if (!open_) open(at_);
        drops_ = entry.drops_marks();
        break;
      case Class::kUnspaced:
        if (open_) close();
        open(at_);
        unspaced_ = true;
        drops_ = false;
        break;
      case Class::kMark:
      case Class::kLooseMark:
      case Class::kKeycap:
        if (!mark(entry.kind(), next)) return;
        break;
      case Class::kVariation:
        if (!open_) return close_tag();
        note_typed(next);
        same_ = false;
        return;
      default:
        close_tag();
        return;
    }
    append(c);
    settled_ &= !entry.unstable() && !(entry.reorders() && folded_reorders_);
    folded_reorders_ = entry.reorders();
    note_typed(next);
  }

  // Whether the mark is kept.
  bool mark(Class kind, std::size_t next) {
    if (!open_) {
      if (kind != Class::kMark) return false;
      open(at_);
      return true;
    }
    if (!drops_) return true;
    note_typed(next);
    same_ = false;
    return false;
  }

  void append(char32_t c) {
    char* to = out_.folded_.data() + out_.folded_used_;
    if (c < 0x80) {
      *to = static_cast<char>(c);
      out_.folded_used_ += 1;
    } else if (c < 0x800) {
      to[0] = static_cast<char>(0xC0 | c >> 6);
      to[1] = static_cast<char>(0x80 | (c & 0x3F));
      out_.folded_used_ += 2;
    } else if (c < 0x10000) {
      to[0] = static_cast<char>(0xE0 | c >> 12);
      to[1] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
      to[2] = static_cast<char>(0x80 | (c & 0x3F));
      out_.folded_used_ += 3;
    } else {
      to[0] = static_cast<char>(0xF0 | c >> 18);
      to[1] = static_cast<char>(0x80 | (c >> 12 & 0x3F));
      to[2] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
      to[3] = static_cast<char>(0x80 | (c & 0x3F));
      out_.folded_used_ += 4;
    }
  }

  void open(std::size_t from) {
    open_ = true;
    unspaced_ = false;
    settled_ = stable_ = same_ = true;
    typed_reorders_ = folded_reorders_ = false;
    from_ = from;
    folded_from_ = out_.folded_used_;
  }

  // Ends the open word.
  void close() {
    open_ = false;
    if (out_.folded_used_ == folded_from_) return;
    if (out_.folded_used_ - folded_from_ > kWordBytesMax) cut();
    if (!settled_) settle_word();
    const auto folded = folded_since(folded_from_);
    const std::uint64_t hash = hash_of(folded);
    push(Kind::kWord, hash, same_ ? hash ^ kExactSalt : exact(), folded);
  }

  void cut() {
    const auto folded = folded_since(folded_from_);
    out_.folded_used_ = folded_from_ + whole_points(folded, kWordBytesMax);
    same_ = false;
  }

  // Marks that stay: canonical order, composition, and the folding of what that makes.
  void settle_word() {
    decode(folded_since(folded_from_), out_.scratch_);
    settle(out_.scratch_);
    out_.folded_used_ = folded_from_;
    for (const char32_t c : out_.scratch_) append(c);
    same_ = false;
    stable_ = false;
    if (out_.folded_used_ - folded_from_ > kWordBytesMax) cut();
  }

  std::uint64_t exact() const {
    const auto typed = text_.substr(from_, to_ - from_);
    const auto kept = typed.substr(0, whole_points(typed, kWordBytesMax));
    return stable_ ? exact_of(kept) : exact_of(nfc(kept));
  }

  std::string_view folded_since(std::size_t from) const {
    return std::string_view(out_.folded_).substr(from, out_.folded_used_ - from);
  }

  void push(Kind kind, std::uint64_t term, std::uint64_t exact, std::string_view folded) {
    Word& word = out_.words_.emplace_back();
    word.term = term;
    word.exact = exact;
    word.from = static_cast<std::uint32_t>(from_);
    word.to = static_cast<std::uint32_t>(to_);
    word.position = out_.next_position_++;
    word.folded_from = static_cast<std::uint32_t>(folded_from_);
    word.folded_size = static_cast<std::uint16_t>(folded.size());
    word.kind = kind;
    word.field = field_;
    word.part = part_;
    last_to_ = to_;
  }

  // --- Emoji ---

  void emoji(char32_t first, Class kind, std::size_t next) {
    close_tag();
    open(at_);
    same_ = false;
    make_room();
    append(first);
    at_ = kind == Class::kRegional ? after_flag(next) : after_sequence(first, next);
    close_emoji();
  }

  CodePoint point_at(std::size_t at) const {
    return at < text_.size() ? first_code_point(text_.substr(at)) : CodePoint{0, 0};
  }

  std::size_t after_flag(std::size_t next) {
    const CodePoint second = point_at(next);
    if (entry_of(second.value).kind() != Class::kRegional) return next;
    append(second.value);
    return next + second.bytes;
  }

  // UTS #51, ED-16: selectors and skin tones go, tags after a black flag and joined emoji stay.
  std::size_t after_sequence(char32_t first, std::size_t next) {
    constexpr char32_t kBlackFlag = 0x1F3F4;
    for (;;) {
      const CodePoint point = point_at(next);
      const Class kind = entry_of(point.value).kind();
      if (kind == Class::kJoiner) {
        const CodePoint joined = point_at(next + point.bytes);
        if (entry_of(joined.value).kind() != Class::kEmoji) return next;
        make_room();
        append(point.value);
        append(joined.value);
        next += point.bytes + joined.bytes;
        continue;
      }
      if (kind == Class::kTag && first == kBlackFlag) {
        make_room();
        append(point.value);
      } else if (kind != Class::kVariation && kind != Class::kSkin) {
        return next;
      }
      next += point.bytes;
    }
  }

  void close_emoji() {
    to_ = at_;
    open_ = false;
    if (out_.folded_used_ - folded_from_ > kWordBytesMax) cut();
    const auto folded = folded_since(folded_from_);
    push(Kind::kEmoji, hash_of(folded), exact(), folded);
    last_to_ = 0;  // No letter: a hashtag or mention may follow at once.
  }

  // U+20E3 after a digit, `#` or `*`: takes that sign back and makes an emoji of both.
  bool keycap(std::size_t next) {
    std::size_t sign = at_;
    if (sign >= 3 && text_.substr(sign - 3, 3) == kVariationEmoji) sign -= 3;
    if (sign == 0) return false;
    const char c = text_[sign - 1];
    const bool digit = c >= '0' && c <= '9';
    if (!digit && c != '#' && c != '*') return false;
    if (digit && (!open_ || to_ < sign)) return false;
    if (digit) {
      to_ = sign;  // Without the selector.
      take_back(1);
    }
    close_tag();
    open(sign - 1);
    make_room();
    append(static_cast<char32_t>(c));
    append(0x20E3);
    at_ = next;
    close_emoji();
    return true;
  }

  // Takes the last `count` ASCII bytes out of the open word.
  void take_back(std::size_t count) {
    out_.folded_used_ -= count;
    to_ = to_ - count;
  }

  // --- Links ---

  // Whether the open word and the sign at at_ begin a link; then it is passed over.
  bool link() {
    const std::size_t prefix = prefix_size();
    if (prefix == 0) return false;
    const std::size_t after = at_ + (text_[at_] == ':' ? 3 : 1);
    const auto end = link_end(text_, after);
    if (!end) return false;
    const std::size_t from = at_ - prefix;
    take_back(prefix);
    close_tag();
    out_.links_.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(*end), field_, part_});
    at_ = *end;
    return true;
  }

  // How many bytes before at_ belong to the link's beginning; 0 if it is none.
  std::size_t prefix_size() const {
    if (to_ != at_) return 0;
    if (text_[at_] == '.') return at_ - from_ == 3 && ends_with("www") ? 3 : 0;
    if (text_.substr(at_, 3) != "://") return 0;
    if (ends_with("https")) return 5;
    return ends_with("http") ? 4 : 0;
  }

  bool ends_with(std::string_view prefix) const {
    if (at_ - from_ < prefix.size()) return false;
    const auto typed = text_.substr(at_ - prefix.size(), prefix.size());
    return std::equal(typed.begin(), typed.end(), prefix.begin(), [](char a, char b) { return lower(a) == b; });
  }

  // --- Hashtags and mentions ---

  bool after_word() const { return at_ > 0 && last_to_ == at_; }

  // Not inside a word, nor an HTML entity (`&#39;`). A keycap takes the sign back.
  void hashtag(std::size_t sign_bytes) {
    const bool entity = at_ > 0 && text_[at_ - 1] == '&';
    if (!after_word() && !entity) open_tag(Kind::kHashtag);
    at_ += sign_bytes;
  }

  // Not after a letter: that is an e-mail address.
  void mention(std::size_t sign_bytes) {
    const std::size_t next = at_ + sign_bytes;
    if (!after_word() || after_unspaced_) {
      if (const auto found = mention_with_domain(text_, next)) {
        full_mention(next, *found);
        return;
      }
      open_tag(Kind::kMention);
    }
    at_ = next;
  }

  // Keeps a place for the tag before its words.
  void open_tag(Kind kind) {
    tag_ = out_.words_.size();
    tagged_ = true;
    from_ = to_ = at_;
    folded_from_ = out_.folded_used_;
    push(kind, 0, 0, {});
    --out_.next_position_;  // Shared with its first word.
    last_to_ = 0;
  }

  // Ends the open word, and the tag around it.
  void close_tag() {
    if (open_) {
      after_unspaced_ = unspaced_;
      close();
    }
    if (!tagged_) return;
    tagged_ = false;
    Word& tag = out_.words_[tag_];
    const auto folded = folded_since(tag.folded_from);
    if (tag_ + 1 == out_.words_.size() || (tag.kind == Kind::kHashtag && all_digits(folded))) {
      out_.words_.erase(out_.words_.begin() + static_cast<std::ptrdiff_t>(tag_));
      return;
    }
    name_tag(tag, folded.substr(0, whole_points(folded, kWordBytesMax)), to_);
  }

  // The hash of a tag of one word is that of the word but for the salt.
  void name_tag(Word& tag, std::string_view folded, std::size_t to) {
    tag.folded_size = static_cast<std::uint16_t>(folded.size());
    tag.term = hash_of(folded) ^ salt_of(tag.kind);
    tag.to = static_cast<std::uint32_t>(to);
    const auto typed = text_.substr(tag.from, to - tag.from);
    const std::size_t sign = typed.empty() ? 0 : first_code_point(typed).bytes;
    const auto name = typed.substr(sign);
    tag.exact = exact_of(nfc(name.substr(0, whole_points(name, kWordBytesMax))));
  }

  static bool all_digits(std::string_view folded) {
    while (!folded.empty()) {
      const CodePoint point = first_code_point(folded);
      if (entry_of(point.value).kind() != Class::kDigit) return false;
      folded.remove_prefix(point.bytes);
    }
    return true;
  }

  // `@al@masto.social`: the whole, the name, and the words of the name at one place; the domain gives none.
  void full_mention(std::size_t from, Mention found) {
    const std::size_t full = out_.words_.size();
    open_tag(Kind::kMention);
    const std::size_t name = out_.words_.size();
    open_tag(Kind::kMention);
    tagged_ = false;
    out_.words_[full].folded_from = static_cast<std::uint32_t>(out_.folded_used_);
    for (std::size_t i = from; i < found.full_end; ++i) append(static_cast<unsigned char>(lower(text_[i])));
    name_tag(out_.words_[full], folded_since(out_.words_[full].folded_from), found.full_end);
    make_room();
    read_name(from, found.name_end);
    const Word& word = out_.words_[name + 1];
    out_.words_[name].folded_from = word.folded_from;
    name_tag(out_.words_[name], out_.folded(word), word.to);
    at_ = last_to_ = found.full_end;
    after_unspaced_ = false;
  }

  void read_name(std::size_t from, std::size_t end) {
    for (at_ = from; at_ < end;) {
      if (ascii_word(text_[at_]) == 0) {
        ++at_;
        continue;
      }
      ascii_run();
      close();
    }
  }

  Words& out_;
  const std::string_view text_;
  const Field field_;
  const std::uint8_t part_;
  std::size_t at_ = 0;

  Entry source_{};  // Of the code point at at_.
  bool typed_reorders_ = false;
  bool folded_reorders_ = false;
  bool open_ = false;      // A word is open:
  bool unspaced_ = false;  // of a script where it is one character,
  bool drops_ = false;     // whose last letter drops its marks,
  bool settled_ = true;    // whose folded form is composed,
  bool stable_ = true;     // whose typed form is NFC,
  bool same_ = true;       // whose typed and folded bytes are equal.
  std::size_t from_ = 0;
  std::size_t to_ = 0;
  std::size_t folded_from_ = 0;

  std::size_t last_to_ = 0;  // Where the last word ended.
  bool after_unspaced_ = false;
  bool tagged_ = false;  // words_[tag_] waits for its name.
  std::size_t tag_ = 0;
};

void Words::clear() {
  words_.clear();
  links_.clear();
  texts_.clear();
  folded_used_ = 0;
  next_position_ = 0;
}

void Words::add(Field field, std::string_view utf8) {
  constexpr std::size_t kPartsMax = 255;
  if (texts_.size() >= kPartsMax || folded_used_ + utf8.size() > kTextBytesMax) return;
  if (next_position_ != 0) next_position_ += kFieldGap;
  texts_.push_back(utf8);
  Pass(*this, field, utf8).read();
}

std::uint64_t term_of(Kind kind, std::string_view folded) { return hash_of(folded) ^ salt_of(kind); }
std::uint64_t exact_of(std::string_view nfc) { return hash_of(nfc) ^ kExactSalt; }

std::span<const Limit> limits() {
  static constexpr std::array kLimits{
      Limit{"text.word_bytes_max", kWordBytesMax, "bytes", "a longer word is cut, folded"},
      Limit{"text.text_bytes_max", kTextBytesMax, "bytes", "fields beyond it give no words"},
  };
  return kLimits;
}

}  // namespace vigie::text
