// The table `delivery`: what waits to leave, and what became of it. What an alert says, and what signs it, is written
// when it leaves, and never stands here; a trial's text and secret do as long as they are needed to try again.
// Threads: one at a time. Errors: those of the database.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "alert/delivery.h"
#include "storage/database.h"

namespace vigie::alert {

inline constexpr std::size_t kDeliveriesKept = 10'000;  // Older ones are forgotten, once they are final.
inline constexpr std::size_t kWaitingMax = 100;         // For one address; beyond: given up at once, and told.
inline constexpr std::chrono::seconds kRetryFirst{5};
inline constexpr std::chrono::hours kRetryMax{1};
inline constexpr std::chrono::hours kRetryFor{24};  // Since it was queued.

// When it is tried again after so many failed tries; nothing: never, its day is over.
std::optional<Time> next_try(int attempts, Time queued_at, Time now);

// All that one try needs.
struct Parcel {
  std::int64_t id = 0;
  std::int64_t alert = 0;
  int update = 0;
  Address to;
  std::string subject, body;  // Empty but of a trial, until it is written.
  bool is_crisis = false;
  int attempts = 0;
  Time at{};              // When it was queued.
  std::int64_t rule = 0;  // 0: not known, or a trial.
};

struct Due {
  std::int64_t id = 0;
  Channel channel = Channel::kEmail;
  std::string address;
  int attempts = 0;
};

class Outbox {
 public:
  static Result<std::unique_ptr<Outbox>> open(const std::string& path);

  struct Entry {
    Address to;
    std::string subject, body;  // Of a trial.
    std::string refused;        // Not empty: given up from the start, and why.
  };
  // Once for each alert, update, address and secret: rules that tell one address sign each with its own. Of trials one
  // for each second and address.
  Result<void> add(const Notice& notice, std::span<const Entry> entries, Time now);

  // What may be tried now, those first that were tried least. Never two of one alert to one address at once: a later
  // update waits for the earlier.
  Result<std::vector<Due>> due(Time now);
  Result<std::optional<Parcel>> parcel(std::int64_t id);

  Result<void> sent(std::int64_t id);
  // Nothing: given up. What somebody has cancelled meanwhile stays so.
  Result<void> failed(std::int64_t id, const std::string& error, std::optional<Time> next_at);
  // What waits is given up. kNotFound; kConflict: it waits no more.
  Result<void> cancel(std::int64_t id, const std::string& why);
  // What waits of that rule may be tried now.
  Result<void> hasten(std::int64_t rule, Time now);

  Result<std::uint64_t> waiting();
  Result<std::vector<Delivery>> list(std::size_t limit, std::optional<std::int64_t> before);

 private:
  explicit Outbox(std::unique_ptr<storage::Database> database) : database_(std::move(database)) {}
  Result<void> insert(const Notice& notice, const Entry& entry, Time now);
  Result<void> forget();

  std::unique_ptr<storage::Database> database_;
};

}  // namespace vigie::alert
