#include "cli/read_whole.h"

#include "source/unpack.h"

namespace vigie::cli {

Result<std::string> read_whole(const std::string& path) {
  const auto input = source::Unpack::open(path);
  return input ? (*input)->read_whole(kWholeBytesMax) : input.error();
}

}  // namespace vigie::cli
