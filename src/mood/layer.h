// What an installation has learnt of its own posts, beside the shipped model and never in it: small differences of
// some rows of one mood model. Merged once into a copy of that model, it costs nothing to read with.
// Threads: immutable, shared by any. Errors: from_bytes() names what is broken; over() refuses another model.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "mood/model.h"

namespace vigie::mood {

constexpr std::uint32_t kLayerRowsMax = 1U << 18U;  // 1.8 MB.

struct LayerRow {
  std::uint32_t row;                // Of the model.
  std::array<std::int8_t, 3> more;  // By post::Mood, in the model's unit; added and held in [-127, 127].
};

class Layer {
 public:
  static Result<Layer> from_bytes(std::string_view bytes);  // doc/formats/mood-layer.md.

  // The model with this layer: another Model, `version()` of which names both. kConflict: it belongs to another one.
  Result<Model> over(const Model& model) const;

  std::string_view version() const { return version_; }  // "layer-5e6f7a8b"
  std::string_view model() const { return model_; }      // The version of the model that it belongs to.
  std::size_t rows() const { return rows_.size(); }

 private:
  Layer() = default;

  std::string version_;
  std::string model_;
  std::vector<LayerRow> rows_;  // By rising row.
};

// `rows` by rising row.
std::string to_layer_bytes(std::string_view model, const std::vector<LayerRow>& rows);

}  // namespace vigie::mood
