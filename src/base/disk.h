// The door to files: what the house asks of a disk, and nothing else. Two implementations pass one
// contract test: PosixDisk, and ForgetfulDisk, a twin in memory that forgets what was not synced.
//
// A write is only sure to outlive a loss of power after File::sync(); a new, renamed or removed name
// only after Disk::sync_folder() of its folder.
// Threads: a Disk is shared, safe from any thread; a File may be read from any thread while one
// thread appends. Errors: kNotFound; kUnavailable when the disk is full or fails; kConflict when locked, or
// when a new name is taken; kCorrupt when bytes that should be there are not, or cannot be read.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace vigie {

class File {
 public:
  virtual ~File() = default;
  // Adds at the end. On failure some of the bytes may have been written: truncate() takes them back.
  virtual Result<void> append(std::string_view bytes) = 0;
  // Exactly `bytes` bytes from `from`, into `out` (its old content is dropped). kCorrupt: past the end, or
  // the disk has lost some of them.
  virtual Result<void> read(std::uint64_t from, std::size_t bytes, std::string& out) const = 0;
  virtual Result<void> truncate(std::uint64_t bytes) = 0;
  virtual Result<std::uint64_t> size() const = 0;
  virtual Result<void> sync() = 0;
};

// The bytes of a whole file, read-only. They stay as they are while this lives, even if the name is
// removed or given to another file.
class Mapping {
 public:
  virtual ~Mapping() = default;
  virtual std::string_view bytes() const = 0;
};

// Held as long as it lives; given back by the system when the process dies.
class DiskLock {
 public:
  virtual ~DiskLock() = default;
};

class Disk {
 public:
  virtual ~Disk() = default;
  virtual Result<std::unique_ptr<File>> create(const std::string& path) = 0;      // Empty; an old file is cut.
  virtual Result<std::unique_ptr<File>> create_new(const std::string& path) = 0;  // kConflict: the name is taken.
  virtual Result<std::unique_ptr<File>> open(const std::string& path) = 0;        // Must exist.
  virtual Result<std::unique_ptr<const File>> open_to_read(const std::string& path) = 0;  // Needs no right to write.
  // Reads it all once: bytes that the disk has lost are kCorrupt now, and not the death of who looks later.
  virtual Result<std::unique_ptr<Mapping>> map(const std::string& path) = 0;
  // With its parents, fine if it is there; what was made is durable on return, and its owner's alone.
  virtual Result<void> make_folder(const std::string& path) = 0;
  // Names of the files in `folder`, sorted, without folders. kNotFound: no such folder.
  virtual Result<std::vector<std::string>> list(const std::string& folder) = 0;
  virtual Result<void> rename(const std::string& from, const std::string& to) = 0;  // Replaces `to`.
  virtual Result<void> remove(const std::string& path) = 0;
  virtual Result<void> sync_folder(const std::string& folder) = 0;
  // Waits for another holder as long as `wait` at most.
  virtual Result<std::unique_ptr<DiskLock>> lock(const std::string& path, std::chrono::milliseconds wait) = 0;
};

// The folder part of `path`; "." if it has none.
std::string folder_of(const std::string& path);

// Puts `bytes` at `path` as a whole and durably: after a crash there is the old file or the new one.
Result<void> replace_file(Disk& disk, const std::string& path, std::string_view bytes);

// The same, for who goes on with the new file.
struct Replaced {
  std::unique_ptr<File> file;
  Result<void> name_synced;  // Else a loss of power may bring the old file back.
};
Result<Replaced> replace_and_keep(Disk& disk, const std::string& path, std::string_view bytes);

Result<std::string> read_file(Disk& disk, const std::string& path);

}  // namespace vigie
