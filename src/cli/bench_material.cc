#include "cli/bench_material.h"

#include <linux/magic.h>
#include <sys/resource.h>
#include <sys/vfs.h>

#include <unistd.h>

#include <cstdio>
#include <filesystem>

namespace vigie::cli {

Result<std::vector<source::Chunk>> read_chunks(const std::string& path) {
  const auto input = source::Unpack::open(path);
  if (!input) return input.error();
  source::LineChunks chunks(**input);
  std::vector<source::Chunk> out;
  while (true) {
    source::Chunk chunk;
    const auto more = chunks.next(chunk);
    if (!more) return more.error();
    if (!*more) return out;
    out.push_back(std::move(chunk));
  }
}

std::string filesystem_of(const std::string& folder) {
  struct statfs about {};
  if (statfs(folder.c_str(), &about) != 0) return "unknown";
  if (about.f_type == TMPFS_MAGIC || about.f_type == RAMFS_MAGIC) return "tmpfs";
  if (about.f_type == EXT4_SUPER_MAGIC) return "ext4";
  char hex[32];
  std::snprintf(hex, sizeof hex, "0x%lx", static_cast<unsigned long>(about.f_type));
  return hex;
}

std::uint64_t peak_rss_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

BenchFolder::BenchFolder(const std::string& parent, bool keep)
    : path_(keep ? parent : parent + "/vigie-bench-" + std::to_string(getpid())), keep_(keep) {}

BenchFolder::~BenchFolder() {
  std::error_code ignored;
  if (!keep_) std::filesystem::remove_all(path_, ignored);
}

Result<void> BenchFolder::make() const {
  std::error_code problem;
  std::filesystem::create_directories(path_, problem);
  return problem ? Result<void>(unavailable("bench: " + path_ + ": " + problem.message())) : Result<void>{};
}

}  // namespace vigie::cli
