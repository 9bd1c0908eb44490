#include "rehearsal/typing.h"

#include <algorithm>
#include <utility>

namespace vigie::rehearsal {
namespace {

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_ascii_small(char c) { return c >= 'a' && c <= 'z'; }

// À to ÿ without their marks, by the second byte of their UTF-8 (the first is C3).
constexpr std::string_view kUnmarked = "AAAAAA.CEEEEIIII.NOOOOO.OUUUUY..aaaaaa.ceeeeiiii.nooooo.ouuuuy.y";

class Typist {
 public:
  Typist(std::string_view sentence, const Habits& habits, Tongue tongue,
         const std::unordered_map<std::string, std::string>& shorthand, Random& random, std::string& out)
      : rest_(sentence),
        habits_(habits),
        french_(tongue == Tongue::kFrench),
        shorthand_(shorthand),
        random_(random),
        out_(out),
        begin_(out.size()) {}

  void type() {
    while (!rest_.empty()) {
      if (rest_[0] == '@' || rest_[0] == '#' || rest_.substr(0, 8) == "https://") {
        untouched();
      } else if (is_word_byte(rest_[0])) {
        word();
      } else {
        mark();
      }
    }
    finish();
  }

 private:
  void untouched() {
    const auto size = std::min(rest_.find(' '), rest_.size());
    out_ += rest_.substr(0, size);
    rest_.remove_prefix(size);
    starts_ = false;
    ends_in_word_ = false;
  }

  void word() {
    std::size_t size = 1;
    while (size < rest_.size() && is_word_byte(rest_[size])) ++size;
    std::string_view word = rest_.substr(0, size);
    if (habits_.shorthand && abbreviate(word)) return;
    rest_.remove_prefix(size);
    const std::size_t at = out_.size();
    if (french_ && !habits_.accents) {
      unmarked(word);
    } else {
      out_ += word;
    }
    if (random_.chance(habits_.typos)) slip(at);
    if (starts_ && habits_.capitals) capitalise(at);
    const bool acronym = size > 1 && is_capital(word[1]);
    if (!habits_.capitals && is_capital(out_[at]) && !acronym) out_[at] = static_cast<char>(out_[at] + 32);
    starts_ = false;
    ends_in_word_ = true;
  }

  // "c'est" and "beaucoup" alike: the longest run up to a space that is known.
  bool abbreviate(std::string_view word) {
    const auto to_space = rest_.substr(0, rest_.find_first_of(" .,!?;:"));
    for (const auto run : {to_space, word}) {
      key_.assign(run);
      const auto found = shorthand_.find(key_);
      if (found == shorthand_.end() || random_.chance(0.25)) continue;
      out_ += found->second;
      rest_.remove_prefix(run.size());
      starts_ = false;
      ends_in_word_ = true;
      return true;
    }
    return false;
  }

  void unmarked(std::string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i) {
      const auto byte = static_cast<unsigned char>(word[i]);
      const bool pair = byte == 0xC3 && i + 1 < word.size();
      const auto second = pair ? static_cast<unsigned char>(word[i + 1]) & 0x3FU : 0U;
      if (pair && kUnmarked[second] != '.') {
        out_ += kUnmarked[second];
        ++i;
      } else if (byte == 0xC5 && i + 1 < word.size() && static_cast<unsigned char>(word[i + 1]) == 0x93) {
        out_ += "oe";
        ++i;
      } else {
        out_ += word[i];
      }
    }
  }

  // One slip within plain small letters: swapped, dropped, doubled or a neighbour's key.
  void slip(std::size_t at) {
    const std::size_t size = out_.size() - at;
    if (size < 4 || is_capital(out_[at])) return;
    const std::size_t i = at + 1 + random_.below(size - 2);
    if (!is_ascii_small(out_[i]) || !is_ascii_small(out_[i + 1 < out_.size() ? i + 1 : i])) return;
    switch (random_.below(4)) {
      case 0:
        if (i + 1 < out_.size()) std::swap(out_[i], out_[i + 1]);
        return;
      case 1:
        out_.erase(i, 1);
        return;
      case 2:
        out_.insert(i, 1, out_[i]);
        return;
      default:
        out_[i] = neighbour(out_[i]);
        return;
    }
  }

  char neighbour(char c) const {
    static constexpr std::string_view kAzerty = "azertyuiopqsdfghjklmwxcvbn";
    static constexpr std::string_view kQwerty = "qwertyuiopasdfghjklzxcvbnm";
    const auto keys = french_ ? kAzerty : kQwerty;
    const auto at = keys.find(c);
    return keys[at + 1 < keys.size() ? at + 1 : at - 1];
  }

  void capitalise(std::size_t at) {
    char& first = out_[at];
    if (is_ascii_small(first)) first = static_cast<char>(first - 32);
    const bool marked = static_cast<unsigned char>(first) == 0xC3 && at + 1 < out_.size();
    if (marked && static_cast<unsigned char>(out_[at + 1]) >= 0xA0 &&
        static_cast<unsigned char>(out_[at + 1]) != 0xB7) {
      out_[at + 1] = static_cast<char>(static_cast<unsigned char>(out_[at + 1]) - 0x20);
    }
  }

  void mark() {
    const char c = rest_[0];
    ends_in_word_ = false;
    rest_.remove_prefix(1);
    if (c == '\'') {
      apostrophe();
      return;
    }
    const bool high = c == '!' || c == '?' || c == ';' || c == ':';
    const bool follows_word = out_.size() > begin_ && is_word_byte(out_.back());
    const bool closes = rest_.empty() || rest_[0] == ' ' || rest_[0] == '!' || rest_[0] == '?';
    if (high && french_ && habits_.spaced_marks && follows_word && closes) out_ += ' ';
    out_ += c;
    if (c == '!' && habits_.shouts && random_.chance(0.6)) out_.append(1 + random_.below(3), '!');
    if (c == '.' || c == '!' || c == '?' || c == '\n') starts_ = true;
  }

  void apostrophe() {
    const bool inside = out_.size() > begin_ && is_word_byte(out_.back()) && !rest_.empty() && is_word_byte(rest_[0]);
    if (inside && !habits_.apostrophes && random_.chance(0.7)) {
      if (french_ && random_.chance(0.4)) out_ += ' ';
      return;
    }
    out_ += habits_.curly ? "’" : "'";
  }

  void finish() {
    const bool stop = out_.size() > begin_ + 1 && out_.back() == '.' && out_[out_.size() - 2] != '.';
    if (stop && !habits_.final_stop) out_.pop_back();
    if (habits_.final_stop && ends_in_word_ && ends_in_letter()) out_ += '.';
  }

  // Of Latin, not `…`, `»` or an emoji.
  bool ends_in_letter() const {
    const auto last = static_cast<unsigned char>(out_.back());
    return last < 0x80 || (out_.size() > begin_ + 1 && static_cast<unsigned char>(out_[out_.size() - 2]) == 0xC3);
  }

  std::string_view rest_;
  const Habits& habits_;
  bool french_;
  const std::unordered_map<std::string, std::string>& shorthand_;
  Random& random_;
  std::string& out_;
  std::size_t begin_;
  std::string key_;
  bool starts_ = true;
  bool ends_in_word_ = false;
};

}  // namespace

void type(std::string_view sentence, const Habits& habits, Tongue tongue,
          const std::unordered_map<std::string, std::string>& shorthand, Random& random, std::string& out) {
  Typist(sentence, habits, tongue, shorthand, random, out).type();
}

}  // namespace vigie::rehearsal
