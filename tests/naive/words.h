// The words of a text as the page on the query language tells them, found the slow and obvious way.
// Threads: pure functions. Errors: none.
#pragma once

#include <string>
#include <vector>

namespace vigie::naive {

struct Word {
  char sign;              // 'w' a word or emoji, '#' a hashtag, '@' a mention.
  std::u32string folded;  // Without its sign.
  std::u32string exact;   // As typed, in NFC.
  std::size_t from, to;   // Code points of the text.
  int place;              // Among the words of the text.
  bool emoji = false;
};

struct Words {
  std::vector<Word> words;
  std::vector<std::u32string> links;
};

Words words_of(const std::u32string& text);

}  // namespace vigie::naive
