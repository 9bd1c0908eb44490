// A model file from anywhere: refused, or read without harm.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/hash.h"
#include "mood/model.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  // The checksum is set right, or nothing behind it would ever be reached.
  std::string file = "VGMM" + std::string(reinterpret_cast<const char*>(bytes), size);
  const std::uint32_t crc = vigie::crc32c(file);
  file.append(reinterpret_cast<const char*>(&crc), sizeof crc);
  const auto model = vigie::mood::Model::from_bytes(file);
  if (!model) return 0;
  vigie::text::Words words;
  words.add(vigie::text::Field::kText, "NOT good at all :D !!! #fail 😡");
  const auto p = model->read(words, 0);
  return p[0] >= 0 && p[1] >= 0 && p[2] >= 0 ? 0 : 1;
}
