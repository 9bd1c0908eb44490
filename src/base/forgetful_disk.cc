#include "base/forgetful_disk.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace vigie {
namespace {

constexpr std::size_t kSectorBytes = 512;

Error stopped() { return unavailable("disk: stopped"); }
Error missing(const std::string& path) { return {ErrorCode::kNotFound, "disk: no file " + path}; }

}  // namespace

// A file's content, shared by copy-on-write so that mappings stay as they were.
struct ForgetfulDisk::Inode {
  std::shared_ptr<std::string> now = std::make_shared<std::string>();
  std::string synced;
  std::uint64_t kept = 0;  // Bytes at the front of `synced` that `now` has never been cut below.

  std::string& writable() {
    if (now.use_count() > 1) now = std::make_shared<std::string>(*now);
    return *now;
  }
};

// The names, and every change of them since their folder was synced, in order.
struct ForgetfulDisk::State {
  using Names = std::map<std::string, std::shared_ptr<Inode>>;
  struct Change {
    std::string folder;
    std::string from;  // Removed, if any.
    std::string to;    // Given to `inode`, if any.
    std::shared_ptr<Inode> inode;
  };

  mutable std::mutex mutex;
  Names now;
  Names synced;
  std::vector<Change> changes;
  std::set<std::string> locks;
  std::uint64_t operations = 0;
  std::uint64_t operations_max = std::numeric_limits<std::uint64_t>::max();
  std::optional<std::uint64_t> room;
  std::uint64_t life = 0;  // How often the power went.

  bool may_change() { return operations++ < operations_max; }
  bool just_stopped() const { return operations == operations_max + 1; }

  static void apply(const Change& change, Names& names) {
    if (!change.from.empty()) names.erase(change.from);
    if (!change.to.empty()) names[change.to] = change.inode;
  }
  void note(Change change) {
    apply(change, now);
    changes.push_back(std::move(change));
  }

  std::uint64_t used() const {
    std::uint64_t bytes = 0;
    for (const auto& [name, inode] : now) bytes += inode->now->size();
    return bytes;
  }

  Result<void> append(Inode& inode, std::string_view bytes) {
    const bool going = may_change();
    if (!going && !just_stopped()) return stopped();
    if (!going) {  // Killed in the middle of a write.
      inode.writable().append(bytes.substr(0, bytes.size() / 2));
      return stopped();
    }
    const std::uint64_t left = room ? *room - std::min(*room, used()) : bytes.size();
    inode.writable().append(bytes.substr(0, left));
    if (left < bytes.size()) return unavailable("disk: no room left");
    return {};
  }

  void lose_tail(Inode& inode, Random& random) const;
};

// What a loss of power leaves of a file: the synced bytes that were not cut since, then some of the
// later ones, of which some sectors may never have reached the disk.
void ForgetfulDisk::State::lose_tail(Inode& inode, Random& random) const {
  const std::string& now_bytes = *inode.now;
  if (random.chance(0.3) && inode.kept >= inode.synced.size()) {
    inode.now = std::make_shared<std::string>(inode.synced);
    return;
  }
  const std::uint64_t safe = std::min<std::uint64_t>(inode.kept, now_bytes.size());
  std::string after = now_bytes.substr(0, safe + random.below(now_bytes.size() - safe + 1));
  for (std::size_t sector = (safe + kSectorBytes - 1) / kSectorBytes * kSectorBytes; sector < after.size();
       sector += kSectorBytes) {
    if (!random.chance(0.1)) continue;
    const auto end = std::min(after.size(), sector + kSectorBytes);
    std::fill(after.begin() + static_cast<std::ptrdiff_t>(sector), after.begin() + static_cast<std::ptrdiff_t>(end),
              '\0');
  }
  inode.synced = after;
  inode.kept = after.size();
  inode.now = std::make_shared<std::string>(std::move(after));
}

class ForgetfulDisk::OpenFile final : public File {
 public:
  OpenFile(std::shared_ptr<State> state, std::shared_ptr<Inode> inode)
      : state_(std::move(state)), inode_(std::move(inode)), life_(state_->life) {}

  Result<void> append(std::string_view bytes) override {
    const std::lock_guard lock(state_->mutex);
    if (state_->life != life_) return stopped();
    return state_->append(*inode_, bytes);
  }

  Result<void> read(std::uint64_t from, std::size_t bytes, std::string& out) const override {
    const std::lock_guard lock(state_->mutex);
    const std::string& content = *inode_->now;
    if (from > content.size() || content.size() - from < bytes) {
      return Error{ErrorCode::kCorrupt, "disk: the file ends too early"};
    }
    out.assign(content, from, bytes);
    return {};
  }

  Result<void> truncate(std::uint64_t bytes) override {
    const std::lock_guard lock(state_->mutex);
    if (state_->life != life_ || !state_->may_change()) return stopped();
    inode_->writable().resize(bytes);
    inode_->kept = std::min(inode_->kept, bytes);
    return {};
  }

  Result<std::uint64_t> size() const override {
    const std::lock_guard lock(state_->mutex);
    return static_cast<std::uint64_t>(inode_->now->size());
  }

  Result<void> sync() override {
    const std::lock_guard lock(state_->mutex);
    if (state_->life != life_ || !state_->may_change()) return stopped();
    inode_->synced = *inode_->now;
    inode_->kept = inode_->synced.size();
    return {};
  }

 private:
  std::shared_ptr<State> state_;
  std::shared_ptr<Inode> inode_;
  std::uint64_t life_;
};

class ForgetfulDisk::Bytes final : public Mapping {
 public:
  explicit Bytes(std::shared_ptr<const std::string> bytes) : bytes_(std::move(bytes)) {}
  std::string_view bytes() const override { return *bytes_; }

 private:
  std::shared_ptr<const std::string> bytes_;
};

class ForgetfulDisk::Held final : public DiskLock {
 public:
  Held(std::shared_ptr<State> state, std::string path)
      : state_(std::move(state)), path_(std::move(path)), life_(state_->life) {}
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() override {
    const std::lock_guard lock(state_->mutex);
    if (state_->life == life_) state_->locks.erase(path_);
  }

 private:
  std::shared_ptr<State> state_;
  std::string path_;
  std::uint64_t life_;
};

ForgetfulDisk::ForgetfulDisk() : state_(std::make_shared<State>()) {}
ForgetfulDisk::~ForgetfulDisk() = default;

Result<std::unique_ptr<File>> ForgetfulDisk::create(const std::string& path) {
  const std::lock_guard lock(state_->mutex);
  if (!state_->may_change()) return stopped();
  const auto found = state_->now.find(path);
  auto inode = found != state_->now.end() ? found->second : std::make_shared<Inode>();
  if (found == state_->now.end()) {
    state_->note({folder_of(path), "", path, inode});
  } else {
    inode->writable().clear();
    inode->kept = 0;
  }
  return std::unique_ptr<File>(std::make_unique<OpenFile>(state_, std::move(inode)));
}

Result<std::unique_ptr<File>> ForgetfulDisk::open(const std::string& path) {
  const std::lock_guard lock(state_->mutex);
  const auto found = state_->now.find(path);
  if (found == state_->now.end()) return missing(path);
  return std::unique_ptr<File>(std::make_unique<OpenFile>(state_, found->second));
}

Result<std::unique_ptr<Mapping>> ForgetfulDisk::map(const std::string& path) {
  const std::lock_guard lock(state_->mutex);
  const auto found = state_->now.find(path);
  if (found == state_->now.end()) return missing(path);
  return std::unique_ptr<Mapping>(std::make_unique<Bytes>(found->second->now));
}

Result<void> ForgetfulDisk::make_folder(const std::string&) { return {}; }  // Folders are prefixes of names.

Result<std::vector<std::string>> ForgetfulDisk::list(const std::string& folder) {
  const std::lock_guard lock(state_->mutex);
  std::vector<std::string> names;
  for (const auto& [path, inode] : state_->now) {
    if (folder_of(path) == folder) names.push_back(path.substr(folder.size() + 1));
  }
  return names;
}

Result<void> ForgetfulDisk::rename(const std::string& from, const std::string& to) {
  const std::lock_guard lock(state_->mutex);
  if (!state_->may_change()) return stopped();
  const auto found = state_->now.find(from);
  if (found == state_->now.end()) return missing(from);
  state_->note({folder_of(to), from, to, found->second});
  return {};
}

Result<void> ForgetfulDisk::remove(const std::string& path) {
  const std::lock_guard lock(state_->mutex);
  if (!state_->may_change()) return stopped();
  if (!state_->now.contains(path)) return missing(path);
  state_->note({folder_of(path), path, "", nullptr});
  return {};
}

Result<void> ForgetfulDisk::sync_folder(const std::string& folder) {
  const std::lock_guard lock(state_->mutex);
  if (!state_->may_change()) return stopped();
  std::erase_if(state_->changes, [&](const State::Change& change) {
    if (change.folder != folder) return false;
    State::apply(change, state_->synced);
    return true;
  });
  return {};
}

Result<std::unique_ptr<DiskLock>> ForgetfulDisk::lock(const std::string& path) {
  const std::lock_guard lock(state_->mutex);
  if (!state_->locks.insert(path).second) return Error{ErrorCode::kConflict, "disk: " + path + " is held"};
  return std::unique_ptr<DiskLock>(std::make_unique<Held>(state_, path));
}

void ForgetfulDisk::stop_after(std::uint64_t operations) {
  const std::lock_guard lock(state_->mutex);
  state_->operations_max = state_->operations + operations;
}

std::uint64_t ForgetfulDisk::operations() const {
  const std::lock_guard lock(state_->mutex);
  return state_->operations;
}

void ForgetfulDisk::crash(Random& random) {
  const std::lock_guard lock(state_->mutex);
  std::uint64_t kept_changes = random.below(state_->changes.size() + 1);
  for (const auto& change : state_->changes) {
    if (kept_changes == 0) break;
    State::apply(change, state_->synced);
    --kept_changes;
  }
  state_->changes.clear();
  state_->now = state_->synced;
  for (auto& [name, inode] : state_->now) state_->lose_tail(*inode, random);
  state_->locks.clear();
  state_->operations_max = std::numeric_limits<std::uint64_t>::max();
  ++state_->life;
}

void ForgetfulDisk::set_room(std::optional<std::uint64_t> bytes) {
  const std::lock_guard lock(state_->mutex);
  state_->room = bytes;
}

bool ForgetfulDisk::flip(const std::string& path, std::uint64_t offset) {
  const std::lock_guard lock(state_->mutex);
  const auto found = state_->now.find(path);
  if (found == state_->now.end() || offset >= found->second->now->size()) return false;
  std::string& bytes = found->second->writable();
  bytes[offset] = static_cast<char>(bytes[offset] ^ 0x55);
  found->second->synced = bytes;
  return true;
}

}  // namespace vigie
