#include "base/disk.h"

namespace vigie {

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

Result<void> replace_file(Disk& disk, const std::string& path, std::string_view bytes) {
  const std::string fresh = path + ".new";
  auto file = disk.create(fresh);
  if (!file) return file.error();
  auto ok = (*file)->append(bytes);
  if (ok) ok = (*file)->sync();
  if (ok) ok = disk.rename(fresh, path);
  if (ok) return disk.sync_folder(folder_of(path));
  (void)disk.remove(fresh);  // Its room may be what is missing.
  return ok;
}

Result<std::string> read_file(Disk& disk, const std::string& path) {
  const auto file = disk.open(path);
  if (!file) return file.error();
  const auto size = (*file)->size();
  if (!size) return size.error();
  std::string bytes;
  if (auto ok = (*file)->read(0, *size, bytes); !ok) return ok.error();
  return bytes;
}

}  // namespace vigie
