// What several benches work with: posts held as raw chunks, a folder that goes when the bench ends, the
// process's own figures.
// Threads: owned by one thread. Errors: a file that cannot be read, a folder that cannot be made.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "source/line_chunks.h"

namespace vigie::cli {

// All lines of a file, plain, gzip or zstd, in chunks as sources hand them on.
Result<std::vector<source::Chunk>> read_chunks(const std::string& path);

std::string filesystem_of(const std::string& folder);  // `ext4`, `tmpfs`, or its number.

std::uint64_t peak_rss_bytes();  // The most memory that this process has held.

// A folder of the bench's own in `parent`, gone when it ends. With `keep`: `parent` itself, which stays.
class BenchFolder {
 public:
  explicit BenchFolder(const std::string& parent, bool keep = false);
  ~BenchFolder();
  BenchFolder(const BenchFolder&) = delete;
  BenchFolder& operator=(const BenchFolder&) = delete;

  Result<void> make() const;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool keep_;
};

}  // namespace vigie::cli
