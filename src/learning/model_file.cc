#include "learning/model_file.h"

#include <cstdio>

#include "base/bytes.h"
#include "base/hash.h"

namespace vigie::learning {
namespace {

using Crc = std::uint32_t;

std::string version_of(const ModelKind& kind, Crc crc) {
  char hex[12];
  std::snprintf(hex, sizeof hex, "-%08x", crc);
  return std::string(kind.name) + hex;
}

}  // namespace

Error broken_model(const ModelKind& kind, std::string_view what) {
  return {ErrorCode::kCorrupt, std::string(kind.part) + ": the model file is broken: " + std::string(what)};
}

Result<ModelFile> open_model_file(const ModelKind& kind, std::string_view bytes) {
  if (!bytes.starts_with(kind.magic)) return broken_model(kind, "it does not begin with " + std::string(kind.magic));
  if (bytes.size() < kind.magic.size() + sizeof kind.format + sizeof(Crc)) return broken_model(kind, "it is cut short");
  const auto crc = ByteReader(bytes.substr(bytes.size() - sizeof(Crc))).get<Crc>();
  bytes.remove_suffix(sizeof crc);
  if (crc32c(bytes) != crc) return broken_model(kind, "its checksum does not fit");
  ByteReader in(bytes.substr(kind.magic.size()));
  if (in.get<std::uint32_t>() != kind.format) {
    return broken_model(kind, "its format is not one that this program reads");
  }
  return ModelFile{in.rest(), version_of(kind, crc)};
}

std::string to_model_file(const ModelKind& kind, std::string_view body) {
  std::string out(kind.magic);
  put(out, kind.format);
  out += body;
  put(out, crc32c(out));
  return out;
}

}  // namespace vigie::learning
