#include "language/letters.h"

#include <algorithm>

#include "base/utf8.h"

namespace vigie::language {
namespace {

constexpr char32_t kBegin = 1;
constexpr char32_t kEnd = 2;

}  // namespace

// points_ and runs_ are filled as far as they are counted, and never cleared: this runs once a post.
Letters::Letters(const Alphabet& alphabet, const text::Words& words) : alphabet_(alphabet) {
  each_spoken(words, [&](const text::Word& word) { read(word, words.typed(word)); });
  close();
}

void Letters::read(const text::Word& word, std::string_view typed) {
  if (letter_count_ >= kLettersMax) return;
  if (typed.data() != last_ || word.part != part_) close();
  last_ = typed.data() + typed.size();
  part_ = word.part;
  while (!typed.empty() && letter_count_ < kLettersMax) {
    const CodePoint point = first_code_point(typed);
    const char* const at = typed.data();
    typed.remove_prefix(point.bytes);
    const Script script = alphabet_.script(point.value);
    if (open_ && (script == Script::kNone || script != runs_[run_count_].script)) end(at);
    if (script == Script::kNone) continue;
    if (!open_) begin(script, at);
    bytes_[static_cast<std::size_t>(script)] += point.bytes;
    const char32_t lower = alphabet_.lower(point.value);
    if (points_[point_count_ - 1] == lower && points_[point_count_ - 2] == lower) continue;
    points_[point_count_++] = lower;
    ++letter_count_;
  }
}

void Letters::clear() {
  bytes_ = {};
  point_count_ = run_count_ = letter_count_ = 0;
  last_ = nullptr;
  part_ = -1;
  open_ = false;
}

void Letters::pass(Script script, std::uint32_t letters, std::uint32_t bytes) {
  close();
  letter_count_ += letters;
  bytes_[static_cast<std::size_t>(script)] += bytes;
}

void Letters::close() {
  if (open_) end(last_);
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
