#include "refusal/refusals.h"

#include <algorithm>
#include <array>

#include "post/validate.h"
#include "refusal/identity.h"

namespace vigie::refusal {
namespace {

using storage::Migration;
using storage::Row;
using storage::Value;

constexpr Migration kMigrations[] = {{1,
                                      "CREATE TABLE refusal ("
                                      " id INTEGER PRIMARY KEY AUTOINCREMENT,"
                                      " mark TEXT NOT NULL UNIQUE,"   // 32 hexadecimal digits.
                                      " added_at INTEGER NOT NULL);"  // Microseconds since 1970, UTC.
                                      "CREATE TABLE refusal_key (probe TEXT NOT NULL)"}};  // One row: whose key it is.

// Marked under the key when the list begins: a key that marks it otherwise is another one.
constexpr std::string_view kProbe = "vigie: the key of this list";

constexpr std::array kLimits = {
    Limit{"refusal.refusals_max", kRefusalsMax, "people", "one more is refused: the list is held in memory"},
};

}  // namespace

std::span<const Limit> limits() { return kLimits; }

Refusals::Refusals(std::unique_ptr<storage::Database> database, std::string folder, const World& world)
    : world_(world), folder_(std::move(folder)), database_(std::move(database)) {}

Result<std::unique_ptr<Refusals>> Refusals::open(const std::string& folder, const World& world) {
  auto database = storage::Database::open(folder + "/vigie.db");
  if (!database) return database.error();
  std::unique_ptr<Refusals> out(new Refusals(std::move(*database), folder, world));
  if (auto ok = out->load(); !ok) return ok.error();
  return out;
}

Result<void> Refusals::load() {
  if (auto ok = database_->migrate("refusal", kMigrations); !ok) return ok;
  std::string probe;
  auto ok = database_->query("SELECT probe FROM refusal_key", {}, [&](const Row& row) { probe = row.text(0); });
  if (!ok) return ok;
  auto key = read_key(world_.disk, folder_);
  if (!key) return key.error();
  key_ = *key;
  State state;
  bool is_sound = true;
  ok = database_->query("SELECT id, mark, added_at FROM refusal ORDER BY id", {}, [&](const Row& row) {
    const auto mark = mark_of_hex(row.text(1));
    is_sound = is_sound && mark;
    if (mark) state.entries.push_back({{row.integer(0), time_of_micros(row.integer(2))}, *mark});
  });
  if (!ok) return ok;
  if (!state.entries.empty()) {
    if (ok = check_key(probe); !ok) return ok;
  }
  if (!is_sound)
    return Error{ErrorCode::kCorrupt, "refusal: a mark in vigie.db is broken; bring it back from a back-up"};
  publish(state);
  state_.with([&](auto& now) { now = std::move(state); });
  return {};
}

Result<void> Refusals::check_key(const std::string& probe) const {
  if (key_ && to_hex(mark_of(kProbe, *key_)) == probe) return {};
  return Error{ErrorCode::kCorrupt, key_file(folder_) +
                                        (key_ ? ": is not the key that the refusals of this folder were made with"
                                              : ": is missing, and there are refusals that only it can obey") +
                                        "; bring it back from a back-up"};
}

// Its probe is in the table on return.
Result<void> Refusals::need_key() {
  if (count() > 0) return {};
  if (!key_) {
    auto made = make_key(world_.disk, folder_);
    if (!made) return made.error();
    key_ = *made;
  }
  const std::vector<Value> probe = {to_hex(mark_of(kProbe, *key_))};
  return database_->transaction([&]() -> Result<void> {
    auto changed = database_->run("DELETE FROM refusal_key");
    if (changed) changed = database_->run("INSERT INTO refusal_key (probe) VALUES ($1)", probe);
    return changed ? Result<void>{} : changed.error();
  });
}

void Refusals::publish(State& state) const {
  if (!key_) return;
  std::vector<Mark> marks;
  marks.reserve(state.entries.size());
  for (const auto& entry : state.entries) marks.push_back(entry.mark);
  state.refused = std::make_shared<const Refused>(marks, *key_);
}

std::shared_ptr<const Refused> Refusals::now() const {
  return state_.with([](const auto& state) { return state.refused; });
}

std::size_t Refusals::count() const {
  return state_.with([](const auto& state) { return state.entries.size(); });
}

Result<Refusals::Added> Refusals::add(std::string_view source, std::string_view author) {
  if (author.size() > post::kIdBytesMax || source.size() > post::kSourceBytesMax) return invalid("author: too long");
  IdentityRoom room;
  const auto identity = identity_of(source, author, room);
  if (identity.empty()) return invalid("author: missing");
  const std::lock_guard lock(writing_);
  if (auto ok = need_key(); !ok) return ok.error();
  const Mark mark = mark_of(identity, *key_);
  auto entries = state_.with([](const auto& state) { return state.entries; });
  const auto known =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.mark == mark; });
  if (known != entries.end()) return Added{known->refusal, false};
  if (entries.size() >= kRefusalsMax) {
    return Error{ErrorCode::kOverloaded,
                 "refusal: at most " + std::to_string(kRefusalsMax) + " people can refuse here"};
  }
  Refusal refusal{0, world_.clock.now()};
  const std::vector<Value> values = {to_hex(mark), micros_of(refusal.at)};
  if (auto ok = database_->run("INSERT INTO refusal (mark, added_at) VALUES ($1, $2)", values); !ok) return ok.error();
  refusal.id = database_->last_id();
  entries.push_back({refusal, mark});
  State state{std::move(entries), {}};
  publish(state);
  state_.with([&](auto& now) { now = std::move(state); });
  return Added{refusal, true};
}

Result<void> Refusals::remove(std::int64_t id) {
  const std::lock_guard lock(writing_);
  const std::vector<Value> values = {id};
  const auto removed = database_->run("DELETE FROM refusal WHERE id = $1", values);
  if (!removed) return removed.error();
  if (*removed == 0) return Error{ErrorCode::kNotFound, "there is no refusal with that id"};
  State state = state_.with([](const auto& now) { return now; });
  std::erase_if(state.entries, [&](const Entry& entry) { return entry.refusal.id == id; });
  publish(state);
  state_.with([&](auto& now) { now = std::move(state); });
  return {};
}

std::vector<Refusal> Refusals::list(std::int64_t after, std::size_t limit) const {
  return state_.with([&](const auto& state) {
    std::vector<Refusal> out;
    auto at = std::upper_bound(state.entries.begin(), state.entries.end(), after,
                               [](std::int64_t id, const Entry& entry) { return id < entry.refusal.id; });
    for (; at != state.entries.end() && out.size() < limit; ++at) out.push_back(at->refusal);
    return out;
  });
}

}  // namespace vigie::refusal
