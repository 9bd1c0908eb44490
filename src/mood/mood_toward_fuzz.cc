// A model file of mood toward a target from anywhere: refused, or read without harm, on a text from anywhere.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/hash.h"
#include "mood/toward_weights.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vigie;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  // The checksum is set right, or nothing behind it would ever be reached.
  std::string file = "VGTW" + std::string(text);
  const std::uint32_t crc = crc32c(file);
  file.append(reinterpret_cast<const char*>(&crc), sizeof crc);
  (void)mood::TowardWeights::from_bytes(file);

  text::Words words;
  words.add(text::Field::kText, text);
  mood::Owned owned;
  mood::own_clauses(
      words, mood::places_of(words, text.substr(0, size / 8)),
      [](std::string_view folded) { return folded.size() % 2 == 0; }, owned);
  for (const mood::OwnedClause& one : owned.clauses) {
    if (one.clause.from >= one.clause.to || one.clause.to > size) return 1;
  }
  return 0;
}
