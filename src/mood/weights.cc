#include "mood/weights.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/bytes.h"
#include "learning/model_file.h"
#include "mood/features.h"

namespace vigie::mood {
namespace {

constexpr learning::ModelKind kKind{"mood", "mood", "VGMM", 2};

}  // namespace

std::string to_bytes(float power, float unit, const std::vector<Row8>& rows) {
  std::string body;
  put(body, static_cast<std::uint32_t>(rows.size()));
  put(body, power);
  put(body, unit);
  for (std::size_t mood = 0; mood < kMoods; ++mood) {
    for (const Row8& row : rows) body.push_back(static_cast<char>(row.weight[mood]));
  }
  return learning::to_model_file(kKind, body);
}

void Model::Weights::measure() {
  scales.clear();
  scales.reserve(kFeaturesMax + 1);
  for (std::size_t features = 0; features <= kFeaturesMax; ++features) {
    scales.push_back(unit / std::pow(static_cast<float>(std::max<std::size_t>(features, 1)), power));
  }
}

Result<std::shared_ptr<const Model::Weights>> Model::Weights::from_bytes(std::string_view bytes) {
  const auto broken = [](const char* what) { return learning::broken_model(kKind, what); };
  auto file = learning::open_model_file(kKind, bytes);
  if (!file) return file.error();
  ByteReader in(file->body);
  const auto row_count = in.get<std::uint32_t>();

  auto out = std::make_shared<Weights>();
  out->power = in.get<float>();
  out->unit = in.get<float>();
  const bool sane = in.ok() && std::isfinite(out->unit) && out->unit > 0 && out->power >= 0 && out->power <= 1;
  if (!sane || row_count == 0 || row_count > kRowsMax) return broken("its head makes no sense");
  if (in.rest().size() != std::size_t{row_count} * kMoods) return broken("it has not as many rows as it says");
  out->version = std::move(file->version);
  out->rows.resize(row_count);
  for (std::size_t mood = 0; mood < kMoods; ++mood) {
    const std::string_view column = in.take(row_count);
    for (std::size_t row = 0; row < row_count; ++row)
      out->rows[row].weight[mood] = static_cast<std::int8_t>(column[row]);
  }
  out->measure();
  return std::shared_ptr<const Weights>(std::move(out));
}

}  // namespace vigie::mood
