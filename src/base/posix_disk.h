// The disk of the machine: POSIX files, fdatasync, mmap, flock.
// Threads: shared, safe from any. Errors: as disk.h says; the message names the path and the reason.
#pragma once

#include "base/disk.h"

namespace vigie {

class PosixDisk final : public Disk {
 public:
  Result<std::unique_ptr<File>> create(const std::string& path) override;
  Result<std::unique_ptr<File>> create_new(const std::string& path) override;
  Result<std::unique_ptr<File>> open(const std::string& path) override;
  Result<std::unique_ptr<const File>> open_to_read(const std::string& path) override;
  Result<std::unique_ptr<Mapping>> map(const std::string& path) override;
  Result<void> make_folder(const std::string& path) override;
  Result<std::vector<std::string>> list(const std::string& folder) override;
  Result<void> rename(const std::string& from, const std::string& to) override;
  Result<void> remove(const std::string& path) override;
  Result<void> sync_folder(const std::string& folder) override;
  Result<std::unique_ptr<DiskLock>> lock(const std::string& path, std::chrono::milliseconds wait) override;
};

}  // namespace vigie
