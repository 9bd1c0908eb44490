// Who must be woken: every minute of a house, watch by watch, held against what is usual; what is not becomes one alert
// that updates until it is over.
//
// A minute is closed kCloseAfter its end by the house's clock, which a rehearsal's runs faster than ours. A watch is
// warmed from the store when it is first heard: nothing about baselines is kept, and a restart comes to the same.
// Minutes that a stop has left unjudged are judged at the next start, kCatchUpMax back, so that an incident is told
// once whatever happens. Threads: heard() by the house's writer, which waits for nothing; run() by one thread until
// stop(); book() and rules() by any. Errors: what database and store say; a watch that cannot be read is tried again a
// minute later.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "alert/alert.h"
#include "alert/book.h"
#include "alert/coverage.h"
#include "alert/dispatch.h"
#include "alert/history.h"
#include "alert/inbox.h"
#include "alert/ledger.h"
#include "alert/open_minutes.h"
#include "alert/outbox.h"
#include "alert/rules.h"
#include "alert/series_watch.h"
#include "base/clock.h"
#include "base/guarded.h"
#include "base/log.h"
#include "base/result.h"
#include "post/post.h"
#include "store/store.h"

namespace vigie::alert {

constexpr Micros kCloseAfter = std::chrono::seconds(15);
constexpr Micros kCatchUpMax = std::chrono::hours(1);     // What was missed for longer is past.
constexpr Micros kOutageMin = std::chrono::minutes(5);    // Shorter ones are nobody's sleep worth.
constexpr Micros kStepBackMax = std::chrono::minutes(5);  // A clock further back is another one: minutes begin anew.
constexpr Micros kOverMax = std::chrono::hours(24);       // For so long an end that could not be told waits.
constexpr Micros kRefresh = std::chrono::minutes(5);      // Counts of an open alert are so old at most.

// A watch as it stands when it is looked at.
struct Watched {
  std::string name;
  std::string query;
};
using FindWatch = std::function<std::optional<Watched>(std::uint32_t watch)>;

class Alerts {
 public:
  struct World {
    const store::Store& store;
    const Clock& clock;
    Log& log;
    FindWatch find_watch;
    std::function<void()> changed;        // Somebody should look.
    Dispatch::Post post = {};             // To the courier.
    Coverage coverage = {};               // None: everything is heard.
    std::string public_url = {};          // Of the pages, for messages.
    std::optional<Micros> keep_for = {};  // Posts; alerts outlive none of theirs.
  };
  // Its own connection to the house's database.
  static Result<std::unique_ptr<Alerts>> open(const std::string& path, World world);

  void heard(const post::Item& item, const post::Reading& reading, std::span<const std::uint32_t> watches,
             post::Fate fate);
  void run();
  void stop();
  void finish();  // After run() has ended: takes out what is gone since the last look.

  // Judges every minute that is over at `now`. For run(), and tests.
  Result<void> look(Time now);

  // What the courier has to say, as it stands now. By any thread.
  Result<std::optional<Message>> message(const Parcel& parcel) const;

  Book& book() { return *book_; }
  Rules& rules() { return *rules_; }
  const Ledger& ledger() const { return *ledger_; }
  Listened listened(const store::Span& span) const { return {since_, ledger_->covered(span.from, span.to)}; }
  std::size_t series() const { return series_count_; }  // Watches that have a baseline.

  struct Counts {
    std::size_t watches = 0;   // That have a baseline.
    std::size_t waiting = 0;   // Watches to be read from the store.
    std::size_t open = 0;      // Alerts.
    std::uint64_t begun = 0;   // Since the start, as what follows.
    std::uint64_t lost = 0;    // Matches, and questions of rules, for which there was no room.
    std::uint64_t failed = 0;  // Looks that broke off.
    Micros behind{};           // The first minute that is not judged began so long before the last look.
  };
  Counts counts() const;

 private:
  struct Series {
    std::uint32_t watch = 0;
    std::uint64_t query = 0;  // A hash: of another one nothing is known.
    std::optional<Time> known_from;
    SeriesWatch counts;
  };
  struct Gone {
    std::vector<PostKey> posts, authors;
    bool has_lost = false;  // More went than have room.
  };
  using Key = std::tuple<std::uint32_t, Kind, std::int64_t>;  // The last of a rule, or of a source.
  using ByWatch = std::unordered_map<std::uint32_t, MinuteCounts>;

  explicit Alerts(World world) : world_(std::move(world)) {}
  Result<void> take_up();
  void look_once(Time now);
  void tell_lost();
  void note_counts();
  bool breaks_off() const { return is_running_ && stopping_; }  // run() is to end.
  void note_gone(const post::Item& item);
  void forget_gone();
  Result<void> forget_old(Time now);
  void count_anew_some();
  Result<void> forget_now(const Gone& gone);
  Result<void> settle_posts();
  Result<void> settle_authors();
  Result<void> forget(const std::vector<PostKey>& posts, const std::vector<PostKey>& authors);
  void set_frontier(Time now);
  void close(Time minute);
  void look_for_changes(const ByWatch& counts, Time minute);
  void look_for_named(const ByWatch& counts, Time minute);
  void line_up_named(const ByWatch& counts, Time minute);
  void look_for(const Rule& rule, std::uint32_t watch, const Watched& watched, const store::Span& span);
  void ask_again(const Alert& alert);
  void tell();
  void end(Alert alert);
  void drop_rules_of_lost_watches();
  static Key key_of(const Alert& alert);
  void look_at_sources(Time now);
  void note_gaps(std::span<const SourceHeard> sources, Time now);
  void look_at_source(const std::string& name, Time now);
  bool was_covered(Time minute) const;
  void warm_waiting(Time until);
  Result<std::size_t> warm(std::uint32_t watch, Time judge_from, Time until);
  void drop(std::uint32_t watch);
  void drop_all();

  void judge(const Series& series, const MinuteCounts& minute, const Verdict& verdict);
  Alert* begin(Alert alert, Time until);
  void step(Alert& alert, Step step, Time until);
  bool count_anew(Alert& alert, Time until);
  bool keep(const Alert& alert);

  World world_;
  std::unique_ptr<Book> book_;
  std::unique_ptr<Rules> rules_;
  std::unique_ptr<Ledger> ledger_;
  std::unique_ptr<Dispatch> dispatch_;
  Inbox inbox_;
  Guarded<Gone> gone_;

  Time since_{};         // The house hears.
  Time started_from_{};  // The first minute that no process before us has judged.

  // Of run()'s thread.
  Inbox::Batch batch_;
  OpenMinutes minutes_;
  std::optional<Time> frontier_;  // The first minute that is not closed.
  std::vector<Series> series_;
  std::unordered_map<std::uint32_t, std::uint32_t> places_;  // In series_.
  std::map<std::uint32_t, Time> waiting_;                    // To be warmed, and judged from then on.
  std::map<Key, Alert> open_;
  std::map<std::int64_t, Alert> over_;  // By id: their end waits to be told.
  Time now_{};                          // Of the look: the clock's, however late the minute is that is judged.
  std::shared_ptr<const RuleSet> asked_ = std::make_shared<RuleSet>();  // While a minute is closed.
  std::string problem_;                                                 // Of the last look.
  // What rules name, asked of the watches that were heard: whoever found no question left is the first next minute.
  struct NamedLook {
    std::int64_t rule = 0;
    std::uint32_t watch = 0;
    Time minute{};
  };
  std::deque<NamedLook> named_waiting_;
  std::set<std::pair<std::int64_t, std::uint32_t>> is_named_waiting_;
  std::optional<Time> forgot_old_at_, settled_at_;
  bool is_unsettled_ = true;  // The book may hold what the store has no more; after a crash too.
  std::vector<PostKey> authors_to_settle_;
  std::optional<Time> failed_at_;               // What is gone was not taken out.
  std::map<std::int64_t, Time> to_count_anew_;  // Ids of alerts of whose posts some are gone, and from when on.
  std::map<std::string, Time> unheard_;         // Sources, and since when.
  Stretches gaps_;                              // As they were when they ran; what is read again later is no news.
  std::optional<Time> sources_looked_at_;
  std::vector<MinuteCounts> counts_;  // Of the minute that is closed, by place.
  std::atomic<std::size_t> series_count_ = 0, waiting_count_ = 0, open_count_ = 0;
  std::atomic<std::uint64_t> begun_ = 0, lost_ = 0, failed_ = 0;
  std::atomic<std::int64_t> behind_us_ = 0;
  std::uint64_t minutes_lost_ = 0;  // Of what lost_ counts, that the open minutes told.

  std::mutex stop_mutex_;
  std::condition_variable stop_signal_;
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> is_running_ = false;
};

}  // namespace vigie::alert
