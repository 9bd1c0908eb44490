#include "language/letters.h"

#include <algorithm>

#include "base/utf8.h"

namespace vigie::language {
namespace {

constexpr char32_t kBegin = 1;
constexpr char32_t kEnd = 2;

bool is_tag(const text::Word& word) { return word.kind == text::Kind::kHashtag || word.kind == text::Kind::kMention; }

}  // namespace

// points_ and runs_ are filled as far as they are counted, and never cleared: this runs once a post.
Letters::Letters(const Alphabet& alphabet, const text::Words& words) {
  std::uint32_t tag_end = 0;  // Words inside a hashtag or mention belong to it.
  int tag_part = -1;
  int part = -1;
  const char* last = nullptr;
  for (const text::Word& word : words.all()) {
    if (letter_count_ >= kLettersMax) break;
    if (is_tag(word)) {
      tag_end = word.part == tag_part ? std::max(tag_end, word.to) : word.to;
      tag_part = word.part;
    }
    if (word.kind != text::Kind::kWord || (word.part == tag_part && word.from < tag_end)) continue;
    const std::string_view typed = words.typed(word);
    if (open_ && (typed.data() != last || word.part != part)) end(last);
    read_word(alphabet, typed);
    last = typed.data() + typed.size();
    part = word.part;
  }
  if (open_) end(last);
}

void Letters::read_word(const Alphabet& alphabet, std::string_view typed) {
  while (!typed.empty() && letter_count_ < kLettersMax) {
    const CodePoint point = first_code_point(typed);
    const char* const at = typed.data();
    typed.remove_prefix(point.bytes);
    const Script script = alphabet.script(point.value);
    if (open_ && (script == Script::kNone || script != runs_[run_count_].script)) end(at);
    if (script == Script::kNone) continue;
    if (!open_) begin(script, at);
    bytes_[static_cast<std::size_t>(script)] += point.bytes;
    const char32_t lower = alphabet.lower(point.value);
    if (points_[point_count_ - 1] == lower && points_[point_count_ - 2] == lower) continue;
    points_[point_count_++] = lower;
    ++letter_count_;
  }
}

void Letters::begin(Script script, const char* at) {
  runs_[run_count_] = {point_count_, 0, script, {}};
  run_from_ = at;
  points_[point_count_++] = kBegin;
  open_ = true;
}

void Letters::end(const char* at) {
  Run& run = runs_[run_count_++];
  points_[point_count_++] = kEnd;
  run.to = point_count_;
  run.typed = std::string_view(run_from_, static_cast<std::size_t>(at - run_from_));
  open_ = false;
}

Script Letters::script() const {
  const auto most = std::max_element(bytes_.begin(), bytes_.end());
  return *most == 0 ? Script::kNone : static_cast<Script>(most - bytes_.begin());
}

}  // namespace vigie::language
