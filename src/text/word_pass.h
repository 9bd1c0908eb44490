// One walk over one field: folds, splits, hashes. At most one word and one tag (hashtag or mention)
// are open. Words and links are found in `word_pass.cc`, tags in `word_pass_tags.cc`.
// Threads: owned by one thread, for one call of Words::add(). Errors: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/utf8.h"
#include "text/mention.h"
#include "text/tables.h"
#include "text/words.h"

namespace vigie::text {

class WordPass {
 public:
  // The field is the last of `out`'s texts.
  WordPass(Words& out, Field field, std::string_view text)
      : out_(out), text_(text), field_(field), part_(static_cast<std::uint8_t>(out.texts_.size() - 1)) {}

  void read();

 private:
  struct OpenWord {
    std::size_t from = 0, to = 0;  // In the text.
    std::size_t folded_from = 0;
    bool unspaced = false;  // Of a script where it is one character.
    bool drops = false;     // Its last letter drops its marks.
    bool settled = true;    // Its folded form is composed.
    bool stable = true;     // Its typed form is NFC.
    bool same = true;       // Its typed and folded bytes are equal.
    bool typed_reorders = false;
    bool folded_reorders = false;
  };
  struct OpenTag {
    std::size_t index = 0;      // Its place in the words, where it waits for its name.
    std::size_t name_from = 0;  // Past the sign.
    bool stable = true;         // Its typed name is NFC.
  };

  void ascii_run();
  void ascii_sign();
  bool wide_run();
  void wide();
  void feed(char32_t c, Entry entry, std::size_t next);
  bool keeps_mark(Class kind, std::size_t next);
  void note_typed(std::size_t next);

  void open(std::size_t from);
  void close();
  void settle();
  void cut();
  std::uint64_t exact_of_typed(std::size_t from, std::size_t to, bool stable);
  Word& push(Kind kind, std::size_t from, std::size_t to);
  std::string_view folded() const { return out_.folded_.since(word_.folded_from); }

  void emoji(char32_t first, Class kind, std::size_t next);
  void close_emoji();
  bool keycap(std::size_t next);
  bool link();
  std::size_t link_prefix() const;
  bool typed_ends_with(std::string_view prefix) const;
  void take_back(std::size_t count);

  void hashtag(std::size_t sign_bytes);
  void mention(std::size_t sign_bytes);
  void long_mention(std::size_t sign_bytes, const Mention& found);
  void add_mention(std::size_t name_from, std::size_t end);
  bool after_word() const { return at_ > 0 && last_to_ == at_; }
  void open_tag(Kind kind, std::size_t sign_bytes);
  void close_tag();
  void drop_tag();
  void name_by_word(Word& tag, const Word& word) const;
  void name_by_text(Word& tag, std::size_t name_from, std::size_t to, bool stable);

  Words& out_;
  const std::string_view text_;
  const Field field_;
  const std::uint8_t part_;
  std::size_t at_ = 0;
  Entry source_{};  // Of the code point at at_.

  bool is_open_ = false;
  OpenWord word_;
  bool is_tagged_ = false;
  OpenTag tag_;
  std::size_t last_to_ = 0;      // Where the last word ended.
  bool after_unspaced_ = false;  // It was of a script without spaces.
};

}  // namespace vigie::text
