#include "base/disk.h"

#include <utility>

namespace vigie {

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

Result<Replaced> replace_and_keep(Disk& disk, const std::string& path, std::string_view bytes) {
  const std::string fresh = path + ".new";
  auto file = disk.create(fresh);
  if (!file) return file.error();
  auto ok = (*file)->append(bytes);
  if (ok) ok = (*file)->sync();
  if (ok) ok = disk.rename(fresh, path);
  if (ok) return Replaced{std::move(*file), disk.sync_folder(folder_of(path))};
  (void)disk.remove(fresh);  // Its room may be what is missing.
  return ok.error();
}

Result<void> replace_file(Disk& disk, const std::string& path, std::string_view bytes) {
  const auto replaced = replace_and_keep(disk, path, bytes);
  return replaced ? replaced->name_synced : Result<void>(replaced.error());
}

Result<std::string> read_file(Disk& disk, const std::string& path) {
  const auto file = disk.open_to_read(path);
  if (!file) return file.error();
  const auto size = (*file)->size();
  if (!size) return size.error();
  std::string bytes;
  if (auto ok = (*file)->read(0, *size, bytes); !ok) return ok.error();
  return bytes;
}

}  // namespace vigie
