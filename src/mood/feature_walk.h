// How a text is read for its mood: which features it has, in which order.
// Only for the sources of this part. Threads: owned by one thread, for one text. Errors: none.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/ascii.h"
#include "learning/hashed_rows.h"
#include "mood/marks.h"
#include "mood/word_features.h"
#include "post/post.h"
#include "text/words.h"

namespace vigie::mood {

constexpr int kNegatedWords = 3;  // How far a negation reaches; a mark ends it.

// In capitals all through, three letters at least. ASCII alone: enough to hear a shout.
inline bool is_shouted(std::string_view typed) {
  std::size_t capitals = 0;
  for (const char c : typed) {
    if (is_small(c)) return false;
    capitals += is_capital(c) ? 1 : 0;
  }
  return capitals >= 3;
}

// One walk over the words of a text and the bytes between them, which tells a Sink what it finds:
//   take(feature)          one feature, by its hash
//   take_word(…, traits)   a whole word: its own features and its runs of letters; false: they are to
//                          be told one by one
//   begin_piece(typed)     what comes belongs to this piece of the text; end_pieces(): to the whole
//   is_full()              the text is not read any further
template <typename Sink>
class FeatureWalk {
 public:
  FeatureWalk(Sink& out, const text::Words& words, post::LanguageId language)
      : out_(out), words_(words), language_(language) {}

  void run() {
    emit(kBias, 0);
    emit(kBiasOf, learning::mix(kBias, language_));
    for (const text::Word& word : words_.all()) {
      if (out_.is_full()) break;
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
  void emit(Tag tag, std::uint64_t hash) { out_.take(feature_of(tag, hash)); }

  void begin_piece(std::string_view typed) {
    out_.begin_piece(typed);
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
    if (end_ + 1 == to && text[end_] == ' ') {  // Most gaps.
      end_ = to;
      return;
    }
    while (end_ < to && !out_.is_full()) {
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
    emit(kMarkAfter, learning::mix(before_, hash));
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
        read_mark({eyes_typed_.data(), eyes_typed_.size() + 1},
                  learning::mix(eyes, static_cast<unsigned char>(typed[0] | 0x20)), false);
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
    const auto take = [this](std::uint64_t feature) { out_.take(feature); };
    WordTraits traits;
    std::optional<WordLetters> letters;
    if (!out_.take_word(word.term, folded, language_, traits)) {
      letters.emplace(folded);
      traits = WordTraits(*letters, folded);
      each_of_word(traits.hash, language_, take);
    }
    if (negated_ > 0) {
      emit(kNegated, traits.hash);
      emit(kNegatedOf, learning::mix(traits.hash, language_));
      --negated_;
    }
    if (traits.negates) negated_ = kNegatedWords;
    if (is_shouted(typed)) {
      emit(kShouted, traits.hash);
      ++shouted_count_;
    }
    if (traits.elongated) ++elongated_count_;
    if (letters) each_gram(*letters, language_, take);
    pair_with(traits.hash);
  }

  void pair_with(std::uint64_t hash) {
    const std::uint64_t pair = learning::mix(before_, hash);
    emit(kPair, pair);
    emit(kPairOf, learning::mix(pair, language_));
    before_ = hash;
  }

  void finish() {
    out_.end_pieces();
    emit(kEnd, before_);
    if (shouted_count_ > 0) emit(kShoutedText, std::min(shouted_count_, 3U));
    if (elongated_count_ > 0) emit(kElongatedText, std::min(elongated_count_, 2U));
    emit(kSize, static_cast<std::uint64_t>(std::bit_width(token_count_)));
  }

  Sink& out_;
  const text::Words& words_;
  const post::LanguageId language_;
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

}  // namespace vigie::mood
