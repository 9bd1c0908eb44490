// A file that a command needs whole: watches, labelled texts. Plain, gzip or zstd; no folder.
// Threads: any. Errors: a file that cannot be read, or that is larger than kWholeBytesMax.
#pragma once

#include <string>

#include "base/result.h"

namespace vigie::cli {

constexpr std::size_t kWholeBytesMax = std::size_t{1} << 30;

Result<std::string> read_whole(const std::string& path);

}  // namespace vigie::cli
