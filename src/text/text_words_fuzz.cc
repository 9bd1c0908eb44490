// Any bytes give words whose spans lie in the text, in order; folding twice is folding once, and a
// folded word is a word again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "text/words.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vigie::text;
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  Words words;
  words.add(Field::kText, input);
  words.add(Field::kAlt, input.substr(input.size() / 2));
  std::uint32_t position = 0;
  for (const Word& word : words.all()) {
    const std::size_t end = word.part == 0 ? input.size() : input.size() - input.size() / 2;
    if (word.from >= word.to || word.to > end) std::abort();
    if (word.position < position || word.position >= words.positions()) std::abort();
    position = word.position;
    if (word.folded_size == 0 || word.folded_size > kWordBytesMax) std::abort();
    if (term_of(word.kind, words.folded(word)) != word.term) std::abort();
    if (words.typed(word).empty()) std::abort();
  }
  for (const Link& link : words.links()) {
    if (link.from >= link.to || words.typed(link).size() != link.to - link.from) std::abort();
  }
  const std::string once = fold(input);
  if (fold(once) != once) std::abort();
  if (nfc(nfc(input)) != nfc(input)) std::abort();
  return 0;
}
