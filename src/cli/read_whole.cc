#include "cli/read_whole.h"

#include "source/unpack.h"

namespace vigie::cli {
namespace {

constexpr std::size_t kReadBytes = 256 * 1024;

}  // namespace

Result<std::string> read_whole(const std::string& path) {
  const auto input = source::Unpack::open(path);
  if (!input) return input.error();
  std::string out;
  while (true) {
    const std::size_t old = out.size();
    out.resize(old + kReadBytes);
    const auto count = (*input)->read({out.data() + old, kReadBytes});
    if (!count) return count.error();
    out.resize(old + *count);
    if (*count == 0) return out;
    if (out.size() > kWholeBytesMax)
      return invalid(path + ": longer than " + std::to_string(kWholeBytesMax) + " bytes");
  }
}

}  // namespace vigie::cli
