// The frame of a model's file, the same for all models: four letters, the format's number, the body,
// and a CRC-32C of all before it, which also names the model in readings.
// Threads: pure functions. Errors: kCorrupt for what is not such a file, naming what is wrong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace vigie::learning {

struct ModelKind {
  std::string_view part;   // Whose errors these are: "language".
  std::string_view name;   // Begins the model's version: "lang".
  std::string_view magic;  // Four letters.
  std::uint32_t format;
};

struct ModelFile {
  std::string_view body;  // Borrowed from the file's bytes.
  std::string version;    // "lang-1a2b3c4d"
};

Result<ModelFile> open_model_file(const ModelKind& kind, std::string_view bytes);
std::string to_model_file(const ModelKind& kind, std::string_view body);

// A body that makes no sense.
Error broken_model(const ModelKind& kind, std::string_view what);

}  // namespace vigie::learning
