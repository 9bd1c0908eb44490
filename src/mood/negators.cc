#include "mood/negators.h"

#include <algorithm>
#include <array>

namespace vigie::mood {
namespace {

constexpr std::size_t kBytesMax = 10;

constexpr auto kNegators = [] {
  std::array<std::string_view, 56> words = {
      // English; of "don't" and the like the part before the apostrophe stands alone.
      "not", "no", "never", "don", "dont", "doesn", "doesnt", "didn", "didnt", "isn", "isnt", "wasn", "wasnt", "can",
      "cant", "cannot", "won", "wont", "wouldn", "couldn", "aint", "nothing", "without", "neither", "nor",
      // French.
      "pas", "jamais", "rien", "ni", "sans", "aucun", "aucune",
      // German.
      "nicht", "kein", "keine", "keinen", "keiner", "nie", "ohne",
      // Italian, Spanish, Portuguese.
      "non", "mai", "senza", "nessuno", "nunca", "sin", "nada", "nao", "sem", "nem",
      // Hindi in Latin letters, Arabic.
      "nahi", "nahin", "mat", "ما", "لا", "مش", "لم"};
  std::sort(words.begin(), words.end());
  return words;
}();

}  // namespace

bool is_negator(std::string_view folded) {
  return folded.size() <= kBytesMax && std::binary_search(kNegators.begin(), kNegators.end(), folded);
}

}  // namespace vigie::mood
