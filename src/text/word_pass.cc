#include "text/word_pass.h"

#include <emmintrin.h>

#include <algorithm>
#include <array>
#include <bit>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/emoji_sequence.h"
#include "text/links.h"

namespace vigie::text {
namespace {

// The ASCII letters, digits and `_` folded; 0 for the rest.
constexpr auto kAsciiWord = [] {
  std::array<char, 256> table{};
  for (char c = '0'; c <= '9'; ++c) table[static_cast<unsigned char>(c)] = c;
  for (char c = 'a'; c <= 'z'; ++c)
    table[static_cast<unsigned char>(c)] = table[static_cast<unsigned char>(upper(c))] = c;
  table['_'] = '_';
  return table;
}();

char ascii_word(char c) { return kAsciiWord[static_cast<unsigned char>(c)]; }

constexpr std::size_t kLettersAtOnce = 16;

// What ascii_word() makes of sixteen bytes, at once: SSE2, which every x86-64 has.
struct FoldedLetters {
  FoldedLetters(const char* from, char* to) {
    const __m128i typed = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    const __m128i small_bit = _mm_set1_epi8(0x20);
    const __m128i letters = within(_mm_or_si128(typed, small_bit), 'a', 26);
    const __m128i others = _mm_or_si128(within(typed, '0', 10), _mm_cmpeq_epi8(typed, _mm_set1_epi8('_')));
    const __m128i folded = _mm_or_si128(typed, _mm_and_si128(letters, small_bit));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), folded);
    const auto stops = ~static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(letters, others)));
    const auto kept = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(typed, folded)));
    count = static_cast<std::size_t>(std::countr_zero(stops));
    same = std::countr_one(kept) >= static_cast<int>(count);
  }

  // All ones where a byte is one of the `count` from `first` on.
  static __m128i within(__m128i bytes, char first, int count) {
    const __m128i from_least = _mm_sub_epi8(bytes, _mm_set1_epi8(static_cast<char>(first - 128)));
    return _mm_cmplt_epi8(from_least, _mm_set1_epi8(static_cast<char>(count - 128)));
  }

  std::size_t count;  // So many at the front are of a word.
  bool same;          // And they fold to themselves.
};

constexpr std::string_view kVariationEmoji = "\xEF\xB8\x8F";  // U+FE0F

}  // namespace

void WordPass::read() {
  while (at_ < text_.size()) {
    if (!is_ascii(text_[at_])) {
      if (!wide_run()) wide();
    } else if (ascii_word(text_[at_]) != 0) {
      ascii_run();
    } else {
      ascii_sign();
    }
  }
  close_tag();
}

// ASCII letters and digits: begins a word or goes on with the open one.
void WordPass::ascii_run() {
  if (is_open_ && word_.unspaced) close();
  if (!is_open_) open(at_);
  const std::string_view rest = text_.substr(at_);
  char* const to = out_.folded_.room(rest.size() + kLettersAtOnce);
  std::size_t size = 0;
  std::size_t more = kLettersAtOnce;
  bool same = true;
  while (more == kLettersAtOnce && rest.size() - size >= kLettersAtOnce) {
    const FoldedLetters letters(rest.data() + size, to + size);
    more = letters.count;
    size += more;
    same &= letters.same;
  }
  if (more == kLettersAtOnce) {
    for (; size < rest.size() && ascii_word(rest[size]) != 0; ++size) {
      to[size] = ascii_word(rest[size]);
      same &= to[size] == rest[size];
    }
  }
  at_ += size;
  out_.folded_.taken(size);
  word_.same &= same;
  word_.to = at_;
  word_.drops = to[size - 1] >= 'a';
  word_.typed_reorders = word_.folded_reorders = false;
}

// Letters of two bytes that stay letters and compose with nothing, as most of Cyrillic, Greek, Arabic
// and accented Latin: what feed() would do with them, without its questions. False: it must ask.
bool WordPass::wide_run() {
  if (is_open_ && word_.unspaced) return false;
  const std::size_t begin = at_;
  while (at_ + 1 < text_.size()) {
    const auto lead = static_cast<unsigned char>(text_[at_]);
    const auto tail = static_cast<unsigned char>(text_[at_ + 1]);
    if (lead < 0xC2 || lead > 0xDF || (tail & 0xC0) != 0x80) break;
    const char32_t typed = (char32_t{lead} & 0x1F) << 6 | (tail & 0x3F);
    const Entry source = entry_of(typed);
    const char32_t folded = source.changes() ? source.value() : typed;
    const Entry entry = source.changes() ? entry_of(folded) : source;
    if (!source.is_plain_letter() || !entry.is_plain_letter()) break;
    if (!is_open_) open(at_);
    out_.folded_.append(folded);
    word_.same &= !source.changes();
    word_.drops = entry.drops_marks();
    at_ += 2;
  }
  if (at_ == begin) return false;
  word_.to = at_;
  word_.typed_reorders = word_.folded_reorders = false;
  return true;
}

void WordPass::ascii_sign() {
  const char c = text_[at_];
  if (is_open_ && (c == ':' || c == '.') && link()) return;
  close_tag();
  if (c == '#') {
    hashtag(1);
  } else if (c == '@') {
    mention(1);
  } else {
    ++at_;
  }
}

void WordPass::wide() {
  const CodePoint point = first_code_point(text_.substr(at_));
  const std::size_t next = at_ + point.bytes;
  source_ = entry_of(point.value);
  if (source_.sequence()) {
    for (const char32_t c : sequence_of(source_)) feed(c, entry_of(c), next);
    at_ = next;
    return;
  }
  switch (source_.kind()) {
    case Class::kEmoji:
    case Class::kRegional:
      return emoji(point.value, source_.kind(), next);
    case Class::kKeycap:
      if (keycap(next)) return;
      break;
    case Class::kHash:
      close_tag();
      return hashtag(point.bytes);
    case Class::kAt:
      close_tag();
      return mention(point.bytes);
    default:
      break;
  }
  if (source_.changes()) {
    feed(static_cast<char32_t>(source_.value()), entry_of(static_cast<char32_t>(source_.value())), next);
  } else {
    feed(point.value, source_, next);
  }
  at_ = next;
}

// One folded code point, in a source sequence that ends at `next`.
void WordPass::feed(char32_t c, Entry entry, std::size_t next) {
  switch (entry.kind()) {
    case Class::kLetter:
    case Class::kDigit:
      if (is_open_ && word_.unspaced) close();
      if (!is_open_) open(at_);
      word_.drops = entry.drops_marks();
      break;
    case Class::kUnspaced:
      if (is_open_) close();
      open(at_);
      word_.unspaced = true;
      break;
    case Class::kMark:
    case Class::kLooseMark:
    case Class::kKeycap:
      if (!keeps_mark(entry.kind(), next)) return;
      break;
    case Class::kVariation:
      if (!is_open_) return close_tag();
      note_typed(next);
      word_.same = false;
      return;
    default:
      return close_tag();
  }
  out_.folded_.append(c);
  word_.settled &= !entry.unstable() && !(entry.reorders() && word_.folded_reorders);
  word_.folded_reorders = entry.reorders();
  note_typed(next);
}

bool WordPass::keeps_mark(Class kind, std::size_t next) {
  if (is_open_ && word_.drops) {
    note_typed(next);
    word_.same = false;
    return false;
  }
  if (is_open_) return true;
  if (kind == Class::kMark) {
    open(at_);
    return true;
  }
  tag_.stable = false;  // It stays in the typed name.
  return false;
}

// The open word goes on: is what was typed what was folded, and surely NFC?
void WordPass::note_typed(std::size_t next) {
  word_.same &= !source_.changes();
  word_.stable &= !source_.unstable() && !(source_.reorders() && word_.typed_reorders);
  word_.typed_reorders = source_.reorders();
  word_.to = next;
}

void WordPass::open(std::size_t from) {
  is_open_ = true;
  word_ = {};
  word_.from = word_.to = from;
  word_.folded_from = out_.folded_.size();
}

// Ends the open word.
void WordPass::close() {
  is_open_ = false;
  tag_.stable &= word_.stable;
  if (folded().empty()) return;
  if (folded().size() > kWordBytesMax) cut();
  if (!word_.settled) settle();
  const std::uint64_t term = term_of(Kind::kWord, folded());
  const std::uint64_t exact = word_.same ? term ^ kExactSalt : exact_of_typed(word_.from, word_.to, word_.stable);
  Word& word = push(Kind::kWord, word_.from, word_.to);
  word.term = term;
  word.exact = exact;
  word.composed = word_.same || word_.stable;
}

// Marks that stay: canonical order, composition, and the folding of what that makes.
void WordPass::settle() {
  const auto settled = out_.composer_.settled(folded());
  out_.folded_.cut(word_.folded_from);
  out_.folded_.append(settled);
  word_.same = word_.stable = false;
  if (folded().size() > kWordBytesMax) cut();
}

void WordPass::cut() {
  out_.folded_.cut(word_.folded_from + whole_points(folded(), kWordBytesMax));
  word_.same = false;
}

std::uint64_t WordPass::exact_of_typed(std::size_t from, std::size_t to, bool stable) {
  const auto typed = text_.substr(from, to - from);
  const auto kept = typed.substr(0, whole_points(typed, kWordBytesMax));
  return exact_of(stable ? kept : out_.composer_.nfc(kept));
}

// What has been folded since the open word began; it takes the next place.
Word& WordPass::push(Kind kind, std::size_t from, std::size_t to) {
  Word& word = out_.words_.emplace_back();
  word.from = static_cast<std::uint32_t>(from);
  word.to = static_cast<std::uint32_t>(to);
  word.position = out_.next_position_++;
  word.folded_from = static_cast<std::uint32_t>(word_.folded_from);
  word.folded_size = static_cast<std::uint16_t>(folded().size());
  word.kind = kind;
  word.field = field_;
  word.part = part_;
  last_to_ = to;
  return word;
}

void WordPass::emoji(char32_t first, Class kind, std::size_t next) {
  close_tag();
  open(at_);
  out_.folded_.append(first);
  at_ =
      kind == Class::kRegional ? after_flag(text_, next, out_.folded_) : after_emoji(text_, first, next, out_.folded_);
  close_emoji();
}

// The open emoji reaches to at_.
void WordPass::close_emoji() {
  is_open_ = false;
  if (folded().size() > kWordBytesMax) cut();
  const std::uint64_t term = term_of(Kind::kEmoji, folded());
  const std::uint64_t exact = exact_of_typed(word_.from, at_, true);  // No sign of an emoji composes.
  Word& word = push(Kind::kEmoji, word_.from, at_);
  word.term = term;
  word.exact = exact;
  last_to_ = 0;  // No letter: a hashtag or mention may follow at once.
}

// U+20E3 after a digit, `#` or `*`: takes that sign back and makes an emoji of both.
bool WordPass::keycap(std::size_t next) {
  std::size_t sign = at_;
  if (text_.substr(0, sign).ends_with(kVariationEmoji)) sign -= kVariationEmoji.size();
  if (sign == 0) return false;
  const char c = text_[sign - 1];
  if (!is_digit(c) && c != '#' && c != '*') return false;
  if (is_digit(c)) {
    if (!is_open_ || word_.to < sign) return false;
    word_.to = sign;  // Without the selector.
    take_back(1);
  }
  close_tag();
  open(sign - 1);
  out_.folded_.append(static_cast<char32_t>(c));
  out_.folded_.append(U'\u20E3');
  at_ = next;
  close_emoji();
  return true;
}

// Takes the last `count` ASCII bytes out of the open word.
void WordPass::take_back(std::size_t count) {
  out_.folded_.cut(out_.folded_.size() - count);
  word_.to -= count;
}

// Whether the open word and the sign at at_ begin a link; then it is passed over.
bool WordPass::link() {
  const std::size_t prefix = link_prefix();
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
std::size_t WordPass::link_prefix() const {
  if (word_.to != at_) return 0;
  if (text_[at_] == '.') return at_ - word_.from == 3 && typed_ends_with("www") ? 3 : 0;
  if (text_.substr(at_, 3) != "://") return 0;
  if (typed_ends_with("https")) return 5;
  return typed_ends_with("http") ? 4 : 0;
}

bool WordPass::typed_ends_with(std::string_view prefix) const {
  return at_ - word_.from >= prefix.size() && same_name(text_.substr(at_ - prefix.size(), prefix.size()), prefix);
}

}  // namespace vigie::text
