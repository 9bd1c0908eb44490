#include "store/log_writer.h"

namespace vigie::store {

Result<LogWriter> LogWriter::create(Disk& disk, const std::string& path, std::string_view header) {
  auto file = disk.create(path);
  if (!file) return file.error();
  auto ok = (*file)->append(header);
  if (ok) ok = (*file)->sync();
  if (ok) ok = disk.sync_folder(folder_of(path));
  if (!ok) return ok.error();
  return adopt(std::move(*file), header.size());
}

Result<LogWriter> LogWriter::resume(Disk& disk, const std::string& path, std::uint64_t bytes) {
  auto file = disk.open(path);
  if (!file) return file.error();
  auto ok = (*file)->truncate(bytes);
  if (ok) ok = (*file)->sync();
  if (!ok) return ok.error();
  return adopt(std::move(*file), bytes);
}

LogWriter LogWriter::adopt(std::unique_ptr<File> file, std::uint64_t bytes) {
  LogWriter writer(std::shared_ptr<File>(std::move(file)));
  writer.synced_bytes_ = bytes;
  return writer;
}

Result<void> LogWriter::repair() {
  if (!ragged_ && !doubtful_) return {};
  // After a failed sync the system may have dropped pages that it calls clean: only what an earlier
  // sync confirmed counts as written. What merely found no room leaves the bytes before it alone, for
  // readers need them, and the room that a cut gives back may be taken by others.
  auto ok = file_->truncate(doubtful_ ? synced_bytes_ : bytes());
  if (ok && doubtful_) ok = file_->append(unsynced_);
  if (ok) ragged_ = doubtful_ = false;
  return ok;
}

Result<void> LogWriter::append(std::string_view blocks) {
  if (auto ok = repair(); !ok) return ok;
  if (auto ok = file_->append(blocks); !ok) {
    ragged_ = true;
    (void)repair();  // Takes the half-written bytes back at once where the disk allows it.
    return ok;
  }
  unsynced_.append(blocks);
  return {};
}

Result<bool> LogWriter::sync() {
  if (auto ok = repair(); !ok) return ok.error();
  if (unsynced_.empty()) return false;
  if (auto ok = file_->sync(); !ok) {
    doubtful_ = true;
    return ok.error();
  }
  synced_bytes_ += unsynced_.size();
  unsynced_.clear();
  return true;
}

}  // namespace vigie::store
