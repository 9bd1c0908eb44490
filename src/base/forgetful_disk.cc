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

// A file's content, shared by copy-on-write so that mappings stay as they were; or a folder.
struct ForgetfulDisk::Inode {
  bool is_folder = false;
  std::shared_ptr<std::string> now = std::make_shared<std::string>();
  std::string synced;
  std::uint64_t kept = 0;  // Bytes at the front of `synced` that `now` has never been cut below.
  // What a sync that failed let go: in `now`, but not written by a later sync.
  std::uint64_t dropped_from = 0;
  std::uint64_t dropped_to = 0;
  std::set<std::uint64_t> lost;  // Bytes that cannot be read.

  std::string& writable() {
    if (now.use_count() > 1) now = std::make_shared<std::string>(*now);
    return *now;
  }
  void cut(std::uint64_t bytes) {
    writable().resize(bytes);
    kept = std::min(kept, bytes);
    dropped_to = std::min(dropped_to, bytes);
    lost.erase(lost.lower_bound(bytes), lost.end());
  }
  void keep() {
    synced = *now;
    for (auto at = dropped_from; at < dropped_to; ++at) synced[at] = '\0';
    kept = synced.size();
  }
  void drop() {
    dropped_from = kept;
    dropped_to = now->size();
  }
  Result<void> check_readable(const std::string& path, std::uint64_t from, std::uint64_t to) const {
    const auto first = lost.lower_bound(from);
    if (first == lost.end() || *first >= to) return {};
    return Error{ErrorCode::kCorrupt, "disk: cannot read byte " + std::to_string(*first) + " of " + path};
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
  std::uint64_t syncs_to_fail = 0;
  std::uint64_t life = 0;  // How often the power went.

  bool may_change() { return operations++ < operations_max; }
  bool just_stopped() const { return operations == operations_max + 1; }

  static bool has_folder(const Names& names, const std::string& path) {
    const auto found = names.find(path);
    return path == "." || path == "/" || (found != names.end() && found->second->is_folder);
  }
  std::shared_ptr<Inode> file(const std::string& path) const {
    const auto found = now.find(path);
    return found != now.end() && !found->second->is_folder ? found->second : nullptr;
  }

  static void apply(const Change& change, Names& names) {
    if (!change.from.empty()) names.erase(change.from);
    if (!change.to.empty()) names[change.to] = change.inode;
  }
  void note(Change change) {
    apply(change, now);
    changes.push_back(std::move(change));
  }
  Result<void> sync_folder(const std::string& folder);
  Result<void> make_folder(const std::string& path);

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

  void lose_orphans();
  void lose_tail(Inode& inode, Random& random) const;
};

Result<void> ForgetfulDisk::State::sync_folder(const std::string& folder) {
  if (!may_change()) return stopped();
  if (!has_folder(now, folder)) return missing(folder);
  std::erase_if(changes, [&](const Change& change) {
    if (change.folder != folder) return false;
    apply(change, synced);
    return true;
  });
  return {};
}

Result<void> ForgetfulDisk::State::make_folder(const std::string& path) {
  if (has_folder(now, path)) return {};
  if (auto ok = make_folder(folder_of(path)); !ok) return ok;
  if (!may_change()) return stopped();
  if (now.contains(path)) return unavailable("disk: " + path + " is no folder");
  auto folder = std::make_shared<Inode>();
  folder->is_folder = true;
  note({folder_of(path), "", path, std::move(folder)});
  return sync_folder(folder_of(path));
}

// What lay in a folder whose own name was lost.
void ForgetfulDisk::State::lose_orphans() {
  for (auto at = now.begin(); at != now.end();) {  // In this order a folder stands before what is in it.
    at = has_folder(now, folder_of(at->first)) ? std::next(at) : now.erase(at);
  }
}

// What a loss of power leaves of a file: the synced bytes that were not cut since, then some of the
// later ones, of which some sectors may never have reached the disk.
void ForgetfulDisk::State::lose_tail(Inode& inode, Random& random) const {
  const std::string& now_bytes = *inode.now;
  if (random.chance(0.3) && inode.kept >= inode.synced.size()) {
    inode.now = std::make_shared<std::string>(inode.synced);
    return;
  }
  const std::uint64_t safe = std::min<std::uint64_t>(inode.kept, now_bytes.size());
  std::string after = inode.synced.substr(0, safe) + now_bytes.substr(safe, random.below(now_bytes.size() - safe + 1));
  for (std::size_t sector = (safe + kSectorBytes - 1) / kSectorBytes * kSectorBytes; sector < after.size();
       sector += kSectorBytes) {
    if (!random.chance(0.1)) continue;
    const auto end = std::min(after.size(), sector + kSectorBytes);
    std::fill(after.begin() + static_cast<std::ptrdiff_t>(sector), after.begin() + static_cast<std::ptrdiff_t>(end),
              '\0');
  }
  inode.synced = after;
  inode.kept = after.size();
  inode.dropped_from = inode.dropped_to = 0;
  inode.now = std::make_shared<std::string>(std::move(after));
}

class ForgetfulDisk::OpenFile final : public File {
 public:
  OpenFile(std::shared_ptr<State> state, std::shared_ptr<Inode> inode, std::string path)
      : state_(std::move(state)), inode_(std::move(inode)), path_(std::move(path)), life_(state_->life) {}

  Result<void> append(std::string_view bytes) override {
    const std::lock_guard lock(state_->mutex);
    if (state_->life != life_) return stopped();
    return state_->append(*inode_, bytes);
  }

  Result<void> read(std::uint64_t from, std::size_t bytes, std::string& out) const override {
    const std::lock_guard lock(state_->mutex);
    const std::string& content = *inode_->now;
    if (from > content.size() || content.size() - from < bytes) {
      return Error{ErrorCode::kCorrupt, "disk: " + path_ + " ends too early"};
    }
    if (auto ok = inode_->check_readable(path_, from, from + bytes); !ok) return ok;
    out.assign(content, from, bytes);
    return {};
  }

  Result<void> truncate(std::uint64_t bytes) override {
    const std::lock_guard lock(state_->mutex);
    if (state_->life != life_ || !state_->may_change()) return stopped();
    inode_->cut(bytes);
    return {};
  }

  Result<std::uint64_t> size() const override {
    const std::lock_guard lock(state_->mutex);
    return static_cast<std::uint64_t>(inode_->now->size());
  }

  Result<void> sync() override {
    const std::lock_guard lock(state_->mutex);
    if (state_->life != life_ || !state_->may_change()) return stopped();
    if (state_->syncs_to_fail > 0) {
      --state_->syncs_to_fail;
      inode_->drop();
      return unavailable("disk: cannot sync " + path_);
    }
    inode_->keep();
    return {};
  }

 private:
  std::shared_ptr<State> state_;
  std::shared_ptr<Inode> inode_;
  std::string path_;
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
  if (!State::has_folder(state_->now, folder_of(path))) return missing(path);
  auto inode = state_->file(path);
  if (inode == nullptr) {
    inode = std::make_shared<Inode>();
    state_->note({folder_of(path), "", path, inode});
  } else {
    inode->cut(0);
  }
  return std::unique_ptr<File>(std::make_unique<OpenFile>(state_, std::move(inode), path));
}

Result<std::unique_ptr<File>> ForgetfulDisk::create_new(const std::string& path) {
  {
    const std::lock_guard lock(state_->mutex);
    if (state_->now.contains(path)) return Error{ErrorCode::kConflict, "disk: " + path + " is there already"};
  }
  return create(path);
}

Result<std::unique_ptr<File>> ForgetfulDisk::open(const std::string& path) {
  const std::lock_guard lock(state_->mutex);
  auto inode = state_->file(path);
  if (inode == nullptr) return missing(path);
  return std::unique_ptr<File>(std::make_unique<OpenFile>(state_, std::move(inode), path));
}

Result<std::unique_ptr<const File>> ForgetfulDisk::open_to_read(const std::string& path) {
  auto file = open(path);
  if (!file) return file.error();
  return std::unique_ptr<const File>(std::move(*file));
}

Result<std::unique_ptr<Mapping>> ForgetfulDisk::map(const std::string& path) {
  const std::lock_guard lock(state_->mutex);
  const auto inode = state_->file(path);
  if (inode == nullptr) return missing(path);
  if (auto ok = inode->check_readable(path, 0, inode->now->size()); !ok) return ok.error();
  return std::unique_ptr<Mapping>(std::make_unique<Bytes>(inode->now));
}

Result<void> ForgetfulDisk::make_folder(const std::string& path) {
  const std::lock_guard lock(state_->mutex);
  return state_->make_folder(path);
}

Result<std::vector<std::string>> ForgetfulDisk::list(const std::string& folder) {
  const std::lock_guard lock(state_->mutex);
  if (!State::has_folder(state_->now, folder)) return missing(folder);
  std::vector<std::string> names;
  for (const auto& [path, inode] : state_->now) {
    if (!inode->is_folder && folder_of(path) == folder) names.push_back(path.substr(path.rfind('/') + 1));
  }
  return names;
}

Result<void> ForgetfulDisk::rename(const std::string& from, const std::string& to) {
  const std::lock_guard lock(state_->mutex);
  if (!state_->may_change()) return stopped();
  auto inode = state_->file(from);
  if (inode == nullptr || !State::has_folder(state_->now, folder_of(to))) return missing(from);
  state_->note({folder_of(to), from, to, std::move(inode)});
  return {};
}

Result<void> ForgetfulDisk::remove(const std::string& path) {
  const std::lock_guard lock(state_->mutex);
  if (!state_->may_change()) return stopped();
  if (state_->file(path) == nullptr) return missing(path);
  state_->note({folder_of(path), path, "", nullptr});
  return {};
}

Result<void> ForgetfulDisk::sync_folder(const std::string& folder) {
  const std::lock_guard lock(state_->mutex);
  return state_->sync_folder(folder);
}

Result<std::unique_ptr<DiskLock>> ForgetfulDisk::lock(const std::string& path, std::chrono::milliseconds) {
  const std::lock_guard lock(state_->mutex);
  if (!State::has_folder(state_->now, folder_of(path))) return missing(path);
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
  state_->lose_orphans();
  state_->synced = state_->now;
  for (auto& [name, inode] : state_->now) state_->lose_tail(*inode, random);
  state_->locks.clear();
  state_->syncs_to_fail = 0;
  state_->operations_max = std::numeric_limits<std::uint64_t>::max();
  ++state_->life;
}

void ForgetfulDisk::set_room(std::optional<std::uint64_t> bytes) {
  const std::lock_guard lock(state_->mutex);
  state_->room = bytes;
}

bool ForgetfulDisk::flip(const std::string& path, std::uint64_t offset) {
  const std::lock_guard lock(state_->mutex);
  const auto inode = state_->file(path);
  if (inode == nullptr || offset >= inode->now->size()) return false;
  std::string& bytes = inode->writable();
  bytes[offset] = static_cast<char>(bytes[offset] ^ 0x55);
  inode->synced = bytes;
  return true;
}

bool ForgetfulDisk::lose(const std::string& path, std::uint64_t offset) {
  const std::lock_guard lock(state_->mutex);
  const auto inode = state_->file(path);
  if (inode == nullptr || offset >= inode->now->size()) return false;
  inode->lost.insert(offset);
  return true;
}

void ForgetfulDisk::fail_syncs(std::uint64_t syncs) {
  const std::lock_guard lock(state_->mutex);
  state_->syncs_to_fail = syncs;
}

}  // namespace vigie
