#include "mood/toward_weights.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/bytes.h"
#include "base/hash.h"
#include "learning/hashed_rows.h"
#include "learning/model_file.h"

namespace vigie::mood {
namespace {

constexpr learning::ModelKind kKind{"toward", "toward", "VGTW", 1};

std::uint32_t bit_of(std::string_view folded) { return learning::row_of(hash64(folded), kCommonBits); }

}  // namespace

bool CommonWords::has(std::string_view folded) const {
  const std::uint32_t bit = bit_of(folded);
  return (bits[bit / 64] >> (bit % 64) & 1) != 0;
}

void CommonWords::add(std::string_view folded) {
  const std::uint32_t bit = bit_of(folded);
  bits[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

Probabilities TowardWeights::read(const TowardFeatures& features) const {
  std::array<std::int32_t, kMoods> sums{};
  const auto row_count = static_cast<std::uint32_t>(rows.size());
  for (const std::uint64_t hash : features.hashes()) {
    const Row8& row = rows[learning::row_of(hash, row_count)];
    for (std::size_t mood = 0; mood < kMoods; ++mood) sums[mood] += row.weight[mood];
  }
  const auto count = static_cast<float>(std::max<std::size_t>(features.hashes().size(), 1));
  const float scale = unit / std::pow(count, power);
  Probabilities out{};
  for (std::size_t mood = 0; mood < kMoods; ++mood) {
    out[mood] = static_cast<float>(sums[mood]) * scale;
    for (std::size_t at = 0; at < kDense; ++at) out[mood] += features.dense()[at] * dense[at][mood];
  }
  const float most = *std::max_element(out.begin(), out.end());
  float total = 0;
  for (float& p : out) {
    p = std::exp(p - most);
    total += p;
  }
  for (float& p : out) p /= total;
  return out;
}

Result<std::shared_ptr<const TowardWeights>> TowardWeights::from_bytes(std::string_view bytes) {
  const auto broken = [](const char* what) { return learning::broken_model(kKind, what); };
  auto file = learning::open_model_file(kKind, bytes);
  if (!file) return file.error();
  ByteReader in(file->body);
  auto out = std::make_shared<TowardWeights>();
  const auto dense_count = in.get<std::uint32_t>();
  const auto row_count = in.get<std::uint32_t>();
  out->power = in.get<float>();
  out->unit = in.get<float>();
  bool sane = in.ok() && std::isfinite(out->unit) && out->unit > 0 && out->power >= 0 && out->power <= 1;
  if (!sane || row_count == 0 || row_count > kRowsMax) return broken("its head makes no sense");
  if (dense_count != kDense) return broken("it is made for other features");
  for (auto& row : out->dense) {
    for (float& weight : row) {
      weight = in.get<float>();
      sane = sane && std::isfinite(weight);
    }
  }
  for (std::uint64_t& word : out->common.bits) word = in.get<std::uint64_t>();
  if (!in.ok() || !sane) return broken("its weights make no sense");
  if (in.rest().size() != std::size_t{row_count} * kMoods) return broken("it has not as many rows as it says");
  out->version = std::move(file->version);
  out->rows.resize(row_count);
  for (std::size_t mood = 0; mood < kMoods; ++mood) {
    const std::string_view column = in.take(row_count);
    for (std::size_t row = 0; row < row_count; ++row)
      out->rows[row].weight[mood] = static_cast<std::int8_t>(column[row]);
  }
  return std::shared_ptr<const TowardWeights>(std::move(out));
}

std::string TowardWeights::to_bytes() const {
  std::string body;
  put(body, static_cast<std::uint32_t>(kDense));
  put(body, static_cast<std::uint32_t>(rows.size()));
  put(body, power);
  put(body, unit);
  for (const auto& row : dense) {
    for (const float weight : row) put(body, weight);
  }
  for (const std::uint64_t word : common.bits) put(body, word);
  for (std::size_t mood = 0; mood < kMoods; ++mood) {
    for (const Row8& row : rows) body.push_back(static_cast<char>(row.weight[mood]));
  }
  return learning::to_model_file(kKind, body);
}

}  // namespace vigie::mood
