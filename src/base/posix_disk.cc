#include "base/posix_disk.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <thread>
#include <utility>

namespace vigie {
namespace {

constexpr mode_t kFileMode = 0640;
constexpr mode_t kFolderMode = 0700;
constexpr std::size_t kReadBytes = 256 * 1024;  // Of one look at a file that is about to be mapped.
constexpr std::chrono::milliseconds kLockLook{20};

ErrorCode code_of(int reason) {
  switch (reason) {
    case ENOENT:
      return ErrorCode::kNotFound;
    case EEXIST:
      return ErrorCode::kConflict;
    default:
      return ErrorCode::kUnavailable;
  }
}

Error failure(const std::string& what, const std::string& path, int reason) {
  return {code_of(reason), "disk: cannot " + what + " " + path + ": " + std::system_category().message(reason)};
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

Result<Descriptor> open_descriptor(const std::string& path, int flags) {
  const int number = ::open(path.c_str(), flags | O_CLOEXEC, kFileMode);
  if (number < 0) return failure("open", path, errno);
  return Descriptor(number);
}

class PosixFile final : public File {
 public:
  PosixFile(Descriptor descriptor, std::string path) : descriptor_(std::move(descriptor)), path_(std::move(path)) {}

  Result<void> append(std::string_view bytes) override {
    while (!bytes.empty()) {
      const auto written = ::write(descriptor_.number(), bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return failure("write", path_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }

  Result<void> read(std::uint64_t from, std::size_t bytes, std::string& out) const override {
    out.resize(bytes);
    std::size_t done = 0;
    while (done < bytes) {
      const auto got = ::pread(descriptor_.number(), out.data() + done, bytes - done, static_cast<off_t>(from + done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return lost(errno);
      if (got == 0) return Error{ErrorCode::kCorrupt, "disk: " + path_ + " ends too early"};
      done += static_cast<std::size_t>(got);
    }
    return {};
  }

  Result<void> truncate(std::uint64_t bytes) override {
    if (::ftruncate(descriptor_.number(), static_cast<off_t>(bytes)) != 0) return failure("cut", path_, errno);
    return {};
  }

  Result<std::uint64_t> size() const override {
    struct stat status = {};
    if (::fstat(descriptor_.number(), &status) != 0) return failure("look at", path_, errno);
    return static_cast<std::uint64_t>(status.st_size);
  }

  int number() const { return descriptor_.number(); }

  Result<void> sync() override {
    if (::fdatasync(descriptor_.number()) != 0) return failure("sync", path_, errno);
    return {};
  }

 private:
  Error lost(int reason) const {
    Error error = failure("read", path_, reason);
    if (reason == EIO) error.code = ErrorCode::kCorrupt;
    return error;
  }

  Descriptor descriptor_;
  std::string path_;
};

class PosixMapping final : public Mapping {
 public:
  explicit PosixMapping(std::string_view bytes) : bytes_(bytes) {}
  PosixMapping(const PosixMapping&) = delete;
  PosixMapping& operator=(const PosixMapping&) = delete;
  ~PosixMapping() override {
    if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
  }
  std::string_view bytes() const override { return bytes_; }

 private:
  std::string_view bytes_;
};

class PosixLock final : public DiskLock {
 public:
  explicit PosixLock(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}

 private:
  Descriptor descriptor_;
};

Result<std::unique_ptr<PosixFile>> open_file(const std::string& path, int flags) {
  auto descriptor = open_descriptor(path, flags);
  if (!descriptor) return descriptor.error();
  return std::make_unique<PosixFile>(std::move(*descriptor), path);
}

template <typename Seen>
Result<std::unique_ptr<Seen>> seen_as(Result<std::unique_ptr<PosixFile>> file) {
  if (!file) return file.error();
  return std::unique_ptr<Seen>(std::move(*file));
}

Result<void> read_through(const File& file, std::uint64_t size) {
  std::string bytes;
  for (std::uint64_t from = 0; from < size; from += kReadBytes) {
    if (auto ok = file.read(from, std::min<std::uint64_t>(kReadBytes, size - from), bytes); !ok) return ok;
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<File>> PosixDisk::create(const std::string& path) {
  return seen_as<File>(open_file(path, O_RDWR | O_CREAT | O_TRUNC | O_APPEND));
}

Result<std::unique_ptr<File>> PosixDisk::create_new(const std::string& path) {
  return seen_as<File>(open_file(path, O_RDWR | O_CREAT | O_EXCL | O_APPEND));
}

Result<std::unique_ptr<File>> PosixDisk::open(const std::string& path) {
  return seen_as<File>(open_file(path, O_RDWR | O_APPEND));
}

Result<std::unique_ptr<const File>> PosixDisk::open_to_read(const std::string& path) {
  return seen_as<const File>(open_file(path, O_RDONLY));
}

Result<std::unique_ptr<Mapping>> PosixDisk::map(const std::string& path) {
  const auto file = open_file(path, O_RDONLY);
  if (!file) return file.error();
  const auto size = (*file)->size();
  if (!size) return size.error();
  if (*size == 0) return std::unique_ptr<Mapping>(std::make_unique<PosixMapping>(std::string_view{}));
  if (auto ok = read_through(**file, *size); !ok) return ok.error();
  void* const bytes = ::mmap(nullptr, *size, PROT_READ, MAP_SHARED, (*file)->number(), 0);
  if (bytes == MAP_FAILED) return failure("map", path, errno);
  return std::unique_ptr<Mapping>(
      std::make_unique<PosixMapping>(std::string_view(static_cast<const char*>(bytes), *size)));
}

Result<void> PosixDisk::make_folder(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return {};
  const std::string parent = folder_of(path);
  if (parent != path) {
    if (auto ok = make_folder(parent); !ok) return ok;
  }
  if (::mkdir(path.c_str(), kFolderMode) != 0 && errno != EEXIST) return failure("make the folder", path, errno);
  return sync_folder(parent);
}

Result<std::vector<std::string>> PosixDisk::list(const std::string& folder) {
  std::error_code reason;
  std::vector<std::string> names;
  std::filesystem::directory_iterator entry(folder, reason);
  for (; !reason && entry != std::filesystem::directory_iterator(); entry.increment(reason)) {
    std::error_code ignored;
    if (entry->is_regular_file(ignored)) names.push_back(entry->path().filename().string());
  }
  if (reason) return failure("list", folder, reason.value());
  std::sort(names.begin(), names.end());
  return names;
}

Result<void> PosixDisk::rename(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return failure("rename", from, errno);
  return {};
}

Result<void> PosixDisk::remove(const std::string& path) {
  if (::unlink(path.c_str()) != 0) return failure("remove", path, errno);
  return {};
}

Result<void> PosixDisk::sync_folder(const std::string& folder) {
  const auto descriptor = open_descriptor(folder, O_RDONLY | O_DIRECTORY);
  if (!descriptor) return descriptor.error();
  if (::fsync(descriptor->number()) != 0) return failure("sync", folder, errno);
  return {};
}

Result<std::unique_ptr<DiskLock>> PosixDisk::lock(const std::string& path, std::chrono::milliseconds wait) {
  auto descriptor = open_descriptor(path, O_RDWR | O_CREAT);
  if (!descriptor) return descriptor.error();
  const auto until = std::chrono::steady_clock::now() + wait;
  while (::flock(descriptor->number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return failure("lock", path, errno);
    if (std::chrono::steady_clock::now() >= until) {
      return Error{ErrorCode::kConflict, "disk: " + path + " is held by another process"};
    }
    std::this_thread::sleep_for(kLockLook);
  }
  return std::unique_ptr<DiskLock>(std::make_unique<PosixLock>(std::move(*descriptor)));
}

}  // namespace vigie
