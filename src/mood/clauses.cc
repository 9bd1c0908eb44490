#include "mood/clauses.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "base/ascii.h"
#include "base/utf8.h"
#include "mood/connectives.h"

namespace vigie::mood {
namespace {

// What ends a clause; of the others, dashes do where white space is on both sides.
bool is_end(char32_t c) {
  switch (c) {
    case '.':
    case ',':
    case ';':
    case '!':
    case '?':
    case '(':
    case ')':
    case '|':
    case '\n':
    case '\r':
    case U'…':
    case U'•':
    case U'、':
    case U'。':
    case U'，':
    case U'；':
    case U'！':
    case U'？':
    case U'،':
    case U'؛':
    case U'؟':
    case U'।':
    case U'\u2028':
    case U'\u2029':
      return true;
    default:
      return false;
  }
}

bool is_dash(char32_t c) { return c == '-' || c == U'–' || c == U'—'; }

// How many bytes of the gap between two words belong to the clause before; 0: no clause ends here.
std::size_t end_within(std::string_view gap, bool joins_digits) {
  if (gap.size() == 1 && (gap[0] == ' ' || joins_digits)) return 0;
  std::size_t end = 0;
  bool after_space = false;
  for (std::size_t at = 0; at < gap.size();) {
    const CodePoint point = first_code_point(gap.substr(at));
    const std::size_t next = at + point.bytes;
    const bool before_space = next < gap.size() && is_space(gap[next]);
    if (is_end(point.value) || (is_dash(point.value) && after_space && before_space)) end = next;
    after_space = point.bytes == 1 && is_space(gap[at]);
    at = next;
  }
  return end;
}

class Cutter {
 public:
  Cutter(const text::Words& words, std::vector<Clause>& out) : words_(words), all_(words.all()), out_(out) {}

  void run() {
    const auto part_count = static_cast<int>(words_.texts().size());
    for (part_ = 0; part_ < part_count; ++part_) cut_part();
  }

 private:
  void cut_part() {
    text_ = words_.texts()[static_cast<std::size_t>(part_)];
    from_ = 0;
    std::uint32_t end = 0;  // Of the last word.
    has_words_ = false;
    for (; at_ < all_.size() && all_[at_].part == part_; ++at_) {
      const text::Word& word = all_[at_];
      if (word.from < end) continue;  // The name within a tag.
      if (end > 0) read_gap(end, word);
      if (word.kind == text::Kind::kWord && has_words_ && begins_clause(word)) cut(word.from);
      has_words_ = has_words_ || word.kind != text::Kind::kEmoji;
      end = std::max(end, word.to);
    }
    close(static_cast<std::uint32_t>(text_.size()));
  }

  // Emoji after the end of a clause still belong to it.
  void read_gap(std::uint32_t from, const text::Word& next) {
    const std::string_view gap = text_.substr(from, next.from - from);
    const bool joins_digits = is_digit(text_[from - 1]) && is_digit(text_[next.from]);
    const std::size_t end = end_within(gap, joins_digits || touches(gap, from, next));
    ended_ = ended_ || end > 0;
    if (!ended_ || next.kind == text::Kind::kEmoji) return;
    if (has_words_) cut(from + static_cast<std::uint32_t>(end));
    ended_ = false;
  }

  // One sign between two letters that stand together: `e.g.`, `9.5`, `example.org`.
  bool touches(std::string_view gap, std::uint32_t from, const text::Word& next) const {
    return gap.size() == 1 && gap[0] == '.' && is_ascii(text_[from - 1]) && is_ascii(text_[next.from]);
  }

  bool begins_clause(const text::Word& word) const {
    const std::string_view folded = words_.folded(word);
    if (is_contrast(folded)) return true;
    const text::Word* next = plain_after(word);
    if (next == nullptr) return false;
    const std::string_view following = words_.folded(*next);
    return is_contrast(folded, following) || (is_coordination(folded) && begins_subject(following));
  }

  const text::Word* plain_after(const text::Word& word) const {
    if (at_ + 1 >= all_.size()) return nullptr;
    const text::Word& next = all_[at_ + 1];
    return next.part == word.part && next.kind == text::Kind::kWord ? &next : nullptr;
  }

  void cut(std::uint32_t to) {
    if (out_.size() + 1 >= kClausesMax) return;
    close(to);
    from_ = to;
    has_words_ = false;
    ended_ = false;
  }

  // White space around a clause is no part of it.
  void close(std::uint32_t to) {
    while (from_ < to && is_space(text_[from_])) ++from_;
    while (to > from_ && is_space(text_[to - 1])) --to;
    if (from_ < to && out_.size() < kClausesMax) out_.push_back({part_, from_, to});
    ended_ = false;
  }

  const text::Words& words_;
  const std::span<const text::Word> all_;
  std::vector<Clause>& out_;
  int part_ = 0;
  std::string_view text_;
  std::size_t at_ = 0;      // The word at hand.
  std::uint32_t from_ = 0;  // Where the clause at hand begins.
  bool has_words_ = false;  // It has more than emoji.
  bool ended_ = false;      // It has ended, but for emoji.
};

}  // namespace

void clauses_of(const text::Words& words, std::vector<Clause>& out) {
  out.clear();
  Cutter(words, out).run();
}

Probabilities read_within(const Model& model, const text::Words& words, post::LanguageId language, Clause clause) {
  text::Words within;
  const std::string_view text = words.texts()[static_cast<std::size_t>(clause.part)];
  within.add(text::Field::kText, text.substr(clause.from, clause.to - clause.from));
  return model.read(within, language);
}

}  // namespace vigie::mood
