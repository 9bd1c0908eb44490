// Takes messages of alerts to those who shall hear them: letters and webhooks, from an outbox that outlives a crash,
// tried again from 5 s to an hour apart, for a day. Queued before anybody is told so; noted after the other side has
// it. A kill between these sends twice, under the same id. One address that is slow holds up nobody else: each has at
// most one message on its way, in the order in which they were posted for one alert, and those that failed before
// leave room for the others.
//
// Threads: post(), list() and stop() by any; run() by one of its own, which makes kWebhooksAtOnce + 1 more until
// stop(). Errors: those of the database. What becomes of a message is told by list(), never by post().
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "alert/delivery.h"
#include "alert/outbox.h"
#include "base/clock.h"
#include "base/guarded.h"
#include "base/log.h"
#include "base/queue.h"
#include "base/result.h"

namespace vigie::alert {

inline constexpr std::size_t kWebhooksAtOnce = 8;
inline constexpr std::size_t kSecondTriesAtOnce = kWebhooksAtOnce / 2;

// Says one message to the outside; blocks for seconds at most, and ends soon once `stop` is true.
// Errors: kUnavailable is tried again, every other is final. What it throws is a failed try, which is tried again.
using Carry = std::function<Result<void>(const Parcel& parcel, const std::atomic<bool>& stop)>;
// What that parcel says now; nothing: nobody asks for it any more. By run().
using Write = std::function<Result<std::optional<Message>>(const Parcel& parcel)>;

class Courier {
 public:
  struct World {
    const Clock& clock;  // Of those outside: not a rehearsal's.
    Log& log;
    std::function<void()> changed;  // Somebody should look at list().
    Carry letter;                   // None: no mail server is configured, and each is given up with these words.
    Carry webhook;
    Write write;
    bool french = true;           // The language of letters.
    bool may_be_private = false;  // Webhooks may reach our own network.
    bool is_sealed = false;       // A rehearsal's: nothing goes out, and list() says what would have.
  };
  // Its own connection to the house's database.
  static Result<std::unique_ptr<Courier>> open(const std::string& path, World world);
  ~Courier();

  // Queued, once for each alert, update, address and secret, however often it is said. Addresses of the browser are
  // passed over.
  Result<void> post(const Notice& notice, std::span<const Address> to);
  // Whether a message to that address could leave, as far as can be told without asking anybody; for who names it.
  Result<void> check(const Address& address) const;
  // Says that it works. One a second to one address.
  Result<void> try_out(const Address& to);
  // What waits is given up; on its way it may arrive all the same. kNotFound; kConflict: it waits no more.
  Result<void> cancel(std::int64_t id, const std::string& why);
  // That rule has changed, or is gone: what waits of it is written anew, or given up.
  Result<void> look_again(std::int64_t rule);
  // Newest first, with ids below `before`.
  Result<std::vector<Delivery>> list(std::size_t limit, std::optional<std::int64_t> before) const;

  struct Counts {
    std::uint64_t waiting = 0;
    std::uint64_t sent = 0, failed = 0, given_up = 0;  // Tries since the start, by what became of them.
  };
  Result<Counts> counts() const;

  void run();  // Until stop().
  void stop();

 private:
  struct Told {
    Parcel parcel;
    Result<void> became;
  };
  // Who carries which channel.
  struct Lane {
    explicit Lane(std::size_t at_once) : parcels(at_once) {}
    Queue<Parcel> parcels;
    std::size_t busy = 0;     // These by run() alone.
    std::size_t seconds = 0;  // Of busy: tried before.
  };

  explicit Courier(World world);
  void carry(Lane& lane, const Carry& way);
  Result<void> queue(const Notice& notice, std::span<const Outbox::Entry> entries);
  void look();
  void settle();
  bool settle(const Told& told);
  bool dispatch();  // Whether something was given up, and the next of that address may be due.
  bool hand_over(const Due& due);
  bool give_up(const Due& due, std::string_view why);
  Result<bool> write(Parcel& parcel) const;
  std::string subject_of(const Message& message) const;
  std::string body_of(const Message& message, Channel channel) const;
  void wake();
  const Carry& way_of(Channel channel) const { return channel == Channel::kEmail ? world_.letter : world_.webhook; }
  Lane& lane_of(Channel channel) { return channel == Channel::kEmail ? letters_ : webhooks_; }

  World world_;
  mutable Guarded<std::unique_ptr<Outbox>> outbox_;
  Lane letters_{1};
  Lane webhooks_{kWebhooksAtOnce};
  std::set<std::string> on_their_way_;  // Addresses; by run() alone.
  std::vector<Told> unsettled_;         // By run() alone.
  std::string problem_;                 // Of the last look; by run() alone.
  std::atomic<std::uint64_t> sent_ = 0, failed_ = 0, given_up_ = 0;
  std::atomic<bool> stop_ = false;
  std::mutex mutex_;
  std::condition_variable signal_;
  bool woken_ = false;      // Under mutex_.
  std::vector<Told> told_;  // Under mutex_.
};

}  // namespace vigie::alert
