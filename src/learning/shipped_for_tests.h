// A model that is shipped, for the tests of whoever reads with it.
// Threads: any. Errors: throws where the file is missing or broken.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace vigie::learning {

// `file`: of the folder models/.
template <typename Model>
Model shipped_model(const std::string& file) {
  const char* folder = std::getenv("VIGIE_SOURCE_DIR");
  std::ifstream in(std::string(folder == nullptr ? "." : folder) + "/models/" + file, std::ios::binary);
  return Model::from_bytes(std::string(std::istreambuf_iterator<char>(in), {})).value();
}

}  // namespace vigie::learning
