// Appends blocks to one log file. What was not yet synced is kept in memory, so that a disk that
// failed or was full can be tried again: the file is cut to what is sure and the rest written anew.
// Threads: owned by the writer; file() may be read from by any thread.
// Errors: kUnavailable; the writer is then as it was before the call, and the call can be made again.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/disk.h"
#include "base/result.h"

namespace vigie::store {

class LogWriter {
 public:
  // A new file `path` with `header`, durable with its name on return.
  static Result<LogWriter> create(Disk& disk, const std::string& path, std::string_view header);
  // Goes on after the first `bytes` bytes, which are sound; the rest is cut.
  static Result<LogWriter> resume(Disk& disk, const std::string& path, std::uint64_t bytes);

  // Takes over an open file that holds exactly `bytes` synced bytes.
  static LogWriter adopt(std::unique_ptr<File> file, std::uint64_t bytes);

  Result<void> append(std::string_view blocks);
  // Brings the file back to what this object says it holds. append() and sync() begin with it; call it
  // before reading back what was appended.
  Result<void> repair();
  Result<bool> sync();  // True: there was something to sync.

  std::uint64_t bytes() const { return synced_bytes_ + unsynced_.size(); }
  const std::shared_ptr<const File>& file() const { return reader_; }

 private:
  explicit LogWriter(std::shared_ptr<File> file) : file_(std::move(file)), reader_(file_) {}

  std::shared_ptr<File> file_;
  std::shared_ptr<const File> reader_;
  std::uint64_t synced_bytes_ = 0;
  std::string unsynced_;
  bool ragged_ = false;    // Half-written bytes may follow bytes().
  bool doubtful_ = false;  // A sync failed: what it should have confirmed must be written anew.
};

}  // namespace vigie::store
