#include "mood/weights.h"

#include <cmath>
#include <cstdio>

#include "base/bytes.h"
#include "base/hash.h"

namespace vigie::mood {
namespace {

constexpr std::string_view kMagic = "VGMM";
constexpr std::uint32_t kFormat = 1;

Error broken(const char* what) { return {ErrorCode::kCorrupt, std::string("mood: the model file is broken: ") + what}; }

std::string version_of(std::uint32_t crc) {
  char text[16];
  std::snprintf(text, sizeof text, "mood-%08x", crc);
  return text;
}

}  // namespace

std::string to_bytes(float power, float unit, const std::vector<Row8>& rows) {
  std::string out(kMagic);
  put(out, kFormat);
  put(out, static_cast<std::uint32_t>(rows.size()));
  put(out, power);
  put(out, unit);
  for (std::size_t mood = 0; mood < kMoods; ++mood) {
    for (const Row8& row : rows) out.push_back(static_cast<char>(row.weight[mood]));
  }
  put(out, crc32c(out));
  return out;
}

Result<std::shared_ptr<const Model::Weights>> Model::Weights::from_bytes(std::string_view bytes) {
  if (bytes.substr(0, kMagic.size()) != kMagic) return broken("it does not begin with VGMM");
  if (bytes.size() < kMagic.size() + 5 * sizeof(std::uint32_t)) return broken("it is cut short");
  ByteReader tail(bytes.substr(bytes.size() - sizeof(std::uint32_t)));
  const auto crc = tail.get<std::uint32_t>();
  bytes.remove_suffix(sizeof crc);
  if (crc32c(bytes) != crc) return broken("its checksum does not fit");
  ByteReader in(bytes.substr(kMagic.size()));
  if (in.get<std::uint32_t>() != kFormat) return broken("its format is not one that this program reads");
  const auto row_count = in.get<std::uint32_t>();

  auto out = std::make_shared<Weights>();
  out->power = in.get<float>();
  out->unit = in.get<float>();
  const bool sane = std::isfinite(out->unit) && out->unit > 0 && out->power >= 0 && out->power <= 1;
  if (!sane || row_count == 0 || row_count > kRowsMax) return broken("its head makes no sense");
  if (in.rest().size() != std::size_t{row_count} * kMoods) return broken("it has not as many rows as it says");
  out->version = version_of(crc);
  out->rows.resize(row_count);
  for (std::size_t mood = 0; mood < kMoods; ++mood) {
    const std::string_view column = in.take(row_count);
    for (std::size_t row = 0; row < row_count; ++row)
      out->rows[row].weight[mood] = static_cast<std::int8_t>(column[row]);
  }
  return std::shared_ptr<const Weights>(std::move(out));
}

}  // namespace vigie::mood
