#include <algorithm>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/word_pass.h"

namespace vigie::text {
namespace {

bool all_digits(std::string_view folded) {
  while (!folded.empty()) {
    const CodePoint point = first_code_point(folded);
    if (entry_of(point.value).kind() != Class::kDigit) return false;
    folded.remove_prefix(point.bytes);
  }
  return true;
}

}  // namespace

// Not inside a word, nor an HTML entity (`&#39;`). A keycap takes the sign back.
void WordPass::hashtag(std::size_t sign_bytes) {
  const bool entity = at_ > 0 && text_[at_ - 1] == '&';
  if (!after_word() && !entity) open_tag(Kind::kHashtag, sign_bytes);
  at_ += sign_bytes;
}

// Not after a letter: that is an e-mail address.
void WordPass::mention(std::size_t sign_bytes) {
  if (!after_word() || after_unspaced_) {
    if (const auto found = mention_at(text_, at_ + sign_bytes)) return long_mention(sign_bytes, *found);
    open_tag(Kind::kMention, sign_bytes);
  }
  at_ += sign_bytes;
}

// Keeps a place for the tag before its words, shared with the first of them.
void WordPass::open_tag(Kind kind, std::size_t sign_bytes) {
  is_tagged_ = true;
  tag_ = {out_.words_.size(), at_ + sign_bytes, true};
  word_.folded_from = out_.folded_.size();
  push(kind, at_, at_);
  --out_.next_position_;
  last_to_ = 0;
}

// Ends the open word, and the tag around it.
void WordPass::close_tag() {
  if (is_open_) {
    after_unspaced_ = word_.unspaced;
    close();
  }
  if (!is_tagged_) return;
  is_tagged_ = false;
  Word& tag = out_.words_[tag_.index];
  const std::size_t words = out_.words_.size() - tag_.index - 1;
  if (words == 0) return drop_tag();
  const auto folded = out_.folded_.since(tag.folded_from);
  if (tag.kind == Kind::kHashtag && all_digits(folded)) return drop_tag();
  const Word& first = out_.words_[tag_.index + 1];
  if (words == 1 && first.from == tag_.name_from) return name_by_word(tag, first);
  tag.folded_size = static_cast<std::uint16_t>(whole_points(folded, kWordBytesMax));
  name_by_text(tag, tag_.name_from, word_.to, tag_.stable);
}

void WordPass::drop_tag() { out_.words_.erase(out_.words_.begin() + static_cast<std::ptrdiff_t>(tag_.index)); }

// A tag of one word: its hashes are those of the word but for the salt.
void WordPass::name_by_word(Word& tag, const Word& word) const {
  tag.folded_from = word.folded_from;
  tag.folded_size = word.folded_size;
  tag.term = word.term ^ salt_of(tag.kind);
  tag.exact = word.exact;
  tag.to = word.to;
}

// Its folded form is known.
void WordPass::name_by_text(Word& tag, std::size_t name_from, std::size_t to, bool stable) {
  tag.term = term_of(tag.kind, out_.folded(tag));
  tag.exact = exact_of_typed(name_from, to, stable);
  tag.to = static_cast<std::uint32_t>(to);
}

// `@al@masto.social`: the whole, the name, and the words of the name at one place; the domain gives none.
void WordPass::long_mention(std::size_t sign_bytes, const Mention& found) {
  const std::size_t name_from = at_ + sign_bytes;
  for (const std::size_t end : {found.full_end, found.name_end}) add_mention(name_from, end);
  for (at_ = name_from; at_ < found.words_end;) {
    if (!is_letter(text_[at_]) && !is_digit(text_[at_]) && text_[at_] != '_') {
      ++at_;
      continue;
    }
    ascii_run();
    close();
  }
  at_ = last_to_ = found.full_end;
  after_unspaced_ = false;
}

// The mention whose sign is at at_, at the place of the word to come.
void WordPass::add_mention(std::size_t name_from, std::size_t end) {
  const auto name = text_.substr(name_from, end - name_from);
  const bool plain = is_ascii(name);
  word_.folded_from = out_.folded_.size();
  if (plain) {
    char* const to = out_.folded_.room(name.size());
    std::transform(name.begin(), name.end(), to, [](char c) { return lower(c); });
    out_.folded_.taken(name.size());
  } else {
    out_.folded_.append(out_.composer_.folded(name));
  }
  Word& tag = push(Kind::kMention, at_, end);
  --out_.next_position_;
  name_by_text(tag, name_from, end, plain);
}

}  // namespace vigie::text
