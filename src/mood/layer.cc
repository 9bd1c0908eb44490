#include "mood/layer.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/bytes.h"
#include "learning/model_file.h"
#include "mood/weights.h"

namespace vigie::mood {
namespace {

constexpr learning::ModelKind kKind{"mood layer", "layer", "VGML", 1};
constexpr std::size_t kNameMax = 64;

}  // namespace

std::string to_layer_bytes(std::string_view model, const std::vector<LayerRow>& rows) {
  std::string body;
  put_string(body, model);
  put(body, static_cast<std::uint32_t>(rows.size()));
  for (const LayerRow& row : rows) {
    put(body, row.row);
    put(body, row.more);
  }
  return learning::to_model_file(kKind, body);
}

Result<Layer> Layer::from_bytes(std::string_view bytes) {
  const auto broken = [](const char* what) { return learning::broken_model(kKind, what); };
  auto file = learning::open_model_file(kKind, bytes);
  if (!file) return file.error();
  ByteReader in(file->body);
  Layer out;
  out.version_ = std::move(file->version);
  out.model_ = in.string();
  const auto count = in.get<std::uint32_t>();
  if (!in.ok() || out.model_.empty() || out.model_.size() > kNameMax || count > kLayerRowsMax) {
    return broken("its head makes no sense");
  }
  constexpr std::size_t kRowBytes = sizeof(std::uint32_t) + kMoods;
  if (in.rest().size() != count * kRowBytes) return broken("it has not as many rows as it says");
  out.rows_.reserve(count);
  for (std::uint32_t at = 0; at < count; ++at) {
    LayerRow row{};
    row.row = in.get<std::uint32_t>();
    row.more = in.get<std::array<std::int8_t, 3>>();
    if (!out.rows_.empty() && row.row <= out.rows_.back().row) return broken("its rows are not in order");
    out.rows_.push_back(row);
  }
  return out;
}

Result<Model> Layer::over(const Model& model) const {
  if (model.version() != model_) {
    return Error{ErrorCode::kConflict,
                 "mood layer: it belongs to " + model_ + ", and not to " + std::string(model.version())};
  }
  auto weights = std::make_shared<Model::Weights>(*model.weights_);
  if (!rows_.empty() && rows_.back().row >= weights->rows.size()) {
    return learning::broken_model(kKind, "it has rows that its model has not");
  }
  for (const LayerRow& row : rows_) {
    Row8& to = weights->rows[row.row];
    for (std::size_t mood = 0; mood < kMoods; ++mood) {
      to.weight[mood] = static_cast<std::int8_t>(std::clamp(to.weight[mood] + row.more[mood], -127, 127));
    }
  }
  weights->version += "+" + version_;
  return Model(std::move(weights));
}

}  // namespace vigie::mood
