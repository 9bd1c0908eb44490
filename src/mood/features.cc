#include "mood/features.h"

#include <algorithm>
#include <bit>

#include "base/ascii.h"
#include "base/utf8.h"
#include "learning/hashed_rows.h"
#include "mood/marks.h"
#include "mood/negators.h"

namespace vigie::mood {
namespace {

using learning::mix;

constexpr std::size_t kGramMin = 3;
constexpr std::size_t kGramMax = 5;
constexpr int kNegatedWords = 3;  // How far a negation reaches; a mark ends it.

// What a hash stands for. The numbers are in model files: only ever append.
enum Tag : std::uint64_t {
  kBias = 1,
  kWord,
  kNegated,
  kGram,
  kPair,
  kHashtag,
  kEmoji,
  kShouted,
  kShoutedText,
  kElongatedText,
  kMark,
  kMarkAfter,
  kStress,
  kEnd,
  kMention,
  kLink,
  kNumber,
  kSize,
  kWordOf,  // The word, and the pair of words, in its language.
  kPairOf,
};

// In capitals all through, three letters at least. ASCII alone: enough to hear a shout.
bool is_shouted(std::string_view typed) {
  const auto upper = std::count_if(typed.begin(), typed.end(), is_capital);
  const bool lower = std::any_of(typed.begin(), typed.end(), is_small);
  return upper >= 3 && !lower;
}

// A word's letters, at most kWordLettersMax, a letter said more than twice counting twice.
struct Letters {
  explicit Letters(std::string_view folded) {
    points[count++] = '<';
    while (!folded.empty() && count <= kWordLettersMax) {
      const CodePoint point = first_code_point(folded);
      folded.remove_prefix(point.bytes);
      if (points[count - 1] == point.value && points[count - 2] == point.value) {
        elongated = true;
        continue;
      }
      points[count++] = point.value;
    }
    points[count++] = '>';
  }
  std::uint64_t hash() const {
    std::uint64_t out = kWord;
    for (std::size_t at = 1; at + 1 < count; ++at) out = mix(out, points[at]);
    return out;
  }
  std::array<char32_t, kWordLettersMax + 2> points;
  std::size_t count = 0;
  bool elongated = false;
};

}  // namespace

// One walk over the words of a text and the bytes between them.
class FeatureWalk {
 public:
  FeatureWalk(Features& out, const text::Words& words, post::LanguageId language)
      : out_(out), words_(words), language_(language) {}

  void run() {
    out_.count_ = 0;
    out_.piece_count_ = 0;
    out_.pieces_[out_.piece_count_++] = {};  // The text as a whole.
    emit(kBias, 0);
    for (const text::Word& word : words_.all()) {
      if (out_.piece_count_ >= kTokensMax) break;
      while (part_ < word.part) begin_part(part_ + 1);
      if (word.from < tag_end_ && word.kind == text::Kind::kMention) continue;  // The name within a mention.
      if (word.from >= end_) read_gap(word.from);
      read_word(word);
      end_ = std::max(end_, word.to);
    }
    const int part_count = static_cast<int>(words_.texts().size());
    while (part_ + 1 < part_count) begin_part(part_ + 1);
    if (part_ >= 0) end_part();
    finish();
  }

 private:
  void emit(Tag tag, std::uint64_t hash) {
    if (out_.count_ == kFeaturesMax) return;
    out_.piece_of_[out_.count_] = static_cast<std::uint16_t>(piece_);
    out_.hashes_[out_.count_++] = mix(hash, tag);
  }

  void begin_piece(std::string_view typed) {
    piece_ = out_.piece_count_;
    if (piece_ < out_.pieces_.size()) {
      out_.pieces_[out_.piece_count_++] = typed;
    } else {
      --piece_;
    }
    ++token_count_;
  }

  void begin_part(int part) {
    if (part_ >= 0) end_part();
    part_ = part;
    end_ = 0;
    tag_end_ = 0;
    before_ = kBias;
    negated_ = 0;
  }

  void end_part() {
    read_gap(static_cast<std::uint32_t>(words_.texts()[static_cast<std::size_t>(part_)].size()));
    if (eyes_ != 0) read_mark(eyes_typed_, eyes_, false);
    eyes_ = 0;
  }

  // From the last word to `to`: links and marks.
  void read_gap(std::uint32_t to) {
    eyes_ = 0;
    while (link_ < words_.links().size()) {
      const text::Link& link = words_.links()[link_];
      if (link.part > part_ || (link.part == part_ && link.from >= to)) break;
      ++link_;
      if (link.part < part_ || link.from < end_) continue;
      read_marks(link.from);
      begin_piece(words_.typed(link));
      emit(kLink, 0);
      before_ = kLink;
      end_ = link.to;
    }
    read_marks(to);
  }

  void read_marks(std::uint32_t to) {
    const std::string_view text = words_.texts()[static_cast<std::size_t>(part_)];
    while (end_ < to && out_.piece_count_ < kTokensMax) {
      const std::string_view gap = text.substr(end_, to - end_);
      const Mark mark = first_mark(gap);
      if (mark.typed.empty()) break;
      end_ = static_cast<std::uint32_t>(mark.typed.data() + mark.typed.size() - text.data());
      if (end_ == to && is_eyes(mark.typed)) {
        eyes_ = mark.hash;  // The next word may be the mouth.
        eyes_typed_ = mark.typed;
        return;
      }
      read_mark(mark.typed, mark.hash, mark.stresses);
    }
    end_ = std::max(end_, to);
  }

  void read_mark(std::string_view typed, std::uint64_t hash, bool stresses) {
    begin_piece(typed);
    emit(kMark, hash);
    emit(kMarkAfter, mix(before_, hash));
    if (stresses) emit(kStress, typed.find('!') != std::string_view::npos ? '!' : '?');
    before_ = hash;
    negated_ = 0;
  }

  void read_word(const text::Word& word) {
    const std::string_view typed = words_.typed(word);
    if (eyes_ != 0) {
      const std::uint64_t eyes = eyes_;
      eyes_ = 0;
      if (typed.size() == 1) {
        read_mark({eyes_typed_.data(), eyes_typed_.size() + 1}, mix(eyes, static_cast<unsigned char>(typed[0] | 0x20)),
                  false);
        return;
      }
      read_mark(eyes_typed_, eyes, false);
    }
    switch (word.kind) {
      case text::Kind::kMention:
        tag_end_ = word.to;
        is_mention_ = true;
        begin_piece(typed);
        emit(kMention, 0);
        before_ = kMention;
        return;
      case text::Kind::kHashtag:
        tag_end_ = word.to;
        is_mention_ = false;
        begin_piece(typed);
        emit(kHashtag, word.term);
        return;
      case text::Kind::kEmoji:
        begin_piece(typed);
        emit(kEmoji, word.term);
        pair_with(word.term);
        return;
      case text::Kind::kWord:
        if (is_mention_ && word.from < tag_end_) return;
        read_plain_word(word, typed);
    }
  }

  void read_plain_word(const text::Word& word, std::string_view typed) {
    const std::string_view folded = words_.folded(word);
    begin_piece(typed);
    if (folded.empty() || is_digit(folded.front())) {
      emit(kNumber, 0);
      before_ = kNumber;
      return;
    }
    const Letters letters(folded);
    const std::uint64_t hash = letters.hash();
    emit(kWord, hash);
    emit(kWordOf, mix(hash, language_));
    if (negated_ > 0) {
      emit(kNegated, hash);
      --negated_;
    }
    if (is_negator(folded)) negated_ = kNegatedWords;
    if (is_shouted(typed)) {
      emit(kShouted, hash);
      ++shouted_count_;
    }
    if (letters.elongated) ++elongated_count_;
    emit_grams(letters);
    pair_with(hash);
  }

  void emit_grams(const Letters& letters) {
    for (std::size_t from = 0; from + kGramMin <= letters.count; ++from) {
      std::uint64_t hash = kGram;
      const std::size_t end = std::min(letters.count, from + kGramMax);
      for (std::size_t at = from; at < end; ++at) {
        hash = mix(hash, letters.points[at]);
        if (at + 1 >= from + kGramMin) emit(kGram, hash);
      }
    }
  }

  void pair_with(std::uint64_t hash) {
    const std::uint64_t pair = mix(before_, hash);
    emit(kPair, pair);
    emit(kPairOf, mix(pair, language_));
    before_ = hash;
  }

  void finish() {
    piece_ = 0;
    emit(kEnd, before_);
    if (shouted_count_ > 0) emit(kShoutedText, std::min(shouted_count_, 3U));
    if (elongated_count_ > 0) emit(kElongatedText, std::min(elongated_count_, 2U));
    emit(kSize, static_cast<std::uint64_t>(std::bit_width(token_count_)));
  }

  Features& out_;
  const text::Words& words_;
  const post::LanguageId language_;
  std::uint32_t piece_ = 0;
  int part_ = -1;
  std::uint32_t end_ = 0;      // Read up to here.
  std::uint32_t tag_end_ = 0;  // Words before it belong to a hashtag or mention.
  bool is_mention_ = false;
  std::size_t link_ = 0;
  std::uint64_t eyes_ = 0;
  std::string_view eyes_typed_;
  std::uint64_t before_ = kBias;  // The hash of what stands before.
  int negated_ = 0;
  std::uint32_t token_count_ = 0;
  std::uint32_t shouted_count_ = 0;
  std::uint32_t elongated_count_ = 0;
};

void Features::read(const text::Words& words, post::LanguageId language) { FeatureWalk(*this, words, language).run(); }

}  // namespace vigie::mood
