#include "alert/outbox.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <limits>

#include "alert/outbox_tables.h"
#include "base/check.h"
#include "storage/done.h"

namespace vigie::alert {
namespace {

using storage::done;
using storage::Row;
using storage::Value;

std::string signer_of(const Notice& notice, const Address& to) {
  if (notice.alert == kTrial || to.secret.empty()) return {};
  std::array<unsigned char, crypto_generichash_BYTES_MIN> digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(to.secret.data()),
                     to.secret.size(), nullptr, 0);
  std::string out(2 * digest.size() + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), digest.data(), digest.size());
  out.pop_back();  // The NUL.
  return out;
}

Channel channel_in(const Row& row, int column) {
  const auto channel = channel_of(row.text(column));
  check(channel.has_value(), "alert: a delivery of no channel");
  return *channel;
}

DeliveryState state_in(const Row& row, int column) {
  const auto name = row.text(column);
  for (const auto state :
       {DeliveryState::kQueued, DeliveryState::kSent, DeliveryState::kFailed, DeliveryState::kGivenUp}) {
    if (name_of(state) == name) return state;
  }
  return DeliveryState::kGivenUp;
}

Delivery delivery_of(const Row& row) {
  Delivery out;
  out.id = row.integer(0);
  out.alert = row.integer(1);
  out.update = static_cast<int>(row.integer(2));
  out.channel = channel_in(row, 3);
  out.address = row.text(4);
  out.state = state_in(row, 5);
  out.attempts = static_cast<int>(row.integer(6));
  if (!row.is_null(7)) out.next_at = time_of_micros(row.integer(7));
  out.error = row.text(8);
  out.at = time_of_micros(row.integer(9));
  return out;
}

}  // namespace

std::optional<Time> next_try(int attempts, Time queued_at, Time now) {
  if (now - queued_at >= kRetryFor) return std::nullopt;
  const auto most = std::chrono::duration_cast<std::chrono::seconds>(kRetryMax);
  auto wait = kRetryFirst;
  for (int i = 1; i < attempts && wait < most; ++i) wait *= 2;
  return now + std::min(wait, most);
}

Result<std::unique_ptr<Outbox>> Outbox::open(const std::string& path) {
  auto database = storage::Database::open(path);
  if (!database) return database.error();
  if (auto ok = (*database)->migrate("delivery", kDeliveryMigrations); !ok) return ok.error();
  return std::unique_ptr<Outbox>(new Outbox(std::move(*database)));
}

Result<void> Outbox::add(const Notice& notice, std::span<const Entry> entries, Time now) {
  return database_->transaction([&]() -> Result<void> {
    for (const auto& entry : entries) {
      if (auto ok = insert(notice, entry, now); !ok) return ok;
    }
    return forget();
  });
}

Result<void> Outbox::insert(const Notice& notice, const Entry& entry, Time now) {
  const std::string channel(name_of(entry.to.channel));
  std::int64_t waiting = 0;
  const Value whom[] = {channel, entry.to.address};
  auto counted =
      database_->query("SELECT count(*) FROM delivery WHERE next_at IS NOT NULL AND channel = $1 AND address = $2",
                       whom, [&](const Row& row) { waiting = row.integer(0); });
  if (!counted) return counted;
  auto refused = entry.refused;
  if (refused.empty() && waiting >= static_cast<std::int64_t>(kWaitingMax)) {
    refused = std::to_string(kWaitingMax) + " others wait for this address already";
  }
  const bool waits = refused.empty();
  const bool keeps = waits && notice.alert == kTrial;
  const auto state = waits ? DeliveryState::kQueued : DeliveryState::kGivenUp;
  const Value values[] = {notice.alert,
                          std::int64_t{notice.update},
                          channel,
                          entry.to.address,
                          signer_of(notice, entry.to),
                          keeps ? entry.to.secret : std::string(),
                          keeps ? entry.subject : std::string(),
                          keeps ? entry.body : std::string(),
                          std::int64_t{notice.is_crisis},
                          std::string(name_of(state)),
                          micros_of(now),
                          waits ? Value(micros_of(now)) : Value(nullptr),
                          refused,
                          notice.rule};
  return done(database_->run(
      "INSERT INTO delivery (alert, step, channel, address, signer, secret, subject, body, is_crisis, state,"
      " attempts, at, next_at, error, rule)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $12, $13, $14)"
      " ON CONFLICT (alert, step, channel, address, signer) DO NOTHING",
      values));
}

Result<void> Outbox::forget() {
  const Value kept[] = {static_cast<std::int64_t>(kDeliveriesKept)};
  return done(
      database_->run("DELETE FROM delivery WHERE next_at IS NULL AND id <= (SELECT max(id) FROM delivery) - $1", kept));
}

Result<std::vector<Due>> Outbox::due(Time now) {
  // A next try further away than any wait was noted by a clock that has been set back since.
  const Value values[] = {micros_of(now), micros_of(now + kRetryMax)};
  std::vector<Due> out;
  auto read = database_->query(
      "SELECT id, channel, address, attempts FROM delivery AS this"
      " WHERE next_at IS NOT NULL AND (next_at <= $1 OR next_at > $2) AND NOT EXISTS"
      " (SELECT 1 FROM delivery AS earlier WHERE earlier.next_at IS NOT NULL AND earlier.channel = this.channel"
      "  AND earlier.address = this.address AND earlier.alert = this.alert AND earlier.id < this.id)"
      " ORDER BY attempts, next_at, id",
      values, [&](const Row& row) {
        out.push_back({row.integer(0), channel_in(row, 1), row.text(2), static_cast<int>(row.integer(3))});
      });
  if (!read) return read.error();
  return out;
}

Result<std::optional<Parcel>> Outbox::parcel(std::int64_t id) {
  std::optional<Parcel> out;
  const Value values[] = {id};
  auto read = database_->query(
      "SELECT alert, step, channel, address, secret, subject, body, is_crisis, attempts, at, rule FROM delivery"
      " WHERE id = $1 AND next_at IS NOT NULL",
      values, [&](const Row& row) {
        out = Parcel{id,
                     row.integer(0),
                     static_cast<int>(row.integer(1)),
                     {channel_in(row, 2), row.text(3), row.text(4)},
                     row.text(5),
                     row.text(6),
                     row.integer(7) != 0,
                     static_cast<int>(row.integer(8)),
                     time_of_micros(row.integer(9)),
                     row.integer(10)};
      });
  if (!read) return read.error();
  return out;
}

Result<void> Outbox::sent(std::int64_t id) {
  const Value values[] = {id};
  return done(
      database_->run("UPDATE delivery SET state = 'sent', attempts = attempts + 1, next_at = NULL, error = '',"
                     " secret = '', subject = '', body = '' WHERE id = $1",
                     values));
}

Result<void> Outbox::failed(std::int64_t id, const std::string& error, std::optional<Time> next_at) {
  if (next_at) {
    const Value values[] = {id, micros_of(*next_at), error};
    return done(
        database_->run("UPDATE delivery SET state = 'failed', attempts = attempts + 1, next_at = $2, error = $3"
                       " WHERE id = $1 AND next_at IS NOT NULL",
                       values));
  }
  const Value values[] = {id, error};
  return done(
      database_->run("UPDATE delivery SET state = 'given_up', attempts = attempts + 1, next_at = NULL, error = $2,"
                     " secret = '', subject = '', body = '' WHERE id = $1 AND next_at IS NOT NULL",
                     values));
}

Result<void> Outbox::cancel(std::int64_t id, const std::string& why) {
  const Value values[] = {id, why};
  const auto cancelled = database_->run(
      "UPDATE delivery SET state = 'given_up', next_at = NULL, error = $2, secret = '', subject = '',"
      " body = '' WHERE id = $1 AND next_at IS NOT NULL",
      values);
  if (!cancelled || *cancelled > 0) return done(cancelled);
  bool is_known = false;
  const Value whom[] = {id};
  auto read = database_->query("SELECT 1 FROM delivery WHERE id = $1", whom, [&](const Row&) { is_known = true; });
  if (!read) return read;
  if (!is_known) return Error{ErrorCode::kNotFound, "there is no delivery with that id"};
  return Error{ErrorCode::kConflict, "it was sent or given up already"};
}

Result<void> Outbox::hasten(std::int64_t rule, Time now) {
  const Value values[] = {rule, micros_of(now)};
  return done(database_->run("UPDATE delivery SET next_at = $2 WHERE rule = $1 AND next_at > $2", values));
}

Result<std::uint64_t> Outbox::waiting() {
  std::uint64_t out = 0;
  auto read = database_->query("SELECT count(*) FROM delivery WHERE next_at IS NOT NULL", {},
                               [&](const Row& row) { out = static_cast<std::uint64_t>(row.integer(0)); });
  if (!read) return read.error();
  return out;
}

Result<std::vector<Delivery>> Outbox::list(std::size_t limit, std::optional<std::int64_t> before) {
  const Value values[] = {before.value_or(std::numeric_limits<std::int64_t>::max()), static_cast<std::int64_t>(limit)};
  std::vector<Delivery> out;
  auto read = database_->query(
      "SELECT id, alert, step, channel, address, state, attempts, next_at, error, at FROM delivery WHERE id < $1"
      " ORDER BY id DESC LIMIT $2",
      values, [&](const Row& row) { out.push_back(delivery_of(row)); });
  if (!read) return read.error();
  return out;
}

}  // namespace vigie::alert
