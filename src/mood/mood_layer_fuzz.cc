// A layer file from anywhere: refused, or laid over a model and read with, without harm.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/hash.h"
#include "mood/layer.h"
#include "mood/weights.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const std::string kModel = vigie::mood::to_bytes(0.5F, 0.01F, std::vector<vigie::mood::Row8>(64));
  static const auto kOver = vigie::mood::Model::from_bytes(kModel).value();
  // The checksum is set right, or nothing behind it would ever be reached.
  std::string file = "VGML" + std::string(reinterpret_cast<const char*>(bytes), size);
  const std::uint32_t crc = vigie::crc32c(file);
  file.append(reinterpret_cast<const char*>(&crc), sizeof crc);
  const auto layer = vigie::mood::Layer::from_bytes(file);
  if (!layer) return 0;
  const auto model = layer->over(kOver);
  if (!model) return 0;
  vigie::text::Words words;
  words.add(vigie::text::Field::kText, "NOT good at all :D !!! #fail 😡");
  const auto p = model->read(words, 0);
  return p[0] >= 0 && p[1] >= 0 && p[2] >= 0 ? 0 : 1;
}
