// One notice when the turn of a watch leaves its usual band, with the posts behind it, until it is back.
//
// Every minute of the house's clock, watches that heard something are looked at: the last hour, and the last three,
// against the week before. The shorter sees a burst, the longer what grows slowly. A notice that stands is never told
// twice; it ends when every
// window is half-way back, by the band that it left. Posts by ourselves are so few that they are not
// taken out of these counts; reposts are. Threads: heard() by the house's writer; run() by one thread until stop(); the
// rest by any. Errors: what the database and the store say; a watch that cannot be counted is looked at again a minute
// later.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/guarded.h"
#include "base/log.h"
#include "base/result.h"
#include "signal/turn.h"
#include "storage/database.h"
#include "store/store.h"

namespace vigie::measure {

constexpr std::size_t kNoticePosts = 20;
constexpr std::size_t kNoticesKept = 1'000;   // Older ones are forgotten.
constexpr std::size_t kWatchesAMinute = 500;  // Looked at; the others wait for the next minute.
constexpr int kTurnHours[] = {1, 3};          // Windows, the shortest first.

struct PostKey {
  std::string source;
  std::string id;
};

struct Notice {
  std::int64_t id = 0;
  std::uint32_t watch = 0;
  std::string watch_name;
  Time at{};
  std::optional<Time> ended_at;
  int hours = 1;      // Of the window that was out.
  signal::Share now;  // Of that window.
  signal::Usual usual;
  PostKey first;  // The oldest critical post of the window.
  std::vector<PostKey>
      posts;  // The newest critical ones, at most kNoticePosts: from before the window too if it holds fewer.
};

// A watch as it stands when it is looked at.
struct Watched {
  std::string name;
  std::string query;
};
using FindWatch = std::function<std::optional<Watched>(std::uint32_t watch)>;

class Notices {
 public:
  struct World {
    const store::Store& store;
    const Clock& clock;
    Log& log;
    FindWatch find_watch;
    std::function<void()> changed;  // Somebody should look.
  };
  // Its own connection to the house's database.
  static Result<std::unique_ptr<Notices>> open(const std::string& path, World world);

  void heard(std::span<const std::uint32_t> watches);
  void run();
  void stop();

  // Looks now at every watch that was heard since the last time, and at those whose notice stands.
  Result<void> look();

  // Newest first.
  Result<std::vector<Notice>> list(std::size_t limit, std::optional<std::int64_t> before = {}) const;

 private:
  explicit Notices(World world) : world_(std::move(world)) {}
  Result<void> look_at(std::uint32_t watch);
  Result<void> begin(const Watched& watched, Notice notice);
  Result<void> end(const Notice& notice);
  Result<void> find_posts(const Watched& watched, Notice& notice) const;
  Result<std::vector<Notice>> select(const std::string& where, std::span<const storage::Value> values) const;
  std::vector<std::uint32_t> due();

  World world_;
  mutable Guarded<std::unique_ptr<storage::Database>> database_;
  Guarded<std::set<std::uint32_t>> heard_;
  std::mutex stop_mutex_;
  std::condition_variable stop_signal_;
  bool stopping_ = false;
};

}  // namespace vigie::measure
