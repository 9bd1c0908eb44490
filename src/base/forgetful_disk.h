// A disk in memory that forgets, as a real one does when the power goes: bytes that were not synced
// may be there, be cut, or be zeros; names that were not synced may be the old ones, and a folder may be
// gone with all that lay in it. It can be full, lose bytes, fail to sync, and stop at a chosen operation,
// as a process that is killed.
// Threads: shared, safe from any.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>

#include "base/disk.h"
#include "base/random.h"

namespace vigie {

class ForgetfulDisk final : public Disk {
 public:
  ForgetfulDisk();
  ~ForgetfulDisk() override;
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
  Result<std::unique_ptr<DiskLock>> lock(const std::string& path,
                                         std::chrono::milliseconds wait) override;  // Never waits.

  // After `operations` more changes every change fails, the first of them perhaps half done.
  void stop_after(std::uint64_t operations);
  std::uint64_t operations()
      const;  // Changes so far: append, truncate, sync, create, make_folder, rename, remove, sync_folder.

  // The power goes and comes back: what was not synced is kept, cut or lost by chance. Files and locks
  // that are still open belong to the dead process: they refuse everything.
  void crash(Random& random);

  // Beyond so many bytes in all files, appends fail, the one that meets the end half done. Nothing: no end.
  void set_room(std::optional<std::uint64_t> bytes);

  // The byte of a file, flipped where it lies: for tests of damage. False: no such file or byte.
  bool flip(const std::string& path, std::uint64_t offset);

  // A byte of a file can no longer be read, until the file is written anew. False: no such file or byte.
  bool lose(const std::string& path, std::uint64_t offset);

  // The next so many syncs of files fail, and what they should have kept is dropped, as Linux does: a
  // later sync says that all is well.
  void fail_syncs(std::uint64_t syncs);

 private:
  struct Inode;
  struct State;
  class OpenFile;
  class Bytes;
  class Held;
  std::shared_ptr<State> state_;
};

}  // namespace vigie
