// What is rising in the house, overall by language and in each watch, and which texts are copied? The writer leaves its
// posts and goes on; a thread of its own counts them, and every few seconds makes a list of what rises that anybody may
// read.
//
// A post counts by its own time; one that comes later than `late_after` does not count: it says nothing about now.
// After a start the past is read from the store, as far as kPastHours and kPastPosts reach. What the writer leaves when
// the thread is too slow is missed, and counted as missed: posts themselves never are.
// Threads: said() by the house's writer, which it does not hold up; run() by one thread until stop(); the rest by any.
// Errors: none; a past that cannot be read is told to the log, and an hour of listening takes its place; so is a round
// that breaks, and the next begins.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/guarded.h"
#include "base/limit.h"
#include "base/log.h"
#include "query/document.h"
#include "signal/copies.h"
#include "signal/rising.h"
#include "store/store.h"
#include "trend/overheard.h"
#include "trend/terms.h"

namespace vigie::trend {

constexpr std::size_t kWatchesFollowed = 500;  // One that is silent for a day gives way to another.
constexpr int kPastHours = 24;
constexpr std::uint64_t kPastPosts = 500'000;
constexpr std::uint32_t kPlaces = 65'536;       // Terms with a history: of everything,
constexpr std::uint32_t kWatchPlaces = 16'384;  // and of all watches.
constexpr std::size_t kCopiedTold = 100;
constexpr std::size_t kCopiedKept = 2'000;  // Clusters whose texts are kept, so that the greatest can be told.
constexpr std::size_t kCopiedTextBytes = 200;

// Of a text that is copied, what is shown of it.
std::string beginning_of(std::string_view text);

// Who follows a watch's posts: which watches a post of the past matches.
using FindWatches = std::function<void(const query::Document&, std::vector<std::uint32_t>& watches)>;

struct Counts {
  std::uint64_t heard = 0;
  std::uint64_t missed = 0;  // The thread was too slow for them.
  std::uint64_t late = 0;    // They came too late to count.
  std::uint64_t copies = 0;
  std::uint64_t groups = 0;  // Texts that many voices said within minutes.
  std::uint64_t terms = 0;   // That have a history.
  std::uint64_t rising = 0;
  std::uint64_t unfollowed = 0;  // Posts of a watch beyond kWatchesFollowed.
  std::uint64_t bytes = 0;
};

// A text that is copied.
struct Copied {
  signal::Cluster cluster;
  std::string text;  // As in its third post, cut at kCopiedTextBytes.
};

// What was found the last time; immutable.
struct Told {
  Time as_of{};
  std::optional<Time> since;        // Posts from here on were compared.
  std::vector<signal::Rise> rises;  // The strongest first.
  std::vector<signal::Scope> warm;  // Scopes that have a past.
  std::vector<Copied> copied;       // By most voices first, at most kCopiedTold.
  Counts counts;
};

struct Asked {
  std::optional<post::LanguageId> language;
  std::optional<std::uint32_t> watch;
  std::optional<signal::TermKind> kind;
  std::size_t limit = 20;
};

class Trends {
 public:
  struct World {
    const store::Store& store;
    const Clock& clock;
    Log& log;
    FindWatches find_watches;
    Micros late_after = std::chrono::minutes(30);  // A rehearsal's clock runs faster than its posts come.
  };
  explicit Trends(World world);

  // A new post was kept.
  void said(const query::Document& document, std::span<const std::uint32_t> watches);
  void run();
  void stop();

  std::shared_ptr<const Told> told() const;
  // Whether what is asked about has a past to be compared with.
  static bool is_warm(const Told& told, const Asked& asked);
  static std::vector<signal::Rise> select(const Told& told, const Asked& asked);

  // The parts of run(), for tests: what was left is counted, the list is made anew.
  void read_past();
  std::size_t work();
  void tell();

 private:
  void hear(const Overheard::Post& post);
  void attempt(const std::function<void()>& round);
  void keep_text(const Overheard::Post& post, const signal::Copy& copy);
  void forget_least_copied();
  std::vector<Copied> copied() const;
  bool sleep(std::chrono::milliseconds wait);  // False: it stops.

  World world_;
  struct Inbox {
    Overheard posts;
    std::uint64_t missed = 0;
    std::uint64_t late = 0;
  };
  Guarded<Inbox> inbox_;
  Guarded<std::shared_ptr<const Told>> told_;

  // The thread's own.
  Overheard at_hand_;
  Terms terms_;
  signal::Copies copies_;
  std::map<std::uint64_t, std::string> texts_;  // By cluster: at most twice kCopiedKept; the least go first.
  signal::Rising everything_;
  signal::Rising watches_;
  std::optional<Time> since_;
  std::uint64_t heard_ = 0;

  std::mutex stop_mutex_;
  std::condition_variable stop_signal_;
  bool stopping_ = false;
};

std::span<const Limit> limits();

}  // namespace vigie::trend
