#include "watch/layered.h"

#include <cstdint>
#include <utility>

#include "mood/layer.h"

namespace vigie::watch {
namespace {

constexpr std::uint64_t kFileMax = 4U << 20U;

Error refused(const std::string& folder, const Error& why) {
  return {why.code, layer_file_of(folder) + ": " + why.message +
                        "; make it anew (vigie train mood --corrections --data " + folder +
                        "), or remove it, to read with the shipped model alone"};
}

}  // namespace

std::string layer_file_of(const std::string& folder) { return folder + "/mood-layer.vml"; }

Result<Models> layered(Result<Models> models, Disk& disk, const std::string& folder) {
  if (!models) return models;
  const auto file = disk.open_to_read(layer_file_of(folder));
  if (!file && file.error().code == ErrorCode::kNotFound) return models;
  if (!file) return refused(folder, file.error());
  const auto size = (*file)->size();
  if (size && *size > kFileMax) return refused(folder, invalid("it is larger than a layer can be"));
  const auto bytes = read_file(disk, layer_file_of(folder));
  if (!bytes) return refused(folder, bytes.error());
  const auto layer = mood::Layer::from_bytes(*bytes);
  if (!layer) return refused(folder, layer.error());
  auto mood = layer->over(models->mood);
  if (!mood) return refused(folder, mood.error());
  models->mood = std::move(*mood);
  return models;
}

}  // namespace vigie::watch
